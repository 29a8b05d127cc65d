import type { PastResult } from '../contract/history.ts'

/** An hour at the shortest interval: what one question brings is dealt with between two probes. */
const windowMs = 3_600_000

/** More than a window can hold; probes asked for by hand come on top of those that were due. */
const windowLimit = 20_000

/** Raw results that began within [fromMs, toMs), the latest first, at most so many. */
type Ask = (fromMs: number, toMs: number, limit: number) => Promise<PastResult[]> | PastResult[]

/**
 * Every raw result of a range, the oldest first, in as many pieces as it takes to keep each small. `firstMs` is when the
 * first one of all began, as far as that is known: nothing is asked for before it.
 */
export async function* pastResults(
  ask: Ask,
  range: { fromMs: number; toMs: number; firstMs: number | null },
): AsyncGenerator<PastResult[]> {
  const { toMs, firstMs } = range
  if (firstMs === null) return
  for (let fromMs = Math.max(range.fromMs, firstMs); fromMs < toMs; fromMs += windowMs) {
    const endMs = Math.min(fromMs + windowMs, toMs)
    const found = await ask(fromMs, endMs, windowLimit)
    // Whichever end of its range a question takes in, each result comes once.
    const piece = found.filter(({ at }) => at >= fromMs && at < endMs).toReversed()
    if (piece.length > 0) yield piece
  }
}
