import { describe, expect, it } from 'vitest'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import type { MonitorEvent, MonitorRules } from '../../electron/monitor/ports.ts'
import { createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

/** A monitor whose target answers with the codes in turn, the last for ever. It settles at once unless told. */
function watch(
  codes: number[],
  target: Partial<TargetConfig> & { protocol?: 'tcp' } = {},
  rules: Partial<MonitorRules> = {},
) {
  const harness = createHarness({ rules: { confirmFailures: 2, ...rules } })
  const { monitor, clock } = harness
  const left = [...codes]
  const startMs = clock.wallMs()
  monitor.subscribe((event) => {
    // One millisecond after it began.
    if (event.type !== 'status' || !event.after.probing) return
    clock.after(1, () => harness.last('a').answer(left.length > 1 ? left.shift() : left[0]))
  })
  monitor.add(tcpTarget('a', target), null)
  monitor.start()
  const of = <T extends MonitorEvent['type']>(type: T) =>
    harness.events.filter((event): event is Extract<MonitorEvent, { type: T }> => event.type === type)
  return { ...harness, startMs, of, kinds: () => of('transition').map(({ transition }) => transition.kind) }
}

describe('a failure', () => {
  it('is confirmed 5 s later, beside the grid, and the grid stays as it was', async () => {
    const { clock, times, of, startMs } = watch([0, 2])
    await clock.advance(60_000)
    expect(times('a')).toEqual([0, 15_000, 20_001, 30_000, 45_000, 60_000])
    expect(of('transition')).toMatchObject([
      {
        target: { id: 'a' },
        transition: { kind: 'down', code: 2, sinceMs: startMs + 15_000 },
        incident: { openedMs: startMs + 15_000, closedMs: null },
        atMs: startMs + 20_002,
      },
    ])
  })

  it('shows meanwhile how far it is', async () => {
    const { clock, monitor, startMs } = watch([0, 2])
    await clock.advance(16_000)
    expect(monitor.status('a')).toMatchObject({
      state: 'confirming',
      sinceMs: startMs + 15_000,
      confirming: { count: 1, needed: 2 },
      settled: 'up',
      code: 2,
      nextProbeMs: startMs + 20_001,
    })
    await clock.advance(5000)
    expect(monitor.status('a')).toMatchObject({
      state: 'down',
      confirming: null,
      settled: 'down',
      sinceMs: startMs + 15_000,
    })
  })

  it('alone is a blip that nobody is told, and counts as what it was', async () => {
    const { clock, monitor, times, of } = watch([0, 2, 0])
    await clock.advance(60_000)
    expect(times('a')).toEqual([0, 15_000, 20_001, 30_000, 45_000, 60_000])
    expect(of('transition')).toMatchObject([{ transition: { kind: 'unconfirmed', failures: 1, needed: 2 } }])
    expect(of('incident')).toEqual([])
    expect(of('result').map(({ counted }) => counted)).not.toContain(false)
    expect(monitor.status('a')?.state).toBe('up')
  })

  it.each([
    { intervalMs: 3000, retries: [3000, 4001, 5002] },
    { intervalMs: 9000, retries: [9000, 12_001, 15_002] },
    { intervalMs: 3_600_000, retries: [3_600_000, 3_605_001, 3_610_002] },
    { intervalMs: 3_600_000, retryIntervalMs: 60_000, retries: [3_600_000, 3_660_001, 3_720_002] },
    // The next slot comes first.
    { intervalMs: 1000, retries: [1000, 2000, 3000] },
  ])('of a target every $intervalMs ms is confirmed in time', async ({ retries, ...options }) => {
    const { clock, times } = watch([0, 2], { ...options, confirmFailures: 3 })
    await clock.advance((retries.at(-1) ?? 0) + 100)
    expect(times('a').slice(1, 4)).toEqual(retries)
  })

  it('needs as many as the target says, and else as the settings say at the moment', async () => {
    const rules = { confirmFailures: 5 }
    const harness = watch([0, 2], {}, {})
    expect(harness.monitor.status('a')?.confirming).toBeNull()
    const own = watch([0, 2], { confirmFailures: 3 }, rules)
    await own.clock.advance(25_100)
    expect(own.kinds()).toEqual(['down'])
    expect(own.times('a')).toEqual([0, 15_000, 20_001, 25_002])
    const theirs = watch([0, 2], {}, rules)
    await theirs.clock.advance(30_100)
    expect(theirs.monitor.status('a')?.confirming).toEqual({ count: 4, needed: 5 })
  })

  it('is not confirmed by somebody who asks at the moment it is seen', async () => {
    const { clock, monitor, kinds } = watch([0, 2])
    await clock.advance(14_900)
    await Promise.all([monitor.probeNow('a'), clock.advance(1)])
    await clock.advance(101)
    expect(monitor.status('a')).toMatchObject({ state: 'confirming', confirming: { count: 1 } })
    await clock.advance(5000)
    expect(kinds()).toEqual(['down'])
  })

  it('found while paused is no reason to probe', async () => {
    const { clock, monitor, times } = watch([0, 2])
    monitor.subscribe((event) => {
      if (event.type === 'result' && event.result.resultCode === 2) monitor.pause('a', null)
    })
    await clock.advance(60_000)
    expect(times('a')).toEqual([0, 15_000])
  })
})

describe('a recovery', () => {
  it('is one success unless told, and closes the incident at it', async () => {
    const { clock, of, startMs, monitor } = watch([0, 2, 2, 0])
    await clock.advance(31_000)
    expect(of('transition').at(-1)).toMatchObject({
      transition: { kind: 'up', downSinceMs: startMs + 15_000, downForMs: 15_000 },
      incident: { openedMs: startMs + 15_000, closedMs: startMs + 30_000, endUnknown: false, failures: 2 },
    })
    expect(of('incident').map(({ incident }) => incident.closedMs)).toEqual([null, startMs + 30_000])
    expect(monitor.incident('a')).toBeNull()
    expect(monitor.status('a')).toMatchObject({ state: 'up', sinceMs: startMs + 30_000 })
  })

  it('is confirmed at the retry interval where more are needed', async () => {
    const { clock, times, monitor, kinds } = watch([0, 2, 2, 0, 0], { confirmRecoveries: 2 })
    await clock.advance(31_000)
    expect(monitor.status('a')).toMatchObject({
      state: 'confirming',
      confirming: { count: 1, needed: 2 },
      settled: 'down',
    })
    await clock.advance(5000)
    expect(kinds()).toEqual(['down', 'up'])
    expect(times('a')).toEqual([0, 15_000, 20_001, 30_000, 35_001])
  })
})

describe('another code', () => {
  it('is told once it is confirmed, and is part of the incident at once', async () => {
    const { clock, of, monitor } = watch([0, 2, 2, 1, 1])
    await clock.advance(31_000)
    expect(monitor.incident('a')).toMatchObject({ codes: [2, 1] })
    expect(monitor.status('a')).toMatchObject({ state: 'down', code: 1 })
    await clock.advance(15_000)
    expect(of('transition').at(-1)).toMatchObject({ transition: { kind: 'changed', from: 2, code: 1 } })
  })
})

describe('while the machine settles', () => {
  it('failures are shown and do not count, and an outage that began meanwhile is told soon after', async () => {
    const { clock, monitor, of, kinds, times, startMs } = watch([2], {}, { settleMs: 8000 })
    await clock.advance(6000)
    expect(monitor.status('a')).toMatchObject({ state: 'confirming', confirming: { count: 0, needed: 2 } })
    expect(of('result').map(({ counted }) => counted)).toEqual([false, false])
    await clock.advance(10_000)
    expect(times('a')).toEqual([0, 5001, 10_002, 15_000])
    expect(kinds()).toEqual(['down'])
    expect(monitor.incident('a')).toMatchObject({ openedMs: startMs + 10_002, failures: 2 })
  })

  it('a failure before is forgotten when the network changes', async () => {
    let attached = '192.168.1.20/24'
    const harness = createHarness({
      takesMs: () => null,
      rules: { confirmFailures: 2, settleMs: 8000 },
      network: () => ({ interfaces: [{ name: 'wlan0', addresses: [attached] }], defaultRoute: null }),
    })
    const { monitor, clock, last } = harness
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(0)
    await clock.advance(14_999)
    last('a').answer(2)
    await clock.advance(1000)
    expect(monitor.status('a')?.confirming).toEqual({ count: 1, needed: 2 })
    attached = '10.0.0.7/24'
    await clock.advance(2000)
    expect(monitor.sight()).toMatchObject({ kind: 'settling', cause: 'network' })
    expect(monitor.status('a')?.confirming).toEqual({ count: 0, needed: 2 })
    const shown = harness.events.findLast((event) => event.type === 'status')
    expect(shown).toMatchObject({ after: { confirming: { count: 0 } } })
  })
})

describe('in maintenance', () => {
  it('results are marked, shown, and count for nothing; what still fails afterwards is told', async () => {
    let open = true
    const harness = createHarness({ rules: { confirmFailures: 2 }, takesMs: () => null, inMaintenance: () => open })
    const { monitor, clock, last, events, times } = harness
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(2)
    await clock.advance(14_999)
    last('a').answer(2)
    await clock.advance(10_000)
    // Nor is it probed again soon, for that would not count either.
    expect(times('a')).toEqual([0, 15_000])
    expect(monitor.status('a')).toMatchObject({ state: 'confirming', confirming: { count: 0 } })
    const results = events.filter((event) => event.type === 'result')
    expect(results).toMatchObject([
      { maintenance: true, counted: false },
      { maintenance: true, counted: false },
    ])
    open = false
    await clock.advance(5000)
    last('a').answer(2)
    await clock.advance(5000)
    last('a').answer(2)
    await clock.advance(1)
    expect(events.flatMap((event) => (event.type === 'transition' ? [event.transition.kind] : []))).toEqual(['down'])
  })

  it('goes by when the probe began as well as when it ended', async () => {
    const harness = createHarness({
      rules: { confirmFailures: 1 },
      takesMs: () => null,
      inMaintenance: (_target, atMs) => atMs < Date.UTC(2026, 0, 1) + 1000,
    })
    const { monitor, clock, last, events } = harness
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5000)
    last('a').answer(2)
    await clock.advance(1)
    expect(events.some(({ type }) => type === 'transition')).toBe(false)
  })
})

describe('a slow target', () => {
  it('is degraded over three of its last five results, and each slow one says so', async () => {
    const { monitor, clock, last, events } = createHarness({ takesMs: () => null })
    monitor.add(tcpTarget('a', { latencyLimitMs: 500 }), null)
    monitor.start()
    for (let n = 0; n < 3; n++) {
      await clock.advance(n === 0 ? 1 : 15_000)
      last('a').answer(0, { responseTimeMs: 900 })
    }
    await clock.advance(1)
    expect(monitor.status('a')?.state).toBe('degraded')
    const results = events.flatMap((event) => (event.type === 'result' ? [[event.slow, event.after.state]] : []))
    expect(results).toEqual([
      [true, 'up'],
      [true, 'up'],
      [true, 'degraded'],
    ])
  })
})
