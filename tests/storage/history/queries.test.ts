import { expect, it } from 'vitest'
import { createBench, day, hour, minute, type Observation, start, web } from './harness.ts'

function every(stepMs: number, fromMs: number, toMs: number, more: Partial<Observation> = {}): Observation[] {
  return Array.from({ length: Math.ceil((toMs - fromMs) / stepMs) }, (_, n) => ({
    ...more,
    atMs: fromMs + n * stepMs,
    holdMs: 2 * stepMs,
  }))
}

/** Ninety days of a result a minute, as they are kept at their end: raw, by five minutes, by the hour. */
function ninetyDays() {
  const bench = createBench()
  const endMs = start + 90 * day
  for (let dayMs = start; dayMs < endMs; dayMs += day) {
    bench.record(...every(minute, dayMs, dayMs + day))
    // A spike of a second each day, and a failure half a day later.
    bench.record(
      { atMs: dayMs + 6 * hour + 1000, latencyMs: 1000, holdMs: minute },
      { atMs: dayMs + 18 * hour + 1000, code: 6, latencyMs: 3, holdMs: minute },
    )
    bench.save(dayMs + day, day)
  }
  bench.settle(endMs)
  return { bench, endMs }
}

it('follows the range with its tier, has no more points than are asked for, and lets no spike go', () => {
  const { bench, endMs } = ninetyDays()
  const ranges = [
    { rangeMs: hour, tier: 'raw' },
    { rangeMs: day, tier: 'raw' },
    { rangeMs: 7 * day, tier: '5m' },
    { rangeMs: 29 * day, tier: '5m' },
    { rangeMs: 90 * day, tier: '1h' },
  ]
  for (const { rangeMs, tier } of ranges) {
    for (const points of [1, 2, 17, 600, 2000, 1_000_000]) {
      const series = bench.store.reads.series('web', endMs - rangeMs, endMs, points)
      expect(series.points.length).toBeLessThanOrEqual(Math.min(points, 2000))
      expect(series.points.length).toBeGreaterThan(0)
      expect(series.points.at(-1)?.at).toBeLessThan(endMs)
      const days = rangeMs / day
      const failures = series.points.reduce((sum, point) => sum + (point.codes['6'] ?? 0), 0)
      expect(failures).toBeGreaterThanOrEqual(Math.floor(days))
      // A slot is told whole, also the first one, which may reach back.
      expect(failures).toBeLessThanOrEqual(Math.ceil(days + series.slotMs / day))
      if (days >= 1) expect(Math.max(...series.points.map(({ max }) => max ?? 0))).toBe(1000)
      if (points === 600) expect(series.tier).toBe(tier)
      if (points === 600) expect(series.gaps).toEqual([])
    }
  }
  // An hour of long ago is there, as coarse as it is kept.
  expect(bench.store.reads.series('web', endMs - 10 * day, endMs - 10 * day + hour, 600)).toMatchObject({ tier: '5m' })
  expect(bench.store.reads.series('web', endMs - 60 * day, endMs - 60 * day + hour, 600)).toMatchObject({ tier: '1h' })
  expect(bench.store.reads.uptime('web', ['1h', '24h', '7d', '30d', '90d'], endMs)).toMatchObject({
    '24h': { coverage: 1, uptime: 1 - 59 / 86_400 },
    '90d': { coverage: 1 },
  })
})

it('has a result in every slot of a steady stream, so that a line has no holes', () => {
  const bench = createBench()
  bench.record(...every(15_000, start, start + hour).map((each, n) => ({ ...each, atMs: each.atMs + (n % 7) })))
  bench.save(start + hour)
  const { points, slotMs } = bench.store.reads.series('web', start, start + hour, 1000)
  expect(slotMs).toBeLessThan(20_000)
  expect(points.filter(({ p50 }) => p50 === null)).toEqual([])
})

it('keeps its slots where they are while time goes on', () => {
  const bench = createBench()
  bench.record(...every(15_000, start, start + 2 * hour))
  bench.save(start + 2 * hour)
  const before = bench.store.reads.series('web', start + minute, start + hour + minute, 100)
  const after = bench.store.reads.series('web', start + minute + 7000, start + hour + minute + 7000, 100)
  const shared = after.points.slice(1, -2)
  expect(shared.length).toBeGreaterThan(80)
  for (const point of shared) expect(before.points).toContainEqual(point)
})

it('sums a row up: the last half hour by the minute, and the last day', () => {
  const bench = createBench()
  const nowMs = start + hour - 20_000
  bench.record(
    ...every(15_000, start, start + 45 * minute, { latencyMs: 10 }),
    { atMs: start + 40 * minute + 5000, latencyMs: 90 },
    { atMs: start + 41 * minute + 5000, code: 2, holdMs: 10_000 },
    { atMs: start + 42 * minute + 5000, latencyMs: 20, degraded: true, holdMs: 10_000 },
    // After ten minutes of nothing one that is probed every five minutes.
    { atMs: start + 55 * minute, latencyMs: 30, holdMs: 6 * minute },
  )
  bench.save(nowMs)
  const { targets, slotMs } = bench.store.reads.overview(['web'], nowMs)
  const { spark = [], day = null } = targets.web ?? {}
  expect(slotMs).toBe(minute)
  expect(spark).toHaveLength(30)
  const at = (minutes: number) => spark[minutes - 30]
  expect(at(39)).toEqual({ latency: 10, failed: false, degraded: false })
  expect(at(40)).toEqual({ latency: 90, failed: false, degraded: false })
  expect(at(41)).toMatchObject({ failed: true })
  expect(at(42)).toMatchObject({ latency: 20, degraded: true })
  // The last of the stream holds for half a minute.
  expect(at(46)).toBeNull()
  expect(at(54)).toBeNull()
  for (const minutes of [55, 57, 59]) expect(at(minutes)).toEqual({ latency: 30, failed: false, degraded: false })
  expect(day?.coverage).toBeCloseTo((45 * minute + 15_000 + 5 * minute - 20_000) / (24 * hour), 6)
})

it('finds the result nearest a moment, near or far', () => {
  const bench = createBench()
  bench.record({ atMs: start }, { atMs: start + 20 * minute }, { atMs: start + 10 * hour })
  bench.save(start + 10 * hour)
  bench.settle(start + 11 * hour)
  bench.record({ atMs: start + 14 * hour })
  bench.save(start + 14 * hour)
  const { reads } = bench.store
  for (const [atMs, nearest] of [
    [0, start],
    [start + 9 * minute, start],
    [start + 11 * minute, start + 20 * minute],
    [start + 3 * hour, start + 20 * minute],
    [start + 9 * hour, start + 10 * hour],
    [start + 13 * hour, start + 14 * hour],
    [start + 900 * day, start + 14 * hour],
  ] as const) {
    expect(reads.nearest('web', atMs)?.at).toBe(nearest)
  }
})

it('keeps what failures said, the same words once, and not without end', () => {
  const bench = createBench()
  bench.record(
    ...Array.from({ length: 240 }, (_, n) => ({ atMs: start + n * 15_000, code: 1, message: 'No answer in 5 s.' })),
  )
  bench.save(start + hour)
  bench.settle(start + 2 * hour)
  const results = bench.store.reads.results('web', start, start + hour, 1000)
  expect(results).toHaveLength(240)
  for (const { message, reason, result } of results) {
    expect({ message, reason, connect: result?.timings.connect }).toEqual({
      message: 'No answer in 5 s.',
      reason: 'refused',
      connect: 2,
    })
  }
  const other = { ...web, id: 'chatty' }
  bench.record(
    ...Array.from({ length: 240 }, (_, n) => ({
      target: other,
      atMs: start + 5 * hour + n * 15_000,
      code: 1,
      message: `Request ${n} was refused.`,
    })),
  )
  bench.save(start + 6 * hour)
  const chatty = bench.store.reads.results('chatty', start, start + day, 1000)
  expect(chatty).toHaveLength(240)
  expect(chatty.filter(({ message }) => message !== null).length).toBe(32)
})

it('lists the results of a range from the latest on, as many as are asked for', () => {
  const bench = createBench()
  bench.record(...every(minute, start, start + hour))
  bench.save(start + hour)
  const at = (fromMs: number, toMs: number, limit: number) =>
    bench.store.reads.results('web', fromMs, toMs, limit).map(({ at }) => at)
  expect(at(start + 5 * minute, start + 8 * minute, 10)).toEqual([7, 6, 5].map((n) => start + n * minute))
  expect(at(start, start + hour, 2)).toEqual([59, 58].map((n) => start + n * minute))
  expect(at(start, start + hour, 0)).toEqual([])
})

it('answers with one target alone, up to the end of time', () => {
  const bench = createBench()
  const other = { ...web, id: 'other' }
  bench.record(...every(minute, start, start + hour), ...every(minute, start, start + hour, { target: other }))
  bench.save(start + hour)
  bench.settle(start + 3 * hour)
  const endOfTimeMs = 8.64e15
  for (const id of ['web', 'other']) expect(bench.store.reads.results(id, 0, endOfTimeMs, 1000)).toHaveLength(60)
})
