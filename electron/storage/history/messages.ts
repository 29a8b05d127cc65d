import type { Decision } from '../../contract/decisions.ts'
import type { Retention } from '../../contract/history.ts'
import type { Timings } from '../../contract/result.ts'
import type { Notice } from '../../contract/snapshot.ts'
import type { IncidentState } from '../../monitor/transition.ts'
import type { Query } from './reads.ts'
import type { GapRow, TargetRef } from './rows.ts'

// Between the main thread and the history's worker. Both are this program, at the same version: nothing is parsed.

/** Numbers per result in `Batch.results`: handle, start, code, flags, latency, hold, cause. See result-columns.ts. */
export const columns = 7

/** What the worker writes in one transaction, in this order. */
export interface Batch {
  /** Targets by the handle their results carry; each is told once, before or with its first result. */
  targets: { handle: number; target: TargetRef }[]
  results: Float64Array<ArrayBuffer>
  /** Of results that failed. `body` is the result as JSON without what differs from one to the next. */
  details: { row: number; timings: Timings; body: string }[]
  gaps: GapRow[]
  incidents: IncidentState[]
  decisions: Decision[]
  /** Removed after all of the above was written. */
  forgotten: string[]
}

/** Of one entry of the memory. Null text: it is gone. */
export interface MemoryChange {
  targetId: string
  kind: string
  json: string | null
}

export interface Write {
  nowMs: number
  monotonicMs: number
  batches: Batch[]
  memory: MemoryChange[]
  seen: { targetId: string; atMs: number }[]
  /** The latest whole results, as JSON, by target id. */
  latest: { targetId: string; json: string }[]
}

export type Request =
  | { type: 'open'; path: string; nowMs: number; monotonicMs: number; retention: Retention }
  | ({ type: 'write'; ask: number } & Write)
  | { type: 'read'; ask: number; query: Query }
  | { type: 'abort'; ask: number }
  | { type: 'retain'; retention: Retention }
  | { type: 'close' }

export interface MemoryEntry {
  targetId: string
  kind: string
  json: string
}

export interface Opened {
  notices: Notice[]
  memory: MemoryEntry[]
  seen: { targetId: string; atMs: number }[]
  /** Nothing of it outlives the program. */
  inMemory: boolean
}

export type Report =
  | ({ type: 'opened' } & Opened)
  /** `value` is of the type the question has. */
  | { type: 'answer'; ask: number; value: never }
  | { type: 'failed'; ask: number; message: string }
  /** What was asked to be written has been, or is kept for the next time: the fault says why. */
  | { type: 'written'; ask: number; saved: boolean }
  | { type: 'fault'; notice: Notice }
  | { type: 'recovered'; id: string }
  /** The file was set aside while in use and begun anew: the memory has to be told again. */
  | { type: 'anew' }
