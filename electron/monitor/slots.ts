import { createAdmission, latestSlotMs } from './grid.ts'
import type { Clock } from './ports.ts'
import type { Schedule } from './schedule.ts'
import type { Watch } from './watch.ts'

/** A slot reached later than this was missed: the machine slept, and the next slot will do if it comes soon. */
const lateMs = 1000
const soonMs = 60_000

/** When each target is probed: on its grid, and in between where something is being confirmed. Times are monotonic. */
export interface Slots {
  /** Begins the target's grid then. */
  begin(watch: Watch, atMs: number): void
  /** Begins a new grid, its first slot at once, or soon in a crowd. */
  anchor(watch: Watch): void
  /** Probes once before the next slot, unless that comes first. The grid stays as it is. */
  retry(watch: Watch, atMs: number): void
  /** The same, at once, or soon in a crowd. */
  hasten(watch: Watch): void
  /** Takes back what `retry` wanted. */
  keepToGrid(watch: Watch): void
  /** What was due at `dueMs` is reached now: whether to probe. */
  reach(watch: Watch, dueMs: number, nowMs: number): boolean
  /**
   * Whether more than an interval, and a minute, would lie between the last probe and the next: a probe a day would
   * never be made on a machine that always sleeps when its slot comes.
   */
  starves(watch: Watch): boolean
  /** Whether its next slot is further away than an interval: it was set when intervals were longer. */
  lags(watch: Watch): boolean
}

export function createSlots(deps: {
  clock: Clock
  schedule: Schedule
  random: () => number
  /** Intervals are so many times as long as the targets say. */
  pace: () => number
}): Slots {
  const { clock, schedule } = deps
  const admit = createAdmission()

  const every = ({ target }: Watch): number => target.intervalMs * deps.pace()

  function admitted({ target }: Watch): number {
    return admit(clock.monotonicMs(), target.intervalMs, deps.random())
  }

  function begin(watch: Watch, atMs: number): void {
    watch.gridMs = atMs
    watch.retryMs = null
    schedule.set(watch.target.id, atMs)
  }

  function retry(watch: Watch, atMs: number): void {
    if (atMs >= (watch.retryMs ?? watch.gridMs)) return
    watch.retryMs = atMs
    schedule.set(watch.target.id, atMs)
  }

  function keepToGrid(watch: Watch): void {
    if (watch.retryMs !== null) begin(watch, watch.gridMs)
  }

  function anchor(watch: Watch): void {
    watch.owed = true
    begin(watch, admitted(watch))
  }

  return {
    begin,
    anchor,
    retry,
    hasten: (watch) => retry(watch, admitted(watch)),
    keepToGrid,
    reach(watch, dueMs, nowMs) {
      if (watch.retryMs !== null) {
        keepToGrid(watch)
        watch.slotMs ??= dueMs
        return true
      }
      const intervalMs = every(watch)
      const slotMs = latestSlotMs(dueMs, intervalMs, nowMs)
      begin(watch, slotMs + intervalMs)
      if (!watch.owed && nowMs - slotMs > lateMs) {
        if (slotMs + intervalMs - nowMs > soonMs) anchor(watch)
        return false
      }
      // Of the slots that pass while it waits, the first is the one it is late for.
      watch.slotMs ??= slotMs
      return true
    },
    starves(watch) {
      const { lastResult } = watch
      const dueMs = schedule.dueMs(watch.target.id)
      if (!lastResult || dueMs === undefined) return false
      const waitMs = dueMs - clock.monotonicMs()
      // The wall clock, because it counts the sleep on every system.
      const agoMs = clock.wallMs() - Date.parse(lastResult.startedAt)
      return waitMs > soonMs && agoMs + waitMs > every(watch) + soonMs
    },
    lags(watch) {
      const dueMs = schedule.dueMs(watch.target.id)
      return dueMs !== undefined && dueMs - clock.monotonicMs() > every(watch)
    },
  }
}
