import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'

/**
 * The result of a probe that threw although it must not: a local fault, because a mistake of ours says nothing about
 * the target.
 */
export function brokenProbeResult(target: TargetConfig, startedWallMs: number, totalMs: number): ProbeResult {
  const address = target.protocol === 'http' ? target.target : `${target.protocol} ${target.target}`
  return {
    id: target.id,
    target: target.target,
    protocol: target.protocol,
    name: target.name ?? target.target,
    labels: target.labels ?? {},
    startedAt: new Date(startedWallMs).toISOString(),
    resultCode: null,
    result: null,
    reason: 'aborted',
    message: `${address} was not probed: the probe failed inside Portlight.`,
    responseTimeMs: null,
    timings: { total: totalMs, dns: null, connect: null, tls: null, firstByte: null },
    remoteAddress: null,
    http: null,
    certificate: null,
    confirmed: true,
    detail: {},
  }
}
