/** Results in a row that say the same, until there are enough of them. */
export interface Streak {
  /** Those that count. */
  count: number
  /** All of them. */
  seen: number
  /** Start of the first of all, wall clock. */
  sinceMs: number
  /** Start of the first that counts, on both clocks; while none does, as `sinceMs`. */
  firstMs: number
  firstMonotonicMs: number
  /** Start of the last that counts, monotonic. */
  lastMonotonicMs: number
  /** Their result codes, in order. */
  codes: readonly number[]
}

/**
 * A probe somebody asks for may come right before one that is due: what both see is one moment, and cannot confirm
 * itself.
 */
const sameMomentMs = 500

interface Seen {
  code: number
  /** Start, on both clocks. */
  startedMs: number
  monotonicMs: number
}

/** One more that counts. It may bring the count to `most` at the most. */
export function countOne(before: Streak | null, seen: Seen, most: number): Streak {
  const { code, startedMs, monotonicMs } = seen
  if (!before || before.count === 0) {
    return {
      count: Math.min(1, most),
      seen: (before?.seen ?? 0) + 1,
      sinceMs: before?.sinceMs ?? startedMs,
      firstMs: startedMs,
      firstMonotonicMs: monotonicMs,
      lastMonotonicMs: monotonicMs,
      codes: [code],
    }
  }
  const another = monotonicMs - before.lastMonotonicMs >= sameMomentMs
  return {
    ...before,
    count: another ? Math.max(before.count, Math.min(before.count + 1, most)) : before.count,
    seen: before.seen + 1,
    lastMonotonicMs: another ? monotonicMs : before.lastMonotonicMs,
    codes: [...before.codes, code],
  }
}

/** One that does not count: whatever counted so far must be seen again. */
export function countNone(before: Streak | null, { startedMs, monotonicMs }: Seen): Streak {
  return {
    count: 0,
    seen: (before?.seen ?? 0) + 1,
    sinceMs: before?.sinceMs ?? startedMs,
    firstMs: startedMs,
    firstMonotonicMs: monotonicMs,
    lastMonotonicMs: monotonicMs,
    codes: [],
  }
}
