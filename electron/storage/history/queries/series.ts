import { maxSeriesPoints, type Series, type SeriesPoint } from '../../../contract/history.ts'
import type { Archive } from '../archive.ts'
import { createSlots } from '../slots.ts'
import { addTally, clearTime, createTally, createTallyOfTime, mainCause, quantileMs, type Tally } from '../tally.ts'
import { fiveMinuteMs, hourMs, hourOf } from '../tiers.ts'
import { type Timeline, type Visitor, walk } from '../timeline.ts'
import { createLostTime, type LostTime } from './lost-time.ts'

type TierName = Series['tier']

const bucketMs: Record<TierName, number> = { raw: 1000, '5m': fiveMinuteMs, '1h': hourMs }

/**
 * What happened in a range, in at most `points` slots side by side. Slots begin at multiples of their width, so that a
 * picture drawn a moment later has the same ones.
 */
export function series(archive: Archive, key: number | null, fromMs: number, toMs: number, points: number): Series {
  const count = Math.min(Math.max(1, Math.floor(points)), maxSeriesPoints)
  if (!(toMs > fromMs)) return nothing(fromMs, toMs)
  const tier = key === null ? 'raw' : chooseTier(archive, key, fromMs, (toMs - fromMs) / count)
  const timeline = key !== null && tier === 'raw' ? archive.timeline(key, fromMs, toMs) : null
  const { beginMs, slotMs } = placeSlots(fromMs, toMs, count, bucketMs[tier], timeline ? spacingMs(timeline) : 0)
  // Raw results are told from the very instant on; a bucket is whole.
  const readMs = tier === 'raw' ? fromMs : beginMs

  const list = emptyPoints(beginMs, slotMs, toMs)
  const whole = createTally()
  const slots = createSlots(beginMs, slotMs, (startMs, tally) => {
    const index = Math.round((startMs - beginMs) / slotMs)
    if (index < 0 || index >= list.length) return
    const endMs = Math.min(startMs + slotMs, toMs)
    list[index] = pointOf(startMs, tally, endMs - Math.max(startMs, readMs))
    addTally(whole, tally)
  })
  const lost = createLostTime()
  const visitor: Visitor = {
    result: (kept) => slots.result(kept),
    span(outcome, from, to) {
      slots.span(outcome, from, to)
      lost.span(outcome, from, to)
    },
  }
  if (timeline) walk(timeline, readMs, toMs, visitor)
  else if (key !== null && tier !== 'raw') scanBuckets(archive, key, tier, readMs, toMs, { slots, lost, visitor })
  slots.end()
  const firstMs = key === null ? null : archive.firstMs(key)
  const wasKnownBefore = firstMs !== null && firstMs < hourOf(readMs)
  return {
    from: fromMs,
    to: toMs,
    slotMs,
    tier,
    points: list,
    gaps: lost.list(slotMs, wasKnownBefore),
    p50: quantileMs(whole, 0.5),
    p95: quantileMs(whole, 0.95),
  }
}

function scanBuckets(
  archive: Archive,
  key: number,
  tier: '5m' | '1h',
  fromMs: number,
  toMs: number,
  { slots, lost, visitor }: { slots: ReturnType<typeof createSlots>; lost: LostTime; visitor: Visitor },
): void {
  const gaps = archive.gaps.between(key, fromMs, toMs)
  const time = createTallyOfTime()
  let doneMs = fromMs

  function passTo(atMs: number): void {
    if (atMs <= doneMs) return
    const touching = gaps.filter((gap) => gap.fromMs < atMs && (gap.toMs ?? Infinity) > doneMs)
    lost.unrecorded(touching, doneMs, atMs)
    doneMs = atMs
  }

  archive.scan(key, tier, fromMs, toMs, {
    ...visitor,
    bucket(bucket) {
      passTo(bucket.startMs)
      clearTime(time)
      bucket.addTimeTo(time)
      const known = time.upMs + time.downMs > 0
      lost.span(known ? 'up' : (mainCause(time) ?? 'unknown'), bucket.startMs, bucket.endMs)
      bucket.addTo(slots.at(bucket.startMs))
      doneMs = bucket.endMs
    },
    seam: passTo,
  })
}

/**
 * The coarsest tier that loses little by its width, and else the finest that goes back as far as the range.
 */
function chooseTier(archive: Archive, key: number, fromMs: number, slotMs: number): TierName {
  if (slotMs >= 4 * hourMs) return '1h'
  const finest = archive.finest(key, fromMs)
  return finest === 'raw' && slotMs >= 4 * fiveMinuteMs ? '5m' : finest
}

/** Slots of a multiple of the bucket's width, at least that wide, that are not too many for the range. */
function placeSlots(
  fromMs: number,
  toMs: number,
  count: number,
  bucketMs: number,
  atLeastMs: number,
): { beginMs: number; slotMs: number } {
  const least = Math.max(1, Math.ceil(Math.max(atLeastMs, (toMs - fromMs) / count) / bucketMs))
  if (count === 1) {
    const beginMs = Math.floor(fromMs / bucketMs) * bucketMs
    return { beginMs, slotMs: Math.max(least, Math.ceil((toMs - beginMs) / bucketMs)) * bucketMs }
  }
  // A range that begins within a slot touches one more than it is long.
  for (let factor = least; ; factor++) {
    const slotMs = factor * bucketMs
    const begin = Math.floor(fromMs / slotMs)
    if (Math.ceil(toMs / slotMs) - begin <= count) return { beginMs: begin * slotMs, slotMs }
  }
}

/** So wide that a steady stream of results has one in every slot: the middle of their distances, and some slack. */
function spacingMs({ results }: Timeline): number {
  const distances = results.slice(1).map(({ atMs }, index) => atMs - (results[index]?.atMs ?? atMs))
  const middle = distances.toSorted((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0
  return Math.ceil((middle * 1.05) / 1000) * 1000
}

function nothing(fromMs: number, toMs: number): Series {
  return { from: fromMs, to: toMs, slotMs: 1000, tier: 'raw', points: [], gaps: [], p50: null, p95: null }
}

function emptyPoints(beginMs: number, slotMs: number, toMs: number): SeriesPoint[] {
  return Array.from({ length: Math.ceil((toMs - beginMs) / slotMs) }, (_, index) => ({
    at: beginMs + index * slotMs,
    covered: 0,
    probes: 0,
    failures: 0,
    codes: {},
    degraded: 0,
    min: null,
    p50: null,
    p95: null,
    max: null,
  }))
}

function pointOf(at: number, tally: Tally, widthMs: number): SeriesPoint {
  const codes: Record<string, number> = {}
  let probes = 0
  for (const [code, count] of tally.codes.entries()) {
    probes += count
    if (code > 0 && count > 0) codes[code] = count
  }
  const measured = tally.measured > 0
  return {
    at,
    covered: Math.min(1, (tally.upMs + tally.downMs) / widthMs),
    probes,
    failures: probes - (tally.codes[0] ?? 0),
    codes,
    degraded: tally.degraded,
    min: measured ? tally.minUs / 1000 : null,
    p50: quantileMs(tally, 0.5),
    p95: quantileMs(tally, 0.95),
    max: measured ? tally.maxUs / 1000 : null,
  }
}
