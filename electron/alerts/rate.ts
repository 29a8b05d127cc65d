/** Lets so many pass in any stretch of so long. */
export interface Rate {
  /** Takes a place, if there is one. `nowMs` is monotonic. */
  take(nowMs: number): boolean
  /** When the next place is free; `nowMs` itself when one is. */
  freeMs(nowMs: number): number
}

/** A sliding window: never more than `most` within any `perMs` milliseconds. */
export function createRate(most: number, perMs: number): Rate {
  let taken: number[] = []

  function freeMs(nowMs: number): number {
    taken = taken.filter((ms) => nowMs - ms < perMs)
    const oldest = taken[0]
    return oldest === undefined || taken.length < most ? nowMs : oldest + perMs
  }

  return {
    freeMs,
    take(nowMs) {
      if (freeMs(nowMs) > nowMs) return false
      taken.push(nowMs)
      return true
    },
  }
}
