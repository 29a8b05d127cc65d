import type { ProbeResult } from '../contract/result.ts'
import { createLookup } from '../probes/lookup.ts'
import { createMatcher } from '../probes/matcher.ts'
import { probe } from '../probes/probe.ts'
import type { ProbeClock, ProbeSpec } from '../probes/spec.ts'
import { createTrustStore } from '../probes/trust.ts'

/** Probes once with everything a probe needs but its spec. It always resolves. */
export type Prober = (spec: ProbeSpec, signal: AbortSignal) => Promise<ProbeResult>

/** Probes with this machine's resolver and trust anchors, which are loaded before the first and shared by all. */
export function createProber(version: string, clock: ProbeClock): Prober {
  const lookup = createLookup({ clock })
  const trust = createTrustStore()
  const matcher = createMatcher()
  const userAgent = `Portlight/${version}`
  return (spec, signal) => {
    // Before the first probe, whatever it is: beside one it would show as 170 to 600 ms of latency.
    trust.load()
    return probe(spec, { signal, clock, lookup, trust, matcher, userAgent })
  }
}
