import type { ProbeResult } from '../contract/result.ts'
import type { DegradedOver } from '../contract/target-config.ts'
import { calm, type Flapping, foldFlapping } from './flapping.ts'
import { countNone, countOne, type Streak } from './streak.ts'
import type { Transition } from './transition.ts'

export type Settled = 'up' | 'degraded' | 'down'

/** What a target's results came to mean so far. */
export interface Verdict {
  /** Null before the first verdict. */
  settled: Settled | null
  /** The result code that goes with it: 0, or the one by which it is down. */
  code: number | null
  /** Since when it stands, wall clock: from the first of the results that settled it. */
  sinceMs: number | null
  /** The same moment, monotonic; null where it was not watched all the while. */
  watchedMs: number | null
  /** Nothing was seen for a while, and no failure since then: whether it was down in between, nobody knows. */
  interrupted: boolean
  /** Failures of a target that is not down, or not yet. */
  failing: Streak | null
  /** Successes of a target that is down. */
  recovering: Streak | null
  /** Another code than the one it is down by. */
  changing: { code: number; count: number } | null
  /** Which of its last successes were over the limit, oldest first. */
  slow: readonly boolean[]
  flaps: Flapping
}

export const unjudged: Verdict = {
  settled: null,
  code: null,
  sinceMs: null,
  watchedMs: null,
  interrupted: false,
  failing: null,
  recovering: null,
  changing: null,
  slow: [],
  flaps: calm,
}

/** One verdict of a probe. */
export interface Observation {
  result: ProbeResult
  code: number
  /** When the probe began, on both clocks. */
  startedMs: number
  monotonicMs: number
  /** `doubtful`: it counts, and cannot be what confirms. `none`: it is shown, and counts for nothing. */
  weight: 'full' | 'doubtful' | 'none'
}

export interface VerdictRules {
  confirmFailures: number
  confirmRecoveries: number
  latencyLimitMs: number | null
  degradedOver: DegradedOver
  flapWindowMs: number
  /** Whether somebody wants to hear of slowness: otherwise it is nothing that flaps. */
  tellDegraded: boolean
}

interface Judged {
  verdict: Verdict
  transitions: Transition[]
}

/** Takes one more verdict into account. What a flapping target does is not told, but for that it flaps. */
export function judge(before: Verdict, seen: Observation, rules: VerdictRules): Judged {
  const { verdict, transitions } = seen.code === 0 ? succeed(before, seen, rules) : fail(before, seen, rules)
  if (seen.weight === 'none') return { verdict, transitions: [] }
  // By which code it is down may be open for ever; up or down is what goes to and fro.
  const steadily = !verdict.failing && !verdict.recovering
  const kinds = transitions.map(({ kind }) => kind).filter((kind) => isChange(kind, before, rules))
  const { flapping, news } = foldFlapping(before.flaps, kinds, steadily, seen.monotonicMs, rules.flapWindowMs)
  const folded = { ...verdict, flaps: flapping }
  if (news?.kind === 'steady') return { verdict: folded, transitions: [steadyTransition(seen, verdict, rules)] }
  if (news) return { verdict: folded, transitions: [{ ...news, result: seen.result }] }
  return { verdict: folded, transitions: flapping.flapping ? [] : transitions }
}

/** Whether it is one of the changes that make a target flap. */
function isChange(kind: Transition['kind'], before: Verdict, { tellDegraded }: VerdictRules): boolean {
  // Failures of which none counted changed nothing.
  if (kind === 'unconfirmed') return before.failing?.codes.length !== 0
  return tellDegraded || (kind !== 'degraded' && kind !== 'restored')
}

function steadyTransition({ result }: Observation, { settled }: Verdict, { latencyLimitMs }: VerdictRules): Transition {
  if (settled === 'degraded' && latencyLimitMs !== null) {
    const latencyMs = result.responseTimeMs ?? 0
    return { kind: 'steady', result, stands: 'degraded', latencyMs, limitMs: latencyLimitMs }
  }
  return { kind: 'steady', result, stands: settled === 'down' ? 'down' : 'up' }
}

function fail(before: Verdict, seen: Observation, rules: VerdictRules): Judged {
  if (before.settled === 'down') return stayDown(before, seen, rules)
  if (seen.weight === 'none') return silently({ ...before, failing: countNone(before.failing, seen) })
  const needed = rules.confirmFailures
  const failing = countOne(before.failing, seen, seen.weight === 'doubtful' ? needed - 1 : needed)
  if (failing.count < needed) return silently({ ...before, failing })
  const { code, result } = seen
  const { firstMs: sinceMs, firstMonotonicMs: watchedMs } = failing
  const upForMs = before.settled === null || before.watchedMs === null ? null : watchedMs - before.watchedMs
  const { flaps } = before
  return {
    verdict: { ...unjudged, flaps, settled: 'down', code, sinceMs, watchedMs },
    transitions: [{ kind: 'down', code, result, sinceMs, upForMs }],
  }
}

function stayDown(before: Verdict, seen: Observation, rules: VerdictRules): Judged {
  if (seen.weight === 'none') return silently({ ...before, recovering: null })
  const { code, result } = seen
  const down = { ...before, recovering: null, interrupted: false }
  if (code === before.code) return silently({ ...down, changing: null })
  const count = before.changing?.code === code ? before.changing.count + 1 : 1
  if (count < rules.confirmFailures || seen.weight === 'doubtful')
    return silently({ ...down, changing: { code, count } })
  const from = before.code ?? code
  return {
    verdict: { ...down, code, changing: null },
    transitions: [{ kind: 'changed', from, code, result, sinceMs: before.sinceMs ?? seen.startedMs }],
  }
}

function succeed(before: Verdict, seen: Observation, rules: VerdictRules): Judged {
  const down = before.settled === 'down'
  if (seen.weight === 'none') {
    return silently({ ...before, failing: null, recovering: down ? countNone(before.recovering, seen) : null })
  }
  if (!down) return stayUp(before, seen, rules)
  const recovering = countOne(before.recovering, seen, rules.confirmRecoveries)
  if (recovering.count < rules.confirmRecoveries) return silently({ ...before, recovering, changing: null })
  const { firstMs: sinceMs, firstMonotonicMs: watchedMs } = recovering
  const up: Verdict = { ...unjudged, flaps: before.flaps, settled: 'up', code: 0, sinceMs, watchedMs }
  const slow = foldLatency(up, seen, rules)
  const transition: Transition = {
    kind: 'up',
    result: seen.result,
    downSinceMs: before.sinceMs,
    downForMs: downForMs(before, recovering),
  }
  return { verdict: slow.verdict, transitions: [transition, ...slow.transitions] }
}

/** The wall clock knows it where nobody watched all the while, unless it was set back in between. */
function downForMs({ interrupted, watchedMs, sinceMs }: Verdict, recovering: Streak): number | null {
  if (interrupted) return null
  if (watchedMs !== null) return recovering.firstMonotonicMs - watchedMs
  return sinceMs === null || recovering.firstMs < sinceMs ? null : recovering.firstMs - sinceMs
}

function stayUp(before: Verdict, seen: Observation, rules: VerdictRules): Judged {
  const { result, startedMs, monotonicMs } = seen
  const watched = before.settled !== null && before.watchedMs !== null
  const up: Verdict = {
    ...before,
    settled: before.settled ?? 'up',
    code: 0,
    ...(watched ? {} : { sinceMs: startedMs, watchedMs: monotonicMs }),
    interrupted: false,
    failing: null,
  }
  const slow = foldLatency(up, seen, rules)
  if (!before.failing) return slow
  const { seen: failures } = before.failing
  const needed = rules.confirmFailures
  return { ...slow, transitions: [{ kind: 'unconfirmed', result, failures, needed }, ...slow.transitions] }
}

/** Whether a success took longer than its target allows. What was not measured did not. */
export function isSlow({ responseTimeMs }: ProbeResult, latencyLimitMs: number | null): boolean {
  return latencyLimitMs !== null && (responseTimeMs ?? 0) > latencyLimitMs
}

/**
 * Degraded once `slow` of the last `of` successes were over the limit, and no longer once half as many are: a latency
 * around the limit does not go to and fro.
 */
function foldLatency(up: Verdict, { result, startedMs, monotonicMs }: Observation, rules: VerdictRules): Judged {
  const { latencyLimitMs, degradedOver } = rules
  const slow = latencyLimitMs === null ? [] : [...up.slow, isSlow(result, latencyLimitMs)].slice(-degradedOver.of)
  const count = slow.filter(Boolean).length
  const since = { sinceMs: startedMs, watchedMs: monotonicMs }
  if (up.settled === 'up' && latencyLimitMs !== null && count >= degradedOver.slow) {
    const latencyMs = result.responseTimeMs ?? 0
    return {
      verdict: { ...up, ...since, slow, settled: 'degraded' },
      transitions: [{ kind: 'degraded', result, latencyMs, limitMs: latencyLimitMs }],
    }
  }
  if (up.settled === 'degraded' && count <= degradedOver.slow / 2) {
    return { verdict: { ...up, ...since, slow, settled: 'up' }, transitions: [{ kind: 'restored', result }] }
  }
  return silently({ ...up, slow })
}

function silently(verdict: Verdict): Judged {
  return { verdict, transitions: [] }
}

/** After a time in which nothing was seen: what was being confirmed begins anew. */
export function afterGap(before: Verdict): Verdict {
  return { ...afterJump(before), watchedMs: null }
}

/** The same where only the wall clock says so. It may have been set, and then nothing lasted any longer. */
export function afterJump(before: Verdict): Verdict {
  return { ...before, interrupted: true, failing: null, recovering: null, changing: null }
}

/** This machine has only just begun to see, or sees no longer: the failures so far may be its own. */
export function doubted(before: Verdict): Verdict {
  const { failing } = before
  return { ...before, failing: failing && { ...failing, count: 0, codes: [] }, changing: null }
}
