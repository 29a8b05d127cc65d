import { type GapCause, gapCauses } from '../../contract/history.ts'
import type { Timings } from '../../contract/result.ts'
import { columns } from './messages.ts'
import type { ResultRow } from './rows.ts'
import { codeCount } from './tally.ts'

/** One result as kept: numbers alone. */
export interface KeptResult {
  /** Wall clock at its start, whole milliseconds. */
  atMs: number
  /** Null for a local fault. */
  code: number | null
  latencyMs: number | null
  holdMs: number
  counted: boolean
  degraded: boolean
  maintenance: boolean
  confirmed: boolean
  /** Why it does not count; null when it does. */
  cause: GapCause | null
  /** Of a failure: its phases, and the number of the rest of it, or null where that was not kept. */
  detail: { body: number | null; timings: Timings } | null
}

/** Times past this, in the year 3883, are taken for this: hours have 24 bits in the file. */
const lastMs = 2 ** 24 * 3_600_000 - 1

const countedFlag = 1
const degradedFlag = 2
const maintenanceFlag = 4
const confirmedFlag = 8

/** The flags of a result as one number under 16. */
export function flagsOf(kept: Pick<KeptResult, 'counted' | 'degraded' | 'maintenance' | 'confirmed'>): number {
  return (
    (kept.counted ? countedFlag : 0) |
    (kept.degraded ? degradedFlag : 0) |
    (kept.maintenance ? maintenanceFlag : 0) |
    (kept.confirmed ? confirmedFlag : 0)
  )
}

/** What `flagsOf` made of them. */
export function readFlags(flags: number): Pick<KeptResult, 'counted' | 'degraded' | 'maintenance' | 'confirmed'> {
  return {
    counted: (flags & countedFlag) !== 0,
    degraded: (flags & degradedFlag) !== 0,
    maintenance: (flags & maintenanceFlag) !== 0,
    confirmed: (flags & confirmedFlag) !== 0,
  }
}

/** Appends a result to the columns; `atMs` is its start. */
export function pushResult(into: number[], handle: number, atMs: number, row: ResultRow): void {
  const { result, counted, degraded, maintenance } = row
  const judged = counted && result.resultCode !== null
  const flags = flagsOf({ counted: judged, degraded, maintenance, confirmed: result.confirmed })
  const cause = judged ? -1 : gapCauses.indexOf(row.cause ?? causeOf(row))
  into.push(handle, atMs, result.resultCode ?? -1, flags, result.responseTimeMs ?? -1, row.holdMs, cause)
}

function causeOf({ result, maintenance }: ResultRow): GapCause {
  if (result.resultCode === null) return result.reason === 'local-offline' ? 'offline' : 'local'
  return maintenance ? 'maintenance' : 'settling'
}

/** The result at a row of the columns, and the handle of its target. */
export function readResult(from: Float64Array, row: number): { handle: number; kept: KeptResult } {
  const at = row * columns
  const [handle = 0, atMs = 0, code = -1, flags = 0, latencyMs = -1, holdMs = 0, cause = -1] = from.subarray(
    at,
    at + columns,
  )
  return {
    handle,
    kept: {
      atMs: Math.min(Math.max(0, Math.round(atMs)), lastMs),
      code: code < 0 ? null : Math.min(code, codeCount - 1),
      latencyMs: latencyMs < 0 ? null : Math.round(latencyMs * 1000) / 1000,
      holdMs: Math.max(0, Math.round(holdMs)),
      ...readFlags(flags),
      cause: gapCauses[cause] ?? null,
      detail: null,
    },
  }
}
