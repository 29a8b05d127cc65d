import { expect, it } from 'vitest'
import { createBench, day, hour, minute, start, web } from './harness.ts'

const second = 1000

/** Results every 15 seconds of a stretch, all of the same code. */
function every15s(fromMs: number, toMs: number, code: number | null = 0) {
  return Array.from({ length: Math.ceil((toMs - fromMs) / 15_000) }, (_, n) => ({ atMs: fromMs + n * 15_000, code }))
}

it('weighs time, not probes: a failure looked at more often counts no more', () => {
  const bench = createBench()
  bench.record(...every15s(start, start + 50 * minute))
  // Five minutes down, probed every second, and up again.
  bench.record(
    ...Array.from({ length: 300 }, (_, n) => ({ atMs: start + 50 * minute + n * second, code: 2 })),
    ...every15s(start + 55 * minute, start + hour),
  )
  bench.save(start + hour)
  const uptime = bench.store.reads.uptimeBetween('web', start, start + hour)
  expect(uptime.coverage).toBe(1)
  expect(uptime.uptime).toBeCloseTo(55 / 60, 9)
})

it('lets an outcome hold until its hold ends, and knows nothing after it', () => {
  const bench = createBench()
  bench.record({ atMs: start, holdMs: 40 * second }, { atMs: start + 10 * minute, code: 2, holdMs: 20 * second })
  bench.save(start + hour)
  const { uptime, coverage } = bench.store.reads.uptimeBetween('web', start, start + hour)
  expect(coverage).toBeCloseTo(60 / 3600, 9)
  expect(uptime).toBeCloseTo(40 / 60, 9)
})

it.each([
  ['a local fault', { code: null }],
  ['a failure while the network settles', { code: 2, counted: false }],
  ['a success in maintenance', { code: 0, counted: false, maintenance: true }],
])('takes %s for no data, in neither part of the fraction', (_name, what) => {
  const bench = createBench()
  bench.record({ atMs: start }, { atMs: start + 15 * second, holdMs: 45 * second, ...what }, { atMs: start + minute })
  bench.save(start + 90 * second)
  const { uptime, coverage } = bench.store.reads.uptimeBetween('web', start, start + 90 * second)
  expect(uptime).toBe(1)
  expect(coverage).toBeCloseTo(0.5, 9)
  const { points } = bench.store.reads.series('web', start, start + 90 * second, 1)
  expect(points[0]).toMatchObject({ probes: 2, failures: 0, codes: {} })
})

it('ends what is held where observation ends, of one target or of all', () => {
  const bench = createBench()
  const other = { ...web, id: 'other' }
  bench.record({ atMs: start }, { atMs: start, target: other })
  bench.gap({ targetId: 'web', fromMs: start + 10 * second, cause: 'paused' })
  bench.gap({ targetId: null, fromMs: start + 20 * second, cause: 'asleep' })
  bench.save(start + minute)
  expect(bench.store.reads.uptimeBetween('web', start, start + minute).coverage).toBeCloseTo(10 / 60, 9)
  expect(bench.store.reads.uptimeBetween('other', start, start + minute).coverage).toBeCloseTo(20 / 60, 9)
})

it('has no value for a range without data, nor for a target it does not know, nor for a range that ends before it begins', () => {
  const bench = createBench()
  bench.record({ atMs: start })
  bench.save(start + hour)
  const { reads } = bench.store
  expect(reads.uptimeBetween('web', start + 30 * minute, start + hour)).toEqual({ uptime: null, coverage: 0 })
  expect(reads.uptime('nobody', ['24h'], start)).toEqual({ '24h': { uptime: null, coverage: 0 } })
  expect(reads.uptimeBetween('web', start + hour, start)).toEqual({ uptime: null, coverage: 0 })
  expect(reads.series('web', start + hour, start, 100)).toMatchObject({ points: [], gaps: [], p50: null })
  expect(reads.results('web', start + hour, start, 100)).toEqual([])
  expect(reads.nearest('nobody', start)).toBeNull()
  expect(reads.overview(['nobody'], start).targets.nobody?.spark).toEqual(Array.from({ length: 30 }, () => null))
})

it('shows a gap that was told twice once, with its end', () => {
  const bench = createBench()
  bench.record(...every15s(start, start + 10 * minute))
  bench.gap({ fromMs: start + 10 * minute, toMs: null, cause: 'asleep' })
  bench.save(start + 20 * minute)
  bench.gap({ fromMs: start + 10 * minute, toMs: start + 30 * minute, cause: 'asleep' })
  bench.record(...every15s(start + 30 * minute, start + hour))
  bench.save(start + hour)
  expect(bench.store.reads.series('web', start, start + hour, 120).gaps).toEqual([
    { from: start + 10 * minute, to: start + 30 * minute, cause: 'asleep' },
  ])
})

it('says why nothing is known also where only rollups are left', () => {
  const bench = createBench()
  bench.record(...every15s(start, start + hour))
  bench.gap({ fromMs: start + hour, toMs: start + 9 * hour, cause: 'asleep' })
  bench.record(...every15s(start + 9 * hour, start + 10 * hour))
  bench.record(...every15s(start + 10 * hour, start + 11 * hour, null))
  bench.record(...every15s(start + 11 * hour, start + 12 * hour))
  bench.save(start + 12 * hour)
  bench.settle(start + 5 * day)
  const { tier, gaps } = bench.store.reads.series('web', start, start + 12 * hour, 100)
  expect(tier).toBe('5m')
  expect(gaps).toEqual([
    { from: start + hour, to: start + 9 * hour, cause: 'asleep' },
    { from: start + 10 * hour, to: start + 11 * hour, cause: 'local' },
  ])
})

it('misses nothing before a target was first seen', () => {
  const bench = createBench()
  bench.record(...every15s(start + 3 * hour, start + 4 * hour))
  bench.save(start + 4 * hour)
  expect(bench.store.reads.series('web', start, start + 4 * hour, 200).gaps).toEqual([])
})

it('begins a history of its own for another address, and goes on with the old one when that comes back', () => {
  const bench = createBench()
  const moved = { ...web, target: 'https://example.net/' }
  bench.record({ atMs: start, code: 2 })
  bench.save(start + minute)
  bench.record({ atMs: start + minute, target: { ...web, name: 'Renamed' }, code: 2 })
  bench.save(start + 2 * minute)
  expect(bench.store.reads.results('web', 0, start + hour, 10)).toHaveLength(2)
  bench.record({ atMs: start + 2 * minute, target: moved })
  bench.save(start + 3 * minute)
  expect(bench.store.reads.results('web', 0, start + hour, 10)).toHaveLength(1)
  expect(bench.store.reads.targets()).toEqual([moved])
  bench.record({ atMs: start + 3 * minute })
  bench.save(start + 4 * minute)
  expect(bench.store.reads.results('web', 0, start + hour, 10)).toHaveLength(3)
})

it('forgets all of a removed target, and keeps what comes after it was added again', () => {
  const bench = createBench()
  bench.record(...every15s(start, start + 2 * hour, 2))
  bench.save(start + 2 * hour)
  bench.settle(start + 3 * hour)
  bench.record({ atMs: start + 5 * hour })
  bench.forget('web')
  bench.record({ atMs: start + 5 * hour + minute })
  bench.save(start + 6 * hour)
  expect(bench.store.reads.results('web', 0, start + day, 10).map(({ at }) => at)).toEqual([start + 5 * hour + minute])
  expect(bench.store.reads.uptimeBetween('web', start, start + 4 * hour).uptime).toBeNull()
})
