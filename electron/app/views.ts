import type { Silence } from '../alerts/policy.ts'
import type { ProbeResult } from '../contract/result.ts'
import type { LastGood, SightView, TargetView } from '../contract/snapshot.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { writeTarget } from '../contract/target-grammar.ts'
import type { TargetStatus } from '../monitor/ports.ts'
import type { Sight } from '../monitor/transition.ts'

function iso(wallMs: number | null): string | null {
  return wallMs === null ? null : new Date(wallMs).toISOString()
}

/** Whether a TLS handshake is part of what a plain TCP target is; an HTTP target says so in its URL. */
export function usesTls(target: TargetConfig): boolean {
  return target.protocol === 'tcp' && target.tls !== undefined
}

/** The address as the person would write it to add the target again. */
export function addressOf(target: TargetConfig): string {
  return writeTarget(target.protocol, usesTls(target), target.target)
}

/** Whether this computer sees, as the page shows it. */
export function sightView(sight: Sight): SightView {
  if (sight.kind === 'seeing') return { kind: 'seeing', cause: null, since: null }
  return { kind: sight.kind, cause: sight.cause, since: iso(sight.sinceMs) }
}

function goodView(result: ProbeResult): LastGood {
  const { protocol, startedAt, resultCode, reason, responseTimeMs, timings, http } = result
  return { protocol, startedAt, resultCode, reason, responseTimeMs, timings, http }
}

/** One target as the page shows it. Options are picked one by one, so that none that could hold a secret slips through. */
export function targetView(
  target: TargetConfig,
  status: TargetStatus,
  sourceFile: string | null,
  silence: Silence = { snoozed: null, maintenance: null },
): TargetView {
  return {
    id: target.id,
    name: target.name ?? target.target,
    target: target.target,
    protocol: target.protocol,
    address: addressOf(target),
    labels: target.labels ?? {},
    tags: target.tags ?? [],
    intervalMs: target.intervalMs,
    sourceFile,
    state: status.state,
    since: iso(status.sinceMs),
    lastChangeAt: iso(status.lastChangeMs),
    paused: status.paused && { until: iso(status.paused.untilMs) },
    nextProbeAt: iso(status.nextProbeMs),
    probing: status.probing,
    lastResult: status.lastResult,
    ...(status.lastGood && { lastGood: goodView(status.lastGood) }),
    confirming: status.confirming,
    flapping: status.flapping,
    settled: status.settled,
    noData: status.noData,
    ...silence,
  }
}
