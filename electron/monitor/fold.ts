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
 * UDP success that rests on silence is a success.
 */
export function fold(before: Folded, result: ProbeResult, nowMs: number): Folded {
  const state: State = isVerdict(result) ? (result.resultCode === 0 ? 'up' : 'down') : 'no-data'
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

/** What is left to say once nobody has looked for a while, as after a pause: the state waits for its next result. */
export function afterGap(before: Folded): Folded {
  return { ...before, state: 'pending', sinceMs: null }
}
