import type { Series, SeriesPoint } from '../../electron/contract/history.ts'

/** A series as it is drawn and walked through: the slots that say something, each at its middle. */
export interface Slots {
  points: readonly SeriesPoint[]
  /** Middle of each slot; the median and 95th percentile at it, null where the line is broken. */
  x: number[]
  p50: (number | null)[]
  p95: (number | null)[]
}

/**
 * Slots to draw. One that was covered and had no probe in it, as happens where slots are about as long as the interval,
 * says nothing and breaks no line; one without data, or with failures alone, does.
 */
export function slotsOf({ points, slotMs }: Series): Slots {
  const kept = points.filter(
    ({ p50, covered, failures, probes }) => p50 !== null || covered === 0 || failures + probes > 0,
  )
  return {
    points: kept,
    x: kept.map(({ at }) => at + slotMs / 2),
    p50: kept.map(({ p50 }) => p50),
    p95: kept.map(({ p95 }) => p95),
  }
}

/** How many slots to ask for: no more than pixels, and none shorter than the interval between probes. */
export function wantedSlots(widthPx: number, rangeMs: number, intervalMs: number): number {
  return Math.max(2, Math.min(Math.floor(widthPx), Math.floor(rangeMs / Math.max(intervalMs, 1000))))
}
