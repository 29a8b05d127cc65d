import { describe, expect, it } from 'vitest'
import { type ProbeOnce, probeInOrder } from '../../electron/commands/check-run.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { systemClock as clock } from '../../electron/monitor/system-clock.ts'
import { concludeProbe, startProbe } from '../../electron/probes/outcome.ts'
import type { ProbeSpec } from '../../electron/probes/spec.ts'

function specs(count: number): ProbeSpec[] {
  return Array.from({ length: count }, (_, index) => ({
    id: String(index),
    name: String(index),
    target: `127.0.0.1:${index + 1}`,
    labels: {},
    family: null,
    interface: null,
    protocol: 'tcp',
    timeoutMs: 50,
    readTimeoutMs: 50,
    send: null,
    expect: null,
    expectRegex: null,
    tls: null,
    starttls: null,
  }))
}

const succeed = (spec: ProbeSpec): ProbeResult =>
  concludeProbe(spec, startProbe(clock), clock, { reason: null, message: 'done' })
const stopped = (spec: ProbeSpec): ProbeResult =>
  concludeProbe(spec, startProbe(clock), clock, { reason: 'aborted', message: 'stopped' })

/** A probe that ends when told to, and notes when each began. */
function held() {
  const began: { id: string; atMs: number }[] = []
  const waiting = new Map<string, () => void>()
  const probe: ProbeOnce = (spec, signal) =>
    new Promise((resolve) => {
      began.push({ id: spec.id, atMs: performance.now() })
      waiting.set(spec.id, () => resolve(succeed(spec)))
      signal.addEventListener('abort', () => resolve(stopped(spec)), { once: true })
      if (signal.aborted) resolve(stopped(spec))
    })
  return { probe, began, end: (id: string) => waiting.get(id)?.() }
}

async function collect(all: AsyncIterable<ProbeResult>): Promise<ProbeResult[]> {
  const results: ProbeResult[] = []
  for await (const result of all) results.push(result)
  return results
}

const never = new AbortController().signal
const deaf: ProbeOnce = () => new Promise(() => null)

describe('probing in order', () => {
  it('yields in the order asked for, whatever ends first', async () => {
    const { probe, end } = held()
    const results = collect(
      probeInOrder(specs(3), {
        probe: (spec, signal) => {
          const probing = probe(spec, signal)
          if (spec.id === '2') for (const id of ['2', '1', '0']) end(id)
          return probing
        },
        clock,
        signal: never,
        graceMs: 5000,
      }),
    )
    expect((await results).map(({ id }) => id)).toEqual(['0', '1', '2'])
  })

  it('begins at most 20 probes per 50 ms, and has at most 64 in flight', async () => {
    let inFlight = 0
    let most = 0
    const began: number[] = []
    const probe: ProbeOnce = async (spec) => {
      began.push(performance.now())
      inFlight += 1
      most = Math.max(most, inFlight)
      await new Promise((resolve) => setTimeout(resolve, 400))
      inFlight -= 1
      return succeed(spec)
    }
    const results = await collect(probeInOrder(specs(100), { probe, clock, signal: never, graceMs: 5000 }))
    expect(results.map(({ id }) => Number(id))).toEqual(Array.from({ length: 100 }, (_, index) => index))
    expect(most).toBe(64)
    for (let index = 20; index < began.length; index += 1) {
      // Timers may run 2 ms early.
      expect((began[index] ?? 0) - (began[index - 20] ?? 0)).toBeGreaterThan(47)
    }
  })

  it('stops what is in flight and what has not begun when the signal fires', async () => {
    const { probe, began } = held()
    const interrupt = new AbortController()
    const results = collect(
      probeInOrder(specs(50), {
        probe: (spec, signal) => {
          if (spec.id === '5') setImmediate(() => interrupt.abort())
          return probe(spec, signal)
        },
        clock,
        signal: interrupt.signal,
        graceMs: 5000,
      }),
    )
    const startMs = performance.now()
    expect((await results).map(({ reason }) => reason)).toEqual(Array.from({ length: 50 }, () => 'aborted'))
    expect(performance.now() - startMs).toBeLessThan(300)
    expect(began).toHaveLength(50)
  })

  it('stops a probe that outlives its deadlines', async () => {
    const { probe } = held()
    const startMs = performance.now()
    const [result] = await collect(probeInOrder(specs(1), { probe, clock, signal: never, graceMs: 50 }))
    expect(result).toMatchObject({ resultCode: null, reason: 'aborted', message: 'stopped' })
    // 50 ms to connect, 50 ms to read, 50 ms of grace.
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(148)
  })

  it('gives up a probe that does not even stop', async () => {
    const [result] = await collect(probeInOrder(specs(1), { probe: deaf, clock, signal: never, graceMs: 10 }))
    expect(result).toMatchObject({
      resultCode: null,
      reason: 'aborted',
      message: 'tcp 127.0.0.1:1 was not probed: the probe did not end and was given up.',
    })
  })

  it('stops everything when nobody listens any more', async () => {
    const { probe, began, end } = held()
    for await (const result of probeInOrder(specs(40), {
      probe: (spec, signal) => {
        const probing = probe(spec, signal)
        if (spec.id === '0') end('0')
        return probing
      },
      clock,
      signal: never,
      graceMs: 60_000,
    })) {
      expect(result.id).toBe('0')
      break
    }
    expect(began.length).toBeGreaterThanOrEqual(20)
  })
})
