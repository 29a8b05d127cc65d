import { describe, expect, it } from 'vitest'
import { startAlerts } from '../../electron/alerts/alerts.ts'
import type { Notification } from '../../electron/alerts/notifier.ts'
import type { AlertMemory, ToldTarget } from '../../electron/monitor/ports.ts'
import { createHarness } from '../monitor/harness.ts'
import { tcpTarget } from '../monitor/samples.ts'

function createMemory(): AlertMemory & { writes: string[] } {
  const told = new Map<string, ToldTarget>()
  const writes: string[] = []
  return {
    writes,
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
  return { ...harness, alerts, memory, preferences, probe, titles: () => sent.map(({ title }) => title) }
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
})
