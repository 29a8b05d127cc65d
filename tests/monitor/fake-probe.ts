import type { ProbeResult } from '../../electron/contract/result.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import type { Clock, ProbeTarget } from '../../electron/monitor/ports.ts'
import { probeResult } from './samples.ts'

export interface Call {
  target: TargetConfig
  atMs: number
  signal: AbortSignal
  /** Ends the probe; without a code as a success. */
  answer: (code?: number | null, result?: Partial<ProbeResult>) => void
  fail: (error: unknown) => void
  ended: boolean
}

export interface FakeProbe {
  probe: ProbeTarget
  /** Every probe that began, in order. */
  calls: Call[]
  /** When the target was probed, monotonic milliseconds. */
  times: (id: string) => number[]
  last: (id: string) => Call
  inFlight: () => number
}

/**
 * A probe that answers when told, or after `takesMs` where that is a number. As the real ones do, it ends with
 * `aborted` when its signal fires, unless `deaf`.
 */
export function createFakeProbe(
  clock: Clock,
  takesMs: (target: TargetConfig) => number | null = () => null,
  deaf = false,
): FakeProbe {
  const calls: Call[] = []
  return {
    calls,
    times: (id) => calls.filter((call) => call.target.id === id).map((call) => call.atMs),
    last(id) {
      const call = calls.findLast((each) => each.target.id === id)
      if (!call) throw new Error(`${id} was never probed`)
      return call
    },
    inFlight: () => calls.filter((call) => !call.ended).length,
    probe(target, signal) {
      return new Promise<ProbeResult>((resolve, reject) => {
        const startedAt = new Date(clock.wallMs()).toISOString()
        const call: Call = {
          target,
          atMs: clock.monotonicMs(),
          signal,
          ended: false,
          answer(code = 0, result = {}) {
            call.ended = true
            resolve(probeResult(target.id, code, { startedAt, ...result }))
          },
          fail(error) {
            call.ended = true
            reject(error)
          },
        }
        calls.push(call)
        const durationMs = takesMs(target)
        if (durationMs !== null) clock.after(durationMs, () => call.answer())
        if (!deaf) signal.addEventListener('abort', () => call.answer(null))
      })
    },
  }
}
