/** Numbers that are the same on every machine for one seed. */
export interface Random {
  /** In [0, 1). */
  next(): number
  between(low: number, high: number): number
  /** How long until something happens that happens once in `meanMs` on average. */
  waitMs(meanMs: number): number
  /** An integer in [0, count). */
  below(count: number): number
}

/** Mulberry32. `stream` tells apart what is drawn at its own pace, so that one does not shift the other. */
export function createRandom(seed: number, stream: number): Random {
  let state = Math.imul(seed ^ Math.imul(stream + 1, 0x85ebca6b), 0x9e3779b9)
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    waitMs: (meanMs) => -meanMs * Math.log(1 - next()),
    below: (count) => Math.floor(count * next()),
  }
}
