import { describe, expect, it } from 'vitest'
import type { TcpTarget } from '../../electron/contract/target-config.ts'
import type { Memory } from '../../electron/monitor/ports.ts'
import { createFakeClock, type FakeClock } from './fake-clock.ts'
import { createFakeMemory, createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

/** One run of the program over a memory: the codes one by one, and what was said. */
async function run(
  clock: FakeClock,
  memory: Memory,
  codes: (number | null)[],
  options: { target?: Partial<TcpTarget>; settleMs?: number } = {},
) {
  const { target = {}, settleMs = 0 } = options
  const harness = createHarness({ clock, memory, rules: { confirmFailures: 2, settleMs } })
  const { monitor, last, events } = harness
  monitor.add(tcpTarget('a', target), null)
  const before = monitor.status('a')
  monitor.start()
  for (const code of codes) {
    await clock.advance(15_001)
    while (last('a').ended) await clock.advance(100)
    last('a').answer(code)
  }
  await clock.advance(1)
  const after = monitor.status('a')
  const incident = monitor.incident('a')
  await monitor.stop()
  const kinds = events.flatMap((event) => (event.type === 'transition' ? [event.transition.kind] : []))
  const incidents = events.flatMap((event) => (event.type === 'incident' ? [event.incident] : []))
  return { before, after, incident, kinds, incidents, monitor, events }
}

describe('after a restart', () => {
  it('a target that was down is not told to be down again, and is up when it answers', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    const first = await run(clock, memory, [0, 2, 2])
    expect(first.kinds).toEqual(['down'])
    const second = await run(clock, memory, [2, 2, 0])
    expect(second.before).toMatchObject({ state: 'pending', settled: 'down', code: 2 })
    expect(second.kinds).toEqual(['up'])
    // The incident went on.
    expect(second.incidents.map(({ id }) => id)).toEqual(Array(3).fill(first.incident?.id))
    expect(second.incidents.at(-1)).toMatchObject({ endUnknown: false, failures: 4 })
    expect(second.incidents.at(-1)?.closedMs).toBeGreaterThan(first.incident?.lastSeenMs ?? Infinity)
  })

  it('is shown as down by its first failure, also while the machine settles', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    const first = await run(clock, memory, [0, 2, 2])
    const second = await run(clock, memory, [2], { settleMs: 60_000 })
    expect(second.after).toMatchObject({ state: 'down', confirming: null, sinceMs: first.incident?.openedMs })
    expect(second.kinds).toEqual([])
  })

  it('an incident that ended meanwhile ended when nobody knows', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    const first = await run(clock, memory, [0, 2, 2, 2])
    await clock.sleep(3_600_000)
    const second = await run(clock, memory, [0])
    expect(second.kinds).toEqual(['up'])
    expect(second.events.find((event) => event.type === 'transition')).toMatchObject({
      transition: { downSinceMs: first.incident?.openedMs, downForMs: null },
    })
    expect(second.incidents).toMatchObject([{ closedMs: first.incident?.lastSeenMs, endUnknown: true }])
    // And is over for the run after that.
    expect((await run(clock, memory, [0])).kinds).toEqual([])
  })

  it('what was being confirmed is confirmed anew', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    expect((await run(clock, memory, [0, 2])).kinds).toEqual([])
    expect((await run(clock, memory, [2])).kinds).toEqual([])
    expect((await run(clock, memory, [2, 2])).kinds).toEqual(['down'])
  })

  it('a target that flaps still does, and one that nearly did soon will', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    expect((await run(clock, memory, [0, 2, 2, 0, 2, 2])).kinds).toEqual(['down', 'up', 'down'])
    const second = await run(clock, memory, [0, 2, 2, 0])
    expect(second.kinds).toEqual(['up', 'flapping'])
    const third = await run(clock, memory, [2, 2, 0])
    expect(third.before?.flapping).toBe(true)
    expect(third.kinds).toEqual([])
  })

  it('changes of the day before make nothing flap', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    await run(clock, memory, [0, 2, 2, 0, 2, 2])
    // The machine was off: its monotonic clock began anew.
    clock.shiftWall(86_400_000)
    expect((await run(clock, memory, [0, 2, 2])).kinds).toEqual(['up', 'down'])
  })

  it('another address is another target', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    await run(clock, memory, [0, 2, 2])
    const second = await run(clock, memory, [0], { target: { target: 'b:1' } })
    expect(second.before).toMatchObject({ settled: null, code: null })
    expect(second.kinds).toEqual([])
  })

  it('other options leave what is known', async () => {
    const [clock, memory] = [createFakeClock(), createFakeMemory()]
    await run(clock, memory, [0, 2, 2])
    expect((await run(clock, memory, [0], { target: { timeoutMs: 900 } })).kinds).toEqual(['up'])
  })

  it.each(['{"version":2}', '{"settled":"broken"}', '{"incident":{}}', '"text"', 'null', '7'])(
    'what does not read is nothing: %s',
    async (text) => {
      const [clock, memory] = [createFakeClock(), createFakeMemory()]
      await run(clock, memory, [0, 2, 2])
      const spoilt: unknown = JSON.parse(text)
      const stored = memory.get('a', 'verdict')
      const read = typeof spoilt === 'object' && spoilt !== null ? Object.assign({}, stored, spoilt) : spoilt
      const harness = createHarness({ clock, memory: { ...memory, get: () => read } })
      harness.monitor.add(tcpTarget('a'), null)
      expect(harness.monitor.status('a')).toMatchObject({ settled: null, flapping: false })
      expect(harness.monitor.incident('a')).toBeNull()
    },
  )
})

describe('while it runs', () => {
  it('another address forgets what was known, and ends the incident', async () => {
    const memory = createFakeMemory()
    const { monitor, clock, last, events } = createHarness({ memory })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(2)
    await clock.advance(1)
    expect([memory.size(), monitor.status('a')?.settled]).toEqual([1, 'down'])
    monitor.update(tcpTarget('a', { timeoutMs: 900 }))
    expect(monitor.status('a')?.settled).toBe('down')
    monitor.update(tcpTarget('a', { target: 'b:1' }))
    expect([memory.size(), monitor.status('a')?.settled, monitor.incident('a')]).toEqual([0, null, null])
    expect(events.slice(-2)).toMatchObject([
      { type: 'incident', incident: { endUnknown: true } },
      { type: 'replaced', after: { state: 'pending', flapping: false, confirming: null } },
    ])
  })

  it('other options begin anew what is being confirmed', async () => {
    const { monitor, clock, last, events } = createHarness({ rules: { confirmFailures: 2 } })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(2)
    await clock.advance(2000)
    monitor.update(tcpTarget('a', { timeoutMs: 900 }))
    await clock.advance(1000)
    last('a').answer(2)
    await clock.advance(1)
    expect(monitor.status('a')?.confirming).toEqual({ count: 1, needed: 2 })
    expect(events.some(({ type }) => type === 'transition')).toBe(false)
  })

  it('a removal that is taken back is no news', async () => {
    const memory = createFakeMemory()
    const { monitor, clock, last, events } = createHarness({ memory })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(2)
    await clock.advance(1)
    const opened = events.findLast((event) => event.type === 'incident')
    monitor.remove('a')
    monitor.add(tcpTarget('a'), null)
    await clock.advance(100)
    last('a').answer(2)
    await clock.advance(1)
    expect(events.filter(({ type }) => type === 'transition')).toHaveLength(1)
    const told = events.findLast((event) => event.type === 'incident')
    expect(told).toMatchObject({ incident: { id: opened?.incident.id, closedMs: null, failures: 2 } })
  })
})
