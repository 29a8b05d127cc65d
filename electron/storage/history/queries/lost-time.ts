import type { Gap, GapCause } from '../../../contract/history.ts'
import type { KeptGap } from '../gap-table.ts'
import type { Outcome } from '../tally.ts'
import { walk } from '../timeline.ts'

/** Gathers where nothing is known, told in order of time. */
export interface LostTime {
  span(outcome: Outcome, fromMs: number, toMs: number): void
  /** Nothing at all was recorded: why, the gaps tell that touch the stretch. */
  unrecorded(gaps: readonly KeptGap[], fromMs: number, toMs: number): void
  /**
   * Gaps of at least that length; where nothing was known before, without what comes before the first thing that is. What
   * has no cause of its own takes that of what it touches.
   */
  list(atLeastMs: number, wasKnownBefore: boolean): Gap[]
}

export function createLostTime(): LostTime {
  const pieces: Gap[] = []
  let knownMs = Infinity

  function lose(cause: GapCause, from: number, to: number): void {
    const last = pieces.at(-1)
    if (!last || last.to !== from) {
      pieces.push({ from, to, cause })
    } else if (last.cause === cause || cause === 'unknown' || last.cause === 'unknown') {
      last.to = to
      if (last.cause === 'unknown') last.cause = cause
    } else {
      pieces.push({ from, to, cause })
    }
  }

  function span(outcome: Outcome, fromMs: number, toMs: number): void {
    if (outcome !== 'up' && outcome !== 'down') lose(outcome, fromMs, toMs)
    else if (knownMs === Infinity) knownMs = fromMs
  }

  return {
    span,
    unrecorded(gaps, fromMs, toMs) {
      const marks = gaps.map((gap) => ({ atMs: Math.max(gap.fromMs, fromMs), cause: gap.cause }))
      walk({ results: [], marks }, fromMs, toMs, { span, result: () => {} })
    },
    list: (atLeastMs, wasKnownBefore) =>
      pieces.filter(({ from, to }) => to - from >= atLeastMs && (wasKnownBefore || from >= knownMs)),
  }
}
