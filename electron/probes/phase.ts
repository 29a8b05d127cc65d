import type { ProbeClock } from './spec.ts'

/** How long a phase may take, and who may stop it. `deadlineMs` is on the monotonic clock. */
export interface Limits {
  deadlineMs: number
  clock: ProbeClock
  signal: AbortSignal
}

export type Stopped = 'deadline' | 'aborted'

/**
 * Runs `act` once the monotonic clock reaches `deadlineMs`, up to 1 ms early as Node's timers are. The answer cancels it.
 */
export function atDeadline(deadlineMs: number, clock: ProbeClock, act: () => void): () => void {
  let lastLook: NodeJS.Immediate | undefined
  const timer = setTimeout(
    () => {
      // After a stall of the event loop timers run before the sockets are looked at. One look at them first, lest an
      // answer that came in time counts as none.
      lastLook = setImmediate(act)
    },
    Math.max(0, Math.ceil(deadlineMs - clock.monotonicMs())),
  )
  return () => {
    clearTimeout(timer)
    clearImmediate(lastLook)
  }
}

/**
 * Runs one phase of a probe: until `begin`'s work calls `end`, the deadline passes, or the signal fires, whichever is
 * first. `begin` answers how to clean up; that runs exactly once, before the promise resolves. Nothing is begun once the
 * signal has fired. It never rejects, as long as the callbacks do not throw.
 */
export function runPhase<T>(
  { deadlineMs, clock, signal }: Limits,
  whenStopped: (why: Stopped) => T,
  begin: (end: (outcome: T) => void) => () => void,
): Promise<T> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve(whenStopped('aborted'))
      return
    }
    let ended = false
    let cleanUp: (() => void) | null = null
    const end = (outcome: T): void => {
      if (ended) return
      ended = true
      cancelDeadline()
      signal.removeEventListener('abort', onAbort)
      cleanUp?.()
      resolve(outcome)
    }
    const onAbort = (): void => end(whenStopped('aborted'))
    const cancelDeadline = atDeadline(deadlineMs, clock, () => end(whenStopped('deadline')))
    signal.addEventListener('abort', onAbort, { once: true })
    cleanUp = begin(end)
    if (ended) cleanUp()
  })
}
