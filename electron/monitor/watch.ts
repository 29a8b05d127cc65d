import type { GapCause } from '../contract/history.ts'
import { isVerdict, type ProbeResult } from '../contract/result.ts'
import type { State } from '../contract/states.ts'
import { defaultDegradedOver, type TargetConfig } from '../contract/target-config.ts'
import { flapWindowMs } from './flapping.ts'
import type { OpenIncident } from './incidents.ts'
import type { MonitorRules, TargetStatus } from './ports.ts'
import type { Verdict, VerdictRules } from './verdict.ts'
import type { Remembered } from './verdict-memory.ts'

/** What the monitor holds of one target. Dates are wall-clock milliseconds. */
export interface Watch {
  target: TargetConfig
  verdict: Verdict
  incident: OpenIncident | null
  /** Nobody has looked since it was added or resumed. */
  pending: boolean
  /** Since when there is no data, and why. */
  noData: { cause: GapCause; sinceMs: number } | null
  /** Code of the last result that had one, and when that changed. */
  code: number | null
  lastChangeMs: number | null
  lastResult: ProbeResult | null
  /** The last success, while the last result is none. */
  lastGood: ProbeResult | null
  paused: { untilMs: number | null; sinceMs: number } | null
  /** No result yet since its grid began: its slot is served however late. */
  owed: boolean
  /** The next slot of its grid, and the probe wanted before it, monotonic. */
  gridMs: number
  retryMs: number | null
  /** The slot it waits for a place to be probed for, monotonic; null while it waits for none. */
  slotMs: number | null
  /** How long after its slot the probe under way began; null when it began for no slot. */
  lagMs: number | null
}

/** What is known of a target that was never probed. */
export const unseen = {
  pending: true,
  noData: null,
  code: null,
  lastChangeMs: null,
  lastResult: null,
  lastGood: null,
} as const

/** A target nobody has probed yet, in this run of the program. A pause whose end has passed is none. */
export function createWatch(
  target: TargetConfig,
  remembered: Remembered,
  pause: { untilMs: number | null } | null,
  wallMs: number,
): Watch {
  const paused = pause && (pause.untilMs === null || pause.untilMs > wallMs)
  return {
    target,
    ...remembered,
    ...unseen,
    code: remembered.verdict.code,
    paused: paused ? { untilMs: pause.untilMs, sinceMs: wallMs } : null,
    owed: true,
    gridMs: 0,
    retryMs: null,
    slotMs: null,
    lagMs: null,
  }
}

/** What its results are judged by: its own options before the settings'. */
export function rulesFor(target: TargetConfig, rules: MonitorRules): VerdictRules {
  return {
    confirmFailures: target.confirmFailures ?? rules.confirmFailures,
    confirmRecoveries: target.confirmRecoveries ?? rules.confirmRecoveries,
    latencyLimitMs: target.latencyLimitMs ?? null,
    degradedOver: target.degradedOver ?? defaultDegradedOver,
    flapWindowMs: flapWindowMs(target.intervalMs),
    tellDegraded: rules.tellDegraded,
  }
}

const minRetryMs = 1000
const maxRetryMs = 5000

/** How long after a result the next probe follows while something is being confirmed. */
export function retryIntervalMs({ retryIntervalMs, intervalMs }: TargetConfig): number {
  return retryIntervalMs ?? Math.max(minRetryMs, Math.min(maxRetryMs, intervalMs / 3))
}

/** Takes the last result into account that is no part of the verdict. */
export function noteResult(watch: Watch, result: ProbeResult, cause: GapCause, nowMs: number): void {
  watch.pending = false
  watch.owed = false
  if (result.resultCode === 0) watch.lastGood = null
  else if (watch.lastResult?.resultCode === 0) watch.lastGood = watch.lastResult
  watch.lastResult = result
  if (!isVerdict(result)) {
    watch.noData = { cause, sinceMs: watch.noData?.sinceMs ?? Date.parse(result.startedAt) }
    return
  }
  watch.noData = null
  if (watch.code !== null && watch.code !== result.resultCode) watch.lastChangeMs = nowMs
  watch.code = result.resultCode
}

/** Something is being confirmed, and another probe soon would tell. */
export function isConfirming({ verdict, noData }: Watch): boolean {
  return noData === null && (verdict.failing !== null || verdict.recovering !== null)
}

function stateOf(watch: Watch): { state: State; sinceMs: number | null } {
  const { verdict, noData, pending, lastResult } = watch
  if (pending) return { state: 'pending', sinceMs: null }
  if (noData) return { state: 'no-data', sinceMs: noData.sinceMs }
  const streak = verdict.failing ?? verdict.recovering
  if (streak) return { state: 'confirming', sinceMs: streak.sinceMs }
  if (verdict.settled) return { state: verdict.settled, sinceMs: verdict.sinceMs }
  // It answers, in a time that does not count.
  return lastResult ? { state: 'up', sinceMs: Date.parse(lastResult.startedAt) } : { state: 'pending', sinceMs: null }
}

/** What others see of it. */
export function statusOf(
  watch: Watch,
  rules: VerdictRules,
  probing: boolean,
  nextProbeMs: number | null,
): TargetStatus {
  const { verdict, paused } = watch
  const known = paused ? { state: 'paused' as const, sinceMs: paused.sinceMs } : stateOf(watch)
  const needed = verdict.failing ? rules.confirmFailures : rules.confirmRecoveries
  const streak = verdict.failing ?? verdict.recovering
  return {
    ...known,
    code: watch.code,
    lastChangeMs: watch.lastChangeMs,
    lastResult: watch.lastResult,
    ...(watch.lastGood && { lastGood: watch.lastGood }),
    paused: paused && { untilMs: paused.untilMs },
    confirming: known.state === 'confirming' && streak ? { count: streak.count, needed } : null,
    flapping: verdict.flaps.flapping,
    settled: verdict.settled,
    noData: paused ? 'paused' : watch.pending ? null : (watch.noData?.cause ?? null),
    probing,
    nextProbeMs,
  }
}
