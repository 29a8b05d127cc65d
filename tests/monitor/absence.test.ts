import { describe, expect, it } from 'vitest'
import { createHeartbeat } from '../../electron/monitor/heartbeat.ts'
import type { MonitorEvent, NetworkFacts } from '../../electron/monitor/ports.ts'
import { createFakeClock } from './fake-clock.ts'
import { createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

const home: NetworkFacts = {
  interfaces: [{ name: 'wlan0', addresses: ['192.168.1.20/24'] }],
  defaultRoute: { ipv4: true, ipv6: false },
}
const none: NetworkFacts = { interfaces: [], defaultRoute: { ipv4: false, ipv6: false } }
const hourMs = 3_600_000

function setUp(options: Parameters<typeof createHarness>[0] = {}) {
  const clock = options.clock ?? createFakeClock()
  const startMs = clock.wallMs()
  const world = { network: home }
  const harness = createHarness({
    takesMs: () => 1,
    rules: { confirmFailures: 2, settleMs: 8000 },
    network: () => world.network,
    ...options,
    clock,
  })
  const gaps = () =>
    harness.events.flatMap((event) => {
      if (event.type !== 'gap') return []
      const toMs = event.toMs === null ? null : event.toMs - startMs
      return [[event.targetId, event.cause, event.fromMs - startMs, toMs]]
    })
  const kinds = () => harness.events.flatMap((event) => (event.type === 'transition' ? [event.transition.kind] : []))
  return { ...harness, world, gaps, kinds, startMs }
}

/** What was told, each as one word. */
function words(events: MonitorEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'sight' || event.type === 'gap' ? [event.type] : []))
}

describe('a machine that goes offline', () => {
  it('leaves a gap for all, or for each that is out of sight', async () => {
    const { monitor, clock, world, gaps } = setUp()
    monitor.add(tcpTarget('far'), null)
    monitor.add(tcpTarget('farther'), null)
    monitor.add(tcpTarget('paused'), { untilMs: null })
    monitor.start()
    await clock.advance(9000)
    world.network = none
    await clock.advance(1000)
    expect(gaps()).toEqual([
      ['paused', 'paused', 0, null],
      [null, 'offline', 10_000, null],
    ])
    world.network = home
    await clock.advance(20_000)
    monitor.add(tcpTarget('own', { target: '127.0.0.1:1' }), null)
    world.network = none
    await clock.advance(2000)
    expect(gaps().slice(2)).toEqual([
      ['far', 'offline', 32_000, null],
      ['farther', 'offline', 32_000, null],
    ])
  })

  it('says of each failure that it is its own, tells nothing, and looks at once when it is back', async () => {
    const { monitor, clock, world, last, events, kinds, times } = setUp({ takesMs: () => null })
    monitor.add(tcpTarget('a', { intervalMs: hourMs }), null)
    monitor.start()
    await clock.advance(9000)
    last('a').answer(0)
    await clock.advance(1000)
    world.network = none
    await clock.advance(hourMs - 10_000)
    last('a').answer(2, { reason: 'unreachable' })
    await clock.advance(1000)
    expect(monitor.status('a')).toMatchObject({ state: 'no-data', noData: 'offline', settled: 'up', code: 0 })
    expect(monitor.status('a')?.lastResult).toMatchObject({ resultCode: null, detail: { observedCode: 2 } })
    expect(events.findLast(({ type }) => type === 'result')).toMatchObject({ counted: false })
    world.network = home
    await clock.advance(2000)
    expect(times('a')).toEqual([0, hourMs, hourMs + 2000])
    last('a').answer(0)
    await clock.advance(1)
    expect(monitor.status('a')).toMatchObject({ state: 'up', noData: null })
    expect(kinds()).toEqual([])
  })

  it('gives whoever asks the result that counts', async () => {
    const { monitor, clock, world, last } = setUp({ takesMs: () => null })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(9000)
    last('a').answer(0)
    world.network = none
    await clock.advance(2000)
    const asked = monitor.probeNow('a')
    last('a').answer(2, { reason: 'unreachable' })
    expect(await asked).toMatchObject({ resultCode: null, reason: 'local-offline' })
  })

  it('tells an outage that it finds when it is back, once it has settled', async () => {
    const { monitor, clock, world, last, kinds, startMs } = setUp({ takesMs: () => null })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(9000)
    last('a').answer(0)
    await clock.advance(1000)
    world.network = none
    await clock.advance(10_000)
    last('a').answer(2, { reason: 'unreachable' })
    world.network = home
    // Back at 20 s, and settled at 28 s.
    for (let second = 0; second < 30 && kinds().length === 0; second++) {
      if (!last('a').ended) last('a').answer(2)
      await clock.advance(1000)
    }
    expect(kinds()).toEqual(['down'])
    const openedMs = (monitor.incident('a')?.openedMs ?? 0) - startMs
    expect(openedMs).toBeGreaterThanOrEqual(28_000)
    expect(openedMs).toBeLessThan(36_000)
  })
})

describe('a machine that sleeps', () => {
  it('leaves a gap from the sleep on, and tells its end', async () => {
    const { monitor, clock, machine, gaps } = setUp()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(20_000)
    machine.suspend()
    await clock.sleep(hourMs)
    machine.resume()
    expect(gaps()).toEqual([
      [null, 'asleep', 20_000, null],
      [null, 'asleep', 20_000, 20_000 + hourMs],
    ])
  })

  it('does not make up for a probe that was wanted soon before it', async () => {
    const { monitor, clock, machine, world, last, times, events } = setUp({ takesMs: () => null, random: () => 0.9 })
    monitor.add(tcpTarget('a', { intervalMs: 20_000 }), null)
    monitor.start()
    await clock.advance(9000)
    last('a').answer(0)
    world.network = none
    await clock.advance(12_000)
    last('a').answer(2, { reason: 'unreachable' })
    await clock.advance(900)
    world.network = home
    await clock.advance(100)
    expect(monitor.sight().kind).toBe('settling')
    machine.suspend()
    await clock.sleep(hourMs + 10_000)
    machine.resume()
    await clock.advance(20_000)
    const lags = events.flatMap((event) => (event.type === 'result' ? [event.lagMs] : []))
    expect(Math.max(...lags.map(Number))).toBeLessThan(1000)
    expect(times('a').at(-1)).toBeGreaterThan(hourMs + 32_000)
  })

  it('does not count a failure before the sleep and one after it together', async () => {
    const { monitor, clock, machine, last, kinds, times } = setUp({ takesMs: () => null })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(9000)
    last('a').answer(0)
    await clock.advance(7000)
    last('a').answer(2)
    await clock.advance(1000)
    machine.suspend()
    await clock.sleep(hourMs)
    machine.resume()
    // What was being confirmed is looked at again at once.
    await clock.advance(10)
    expect(times('a')).toEqual([0, 15_000, 17_000 + hourMs])
    last('a').answer(2)
    await clock.advance(1000)
    expect(monitor.status('a')).toMatchObject({ state: 'confirming', confirming: { count: 0, needed: 2 } })
    expect(kinds()).toEqual([])
  })

  it('drops what came back within the first second after a sleep nobody announced', async () => {
    const clock = createFakeClock()
    const heartbeat = createHeartbeat(clock, () => {})
    const { monitor, last, codes, kinds, gaps } = setUp({
      clock,
      machine: heartbeat,
      takesMs: () => null,
      rules: { confirmFailures: 1, settleMs: 0 },
    })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(15_500)
    last('a').answer(0)
    await clock.advance(15_000)
    // A minute stands still, and the probe's own deadline is the first thing that happens after it.
    const stopped = clock.sleep(60_000)
    last('a').answer(1, { reason: 'connect-timeout' })
    await stopped
    await clock.advance(100)
    expect(codes('a')).toEqual([0])
    expect(kinds()).toEqual([])
    expect(gaps()).toEqual([
      [null, 'asleep', 30_000, null],
      [null, 'asleep', 30_000, 90_500],
    ])
    await monitor.stop()
    heartbeat.stop()
  })

  it('does not count what comes back within the first second after a sleep that only the wall clock shows', async () => {
    const clock = createFakeClock()
    const heartbeat = createHeartbeat(clock, () => {})
    const { monitor, last, events, kinds, gaps } = setUp({
      clock,
      machine: heartbeat,
      takesMs: () => null,
      rules: { confirmFailures: 1, settleMs: 8000 },
    })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(15_500)
    last('a').answer(0)
    await clock.advance(15_000)
    clock.shiftWall(hourMs)
    last('a').answer(1, { reason: 'connect-timeout' })
    await clock.advance(100)
    expect(events.findLast(({ type }) => type === 'result')).toMatchObject({
      counted: false,
      result: { resultCode: 1 },
    })
    expect(kinds()).toEqual([])
    expect(gaps()).toEqual([[null, 'unknown', 30_000, 30_500 + hourMs]])
    await monitor.stop()
    heartbeat.stop()
  })
})

async function downAt(intervalMs: number) {
  const set = setUp({ takesMs: () => null, rules: { confirmFailures: 1, settleMs: 0 } })
  set.monitor.add(tcpTarget('a', { intervalMs }), null)
  set.monitor.start()
  await set.clock.advance(1)
  set.last('a').answer(2)
  await set.clock.advance(1)
  return set
}

describe('an incident', () => {
  it('that goes on while the machine is offline ended, if it did, at an unknown time', async () => {
    const { monitor, clock, world, last, events, startMs } = await downAt(15_000)
    world.network = none
    await clock.advance(15_000)
    last('a').answer(2, { reason: 'unreachable' })
    await clock.advance(1)
    expect(monitor.status('a')?.noData).toBe('offline')
    world.network = home
    await clock.advance(2100)
    last('a').answer(0)
    await clock.advance(1)
    expect(events.findLast((event) => event.type === 'incident')).toMatchObject({
      incident: { closedMs: startMs, endUnknown: true, failures: 1 },
    })
    expect(monitor.incident('a')).toBeNull()
  })

  it.each([
    { what: 'a sleep', code: 2, closed: null },
    { what: 'a sleep', code: 0, closed: 'unknown' },
    { what: 'a pause', code: 2, closed: null },
    { what: 'a pause', code: 0, closed: 'unknown' },
  ])('after $what is decided by the next result: $code leaves it $closed', async ({ what, code, closed }) => {
    const { monitor, clock, machine, last, events, startMs } = await downAt(15_000)
    if (what === 'a sleep') {
      machine.suspend()
      await clock.sleep(hourMs)
      machine.resume()
      await clock.advance(15_000)
    } else {
      monitor.pause('a', null)
      await clock.advance(hourMs)
      monitor.resume('a')
      await clock.advance(10)
    }
    expect(monitor.incident('a')).not.toBeNull()
    last('a').answer(code)
    await clock.advance(1)
    const told = events.findLast((event) => event.type === 'incident')
    if (closed === null) expect(told).toMatchObject({ incident: { closedMs: null, failures: 2 } })
    else expect(told).toMatchObject({ incident: { closedMs: startMs, endUnknown: true, failures: 1 } })
  })

  it('of a target that is removed ended at an unknown time', async () => {
    const { monitor, events, startMs } = await downAt(15_000)
    monitor.remove('a')
    expect(events.slice(-2)).toMatchObject([
      { type: 'incident', incident: { closedMs: startMs, endUnknown: true } },
      { type: 'removed', id: 'a' },
    ])
  })
})

describe('a pause', () => {
  it('leaves one gap, however often it is prolonged', async () => {
    const { monitor, clock, gaps } = setUp()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(20_000)
    monitor.pause('a', clock.wallMs() + hourMs)
    monitor.pause('a', null)
    expect(gaps()).toEqual([['a', 'paused', 20_000, null]])
    expect(monitor.status('a')).toMatchObject({ state: 'paused', noData: 'paused', settled: 'up' })
  })
})

describe('sight', () => {
  it('is told before what follows from it', async () => {
    const { monitor, clock, machine, events } = setUp()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(20_000)
    events.length = 0
    machine.suspend()
    machine.resume()
    expect(words(events)).toEqual(['sight', 'gap', 'sight', 'gap'])

    expect(monitor.sight()).toMatchObject({ kind: 'settling', cause: 'resume' })
  })
})
