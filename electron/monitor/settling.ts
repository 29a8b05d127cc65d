import type { Clock, Timer } from './ports.ts'

/**
 * A network that changes all the time must not keep failures from counting for good: in a stretch of fifteen settling
 * periods changes may begin three, each prolonged to twice its length at most, and six of fifteen are then over.
 */
const maxBegun = 3
const stretch = 15
const longest = 2

/** A time in which failures do not count yet. */
export interface Settling {
  /**
   * Begins it, or prolongs it. `certain`: something happened that cannot happen all the time, such as a sleep. Answers
   * since when it lasts, wall clock; null when it does not begin.
   */
  begin(certain: boolean): number | null
  end(): void
}

export function createSettling(deps: { clock: Clock; settleMs: () => number; onEnd: () => void }): Settling {
  const { clock } = deps
  let current: { timer: Timer; startedMs: number; startedWallMs: number } | null = null
  let begun: number[] = []

  function end(): void {
    current?.timer.cancel()
    current = null
  }

  function run(restMs: number, startedMs: number, startedWallMs: number): number {
    current?.timer.cancel()
    const timer = clock.after(restMs, () => {
      current = null
      deps.onEnd()
    })
    current = { timer, startedMs, startedWallMs }
    return startedWallMs
  }

  return {
    begin(certain) {
      const settleMs = deps.settleMs()
      const nowMs = clock.monotonicMs()
      if (settleMs === 0) return null
      if (certain) return run(settleMs, nowMs, clock.wallMs())
      if (current) {
        const restMs = Math.min(settleMs, current.startedMs + longest * settleMs - nowMs)
        return run(Math.max(0, restMs), current.startedMs, current.startedWallMs)
      }
      begun = begun.filter((atMs) => nowMs - atMs < stretch * settleMs)
      if (begun.length >= maxBegun) return null
      begun.push(nowMs)
      return run(settleMs, nowMs, clock.wallMs())
    },
    end,
  }
}
