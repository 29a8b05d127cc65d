import { expect, it } from 'vitest'
import { createBench, day, hour, minute, start } from './harness.ts'

/** Probes for a time as a program with this wall clock does, saving as it goes, from `fromMs` on. */
function run(bench: ReturnType<typeof createBench>, fromMs: number, toMs: number, code = 0): void {
  for (let atMs = fromMs; atMs < toMs; atMs += 15_000) {
    bench.record({ atMs, code })
    if ((atMs - fromMs) % minute === 0) bench.save(atMs + 500, minute)
  }
  bench.save(toMs, 15_000)
}

it.each([
  ['an hour back', -hour],
  ['an hour forward', hour],
  ['a day forward', day],
  ['a day back', -day],
])('neither counts twice nor loses what comes after a jump of %s', (_name, jumpMs) => {
  const bench = createBench()
  run(bench, start, start + 3 * hour)
  run(bench, start + 3 * hour + jumpMs, start + 6 * hour + jumpMs)
  // Rolled up at least once by either clock.
  run(bench, start + 30 * hour, start + 31 * hour)

  const probes = 3 * 240
  const span = [start - 2 * day, start + 3 * day] as const
  const series = bench.store.reads.series('web', ...span, 500)
  expect(series.points.reduce((sum, point) => sum + point.probes, 0)).toBe(2 * probes + 240)
  for (const { covered } of series.points) expect(covered).toBeLessThanOrEqual(1)

  const { uptime, coverage } = bench.store.reads.uptimeBetween('web', ...span)
  expect(uptime).toBe(1)
  const overlapMs = jumpMs === -hour ? hour : 0
  const heldMs = jumpMs === -hour ? 2 * 30_000 : 3 * 30_000
  const knownMs = 7 * hour - overlapMs
  expect(coverage * 5 * day).toBeGreaterThan(knownMs - 3 * 30_000)
  expect(coverage * 5 * day).toBeLessThanOrEqual(knownMs + heldMs)
})

it('counts what failed in an hour that came twice once as time, and every probe', () => {
  const bench = createBench()
  run(bench, start, start + hour)
  // The clock is set back by an hour, and what answered a moment ago does not now.
  run(bench, start + 7_000, start + hour, 2)
  bench.settle(start + 5 * hour)
  const { uptime, coverage } = bench.store.reads.uptimeBetween('web', start, start + hour)
  expect(coverage).toBe(1)
  // Of each 15 seconds the first 7 were up, by what was seen last of them.
  expect(uptime).toBeCloseTo(7 / 15, 3)
  const [point] = bench.store.reads.series('web', start, start + hour, 1).points
  expect(point).toMatchObject({ probes: 480, failures: 240 })
})

it('survives a clock that falls back to 1970 and returns', () => {
  const bench = createBench()
  run(bench, start, start + 3 * hour)
  run(bench, 5_000, 2 * hour)
  run(bench, start + 5 * hour, start + 6 * hour)
  bench.settle(start + 6 * hour)
  const { uptime, coverage } = bench.store.reads.uptimeBetween('web', start, start + 6 * hour)
  expect(uptime).toBe(1)
  expect(coverage).toBeCloseTo((4 * hour + 15_000) / (6 * hour), 2)
  // What was recorded then is of then, no part of today, and older than anything that is kept.
  expect(bench.store.reads.uptimeBetween('web', 0, 2 * hour)).toEqual({ uptime: null, coverage: 0 })
})

it('begins with a clock that says 1970, as on a board without a battery', () => {
  const bench = createBench()
  run(bench, 5_000, 10 * minute)
  run(bench, start, start + hour)
  bench.settle(start + 3 * hour)
  expect(bench.store.reads.uptimeBetween('web', start, start + hour)).toEqual({ uptime: 1, coverage: 1 })
})

it('removes nothing on the word of a clock that has just jumped', () => {
  const bench = createBench()
  run(bench, start, start + 3 * hour)
  const before = bench.store.reads.results('web', start, start + 3 * hour, 1000)
  // A year ahead, for the five minutes that it takes to ask a time server.
  run(bench, start + 365 * day, start + 365 * day + 5 * minute)
  run(bench, start + 3 * hour, start + 4 * hour)
  expect(bench.store.reads.results('web', start, start + 3 * hour, 1000)).toEqual(before)
  expect(bench.store.reads.uptimeBetween('web', start, start + 4 * hour)).toEqual({ uptime: 1, coverage: 1 })
})

it('puts up with dates no calendar has', () => {
  const bench = createBench()
  bench.record({ atMs: -5 * day }, { atMs: Date.UTC(9999, 11, 31) }, { atMs: start })
  bench.save(start + 1)
  bench.settle(start + hour)
  expect(bench.store.reads.results('web', start, start + hour, 5)).toHaveLength(1)
})

it('has no hour twice and none missing where local time has, for its buckets are UTC', () => {
  const bench = createBench()
  // The night of 25 October 2026, when clocks in Europe go back at 01:00 UTC.
  const night = Date.UTC(2026, 9, 25)
  run(bench, night, night + 4 * hour)
  bench.settle(night + 6 * hour)
  const { points } = bench.store.reads.series('web', night, night + 4 * hour, 4)
  expect(points.map(({ at, probes }) => [at, probes])).toEqual([0, 1, 2, 3].map((hours) => [night + hours * hour, 240]))
})
