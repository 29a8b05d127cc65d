/** Wall-clock milliseconds. */
export interface TimeRange {
  from: number
  to: number
}

/** Nothing can be seen in less. */
const minZoomMs = 60_000

/** A range to zoom to: not too short, and nothing in it is yet to come. */
export function within({ from, to }: TimeRange, nowMs: number): TimeRange {
  const middle = (from + to) / 2
  const half = Math.max(to - from, minZoomMs) / 2
  const end = Math.min(Math.round(middle + half), nowMs)
  return { from: end - Math.round(half * 2), to: end }
}
