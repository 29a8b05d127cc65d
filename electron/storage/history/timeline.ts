import type { GapCause } from '../../contract/history.ts'
import type { KeptResult } from './result-columns.ts'
import type { Outcome } from './tally.ts'

/** From here on nothing is observed. */
export interface Mark {
  atMs: number
  cause: GapCause
}

/** What is known of a target in a stretch of time, each in order of time, beginning with what holds when it begins. */
export interface Timeline {
  results: readonly KeptResult[]
  marks: readonly Mark[]
}

export interface Visitor {
  /** A piece of the stretch. Together they are all of it, in order. */
  span(outcome: Outcome, fromMs: number, toMs: number): void
  /** A result that began in the stretch. Before the span it begins. */
  result(kept: KeptResult): void
}

/**
 * Observation goes forward: an outcome holds from the start of its result until the next result, the next mark, or the
 * end of its hold, whichever comes first. What is held by nothing is lost, and no time is counted twice, in whatever
 * order the results were made: of two that hold at an instant the one that began later has it. Of a mark and a result at
 * the same instant the result has it.
 */
export function walk({ results, marks }: Timeline, fromMs: number, toMs: number, visitor: Visitor): void {
  let toldMs = fromMs
  let outcome: Outcome = 'unknown'
  let heldMs = -Infinity

  function tellUntil(untilMs: number): void {
    const endMs = Math.min(untilMs, toMs)
    if (endMs <= toldMs) return
    if (heldMs > toldMs) {
      const heldEndMs = Math.min(endMs, heldMs)
      visitor.span(outcome, toldMs, heldEndMs)
      toldMs = heldEndMs
    }
    if (endMs <= toldMs) return
    visitor.span('unknown', toldMs, endMs)
    toldMs = endMs
  }

  let nextMark = 0
  function passMarks(untilMs: number): void {
    for (let mark = marks[nextMark]; mark && mark.atMs <= untilMs && mark.atMs < toMs; mark = marks[nextMark]) {
      tellUntil(mark.atMs)
      outcome = mark.cause
      heldMs = Infinity
      nextMark += 1
    }
  }

  for (const kept of results) {
    if (kept.atMs >= toMs) break
    passMarks(kept.atMs)
    tellUntil(kept.atMs)
    outcome = outcomeOf(kept)
    heldMs = kept.atMs + kept.holdMs
    if (kept.atMs >= fromMs) visitor.result(kept)
  }
  passMarks(toMs)
  tellUntil(toMs)
}

/** What a result says of the time after it. */
export function outcomeOf(kept: KeptResult): Outcome {
  if (!kept.counted || kept.code === null) return kept.cause ?? 'unknown'
  return kept.code === 0 ? 'up' : 'down'
}
