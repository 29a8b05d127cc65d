import { describe, expect, it } from 'vitest'
import { createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

function gaps(times: number[]): number[] {
  return times.slice(1).map((time, index) => time - (times[index] ?? 0))
}

/** A repeatable random() in [0, 1). */
function seeded(): () => number {
  let seed = 42
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
}

describe('the first round', () => {
  it.each([
    { count: 1, intervalMs: 15_000, spreadMs: 5 },
    { count: 200, intervalMs: 15_000, spreadMs: 1000 },
    { count: 1000, intervalMs: 15_000, spreadMs: 5000 },
    { count: 1000, intervalMs: 2000, spreadMs: 2000 },
  ])('of $count targets every $intervalMs ms spreads over $spreadMs ms', async ({ count, intervalMs, spreadMs }) => {
    const { monitor, clock, calls } = createHarness({ takesMs: () => 1, random: seeded() })
    for (let n = 0; n < count; n++) monitor.add(tcpTarget(`t${n}`, { intervalMs }), null)
    monitor.start()
    await clock.advance(spreadMs)
    expect(new Set(calls.map(({ target }) => target.id)).size).toBe(count)
    const times = calls.map(({ atMs }) => atMs)
    expect(times[0]).toBeLessThan(5)
    for (let quarter = 0; quarter < 4; quarter++) {
      const inQuarter = times.filter((atMs) => Math.floor((atMs / spreadMs) * 4) === quarter).length
      if (count > 1) expect(Math.abs(inQuarter - count / 4)).toBeLessThanOrEqual(1)
    }
  })
})

describe('the grid', () => {
  it('of a thousand targets holds to the millisecond over ten minutes, whatever their probes take', async () => {
    const intervals = [1000, 7000, 15_000, 60_000]
    const random = seeded()
    const { monitor, clock, calls } = createHarness({ takesMs: () => random() * 800, random, maxInFlight: 1000 })
    for (let n = 0; n < 1000; n++) monitor.add(tcpTarget(`t${n}`, { intervalMs: intervals[n % 4] ?? 0 }), null)
    monitor.start()
    await clock.advance(600_000)
    const times = Map.groupBy(calls, ({ target }) => target.id)
    for (let n = 0; n < 1000; n++) {
      const intervalMs = intervals[n % 4] ?? 0
      const seen = (times.get(`t${n}`) ?? []).map(({ atMs }) => atMs)
      const slots = seen.map((atMs) => (atMs - (seen[0] ?? 0)) / intervalMs)
      // Nothing is skipped, and a start may only be later than its slot by the pacing of a crowd.
      expect(slots.map(Math.round)).toEqual(slots.map((_, index) => index))
      expect(seen.length).toBeGreaterThanOrEqual(Math.floor(595_000 / intervalMs))
      const lateMs = seen.map((atMs, index) => atMs - (seen[0] ?? 0) - index * intervalMs)
      expect(Math.max(...lateMs.map(Math.abs))).toBeLessThan(100)
    }
  }, 60_000)

  it('skips the slots a slow probe sits through and never runs two probes of one target', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 3500 })
    monitor.add(tcpTarget('a', { intervalMs: 1000 }), null)
    monitor.start()
    await clock.advance(13_000)
    expect(times('a')).toEqual([0, 4000, 8000, 12_000])
  })

  it.each([1000, 86_400_000])('serves an interval of %d ms', async (intervalMs) => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a', { intervalMs }), null)
    monitor.start()
    await clock.advance(intervalMs * 3)
    expect(times('a')).toEqual([0, 1, 2, 3].map((slot) => slot * intervalMs))
  })

  it('skips the slots of a long sleep instead of making them up, and goes on where it was', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(31_000)
    await clock.sleep(8 * 3_600_000 + 5000)
    await clock.advance(20_000)
    const slept = 31_000 + 8 * 3_600_000 + 5000
    expect(times('a')).toEqual([0, 15_000, 30_000, slept + 9000])
    expect((slept + 9000) % 15_000).toBe(0)
  })

  it('serves a slot that a busy second made late', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(14_900)
    await clock.sleep(1000)
    await clock.advance(15_000)
    expect(times('a')).toEqual([0, 15_900, 30_000])
  })

  it('does not wait a day because two busy seconds made a slot late', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    const dayMs = 86_400_000
    monitor.add(tcpTarget('a', { intervalMs: dayMs }), null)
    monitor.start()
    await clock.advance(dayMs - 100)
    await clock.sleep(2000)
    await clock.advance(1000)
    expect(times('a')).toEqual([0, dayMs + 1900])
  })

  it('never skips the first probe of a target, however late it is', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a', { intervalMs: 86_400_000 }), null)
    monitor.start()
    await clock.sleep(30_000)
    expect(times('a')).toEqual([30_000])
  })

  it('is not moved by the wall clock set back an hour', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(20_000)
    clock.shiftWall(-3_600_000)
    await clock.advance(25_000)
    expect(gaps(times('a'))).toEqual([15_000, 15_000, 15_000])
    expect(monitor.status('a')?.nextProbeMs).toBe(clock.wallMs() + 15_000)
  })

  it('stays in its place when a timer fires early', async () => {
    const { monitor, clock, calls } = createHarness({ takesMs: () => 1 })
    const after = clock.after.bind(clock)
    // As Node's timers may: up to a millisecond before their time.
    clock.after = (delayMs, callback) => after(delayMs > 1 ? delayMs - 1 : delayMs, callback)
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(30_000)
    expect(calls.map(({ atMs }) => atMs)).toEqual([0, 15_000, 30_000])
  })
})

describe('the cap on probes in flight', () => {
  it('is 200 unless told, and begins ten in one turn, then two a millisecond', async () => {
    const { monitor, clock, inFlight, calls } = createHarness()
    for (let n = 0; n < 500; n++) monitor.add(tcpTarget(`t${n}`, { intervalMs: 1000 }), null)
    monitor.start()
    for (let n = 0; n < 500; n++) void monitor.probeNow(`t${n}`)
    expect(calls).toHaveLength(10)
    await clock.advance(50)
    expect(calls).toHaveLength(110)
    await clock.advance(5000)
    expect([inFlight(), calls.length]).toEqual([200, 200])
    calls[0]?.answer(0)
    await clock.advance(1)
    expect([inFlight(), calls.length]).toEqual([200, 201])
  })

  it('starves nobody: with places for 3, slow targets and quick ones take equal turns', async () => {
    const { monitor, clock, times, inFlight } = createHarness({
      maxInFlight: 3,
      takesMs: ({ id }) => (id.startsWith('slow') ? 10_000 : 10),
    })
    for (let n = 0; n < 10; n++) monitor.add(tcpTarget(`slow${n}`, { intervalMs: 1000 }), null)
    monitor.add(tcpTarget('quick', { intervalMs: 1000 }), null)
    monitor.start()
    await clock.advance(1_000_000)
    expect(inFlight()).toBeLessThanOrEqual(3)
    // Ten probes of 10 s through three places: a turn comes round every 34 s, and an end waits up to 1 s for its slot.
    for (const id of ['quick', ...Array.from({ length: 10 }, (_, n) => `slow${n}`)]) {
      expect(Math.max(...gaps(times(id)))).toBeLessThan(45_000)
      expect(times(id).length).toBeGreaterThan(22)
    }
  })

  it('lets what a person asks for pass a crowd that is due', async () => {
    const { monitor, clock, calls } = createHarness({ maxInFlight: 1, takesMs: () => 1000 })
    for (let n = 0; n < 50; n++) monitor.add(tcpTarget(`t${n}`), null)
    monitor.start()
    await clock.advance(2500)
    void monitor.probeNow('t49')
    await clock.advance(1000)
    expect(calls.at(-1)?.target.id).toBe('t49')
  })
})
