/** A width at which history is rolled up. */
export interface Tier {
  name: '5m' | '1h'
  table: 'rollup_5m' | 'rollup_1h'
  widthMs: number
  /** Buckets that are kept together: enough for them to compress well, few enough to be written anew each hour. */
  perChunk: number
}

export const hourMs = 3_600_000
export const fiveMinuteMs = 300_000

export const fiveMinutes: Tier = { name: '5m', table: 'rollup_5m', widthMs: fiveMinuteMs, perChunk: 288 }
export const hours: Tier = { name: '1h', table: 'rollup_1h', widthMs: hourMs, perChunk: 240 }

/** The beginning of the hour that holds the instant. Buckets are UTC: no hour comes twice. */
export function hourOf(atMs: number): number {
  return Math.floor(atMs / hourMs) * hourMs
}

/**
 * The number of a row: a target's key above, the place of its chunk in time below. Rows of one target lie side by side,
 * in order, and need no index.
 */
const places = 2 ** 24

/** What lies beyond the last place is not the next target's. */
export function rowId(key: number, place: number): number {
  return key * places + Math.min(place, places - 1)
}

/** The rows of one target. */
export function rowsOf(key: number): { first: number; last: number } {
  return { first: rowId(key, 0), last: rowId(key, places - 1) }
}

export function placeOf(row: number): number {
  return row % places
}
