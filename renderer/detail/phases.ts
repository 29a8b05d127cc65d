import type { Reason } from '../../electron/contract/reasons.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'

export type PhaseKind = 'dns' | 'connect' | 'tls' | 'firstByte' | 'body' | 'reply' | 'rest'

export interface Phase {
  kind: PhaseKind
  /** How long it took, or, for the one that never ended, how long it had. */
  ms: number
  hung: boolean
}

/** Time not measured as a phase that is too short to be one: the probe's own bookkeeping. */
const noiseMs = 1

const hungIn: Partial<Record<Reason, PhaseKind>> = {
  'dns-timeout': 'dns',
  'connect-timeout': 'connect',
  'tls-timeout': 'tls',
  'header-timeout': 'firstByte',
  'body-timeout': 'body',
  'read-timeout': 'reply',
}

/**
 * Where the time of a probe went, in the order it passed. What no measured phase accounts for is the phase that hung,
 * the body, or what a text conversation waited for; with redirects it is all hops but the last.
 */
export function phasesOf({ timings, reason, resultCode, protocol, http }: ProbeResult): Phase[] {
  const measured: [PhaseKind, number | null][] = [
    ['dns', timings.dns],
    ['connect', timings.connect],
    ['tls', timings.tls],
    [protocol === 'http' ? 'firstByte' : 'reply', timings.firstByte],
  ]
  const hung = reason === null ? undefined : hungIn[reason]
  const phases = measured.flatMap(([kind, ms]): Phase[] =>
    ms === null || kind === hung ? [] : [{ kind, ms, hung: false }],
  )
  const rest = timings.total - phases.reduce((sum, { ms }) => sum + ms, 0)
  if (hung) return [...phases, { kind: hung, ms: Math.max(rest, 0), hung: true }]
  if (rest < noiseMs || phases.length === 0 || resultCode === null) return phases
  return [...phases, { kind: restOf(protocol, resultCode, http), ms: rest, hung: false }]
}

function restOf(protocol: ProbeResult['protocol'], resultCode: number, http: ProbeResult['http']): PhaseKind {
  if (protocol === 'http') return http && http.redirects.length === 0 ? 'body' : 'rest'
  return resultCode === 0 ? 'reply' : 'rest'
}

/** How wide each phase is drawn. The one that hung would dwarf the others, so it takes two thirds and says its time. */
export function phaseWidths(phases: readonly Phase[]): number[] {
  const ended = phases.reduce((sum, { ms, hung }) => (hung ? sum : sum + ms), 0)
  return phases.map(({ ms, hung }) => (hung ? (ended > 0 ? ended * 2 : 1) : ms))
}
