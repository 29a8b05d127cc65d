import { describe, expect, it } from 'vitest'
import type { MonitorEvent } from '../../electron/monitor/ports.ts'
import { createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

function lags(events: readonly MonitorEvent[], id: string): (number | null)[] {
  return events.flatMap((event) => (event.type === 'result' && event.target.id === id ? [event.lagMs] : []))
}

describe('how late a probe began', () => {
  it('is nothing for one that begins in its slot', async () => {
    const { monitor, clock, events } = createHarness({ takesMs: () => 400 })
    monitor.add(tcpTarget('a', { intervalMs: 1000 }), null)
    monitor.start()
    await clock.advance(2500)
    expect(lags(events, 'a')).toEqual([0, 0, 0])
  })

  it('is the wait for a place, counted from the first slot that passed', async () => {
    const { monitor, clock, events } = createHarness({
      maxInFlight: 1,
      takesMs: ({ id }) => (id === 'slow' ? 2500 : 10),
    })
    monitor.add(tcpTarget('slow', { intervalMs: 86_400_000 }), null)
    monitor.add(tcpTarget('quick', { intervalMs: 1000 }), null)
    monitor.start()
    await clock.advance(2900)
    // Its first slot was at 5 ms, 5 ms after the other's; it was probed when the other ended.
    expect(lags(events, 'quick')).toEqual([2495])
    await clock.advance(1000)
    expect(lags(events, 'quick')).toEqual([2495, 0])
  })

  it('is the lateness of the timer after a busy spell', async () => {
    const { monitor, clock, events } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(14_900)
    await clock.sleep(1000)
    await clock.advance(10)
    expect(lags(events, 'a')).toEqual([0, 900])
  })

  it('is unknown where someone asked and no slot was due', async () => {
    const { monitor, clock, events } = createHarness({ takesMs: () => 1 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5000)
    void monitor.probeNow('a')
    await clock.advance(1)
    expect(lags(events, 'a')).toEqual([0, null])
  })

  it('does not count a slot that a probe under way served, nor one from before a pause', async () => {
    const { monitor, clock, events } = createHarness({ takesMs: () => 1500 })
    monitor.add(tcpTarget('a', { intervalMs: 1000 }), null)
    monitor.start()
    await clock.advance(1600)
    void monitor.probeNow('a')
    await clock.advance(1500)
    expect(lags(events, 'a')).toEqual([0, null])

    const waiting = createHarness({ maxInFlight: 1, takesMs: ({ id }) => (id === 'slow' ? 5000 : 1) })
    waiting.monitor.add(tcpTarget('slow', { intervalMs: 86_400_000 }), null)
    waiting.monitor.add(tcpTarget('b'), null)
    waiting.monitor.start()
    await waiting.clock.advance(1000)
    waiting.monitor.pause('b', null)
    await waiting.clock.advance(6000)
    waiting.monitor.resume('b')
    await waiting.clock.advance(10)
    expect(lags(waiting.events, 'b')).toEqual([0])
  })
})
