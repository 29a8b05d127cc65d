import type { Reason } from '../../electron/contract/reasons.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'

export type PhaseKind = 'dns' | 'connect' | 'tls' | 'firstByte' | 'body' | 'reply' | 'rest'

export interface Phase {
  kind: PhaseKind
  /** How long it took, or, for the one that never ended, how long it had. */
  ms: number
  hung: boolean
}

/** What the phases are told by. */
type Timed = Pick<ProbeResult, 'timings' | 'reason' | 'resultCode' | 'protocol' | 'http'>

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
export function phasesOf({ timings, reason, resultCode, protocol, http }: Timed): Phase[] {
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

const ended = (phases: readonly Phase[]): number => phases.reduce((sum, { ms, hung }) => (hung ? sum : sum + ms), 0)

/**
 * What the whole width of a bar stands for, in milliseconds. The good probe sets it; without one, what ended of the last
 * one does, with room for a phase that hung: that would dwarf the others, so it takes two thirds and says its time.
 */
export function phaseScale(last: readonly Phase[], good: readonly Phase[]): number {
  const hangs = last.some(({ hung }) => hung)
  const own = ended(last) * (hangs ? (good.length > 0 ? 1.5 : 3) : 1)
  return Math.max(own, ended(good)) || 1
}

/** How much of the scale each phase takes. The one that hung takes what is left, up to the edge. */
export function phaseWidths(phases: readonly Phase[], scaleMs: number): number[] {
  const left = Math.max(scaleMs - ended(phases), 0)
  return phases.map(({ ms, hung }) => (hung ? left : ms))
}
