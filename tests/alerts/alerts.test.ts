import { describe, expect, it } from 'vitest'
import { startAlerts } from '../../electron/alerts/alerts.ts'
import type { Notification } from '../../electron/alerts/notifier.ts'
import type { AlertMemory, ToldTarget } from '../../electron/monitor/ports.ts'
import { createHarness } from '../monitor/harness.ts'
import { tcpTarget } from '../monitor/samples.ts'

function createMemory(): AlertMemory & { writes: string[]; ids: Set<string> } {
  const told = new Map<string, ToldTarget>()
  const writes: string[] = []
  const seen = new Set<string>()
  return {
    writes,
    ids: seen,
    seen: (id) => void seen.add(id),
    get: (id) => told.get(id),
    set(id, value) {
      writes.push(`${id}=${value.code}`)
      told.set(id, value)
    },
    delete(id) {
      writes.push(`${id} deleted`)
      told.delete(id)
    },
  }
}

/** A running monitor of one target with alerts. `probe` makes it probe and answer with a code. */
async function createAlerted(memory = createMemory()) {
  const harness = createHarness()
  const sent: Notification[] = []
  const preferences = { notifications: true }
  const alerts = startAlerts({
    monitor: harness.monitor,
    machine: harness.machine,
    memory,
    delivery: { send: (notification) => sent.push(notification), close: () => Promise.resolve() },
    enabled: () => preferences.notifications,
    clock: harness.clock,
  })
  harness.monitor.add(tcpTarget('a'), null)
  harness.monitor.start()
  await harness.clock.advance(5)
  async function probe(code: number | null): Promise<void> {
    const asked = harness.monitor.probeNow('a')
    await harness.clock.advance(0)
    harness.last('a').answer(code)
    await asked
    await harness.clock.advance(1000)
  }
  return { ...harness, alerts, memory, preferences, probe, titles: () => sent.map(({ title }) => title), sent }
}

describe('alerts', () => {
  it('tell what changes, and write down only what is new', async () => {
    const { probe, titles, memory } = await createAlerted()
    for (const code of [0, 0, 1, 1, null, 2, 0, 0]) await probe(code)
    expect(titles()).toEqual(['a is down: Timeout', 'a: Timeout, now ConnectionFailed', 'a is up again'])
    expect(memory.writes).toEqual(['a=0', 'a=1', 'a=2', 'a=0'])
  })

  it('go on in another run where the last one ended', async () => {
    const first = await createAlerted()
    await first.probe(1)
    await first.monitor.stop()
    const second = await createAlerted(first.memory)
    await second.probe(1)
    await second.probe(0)
    expect([first.titles(), second.titles()]).toEqual([['a is down: Timeout'], ['a is up again']])
  })

  it('decide and remember while disabled, so that enabling tells no old news', async () => {
    const { probe, titles, preferences, memory } = await createAlerted()
    await probe(0)
    preferences.notifications = false
    await probe(1)
    expect(memory.get('a')?.code).toBe(1)
    preferences.notifications = true
    await probe(1)
    expect(titles()).toEqual([])
    await probe(0)
    expect(titles()).toEqual(['a is up again'])
  })

  it('forget what is removed, and tell nothing twice when the removal is taken back', async () => {
    const { probe, titles, monitor, memory, clock } = await createAlerted()
    await probe(1)
    monitor.remove('a')
    expect(memory.get('a')).toBeUndefined()
    monitor.add(tcpTarget('a'), null)
    await clock.advance(5)
    await probe(1)
    expect(titles()).toEqual(['a is down: Timeout'])
    expect(memory.get('a')?.code).toBe(1)
  })

  it('stop when told', async () => {
    const { probe, titles, alerts, memory } = await createAlerted()
    await probe(0)
    alerts.stop()
    await probe(1)
    expect(titles()).toEqual([])
    expect(memory.get('a')?.code).toBe(0)
  })

  it('do not tell of a pause, and tell afterwards what changed during it', async () => {
    const { probe, titles, monitor, clock } = await createAlerted()
    await probe(1)
    monitor.pause('a', null)
    await clock.advance(60_000)
    monitor.resume('a')
    await clock.advance(5)
    await probe(0)
    expect(titles()).toEqual(['a is down: Timeout', 'a is up again'])
  })

  it('keep what was told of a target whose removal is taken back, also when the program ends before it is probed', async () => {
    const first = await createAlerted()
    await first.probe(1)
    first.monitor.remove('a')
    first.monitor.add(tcpTarget('a'), null)
    await first.monitor.stop()
    expect(first.memory.get('a')?.code).toBe(1)
  })

  it('take a target that is back after more than ten minutes for another', async () => {
    const { probe, titles, monitor, clock } = await createAlerted()
    await probe(1)
    monitor.remove('a')
    await clock.advance(600_000)
    expect(clock.pending()).toBe(0)
    monitor.add(tcpTarget('a'), null)
    await clock.advance(5)
    await probe(1)
    expect(titles()).toEqual(['a is down: Timeout', 'a is down: Timeout'])
  })

  it('leave no timer behind', async () => {
    const { probe, monitor, alerts, clock } = await createAlerted()
    await probe(1)
    monitor.remove('a')
    await monitor.stop()
    alerts.stop()
    expect(clock.pending()).toBe(0)
  })

  it('forget what was told of an address when it is replaced by another, but not when an option is', async () => {
    const { probe, titles, monitor, memory, clock } = await createAlerted()
    await probe(1)
    monitor.update(tcpTarget('a', { timeoutMs: 900 }))
    await clock.advance(5)
    await probe(1)
    expect(titles()).toEqual(['a is down: Timeout'])
    monitor.update(tcpTarget('a', { target: 'b:5432' }))
    expect(memory.get('a')).toBeUndefined()
    await clock.advance(5)
    await probe(1)
    expect(titles()).toEqual(['a is down: Timeout', 'a is down: Timeout'])
  })

  it('say which targets are there', async () => {
    const { memory } = await createAlerted()
    expect([...memory.ids]).toEqual(['a'])
  })
})

describe('durations', () => {
  type Alerted = Awaited<ReturnType<typeof createAlerted>>

  it.each<{ gap: string; during: (alerted: Alerted) => Promise<void> | void; watched: boolean }>([
    { gap: 'nothing', during: () => {}, watched: true },
    { gap: 'a pause', during: ({ monitor }) => (monitor.pause('a', null), monitor.resume('a')), watched: false },
    { gap: 'a sleep', during: ({ machine }) => (machine.suspend(), machine.resume()), watched: false },
    { gap: 'a local fault', during: ({ probe }) => probe(null), watched: false },
    { gap: 'a clock set right', during: ({ clock }) => clock.shiftWall(56 * 365 * 86_400_000), watched: true },
    { gap: 'a clock set back', during: ({ clock }) => clock.shiftWall(-86_400_000), watched: true },
  ])('of being up after $gap', async ({ during, watched }) => {
    const alerted = await createAlerted()
    await alerted.probe(1)
    await alerted.probe(0)
    await alerted.clock.advance(29_000)
    await during(alerted)
    await alerted.clock.advance(5)
    await alerted.probe(1)
    expect(alerted.sent.at(-1)).toMatchObject({
      title: 'a is down: Timeout',
      body: expect.stringMatching(watched ? /^Was up for 30 s\. / : /^tcp a:5432 did not connect/),
    })
  })

  it('of an outage do not grow by what the wall clock was set forward', async () => {
    const { probe, sent, clock } = await createAlerted()
    await probe(1)
    clock.shiftWall(56 * 365 * 86_400_000)
    await probe(0)
    expect(sent.at(-1)?.body).toMatch(/^Was down for 1 s\. /)
  })

  it('of an outage include a sleep, which no monotonic clock need count', async () => {
    const { probe, sent, clock, machine } = await createAlerted()
    await probe(1)
    machine.suspend()
    clock.shiftWall(3_600_000)
    machine.resume()
    await clock.advance(5)
    await probe(0)
    expect(sent.at(-1)?.body).toMatch(/^Was down for 1 h/)
  })
})
