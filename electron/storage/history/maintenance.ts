import type { Retention } from '../../contract/history.ts'
import type { Archive } from './archive.ts'
import { createSlots } from './slots.ts'
import type { Tally } from './tally.ts'
import { hourOf } from './tiers.ts'
import { walk } from './timeline.ts'

const dayMs = 86_400_000

/** A result is recorded when its probe has ended; by then the next hour has begun. Later ones cause rework, no error. */
const lateMs = 120_000

/** Puts what came last in order, by target and hour. `undo` is for where the transaction came to nothing. */
export function pack({ tail, raw }: Archive): { undo: () => void } {
  const { all, undo } = tail.takeAll()
  for (const [key, results] of all) raw.add(key, results)
  return { undo }
}

/** Targets of which hours are over that are not rolled up. */
export function keysToRoll({ progress }: Archive, nowMs: number): number[] {
  const endMs = hourOf(nowMs - lateMs)
  return progress.keys().filter((key) => (progress.of(key)?.rolledMs ?? endMs) < endMs)
}

/**
 * Rolls up the hours that are over. A rollup is a function of the raw results, made again whenever one comes late, and
 * replaces what was there: nothing is ever added twice.
 */
export function roll(archive: Archive, key: number, nowMs: number): { undo: () => void } {
  const { progress, rollups } = archive
  const before = progress.of(key)
  const endMs = hourOf(nowMs - lateMs)
  if (!before || before.rolledMs >= endMs) return { undo: () => {} }
  const timeline = archive.timeline(key, before.rolledMs, endMs)
  for (const table of [rollups['5m'], rollups['1h']]) {
    table.replace(key, before.rolledMs, endMs, (put) => {
      const slots = createSlots(0, table.tier.widthMs, (startMs, tally) => {
        if (isWorthKeeping(tally)) put(startMs, tally)
      })
      walk(timeline, before.rolledMs, endMs, slots)
      slots.end()
    })
  }
  progress.set(key, { ...before, rolledMs: endMs })
  return { undo: () => progress.set(key, before) }
}

/** Why nothing at all is known of a stretch the gaps themselves tell. */
function isWorthKeeping(tally: Tally): boolean {
  return tally.upMs + tally.downMs + tally.uncounted + tally.codes.reduce((sum, count) => sum + count, 0) > 0
}

/** Removes what is older than it is to be kept, of a target; nothing that is not rolled up yet. */
export function purge(archive: Archive, key: number, retention: Retention, nowMs: number): { undo: () => void } {
  const { progress, raw, rollups } = archive
  const before = progress.of(key)
  rollups['5m'].purge(key, nowMs - retention.fiveMinuteDays * dayMs)
  rollups['1h'].purge(key, nowMs - retention.hourDays * dayMs)
  if (!before) return { undo: () => {} }
  const goneMs = raw.purge(key, Math.min(hourOf(nowMs - retention.rawDays * dayMs), before.rolledMs))
  if (goneMs === null || goneMs <= before.purgedMs) return { undo: () => {} }
  progress.set(key, { ...before, purgedMs: goneMs })
  return { undo: () => progress.set(key, before) }
}
