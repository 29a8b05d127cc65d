import { describe, expect, it } from 'vitest'
import { createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

const hourMs = 3_600_000

describe('a pause', () => {
  it('for good stops probing until it is taken back, which probes at once', async () => {
    const { monitor, clock, times, events } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(20_000)
    monitor.pause('a', null)
    expect(monitor.status('a')).toMatchObject({
      state: 'paused',
      sinceMs: clock.wallMs(),
      paused: { untilMs: null },
      nextProbeMs: null,
      code: 0,
    })
    await clock.advance(48 * hourMs)
    expect(times('a')).toEqual([0, 15_000])
    expect(clock.pending()).toBe(0)
    monitor.resume('a')
    expect(events.at(-1)).toMatchObject({ type: 'status', after: { state: 'pending', sinceMs: null, paused: null } })
    await clock.advance(15_010)
    expect(times('a').slice(2)).toEqual([20_000 + 48 * hourMs, 35_000 + 48 * hourMs])
  })

  it('aborts the probe in flight and drops its result', async () => {
    const { monitor, clock, last, codes } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    monitor.pause('a', null)
    await clock.advance(5)
    expect(last('a').signal.aborted).toBe(true)
    expect(codes('a')).toEqual([])
    expect(monitor.status('a')).toMatchObject({ state: 'paused', probing: false })
  })

  it('until a time ends at that time by the wall clock', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5000)
    monitor.pause('a', clock.wallMs() + hourMs)
    await clock.advance(hourMs - 1)
    expect(times('a')).toHaveLength(1)
    await clock.advance(1)
    expect(times('a')).toEqual([0, 5000 + hourMs])
    expect(monitor.status('a')).toMatchObject({ paused: null })
  })

  it('takes an hour longer when the wall clock is set back an hour, and ends soon when it is set forward', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    monitor.pause('a', clock.wallMs() + hourMs)
    clock.shiftWall(-hourMs)
    await clock.advance(2 * hourMs - 1)
    expect(times('a')).toHaveLength(1)
    await clock.advance(1)
    expect(times('a')).toHaveLength(2)
    monitor.pause('a', clock.wallMs() + hourMs)
    clock.shiftWall(hourMs)
    await clock.advance(30_000)
    expect(times('a')).toHaveLength(3)
  })

  it('until a time ends after a sleep that no timer counted', async () => {
    const { monitor, clock, machine, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5000)
    monitor.pause('a', clock.wallMs() + hourMs)
    machine.suspend()
    clock.shiftWall(2 * hourMs)
    machine.resume()
    await clock.advance(5)
    expect(times('a')).toEqual([0, 5000])
  })

  it('can begin before the monitor does, and is over when its time has passed', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('over'), { untilMs: clock.wallMs() - 1 })
    monitor.add(tcpTarget('soon'), { untilMs: clock.wallMs() + 7000 })
    monitor.add(tcpTarget('good'), { untilMs: null })
    expect(monitor.status('over')?.paused).toBeNull()
    expect(monitor.status('good')).toMatchObject({ state: 'paused', sinceMs: clock.wallMs() })
    monitor.start()
    await clock.advance(10_000)
    expect([times('over'), times('soon'), times('good')]).toEqual([[0], [7000], []])
  })

  it('survives a change of options', async () => {
    const { monitor, clock, calls } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), { untilMs: null })
    monitor.start()
    monitor.update(tcpTarget('a', { timeoutMs: 900 }))
    await clock.advance(60_000)
    expect(calls).toEqual([])
    monitor.resume('a')
    await clock.advance(5)
    expect(calls.map(({ target }) => target)).toMatchObject([{ timeoutMs: 900 }])
  })

  it('of many, taken back together, spreads their probes as the first round does', async () => {
    const { monitor, clock, calls } = createHarness({ takesMs: () => 1 })
    for (let n = 0; n < 400; n++) monitor.add(tcpTarget(`t${n}`), { untilMs: null })
    monitor.start()
    for (let n = 0; n < 400; n++) monitor.resume(`t${n}`)
    await clock.advance(1000)
    expect(Math.abs(calls.length - 200)).toBeLessThanOrEqual(1)
    await clock.advance(1000)
    expect(calls).toHaveLength(400)
  })
})

describe('a suspension', () => {
  it('aborts what is in flight, drops it, and probes nothing until it is over', async () => {
    const { monitor, clock, machine, last, times, codes, events } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    last('a').answer(0)
    await clock.advance(14_995)
    const asked = monitor.probeNow('a')
    machine.suspend()
    expect(last('a').signal.aborted).toBe(true)
    expect(await asked).toBeNull()
    await clock.advance(0)
    expect(events.at(-1)).toMatchObject({ type: 'status', after: { state: 'up', probing: false } })
    expect(clock.pending()).toBe(0)
    expect(await monitor.probeNow('a')).toBeNull()
    await clock.sleep(hourMs + 4000)
    expect(times('a')).toHaveLength(2)
    machine.resume()
    await clock.advance(15_000)
    expect(codes('a')).toEqual([0])
    // 1 h 0 min 19 s after the start, so the grid's next slot is at 1 h 0 min 30 s.
    expect(times('a')).toEqual([0, 15_000, hourMs + 30_000])
  })

  it('that is only noticed afterwards drops what was in flight before it', async () => {
    const { monitor, clock, machine, last, codes } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    last('a').answer(0)
    await clock.advance(15_000)
    await clock.sleep(hourMs)
    machine.resume()
    await clock.advance(5)
    expect(last('a').signal.aborted).toBe(true)
    expect(codes('a')).toEqual([0])
  })

  it('during a first probe leaves that probe to be made afterwards', async () => {
    const { monitor, clock, machine, times } = createHarness()
    monitor.add(tcpTarget('a', { intervalMs: 86_400_000 }), null)
    monitor.start()
    await clock.advance(5)
    machine.suspend()
    await clock.sleep(hourMs)
    machine.resume()
    await clock.advance(5)
    expect(times('a')).toEqual([0, hourMs + 5])
  })

  it('that takes the probe of a long interval leaves it to be made afterwards', async () => {
    const { monitor, clock, machine, last, times } = createHarness()
    monitor.add(tcpTarget('a', { intervalMs: 24 * hourMs }), null)
    monitor.start()
    await clock.advance(5)
    last('a').answer(0)
    await clock.advance(24 * hourMs)
    machine.suspend()
    await clock.sleep(hourMs)
    machine.resume()
    await clock.advance(5)
    expect(times('a')).toEqual([0, 24 * hourMs, 25 * hourMs + 5])
  })

  // On Linux the monotonic clock stands still in a sleep.
  it.each([
    { noticed: 'announced', counted: true },
    { noticed: 'announced', counted: false },
    { noticed: 'seen only afterwards', counted: true },
    { noticed: 'seen only afterwards', counted: false },
  ])('of 16 hours a day, $noticed, counted $counted, starves no daily probe', async ({ noticed, counted }) => {
    const { monitor, clock, machine, calls } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a', { intervalMs: 24 * hourMs }), null)
    monitor.start()
    // From now on it sleeps at the time of day of the first probe.
    await clock.advance(12 * hourMs)
    const ages: number[] = []
    for (let day = 0; day < 30; day++) {
      if (noticed === 'announced') machine.suspend()
      if (counted) await clock.sleep(16 * hourMs)
      else clock.shiftWall(16 * hourMs)
      machine.resume()
      await clock.advance(8 * hourMs)
      ages.push(clock.wallMs() - Date.parse(monitor.status('a')?.lastResult?.startedAt ?? ''))
    }
    expect(calls.length).toBeGreaterThanOrEqual(20)
    expect(calls.length).toBeLessThanOrEqual(40)
    expect(Math.max(...ages)).toBeLessThanOrEqual(24 * hourMs)
  })

  it('leaves a long interval alone whose slot did not come', async () => {
    const { monitor, clock, machine, times } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a', { intervalMs: 24 * hourMs }), null)
    monitor.start()
    await clock.advance(hourMs)
    machine.suspend()
    await clock.sleep(hourMs)
    machine.resume()
    await clock.advance(22 * hourMs - 1)
    expect(times('a')).toEqual([0])
    await clock.advance(1)
    expect(times('a')).toEqual([0, 24 * hourMs])
  })
})
