import type { DatabaseSync } from 'node:sqlite'
import { createGapTable, type GapTable } from './gap-table.ts'
import { createProgressTable, type ProgressTable } from './progress.ts'
import { createRawTable, merge, type RawTable } from './raw-table.ts'
import type { KeptResult } from './result-columns.ts'
import { type Bucket, createRollupTable, type RollupTable } from './rollup-table.ts'
import { createTail, type Tail } from './tail.ts'
import { fiveMinutes, hourMs, hourOf, hours } from './tiers.ts'
import { type Timeline, type Visitor, walk } from './timeline.ts'

export interface Scanner extends Visitor {
  bucket(bucket: Bucket): void
  /** There are no more buckets: raw results come from here on. */
  seam(atMs: number): void
}

/** All that is known of results: those that came last, raw ones by hour, and rollups. */
export interface Archive {
  tail: Tail
  raw: RawTable
  gaps: GapTable
  progress: ProgressTable
  rollups: { '5m': RollupTable; '1h': RollupTable }
  /** What raw results and gaps say of the stretch. */
  timeline(key: number, fromMs: number, toMs: number): Timeline
  /**
   * Tells what happened in the stretch: from the rollups as far as these go, and from raw results beyond. Its beginning
   * is at an edge of the tier's buckets.
   */
  scan(key: number, tier: '5m' | '1h', fromMs: number, toMs: number, scanner: Scanner): void
  /** The finest of what goes back as far as that: what is gone from it is gone, and a coarser one has to do. */
  finest(key: number, fromMs: number): 'raw' | '5m' | '1h'
  /** When the first thing that is kept of the target happened, to the hour; null where nothing is. */
  firstMs(key: number): number | null
  /** Removes all of it from the file. */
  forget(key: number): void
}

export function createArchive(database: DatabaseSync): Archive {
  const tail = createTail(database)
  const raw = createRawTable(database)
  const gaps = createGapTable(database)
  const progress = createProgressTable(database)
  const rollups = { '5m': createRollupTable(database, fiveMinutes), '1h': createRollupTable(database, hours) }

  function timeline(key: number, fromMs: number, toMs: number): Timeline {
    const filed: KeptResult[] = []
    raw.read(key, hourOf(fromMs), toMs, filed)
    const all = merge(filed, tail.of(key))
    const holding = all.findLastIndex(({ atMs }) => atMs <= fromMs)
    const rest = all.slice(Math.max(0, holding))
    // What came last may hold something older than the file does.
    const held = all[holding]
    const before = held && held.atMs >= hourOf(fromMs) ? null : raw.before(key, hourOf(fromMs))
    const results =
      before === null ? rest : held && before.atMs <= held.atMs ? rest : [before, ...(held ? rest.slice(1) : rest)]
    return { results, marks: gaps.marks(key, Math.min(fromMs, results[0]?.atMs ?? fromMs), toMs) }
  }

  return {
    tail,
    raw,
    gaps,
    progress,
    rollups,
    timeline,
    scan(key, tier, fromMs, toMs, scanner) {
      const rolledMs = progress.of(key)?.rolledMs ?? fromMs
      const seamMs = Math.min(Math.max(rolledMs, fromMs), toMs)
      rollups[tier].read(key, fromMs, seamMs, (bucket) => scanner.bucket(bucket))
      scanner.seam(seamMs)
      if (seamMs < toMs) walk(timeline(key, seamMs, toMs), seamMs, toMs, scanner)
    },
    finest(key, fromMs) {
      const purgedMs = progress.of(key)?.purgedMs ?? 0
      if (fromMs >= purgedMs) return 'raw'
      const fiveMs = rollups['5m'].firstMs(key)
      if (fiveMs === null) return '1h'
      // Where hours go no further back either, they have nothing to add.
      const hourFirstMs = rollups['1h'].firstMs(key) ?? fiveMs
      return fromMs >= fiveMs || fiveMs - hourFirstMs < hourMs ? '5m' : '1h'
    },
    firstMs(key) {
      const firsts = [rollups['1h'].firstMs(key), raw.after(key, 0)?.atMs, tail.of(key)[0]?.atMs]
      const known = firsts.filter((ms) => typeof ms === 'number')
      return known.length === 0 ? null : hourOf(Math.min(...known))
    },
    forget(key) {
      for (const each of [raw, gaps, progress, rollups['5m'], rollups['1h']]) each.forget(key)
    },
  }
}
