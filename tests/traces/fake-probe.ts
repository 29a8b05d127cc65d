import type { Prober } from '../../electron/app/prober.ts'
import type { CertificateRecord, ProbeResult } from '../../electron/contract/result.ts'
import { resultLabel } from '../../electron/contract/result-codes.ts'
import type { ProbeSpec } from '../../electron/probes/spec.ts'
import type { TraceClock } from './clock.ts'
import { ms } from './duration.ts'
import type { TracedTarget } from './format.ts'
import { certificate, codeOf, type Outcome, type Outcomes, takesMs, timeout } from './outcomes.ts'

/** One probe as it ended. Times are real, since the trace began. */
export interface Probed {
  target: string
  beganMs: number
  endedMs: number
  failed: boolean
}

interface Timeline {
  /** Where its name leads. */
  address: string
  at(elapsedMs: number, nth: number): Outcome
}

/** Answers as the trace says, asked when a probe begins. Each probe that was not stopped is told to `onProbed`. */
export function createTracedProbe(
  clock: TraceClock,
  targets: Record<string, TracedTarget>,
  onProbed: (probed: Probed) => void,
): Prober {
  const timelines = new Map(Object.entries(targets).map(([id, target], nth) => [id, timelineOf(target, nth)]))
  const probes = new Map<string, number>()

  return (spec, signal) =>
    new Promise((resolve) => {
      const timeline = timelines.get(spec.id)
      if (!timeline) throw new Error(`the trace has no target ${spec.id}`)
      const nth = probes.get(spec.id) ?? 0
      probes.set(spec.id, nth + 1)
      const beganMs = clock.elapsedMs()
      const startedMs = clock.monotonicMs()
      const startedAt = new Date(clock.wallMs()).toISOString()
      const stops = clock.stops()
      const seen = timeline.at(beganMs, nth)
      const timer = clock.after(takesMs(seen, deadlineMs(spec)), () => {
        signal.removeEventListener('abort', abort)
        // No connection survives a sleep.
        const outcome = clock.stops() === stops ? seen : timeout
        onProbed({ target: spec.id, beganMs, endedMs: clock.elapsedMs(), failed: outcome.reason !== null })
        resolve(resultOf(spec, outcome, startedAt, clock.monotonicMs() - startedMs, timeline.address))
      })
      function abort(): void {
        timer.cancel()
        const stopped = resultOf(spec, { reason: 'aborted' }, startedAt, clock.monotonicMs() - startedMs, '')
        resolve({ ...stopped, resultCode: null, result: null })
      }
      signal.addEventListener('abort', abort, { once: true })
    })
}

/** From each time on until the next; before the first, as the first. */
function timelineOf(target: TracedTarget, nth: number): Timeline {
  const steps = Object.entries(target.results)
    .map(([at, outcomes]) => ({ atMs: ms(at), outcomes }))
    .sort((a, b) => a.atMs - b.atMs)
  const first = steps[0]
  if (!first) throw new Error('a target of the trace has no results')
  let last = 0
  return {
    address: target.at ?? literalOf(target) ?? `203.0.${Math.floor(nth / 250)}.${(nth % 250) + 1}`,
    at(elapsedMs, probe) {
      while ((steps[last + 1]?.atMs ?? Infinity) <= elapsedMs) last += 1
      return turnOf((steps[last] ?? first).outcomes, probe)
    },
  }
}

/** The address a target is written with, if it is one. */
function literalOf({ address = '' }: TracedTarget): string | null {
  return /(\d+\.\d+\.\d+\.\d+)(:\d+)?$/.exec(address)?.[1] ?? null
}

function turnOf(outcomes: Outcomes, nth: number): Outcome {
  if ('reason' in outcomes) return outcomes
  const outcome = outcomes[nth % outcomes.length]
  if (!outcome) throw new Error('a target of the trace takes turns between no results')
  return outcome
}

function deadlineMs(spec: ProbeSpec): number {
  return spec.protocol === 'http' ? spec.responseTimeoutMs : spec.timeoutMs
}

const unresolved = new Set(['dns-not-found', 'dns-failed', 'dns-timeout', 'aborted'])

function resultOf(spec: ProbeSpec, outcome: Outcome, startedAt: string, totalMs: number, address: string): ProbeResult {
  const { id, target, protocol, name, labels } = spec
  const code = outcome.reason === 'local-resources' ? null : codeOf(outcome.reason, protocol)
  const port = /:(\d+)$/.exec(target)?.[1] ?? (target.startsWith('http:') ? '80' : '443')
  const host = address.includes(':') ? `[${address}]` : address
  const isTls = target.startsWith('https:') || (protocol === 'tcp' && spec.tls !== null)
  const seen = outcome.reason === null ? 'answered' : outcome.reason
  return {
    id,
    target,
    protocol,
    name,
    labels: { ...labels },
    startedAt,
    resultCode: code,
    result: code === null ? null : resultLabel(protocol, code),
    reason: outcome.reason,
    message: `${target}: ${seen}.`,
    responseTimeMs: outcome.reason === null ? totalMs : null,
    timings: { total: totalMs, dns: null, connect: null, tls: null, firstByte: null },
    remoteAddress: unresolved.has(outcome.reason ?? '') ? null : (outcome.remoteAddress ?? `${host}:${port}`),
    http:
      protocol === 'http' && (outcome.reason === null || outcome.reason === 'status-mismatch')
        ? {
            statusCode: outcome.reason === null ? 200 : 503,
            httpVersion: '1.1',
            bytes: 12,
            redirects: outcome.redirectedTo === undefined ? [] : [outcome.redirectedTo],
          }
        : null,
    certificate: outcome.certificate ?? (isTls && outcome.reason === null ? goodCertificate(spec, startedAt) : null),
    confirmed: true,
    detail: {},
  }
}

/** For its host, and not near its end. */
function goodCertificate({ target, protocol }: ProbeSpec, startedAt: string): CertificateRecord {
  const host = protocol === 'http' ? new URL(target).hostname : target.replace(/:\d+$/, '')
  const ends = new Date(Date.parse(startedAt) + 200 * 86_400_000).toISOString()
  return certificate(host, ends, { subject: `CN=${host}`, altNames: [host] })
}
