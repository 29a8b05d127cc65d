import type { Clock } from './ports.ts'
import type { Schedule } from './schedule.ts'
import type { Watch } from './watch.ts'

/** Pauses end by the wall clock, which can jump, and no timer counts a sleep: look at least this often. */
const wallCheckMs = 30_000

/** Ends pauses when their time has come. */
export interface Pauses {
  begin(watch: Watch, untilMs: number | null): void
  /** Ends the pause if its time has come, and else looks again when it may have. */
  check(watch: Watch): void
}

export function createPauses(deps: {
  clock: Clock
  schedule: Schedule
  running: () => boolean
  /** The schedule changed. */
  onScheduled: () => void
  onEnd: (watch: Watch) => void
}): Pauses {
  const { clock, schedule } = deps

  function check(watch: Watch): void {
    const { id } = watch.target
    const untilMs = watch.paused?.untilMs ?? null
    schedule.delete(id)
    if (untilMs === null || !deps.running()) return
    const waitMs = untilMs - clock.wallMs()
    if (waitMs <= 0) return deps.onEnd(watch)
    schedule.set(id, clock.monotonicMs() + Math.min(wallCheckMs, waitMs))
    deps.onScheduled()
  }

  return {
    begin(watch, untilMs) {
      watch.slotMs = null
      watch.retryMs = null
      watch.paused = { untilMs, sinceMs: watch.paused?.sinceMs ?? clock.wallMs() }
      check(watch)
    },
    check,
  }
}
