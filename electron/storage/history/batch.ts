import type { Decision } from '../../contract/decisions.ts'
import type { ProbeResult } from '../../contract/result.ts'
import type { IncidentState } from '../../monitor/transition.ts'
import { type Batch, columns } from './messages.ts'
import { pushResult } from './result-columns.ts'
import type { GapRow, ResultRow, TargetRef } from './rows.ts'

/** Gathers what is to be written, cheaply and in order. */
export interface Batches {
  result(row: ResultRow): void
  gap(gap: GapRow): void
  incident(incident: IncidentState): void
  decision(decision: Decision): void
  forget(targetId: string): void
  /** What was gathered since the last time, oldest first. */
  take(): Batch[]
}

interface Open extends Omit<Batch, 'results'> {
  results: number[]
}

/** Results that wait while whoever writes them does not answer; those that come after are not kept. */
const maxWaiting = 100_000

export function createBatches(): Batches {
  /** By id; protocol and address are told again when they are others. */
  const handles = new Map<string, { handle: number; target: TargetRef }>()
  const sealed: Open[] = []
  let open = begin()
  let nextHandle = 1

  function handleOf(target: TargetRef): number {
    const known = handles.get(target.id)
    if (known && isSame(known.target, target)) return known.handle
    const { id, protocol, target: address, name } = target
    const entry = { handle: nextHandle++, target: { id, protocol, target: address, name } }
    handles.set(id, entry)
    open.targets.push(entry)
    return entry.handle
  }

  return {
    result(row) {
      const atMs = Date.parse(row.result.startedAt)
      const index = open.results.length / columns
      if (!Number.isFinite(atMs) || index >= maxWaiting) return
      const { result } = row
      pushResult(open.results, handleOf(row.target), atMs, row)
      if (result.resultCode !== 0) {
        open.details.push({ row: index, timings: result.timings, body: bodyOf(result) })
      }
    },
    gap: (gap) => void open.gaps.push(gap),
    incident: (incident) => void open.incidents.push(incident),
    decision: (decision) => void open.decisions.push(decision),
    forget(targetId) {
      handles.delete(targetId)
      open.forgotten.push(targetId)
      // What comes after it must not be removed with it.
      sealed.push(open)
      open = begin()
    },
    take() {
      const all = [...sealed.splice(0), open]
      open = begin()
      return all.map((batch) => ({ ...batch, results: Float64Array.from(batch.results) }))
    },
  }
}

function begin(): Open {
  return { targets: [], results: [], details: [], gaps: [], incidents: [], decisions: [], forgotten: [] }
}

function isSame(a: TargetRef, b: TargetRef): boolean {
  return a.protocol === b.protocol && a.target === b.target && a.name === b.name
}

/** One failure after the other is the same but for these, and is then kept once. */
function bodyOf({ startedAt: _at, responseTimeMs: _latency, timings: _timings, ...rest }: ProbeResult): string {
  return JSON.stringify(rest)
}
