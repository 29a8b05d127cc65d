import type { Clock } from '../monitor/ports.ts'

/** Asks once for all who ask within `freshMs` of the question; a failure is shared only while it is being waited for. */
export function sharedFor(freshMs: number, clock: Clock, ask: () => Promise<string>): () => Promise<string> {
  let last: { answer: Promise<string>; askedMs: number } | null = null
  return () => {
    if (last && clock.monotonicMs() - last.askedMs < freshMs) return last.answer
    const asked = { answer: ask(), askedMs: clock.monotonicMs() }
    last = asked
    asked.answer.catch(() => {
      if (last === asked) last = null
    })
    return asked.answer
  }
}

/** Ten thousand targets take tens of milliseconds to write out, which a client that asks in a loop must not cost. */
export const metricsFreshMs = 1000
