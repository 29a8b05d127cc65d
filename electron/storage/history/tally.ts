import { type GapCause, gapCauses } from '../../contract/history.ts'
import type { KeptResult } from './result-columns.ts'
import { bucketCount, bucketOf, valueOf } from './sketch.ts'

/** Result codes go from 0 to 6 in both families. */
export const codeCount = 7

export interface TallyOfTime {
  /** Time for which an outcome was known. */
  upMs: number
  downMs: number
  /** Time for which none was, by place of its cause in `gapCauses`. */
  lostMs: number[]
}

/** What happened in a stretch of time, adding up. Only results that count are in it, but for `uncounted`. */
export interface Tally extends TallyOfTime {
  /** Results by code. */
  codes: number[]
  degraded: number
  unconfirmed: number
  uncounted: number
  /** Results with a latency. */
  measured: number
  minUs: number
  maxUs: number
  sumUs: number
  buckets: Uint32Array
}

export type Outcome = 'up' | 'down' | GapCause

export function createTallyOfTime(): TallyOfTime {
  return { upMs: 0, downMs: 0, lostMs: gapCauses.map(() => 0) }
}

export function createTally(): Tally {
  return {
    ...createTallyOfTime(),
    codes: Array.from({ length: codeCount }, () => 0),
    degraded: 0,
    unconfirmed: 0,
    uncounted: 0,
    measured: 0,
    minUs: Infinity,
    maxUs: 0,
    sumUs: 0,
    buckets: new Uint32Array(bucketCount),
  }
}

/** Makes it as new, for use over and over. */
export function clearTally(tally: Tally): void {
  clearTime(tally)
  if (tally.measured > 0) tally.buckets.fill(0, bucketOf(tally.minUs), bucketOf(tally.maxUs) + 1)
  tally.degraded = tally.unconfirmed = tally.uncounted = 0
  tally.measured = tally.maxUs = tally.sumUs = 0
  tally.minUs = Infinity
  tally.codes.fill(0)
}

export function clearTime(tally: TallyOfTime): void {
  tally.upMs = tally.downMs = 0
  tally.lostMs.fill(0)
}

export function addResult(tally: Tally, kept: KeptResult): void {
  if (!kept.counted || kept.code === null) {
    tally.uncounted += 1
    return
  }
  tally.codes[kept.code] = (tally.codes[kept.code] ?? 0) + 1
  if (kept.degraded) tally.degraded += 1
  if (!kept.confirmed) tally.unconfirmed += 1
  if (kept.latencyMs !== null) addLatency(tally, Math.round(kept.latencyMs * 1000))
}

export function addLatency(tally: Tally, latencyUs: number): void {
  const bucket = bucketOf(latencyUs)
  tally.buckets[bucket] = (tally.buckets[bucket] ?? 0) + 1
  tally.measured += 1
  tally.sumUs += latencyUs
  if (latencyUs < tally.minUs) tally.minUs = latencyUs
  if (latencyUs > tally.maxUs) tally.maxUs = latencyUs
}

export function addTime(tally: TallyOfTime, outcome: Outcome, durationMs: number): void {
  if (outcome === 'up') tally.upMs += durationMs
  else if (outcome === 'down') tally.downMs += durationMs
  else {
    const cause = gapCauses.indexOf(outcome)
    tally.lostMs[cause] = (tally.lostMs[cause] ?? 0) + durationMs
  }
}

export function addTally(to: Tally, from: Tally): void {
  to.upMs += from.upMs
  to.downMs += from.downMs
  to.degraded += from.degraded
  to.unconfirmed += from.unconfirmed
  to.uncounted += from.uncounted
  for (let cause = 0; cause < from.lostMs.length; cause++)
    to.lostMs[cause] = (to.lostMs[cause] ?? 0) + (from.lostMs[cause] ?? 0)
  for (let code = 0; code < codeCount; code++) to.codes[code] = (to.codes[code] ?? 0) + (from.codes[code] ?? 0)
  if (from.measured === 0) return
  to.measured += from.measured
  to.sumUs += from.sumUs
  to.minUs = Math.min(to.minUs, from.minUs)
  to.maxUs = Math.max(to.maxUs, from.maxUs)
  const last = bucketOf(from.maxUs)
  for (let bucket = bucketOf(from.minUs); bucket <= last; bucket++) {
    to.buckets[bucket] = (to.buckets[bucket] ?? 0) + (from.buckets[bucket] ?? 0)
  }
}

/**
 * The latency, in milliseconds, of the value that `quantile` of the others (in [0, 1]) are at or below, off by at most
 * the sketch's relative error. Null where nothing was measured.
 */
export function quantileMs(tally: Tally, quantile: number): number | null {
  if (tally.measured === 0) return null
  let rest = Math.floor(quantile * (tally.measured - 1))
  const last = bucketOf(tally.maxUs)
  let bucket = bucketOf(tally.minUs)
  for (; bucket < last; bucket++) {
    rest -= tally.buckets[bucket] ?? 0
    if (rest < 0) break
  }
  const us = Math.min(Math.max(valueOf(bucket), tally.minUs), tally.maxUs)
  return Math.round(us) / 1000
}

/** The cause of most of the time that is lost, or null where none is. */
export function mainCause(tally: TallyOfTime): GapCause | null {
  let main: GapCause | null = null
  let most = 0
  for (const [index, lostMs] of tally.lostMs.entries()) {
    if (lostMs <= most) continue
    most = lostMs
    main = gapCauses[index] ?? null
  }
  return main
}
