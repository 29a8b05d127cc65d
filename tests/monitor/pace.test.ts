import { describe, expect, it } from 'vitest'
import type { Pace } from '../../electron/monitor/ports.ts'
import { createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

function pace(): Pace & { set(factor: number): void; listeners: Set<() => void> } {
  const listeners = new Set<() => void>()
  let current = 1
  return {
    listeners,
    factor: () => current,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    set(factor) {
      current = factor
      for (const listener of listeners) listener()
    },
  }
}

const times = (calls: readonly { atMs: number }[]) => calls.map(({ atMs }) => Math.round(atMs / 1000))

describe('a slower pace', () => {
  it('lengthens the wait from the next slot on, and is over at once', async () => {
    const battery = pace()
    const { monitor, clock, calls } = createHarness({ takesMs: () => 1, pace: battery })
    monitor.add(tcpTarget('a', { intervalMs: 10_000 }), null)
    monitor.start()
    await clock.advance(15_000)
    battery.set(4)
    await clock.advance(100_000)
    expect(times(calls)).toEqual([0, 10, 20, 60, 100])
    battery.set(1)
    await clock.advance(25_000)
    expect(times(calls).slice(5)).toEqual([115, 125, 135])
  })

  it('tells when the next probe is due', async () => {
    const battery = pace()
    const { monitor, clock } = createHarness({ takesMs: () => 1, pace: battery })
    battery.set(10)
    monitor.add(tcpTarget('a', { intervalMs: 10_000 }), null)
    monitor.start()
    await clock.advance(1000)
    const waitMs = (monitor.status('a')?.nextProbeMs ?? 0) - clock.wallMs()
    expect(waitMs).toBe(99_000)
  })

  it('confirms a failure as fast as ever', async () => {
    const battery = pace()
    battery.set(10)
    const down = createHarness({ pace: battery, rules: { confirmFailures: 3 } })
    down.monitor.add(tcpTarget('a', { intervalMs: 60_000, retryIntervalMs: 2000 }), null)
    down.monitor.start()
    await down.clock.advance(1)
    down.last('a').answer(1)
    await down.clock.advance(2000)
    expect(times(down.calls)).toEqual([0, 2])
  })

  it('is followed no longer than the monitor runs', async () => {
    const battery = pace()
    const { monitor } = createHarness({ takesMs: () => 1, pace: battery })
    monitor.start()
    expect(battery.listeners.size).toBe(1)
    await monitor.stop()
    expect(battery.listeners.size).toBe(0)
  })
})
