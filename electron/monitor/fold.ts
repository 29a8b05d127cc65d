import { isVerdict, type ProbeResult } from '../contract/result.ts'
import type { State } from '../contract/states.ts'

/** What a series of results says of a target. Dates are wall-clock milliseconds. */
export interface Folded {
  state: State
  sinceMs: number | null
  code: number | null
  lastChangeMs: number | null
  lastResult: ProbeResult | null
}

export const unprobed: Folded = { state: 'pending', sinceMs: null, code: null, lastChangeMs: null, lastResult: null }

/**
 * Takes one more result into account. A local fault is no verdict: there is no data, and the code stands as it was. A
 * UDP success that rests on silence is a success. One that took longer than the limit, where there is one, is degraded;
 * its code is still that of a success.
 */
export function fold(before: Folded, result: ProbeResult, nowMs: number, latencyLimitMs: number | null = null): Folded {
  const state = stateOf(result, latencyLimitMs)
  const code = result.resultCode ?? before.code
  const changed = before.code !== null && code !== before.code
  return {
    state,
    sinceMs: state === before.state ? before.sinceMs : nowMs,
    code,
    lastChangeMs: changed ? nowMs : before.lastChangeMs,
    lastResult: result,
  }
}

function stateOf(result: ProbeResult, latencyLimitMs: number | null): State {
  if (!isVerdict(result)) return 'no-data'
  if (result.resultCode !== 0) return 'down'
  return latencyLimitMs !== null && (result.responseTimeMs ?? 0) > latencyLimitMs ? 'degraded' : 'up'
}

/** What is left to say once nobody has looked for a while, as after a pause: the state waits for its next result. */
export function afterGap(before: Folded): Folded {
  return { ...before, state: 'pending', sinceMs: null }
}
