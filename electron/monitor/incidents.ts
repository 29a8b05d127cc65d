import type { ProbeResult } from '../contract/result.ts'
import type { IncidentState } from './transition.ts'
import type { Observation, Verdict } from './verdict.ts'

/** An incident, and how often each of its codes was seen. */
export interface OpenIncident {
  state: IncidentState
  counts: Readonly<Record<string, number>>
}

/**
 * What one more verdict does to a target's incident: it opens when the target is down, dated from the first failure that
 * counted, goes on with each failure, and ends with the first of the successes that made the target up. Where nobody
 * watched in between, it ended at an unknown time after it was last seen. `told` is what others should know; null when
 * nothing changed.
 */
export function foldIncident(
  open: OpenIncident | null,
  targetId: string,
  before: Verdict,
  seen: Observation,
  after: Verdict,
): { open: OpenIncident | null; told: IncidentState | null } {
  if (seen.weight === 'none') return { open, told: null }
  if (after.settled === 'down') {
    if (seen.code === 0) return { open, told: null }
    const next = open ? another(open, seen) : begin(targetId, before, seen, after)
    return { open: next, told: next.state }
  }
  if (!open) return { open: null, told: null }
  const { lastSeenMs } = open.state
  const endUnknown = before.interrupted
  const firstSuccessMs = before.recovering?.count ? before.recovering.firstMs : seen.startedMs
  // The clock may have been set back meanwhile.
  const closedMs = endUnknown ? lastSeenMs : Math.max(lastSeenMs, firstSuccessMs)
  return { open: null, told: { ...open.state, endUnknown, closedMs } }
}

function begin(targetId: string, before: Verdict, seen: Observation, after: Verdict): OpenIncident {
  const openedMs = after.sinceMs ?? seen.startedMs
  const codes = before.settled === 'down' ? [] : (before.failing?.codes ?? [])
  const empty: OpenIncident = {
    state: {
      // One of each target begins in one moment.
      id: `${targetId}:${openedMs}`,
      targetId,
      openedMs,
      lastSeenMs: openedMs,
      closedMs: null,
      endUnknown: false,
      codes: [],
      worst: seen.code,
      result: cause(seen.result),
      failures: 0,
    },
    counts: {},
  }
  return another(codes.reduce(withCode, empty), seen)
}

function another(open: OpenIncident, seen: Observation): OpenIncident {
  const { state, counts } = withCode(open, seen.code)
  return {
    counts,
    state: { ...state, lastSeenMs: Math.max(state.lastSeenMs, seen.startedMs), result: cause(seen.result) },
  }
}

function withCode({ state, counts: before }: OpenIncident, code: number): OpenIncident {
  const counts: Record<string, number> = { ...before, [code]: (before[code] ?? 0) + 1 }
  const codes = state.codes.includes(code) ? state.codes : [...state.codes, code]
  const most = Math.max(...Object.values(counts))
  const worst = codes.find((each) => counts[each] === most) ?? code
  return { counts, state: { ...state, codes, worst, failures: state.failures + 1 } }
}

function cause({ reason, message }: ProbeResult): IncidentState['result'] {
  return { reason, message }
}

/** What is left of an incident whose target is watched no longer. */
export function abandoned({ state }: OpenIncident): IncidentState {
  return { ...state, closedMs: state.lastSeenMs, endUnknown: true }
}
