import type { ProbeResult } from '../../electron/contract/result.ts'
import type { Transition } from '../../electron/monitor/transition.ts'
import { judge, type Observation, unjudged, type Verdict, type VerdictRules } from '../../electron/monitor/verdict.ts'
import { probeResult } from './samples.ts'

export const usual: VerdictRules = {
  confirmFailures: 2,
  confirmRecoveries: 1,
  latencyLimitMs: null,
  degradedOver: { slow: 3, of: 5 },
  flapWindowMs: 1_800_000,
  tellDegraded: true,
}

/** Wall clock of the first observation, whose monotonic time is 0. */
export const beganMs = Date.UTC(2026, 0, 1)

/** An observation at a time after the first. */
export function seen(
  code: number,
  atMs: number,
  options: { weight?: Observation['weight']; result?: Partial<ProbeResult> } = {},
): Observation {
  return {
    result: probeResult('a', code, options.result),
    code,
    startedMs: beganMs + atMs,
    monotonicMs: atMs,
    weight: options.weight ?? 'full',
  }
}

export interface Said {
  atMs: number
  transition: Transition
}

/** Judges one after the other. */
export function judgeAll(
  observations: readonly Observation[],
  rules: Partial<VerdictRules> = {},
  before: Verdict = unjudged,
): { verdict: Verdict; said: Said[]; verdicts: Verdict[] } {
  let verdict = before
  const said: Said[] = []
  const verdicts: Verdict[] = []
  for (const observation of observations) {
    const judged = judge(verdict, observation, { ...usual, ...rules })
    verdict = judged.verdict
    verdicts.push(verdict)
    said.push(...judged.transitions.map((transition) => ({ atMs: observation.monotonicMs, transition })))
  }
  return { verdict, said, verdicts }
}

/**
 * Observations 5 s apart, from a line: a digit is a code; `~` before it: it does not count; `?`: doubtful; `_`: a success
 * in 900 ms.
 */
export function line(text: string, everyMs = 5000): Observation[] {
  return [...text.replaceAll(' ', '').matchAll(/([~?]?)([\d_])/g)].map(([, mark, what], index) =>
    seen(what === '_' ? 0 : Number(what), index * everyMs, {
      weight: mark === '~' ? 'none' : mark === '?' ? 'doubtful' : 'full',
      ...(what === '_' ? { result: { responseTimeMs: 900 } } : {}),
    }),
  )
}
