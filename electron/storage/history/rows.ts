import type { GapCause } from '../../contract/history.ts'
import type { ProbeResult, ResultRecord } from '../../contract/result.ts'

/**
 * What a result belongs to. History follows the id for as long as protocol and address stay what they are; the name may
 * change.
 */
export type TargetRef = Pick<ResultRecord, 'id' | 'protocol' | 'target' | 'name'>

/** One result as it is recorded. */
export interface ResultRow {
  target: TargetRef
  result: ProbeResult
  /** Says something of the target's uptime. What does not count leaves a gap from its start on. */
  counted: boolean
  /** A success over the target's latency limit. */
  degraded: boolean
  maintenance: boolean
  /** How long after its start the outcome may be taken to hold: interval, its deadline, and some slack. */
  holdMs: number
  /** Why it does not count; derived from the result unless told. */
  cause?: GapCause
}

/** From `fromMs` on nothing is observed until the next result that counts. The same start told again sets its end. */
export interface GapRow {
  /** Null: of every target. */
  targetId: string | null
  fromMs: number
  /** Null: not over yet. */
  toMs: number | null
  cause: GapCause
}
