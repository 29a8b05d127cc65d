import type { ProbeResult } from '../contract/result.ts'

/**
 * What a series of results came to mean. Everything told to a person begins with one of these, never with a single
 * result. Dates are wall-clock milliseconds.
 */
export type Transition =
  /** Enough failures in a row: `sinceMs` is the first of them. `upForMs` is null unless it was watched all the while. */
  | { kind: 'down'; code: number; result: ProbeResult; sinceMs: number; upForMs: number | null }
  /** Still down, and another code has been confirmed. */
  | { kind: 'changed'; from: number; code: number; result: ProbeResult; sinceMs: number }
  /** Enough successes in a row: `downSinceMs` is the first failure of what they ended; null where nobody knows. */
  | { kind: 'up'; result: ProbeResult; downSinceMs: number | null; downForMs: number | null }
  /** It answers, and too slowly for too many of its last results. */
  | { kind: 'degraded'; result: ProbeResult; latencyMs: number; limitMs: number }
  | { kind: 'restored'; result: ProbeResult }
  /** It changes so often that single changes say nothing any more. */
  | { kind: 'flapping'; result: ProbeResult; changes: number; withinMs: number }
  /** It no longer does, and stands so; `limitMs` is what it is too slow for. */
  | { kind: 'steady'; result: ProbeResult; stands: 'up' | 'down' }
  | { kind: 'steady'; result: ProbeResult; stands: 'degraded'; latencyMs: number; limitMs: number }
  /** Failed, and answered again before it counted as down. */
  | { kind: 'unconfirmed'; result: ProbeResult; failures: number; needed: number }

/** Whether this machine can see its targets. */
export type Sight =
  | { kind: 'seeing' }
  /** Failures do not count until this is over: a network that has just come up answers late. */
  | { kind: 'settling'; cause: 'start' | 'resume' | 'network' | 'clock'; sinceMs: number }
  /** A positive sign says that failures would be this machine's. */
  | { kind: 'blind'; cause: 'asleep' | 'offline' | 'captive-portal' | 'dns'; sinceMs: number }

/** Down for a while, from the first failure to the first success. Dates are wall-clock milliseconds. */
export interface IncidentState {
  id: string
  targetId: string
  openedMs: number
  /** The last result that counted: where the end is unknown, it is closed here. */
  lastSeenMs: number
  closedMs: number | null
  endUnknown: boolean
  /** In order of first appearance. */
  codes: number[]
  /** The code that counts most: the first one seen most often. */
  worst: number
  result: Pick<ProbeResult, 'reason' | 'message'>
  failures: number
}
