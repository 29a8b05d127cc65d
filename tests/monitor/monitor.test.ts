import { describe, expect, it } from 'vitest'
import { settled } from './fake-clock.ts'
import { createHarness } from './harness.ts'
import { tcpTarget } from './samples.ts'

const atOnce = () => 1

describe('a result', () => {
  it('is emitted with the state before and after, and answers who asked', async () => {
    const { monitor, clock, last, events } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    expect(monitor.status('a')).toMatchObject({ state: 'pending', sinceMs: null, probing: true })
    last('a').answer(2)
    await settled()
    expect(events.find(({ type }) => type === 'result')).toMatchObject({
      target: { id: 'a' },
      result: { resultCode: 2 },
      before: { state: 'pending', probing: true },
      // Since the probe began, 5 ms ago.
      after: { state: 'down', code: 2, sinceMs: clock.wallMs() - 5, probing: false },
      counted: true,
      slow: false,
      maintenance: false,
    })
    expect(monitor.status('a')?.nextProbeMs).toBe(clock.wallMs() - 5 + 15_000)
  })

  it('that took longer than the target allows is degraded, and a success all the same', async () => {
    const { monitor, clock, last } = createHarness()
    monitor.add(tcpTarget('a', { latencyLimitMs: 1, degradedOver: { slow: 1, of: 1 } }), null)
    monitor.add(tcpTarget('b'), null)
    monitor.start()
    await clock.advance(1000)
    for (const id of ['a', 'b']) last(id).answer(0)
    await settled()
    expect(monitor.status('a')).toMatchObject({ state: 'degraded', code: 0 })
    expect(monitor.status('b')).toMatchObject({ state: 'up', code: 0 })
  })

  it('that fails keeps the last success beside it, until the next', async () => {
    const { monitor, clock, last } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    last('a').answer(0)
    await settled()
    const good = monitor.status('a')?.lastResult
    expect(monitor.status('a')?.lastGood).toBeUndefined()
    for (const code of [2, 2, null, 1]) {
      await clock.advance(15_000)
      last('a').answer(code)
      await settled()
      expect(monitor.status('a')?.lastGood).toBe(good)
    }
    await clock.advance(15_000)
    last('a').answer(0)
    await settled()
    expect(monitor.status('a')?.lastGood).toBeUndefined()
  })

  it('that is a local fault leaves the code and says there is no data', async () => {
    const { monitor, clock, last } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    last('a').answer(2)
    await clock.advance(15_000)
    last('a').answer(null)
    await settled()
    expect(monitor.status('a')).toMatchObject({ state: 'no-data', code: 2, lastChangeMs: null })
  })
})

describe('a probe that rejects', () => {
  it('is a local fault, is reported, and the next one comes', async () => {
    const { monitor, clock, last, faults, codes, times } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    const asked = monitor.probeNow('a')
    last('a').fail(new Error('a mistake'))
    expect(await asked).toMatchObject({
      resultCode: null,
      reason: 'aborted',
      message: 'tcp a:5432 was not probed: the probe failed inside Portlight.',
      startedAt: '2026-01-01T00:00:00.000Z',
    })
    expect(faults).toEqual([{ where: 'probe', targetId: 'a', error: new Error('a mistake') }])
    await clock.advance(15_000)
    last('a').answer(0)
    await settled()
    expect(codes('a')).toEqual([null, 0])
    expect(times('a')).toEqual([0, 15_000])
  })

  it('even before it returns a promise', async () => {
    const { clock, monitor, faults } = createHarness({
      takesMs: () => {
        throw new Error('at once')
      },
    })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(15_005)
    expect(faults.map(({ where, targetId }) => [where, targetId])).toEqual([
      ['probe', 'a'],
      ['probe', 'a'],
    ])
  })
})

describe('listeners', () => {
  it('do not see one another throw, and hear nothing after unsubscribing', async () => {
    const { monitor, clock, events, faults } = createHarness({ takesMs: atOnce })
    const heard: string[] = []
    monitor.subscribe(() => {
      throw new Error('not mine')
    })
    const unsubscribe = monitor.subscribe((event) => heard.push(event.type))
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    expect(heard).toEqual(['status', 'status', 'result'])
    expect(heard).toEqual(events.map((event) => event.type))
    expect(faults).toHaveLength(3)
    expect(faults[0]).toMatchObject({ where: 'listener', targetId: null })
    unsubscribe()
    await clock.advance(15_000)
    expect(heard).toHaveLength(3)
    expect(events).toHaveLength(5)
  })

  it('may change the monitor while they are called', async () => {
    const { monitor, clock, times } = createHarness({ takesMs: atOnce })
    monitor.subscribe((event) => {
      if (event.type === 'result') monitor.remove(event.target.id)
    })
    monitor.add(tcpTarget('a'), null)
    monitor.add(tcpTarget('b'), null)
    monitor.start()
    await clock.advance(60_000)
    expect([times('a').length, times('b').length]).toEqual([1, 1])
    expect(monitor.targets()).toEqual([])
    expect(clock.pending()).toBe(0)
  })
})

describe('probe now', () => {
  it('joins the probe in flight, and leaves the grid as it was', async () => {
    const { monitor, clock, times, last } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    const both = [monitor.probeNow('a'), monitor.probeNow('a')]
    last('a').answer(0)
    const [one, two] = await Promise.all(both)
    expect(one?.resultCode).toBe(0)
    expect(two).toBe(one)
    await clock.advance(4000)
    const third = monitor.probeNow('a')
    last('a').answer(1)
    expect((await third)?.resultCode).toBe(1)
    await clock.advance(26_000)
    expect(times('a')).toEqual([0, 4005, 15_000])
  })

  it('answers null for what is unknown, paused, or not running', async () => {
    const { monitor, calls } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.add(tcpTarget('b'), { untilMs: null })
    expect(await monitor.probeNow('a')).toBeNull()
    monitor.start()
    expect([await monitor.probeNow('b'), await monitor.probeNow('nobody')]).toEqual([null, null])
    expect(calls).toEqual([])
  })

  it('answers null when the target is removed or paused meanwhile', async () => {
    const { monitor, codes } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.add(tcpTarget('b'), null)
    monitor.start()
    const asked = [monitor.probeNow('a'), monitor.probeNow('b')]
    monitor.remove('a')
    monitor.pause('b', null)
    expect(await Promise.all(asked)).toEqual([null, null])
    expect([codes('a'), codes('b')]).toEqual([[], []])
  })
})

describe('update', () => {
  it('aborts the probe in flight, drops its result and probes with the new options', async () => {
    const { monitor, clock, last, codes, calls, inFlight } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    const asked = monitor.probeNow('a')
    const first = last('a')
    monitor.update(tcpTarget('a', { timeoutMs: 900, intervalMs: 60_000 }))
    expect(first.signal.aborted).toBe(true)
    expect(monitor.status('a')?.probing).toBe(false)
    await clock.advance(100)
    expect(calls.map(({ target }) => target)).toMatchObject([{ timeoutMs: 5000 }, { timeoutMs: 900 }])
    expect(inFlight()).toBe(1)
    last('a').answer(0)
    expect((await asked)?.resultCode).toBe(0)
    expect(codes('a')).toEqual([0])
    await clock.advance(59_000)
    expect(calls).toHaveLength(2)
    await clock.advance(1000)
    expect(calls).toHaveLength(3)
  })

  it('never runs two probes of the target at once: the aborted one has five seconds to end', async () => {
    const { monitor, clock, last, calls, inFlight, codes } = createHarness({ deaf: true })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    const first = last('a')
    monitor.update(tcpTarget('a', { timeoutMs: 900 }))
    await clock.advance(4999)
    expect(calls).toHaveLength(1)
    first.answer(1)
    await settled()
    expect([calls.length, inFlight()]).toEqual([2, 1])
    last('a').answer(0)
    await settled()
    expect(codes('a')).toEqual([0])
  })

  it('of its address leaves nothing known of the old one; of anything else leaves all', async () => {
    const { monitor, clock, last, events } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    last('a').answer(1)
    await settled()
    monitor.update(tcpTarget('a', { timeoutMs: 900 }))
    expect(events.at(-1)).toMatchObject({ type: 'status', after: { state: 'down', code: 1 } })
    monitor.update(tcpTarget('a', { target: 'b:5432' }))
    expect(events.at(-1)).toMatchObject({
      type: 'replaced',
      target: { target: 'b:5432' },
      after: { state: 'pending', sinceMs: null, code: null, lastChangeMs: null, lastResult: null },
    })
  })

  it('with nothing new changes nothing', async () => {
    const { monitor, clock, calls, events } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    const heard = events.length
    monitor.update(tcpTarget('a'))
    await clock.advance(100)
    expect(calls[0]?.signal.aborted).toBe(false)
    expect(events).toHaveLength(heard)
  })
})

describe('adding and removing', () => {
  it('probes a target added while running at once, without disturbing the others', async () => {
    const { monitor, clock, times, events } = createHarness({ takesMs: atOnce, random: () => 0.99 })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(7000)
    monitor.add(tcpTarget('b'), null)
    expect(events.at(-1)).toMatchObject({ type: 'status', target: { id: 'b' }, after: { state: 'pending' } })
    await clock.advance(30_000)
    expect(times('b')[0]).toBeLessThanOrEqual(7100)
    expect(times('b')).toHaveLength(2)
    expect(times('a')).toHaveLength(3)
    expect(monitor.targets().map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('refuses a second target of the same id', () => {
    const { monitor } = createHarness()
    monitor.add(tcpTarget('a'), null)
    expect(() => monitor.add(tcpTarget('a'), null)).toThrow(new TypeError('the target a is monitored already'))
  })

  it('says what was removed, drops its probe, and forgets it', async () => {
    const { monitor, clock, events, last, calls } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    monitor.remove('a')
    await clock.advance(60_000)
    expect(last('a').signal.aborted).toBe(true)
    expect(events.at(-1)).toEqual({ type: 'removed', id: 'a' })
    expect([monitor.target('a'), monitor.status('a')]).toEqual([undefined, undefined])
    expect(calls).toHaveLength(1)
    expect(clock.pending()).toBe(0)
  })

  it('taking back a removal never runs two probes at once, and the old result is not the new target’s', async () => {
    const { monitor, clock, last, codes, calls } = createHarness({ deaf: true })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    monitor.remove('a')
    monitor.add(tcpTarget('a'), null)
    await clock.advance(1000)
    expect(calls).toHaveLength(1)
    last('a').answer(1)
    await settled()
    last('a').answer(0)
    await settled()
    expect([calls.length, codes('a')]).toEqual([2, [0]])
  })
})

describe('stop', () => {
  it('leaves no probe, no timer and no subscription, and emits nothing afterwards', async () => {
    const { monitor, clock, events, last, machine, inFlight } = createHarness()
    monitor.add(tcpTarget('a'), null)
    monitor.add(tcpTarget('b'), { untilMs: clock.wallMs() + 60_000 })
    monitor.start()
    await clock.advance(5)
    const asked = monitor.probeNow('a')
    const heard = events.length
    await monitor.stop()
    expect(events.slice(heard)).toMatchObject([{ type: 'gap', targetId: null, cause: 'closed', toMs: null }])
    expect(last('a').signal.aborted).toBe(true)
    expect(await asked).toBeNull()
    expect([inFlight(), clock.pending(), machine.listeners()]).toEqual([0, 0, 0])
    monitor.resume('b')
    monitor.add(tcpTarget('c'), null)
    monitor.start()
    await clock.advance(120_000)
    expect(events).toHaveLength(heard + 1)
    expect(clock.pending()).toBe(0)
    expect(monitor.status('a')?.nextProbeMs).toBeNull()
  })

  it('resolves only when what was in flight has ended', async () => {
    const { monitor, clock, last } = createHarness({ deaf: true })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    let stopped = false
    const stopping = (async () => {
      await monitor.stop()
      stopped = true
    })()
    await settled()
    expect(stopped).toBe(false)
    last('a').answer(0)
    await stopping
    expect(stopped).toBe(true)
  })

  it('waits five seconds for a probe that does not end', async () => {
    const { monitor, clock, faults } = createHarness({ deaf: true })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(5)
    const stopping = monitor.stop()
    await clock.advance(5000)
    await stopping
    expect(faults).toMatchObject([{ where: 'probe', targetId: 'a' }])
    expect(clock.pending()).toBe(0)
  })
})

describe('a probe that never ends', () => {
  const longest = { timeoutMs: 5000, readTimeoutMs: 3000 }

  it('is a fault of ours half a minute after the deadlines of its target, and gives its place to the next', async () => {
    const { monitor, clock, codes, faults, last, times } = createHarness({ deaf: true, maxInFlight: 1 })
    monitor.add(tcpTarget('a', { ...longest, intervalMs: 86_400_000 }), null)
    monitor.add(tcpTarget('b', { ...longest, intervalMs: 86_400_000 }), null)
    monitor.start()
    await clock.advance(40_999)
    expect([codes('a'), times('b')]).toEqual([[], []])
    await clock.advance(1)
    expect([codes('a'), times('b')]).toEqual([[null], [41_000]])
    expect(last('a').signal.aborted).toBe(true)
    expect(faults).toMatchObject([{ where: 'probe', targetId: 'a' }])
    expect(monitor.status('a')).toMatchObject({ state: 'no-data', probing: false, lastResult: { reason: 'aborted' } })
    last('a').answer(0)
    await settled()
    expect(codes('a')).toEqual([null])
  })

  it('is left behind by a change of options five seconds later', async () => {
    const { monitor, clock, times } = createHarness({ deaf: true })
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1000)
    monitor.update(tcpTarget('a', { timeoutMs: 900 }))
    await clock.advance(5000)
    expect(times('a')).toEqual([0, 6000])
  })
})
