import type { IncidentState } from '../../electron/monitor/transition.ts'
import type { ResultRow } from '../../electron/storage/history/rows.ts'
import { row, web } from '../storage/history/harness.ts'

export const loadTargets = 20

export const loadTarget = (number: number): string => `target-${number % loadTargets}`

/** A result that its number can be read from again: its latency in microseconds. Every seventh is of one that is removed. */
export function probeRow(number: number, atMs: number): ResultRow {
  const id = number % 7 === 0 ? 'forgotten' : loadTarget(number)
  const code = number % 11 === 0 ? 5 : 0
  return row({
    target: { ...web, id, name: id },
    atMs,
    code,
    latencyMs: number / 1000,
    message: `Message ${number % 40}`,
  })
}

export function createIncident(number: number, atMs: number): IncidentState {
  return {
    id: `incident-${number % 400}`,
    targetId: loadTarget(number),
    openedMs: atMs,
    lastSeenMs: atMs,
    closedMs: null,
    endUnknown: false,
    codes: [5],
    worst: 5,
    result: { reason: 'mismatch', message: 'Something else.' },
    failures: 1,
  }
}
