import type { Clock } from '../../electron/monitor/ports.ts'

export interface FakeClock extends Clock {
  /** Lets time pass, running every timer at its due time and whatever its callback sets off. */
  advance(durationMs: number): Promise<void>
  /** Time passes at once, as in a sleep: timers that came due meanwhile run afterwards, late. */
  sleep(durationMs: number): Promise<void>
  /** Sets the wall clock forward or back without any time passing. */
  shiftWall(deltaMs: number): void
  /** Timers set and neither run nor cancelled. */
  pending(): number
}

interface Waiting {
  dueMs: number
  callback: () => void
}

/** A clock that stands still until told. It starts at 0 monotonic and 2026-01-01T00:00:00Z unless told. */
export function createFakeClock(wallMs = Date.UTC(2026, 0, 1)): FakeClock {
  const timers = new Set<Waiting>()
  let nowMs = 0
  let wallOffsetMs = wallMs

  function nextDue(untilMs: number): Waiting | undefined {
    let first: Waiting | undefined
    for (const timer of timers) if (timer.dueMs <= untilMs && (!first || timer.dueMs < first.dueMs)) first = timer
    return first
  }

  async function runUntil(untilMs: number): Promise<void> {
    await settled()
    for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
      timers.delete(timer)
      nowMs = Math.max(nowMs, timer.dueMs)
      timer.callback()
      await settled()
    }
    nowMs = Math.max(nowMs, untilMs)
  }

  return {
    monotonicMs: () => nowMs,
    wallMs: () => wallOffsetMs + nowMs,
    after(delayMs, callback) {
      const timer = { dueMs: nowMs + delayMs, callback }
      timers.add(timer)
      return { cancel: () => void timers.delete(timer) }
    },
    advance: (durationMs) => runUntil(nowMs + durationMs),
    async sleep(durationMs) {
      nowMs += durationMs
      await runUntil(nowMs)
    },
    shiftWall(deltaMs) {
      wallOffsetMs += deltaMs
    },
    pending: () => timers.size,
  }
}

/** Runs the microtasks that are due, and those they set off in turn. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await Promise.resolve()
}
