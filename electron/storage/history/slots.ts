import { addResult, addTime, clearTally, createTally, type Tally } from './tally.ts'
import type { Visitor } from './timeline.ts'

/** Slots of one width, filled in order of time. */
export interface Slots extends Visitor {
  /** The tally of the slot that holds the instant. Earlier slots are done with then. */
  at(instantMs: number): Tally
  /** The last slot is done with. */
  end(): void
}

/**
 * `each` gets every slot in which something happened, with its tally, which is used again for the next. Slots begin at
 * multiples of the width from `originMs` on.
 */
export function createSlots(originMs: number, widthMs: number, each: (startMs: number, tally: Tally) => void): Slots {
  const tally = createTally()
  let startMs = -Infinity

  function end(): void {
    if (startMs === -Infinity) return
    each(startMs, tally)
    clearTally(tally)
    startMs = -Infinity
  }

  function at(instantMs: number): Tally {
    if (instantMs >= startMs && instantMs < startMs + widthMs) return tally
    end()
    startMs = originMs + Math.floor((instantMs - originMs) / widthMs) * widthMs
    return tally
  }

  return {
    at,
    end,
    result: (kept) => addResult(at(kept.atMs), kept),
    span(outcome, fromMs, toMs) {
      const isLost = outcome !== 'up' && outcome !== 'down'
      for (let pieceMs = fromMs; pieceMs < toMs; ) {
        const whole = Math.floor((toMs - pieceMs) / widthMs)
        // Nothing happens in slots that are wholly lost, and there may be half a century of them.
        if (isLost && whole > 0 && (pieceMs - originMs) % widthMs === 0 && pieceMs !== startMs) {
          pieceMs += whole * widthMs
          continue
        }
        const into = at(pieceMs)
        const endMs = Math.min(toMs, startMs + widthMs)
        addTime(into, outcome, endMs - pieceMs)
        pieceMs = endMs
      }
    },
  }
}
