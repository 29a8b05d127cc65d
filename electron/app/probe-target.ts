import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { writeTarget } from '../contract/target-grammar.ts'
import type { ProbeTarget } from '../monitor/ports.ts'
import type { ProbeClock } from '../probes/spec.ts'
import type { Prober } from './prober.ts'
import {
  isSelfContained,
  type NetworkDefaults,
  type ResolvedConfig,
  resolveConfig,
  type SecretReader,
} from './resolve-config.ts'

export interface ProbeTargetDeps {
  probe: Prober
  clock: ProbeClock
  /** Where the secrets of this target are: those of a configuration file are not in the store. */
  secretsOf: (target: TargetConfig) => SecretReader
  /** How targets are reached that do not say it themselves; directly, if this is left out. */
  network?: () => NetworkDefaults
  /** Hears for every probe whether its target could be resolved. */
  onResolved: (target: TargetConfig, resolved: ResolvedConfig) => void
}

/**
 * Probes targets as they are configured. One whose secret or file cannot be read is not probed: that is a fault of this
 * machine and no verdict, for without its password a site that works would answer 401.
 */
export function createProbeTarget({ probe, clock, secretsOf, network, onResolved }: ProbeTargetDeps): ProbeTarget {
  /** What targets resolved to that need nothing from elsewhere: doing it anew for each probe costs a tenth of one. */
  const known = new WeakMap<TargetConfig, { defaults: NetworkDefaults | undefined; resolved: ResolvedConfig }>()

  return async (target, signal) => {
    const defaults = network?.()
    const before = known.get(target)
    if (before?.resolved.ok && before.defaults === defaults) {
      onResolved(target, before.resolved)
      return probe(before.resolved.spec, signal)
    }
    const startedWallMs = clock.wallMs()
    const startedMs = clock.monotonicMs()
    const resolved = await unlessAborted(resolveConfig(target, secretsOf(target), defaults), signal)
    const answered = { target, startedWallMs, totalMs: clock.monotonicMs() - startedMs }
    if (!resolved) return unresolvedResult(answered, 'aborted', 'it was stopped before its secrets and files were read')
    if (isSelfContained(target, defaults)) known.set(target, { defaults, resolved })
    onResolved(target, resolved)
    if (resolved.ok) return probe(resolved.spec, signal)
    return unresolvedResult(answered, 'local-resources', resolved.message)
  }
}

/** Null once the signal fires: a read from a drive that has gone away cannot be stopped, only left behind. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const aborted = Promise.withResolvers<null>()
  const abort = () => aborted.resolve(null)
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, aborted.promise])
  } finally {
    signal.removeEventListener('abort', abort)
  }
}

function unresolvedResult(
  { target, startedWallMs, totalMs }: { target: TargetConfig; startedWallMs: number; totalMs: number },
  reason: 'aborted' | 'local-resources',
  message: string,
): ProbeResult {
  const { id, protocol } = target
  const address = protocol === 'http' ? target.target : writeTarget(protocol, false, target.target).replace('://', ' ')
  return {
    id,
    target: target.target,
    protocol,
    name: target.name ?? target.target,
    labels: { ...target.labels },
    startedAt: new Date(startedWallMs).toISOString(),
    resultCode: null,
    result: null,
    reason,
    message: `${address} was not probed: ${message}.`,
    responseTimeMs: null,
    timings: { total: Math.round(totalMs * 1000) / 1000, dns: null, connect: null, tls: null, firstByte: null },
    remoteAddress: null,
    http: null,
    certificate: null,
    confirmed: true,
    detail: {},
  }
}
