import type { DatabaseSync } from 'node:sqlite'
import type { Retention } from '../../contract/history.ts'
import type { Archive } from './archive.ts'
import type { BodyTable } from './body-table.ts'
import type { DecisionTable } from './decision-table.ts'
import type { IncidentTable } from './incident-table.ts'
import { keysToRoll, pack, purge, roll } from './maintenance.ts'

/** What has to be done now and then, in pieces that hold nobody up. */
export interface Housekeeping {
  /** To be asked after each write. */
  isDue(nowMs: number, monotonicMs: number): boolean
  /** Does what is due, within a transaction. `undo` gets how to take it back where that comes to nothing, in order. */
  work(nowMs: number, monotonicMs: number, undo: (() => void)[]): void
  /** What must come after the transaction. */
  afterwards(): void
  retain(retention: Retention): void
}

/** Results wait this long, or for this many, to be put in order. */
const packEveryMs = 300_000
const packCount = 20_000

/** Targets that are rolled up, or purged, in one transaction. */
const targetsAtOnce = 50

const purgeEveryMs = 3_600_000

/** A wall clock that has just jumped is not believed when it says that years have passed: nothing is removed by it yet. */
const steadyForMs = 600_000
const jumpMs = 60_000

const dayMs = 86_400_000

/** Pages given back to the system after a transaction: 2 MiB. */
const pagesAtOnce = 512

interface Tables {
  archive: Archive
  bodies: BodyTable
  incidents: IncidentTable
  decisions: DecisionTable
}

export function createHousekeeping(database: DatabaseSync, tables: Tables, initial: Retention): Housekeeping {
  const { archive } = tables
  const free = database.prepare('PRAGMA freelist_count')
  let retention = initial
  let packedMs: number | null = null
  let purgedMs: number | null = null
  let last: { wallMs: number; monotonicMs: number } | null = null
  let steadySinceMs = 0
  let toRoll: number[] = []
  let toPurge: number[] = []

  function watchClock(nowMs: number, monotonicMs: number): void {
    const drift = last === null ? Infinity : nowMs - last.wallMs - (monotonicMs - last.monotonicMs)
    if (Math.abs(drift) > jumpMs) steadySinceMs = monotonicMs
    last = { wallMs: nowMs, monotonicMs }
  }

  function mustPack(monotonicMs: number): boolean {
    packedMs ??= monotonicMs
    return monotonicMs - packedMs >= packEveryMs || archive.tail.count >= packCount
  }

  function mayPurge(monotonicMs: number): boolean {
    if (monotonicMs - steadySinceMs < steadyForMs) return false
    return purgedMs === null || monotonicMs - purgedMs >= purgeEveryMs
  }

  function packAll(nowMs: number, monotonicMs: number, undo: (() => void)[]): void {
    packedMs = monotonicMs
    undo.push(pack(archive).undo)
    toRoll = keysToRoll(archive, nowMs)
  }

  function purgeAll(nowMs: number, monotonicMs: number): void {
    purgedMs = monotonicMs
    toPurge = archive.progress.keys()
    tables.bodies.purge(nowMs - (retention.rawDays + 1) * dayMs)
    tables.incidents.purge(nowMs - retention.hourDays * dayMs)
    tables.decisions.purge()
    archive.gaps.purge(nowMs - retention.hourDays * dayMs)
  }

  return {
    isDue(nowMs, monotonicMs) {
      watchClock(nowMs, monotonicMs)
      return toRoll.length > 0 || toPurge.length > 0 || mustPack(monotonicMs) || mayPurge(monotonicMs)
    },
    work(nowMs, monotonicMs, undo) {
      if (mustPack(monotonicMs)) packAll(nowMs, monotonicMs, undo)
      if (mayPurge(monotonicMs)) purgeAll(nowMs, monotonicMs)
      for (const key of toRoll.splice(0, targetsAtOnce)) undo.push(roll(archive, key, nowMs).undo)
      for (const key of toPurge.splice(0, targetsAtOnce)) undo.push(purge(archive, key, retention, nowMs).undo)
    },
    afterwards() {
      // Some are left for what comes next.
      if (Number(free.get()?.freelist_count ?? 0) > 2 * pagesAtOnce) {
        database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
      }
    },
    retain(next) {
      retention = next
      purgedMs = null
    },
  }
}
