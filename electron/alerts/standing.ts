import type { IncidentState, Transition } from '../monitor/transition.ts'
import type { AlertRecord } from './record.ts'

/** What a person does not know yet of a target. */
export type Untold = 'down' | 'changed' | 'up' | 'flapping' | 'steady' | 'degraded' | 'restored'

/** Takes a transition into account: what is so, whatever was told. `nowMs` is the wall clock. */
export function stand(
  record: AlertRecord,
  transition: Transition,
  incident: Pick<IncidentState, 'id' | 'openedMs'> | null,
  nowMs: number,
): AlertRecord {
  const { result } = transition
  const incidentId = incident?.id ?? null
  switch (transition.kind) {
    case 'down': {
      const { code, sinceMs, upForMs } = transition
      const down = { code, reason: result.reason, message: result.message, sinceMs, upForMs, incidentId }
      // An outage is news of its own, whatever of the one before was held back.
      return { ...record, down, recovery: null, slow: null, held: null }
    }
    case 'changed': {
      const before = record.down ?? { sinceMs: transition.sinceMs, upForMs: null, incidentId }
      const down = { ...before, code: transition.code, reason: result.reason, message: result.message }
      return { ...record, down }
    }
    case 'up': {
      const recovery = { message: result.message, atMs: nowMs, downForMs: transition.downForMs, incidentId }
      return { ...record, down: null, recovery, held: null }
    }
    case 'degraded':
      return { ...record, slow: { latencyMs: transition.latencyMs, limitMs: transition.limitMs } }
    case 'restored':
      return { ...record, slow: null }
    case 'flapping':
      return { ...record, flapping: { changes: transition.changes, withinMs: transition.withinMs }, held: null }
    case 'steady': {
      const slow =
        transition.stands === 'degraded' ? { latencyMs: transition.latencyMs, limitMs: transition.limitMs } : null
      const settled = { ...record, flapping: null, slow, held: null }
      // What it did meanwhile was not told to anybody, this policy included.
      const recovery = { message: result.message, atMs: nowMs, downForMs: null, incidentId }
      if (transition.stands !== 'down') return { ...settled, down: null, recovery }
      const { message, reason } = result
      const code = result.resultCode || (record.down?.code ?? 0)
      const sinceMs = incident?.openedMs ?? record.down?.sinceMs ?? nowMs
      return { ...settled, down: { code, reason, message, sinceMs, upForMs: null, incidentId } }
    }
    case 'unconfirmed':
      return record
  }
}

/**
 * How what is so differs from what a person takes to be so; null when it does not. While a target flaps nothing else is
 * said of it, and once it no longer does, how it stands.
 */
export function untold({ down, flapping, slow, told }: AlertRecord): Untold | null {
  if (flapping) return told.flapping ? null : 'flapping'
  if (told.flapping) return 'steady'
  if (down && told.down) return down.code === told.down.code ? null : 'changed'
  if (down) return 'down'
  if (told.down) return 'up'
  if ((slow !== null) === told.slow) return null
  return slow ? 'degraded' : 'restored'
}

/** The record once this is told. What else there is to tell is still to be told. */
export function tell(record: AlertRecord, what: Untold): AlertRecord {
  const { down, flapping, slow, told } = record
  switch (what) {
    case 'down':
    case 'changed':
      return { ...record, told: { ...told, down, slow: false }, held: null }
    case 'up':
      return { ...record, recovery: null, told: { ...told, down: null }, held: null }
    case 'flapping':
      return { ...record, told: { ...told, flapping: flapping !== null }, held: null }
    case 'steady':
      return { ...record, recovery: null, told: { down, flapping: false, slow: slow !== null }, held: null }
    case 'degraded':
    case 'restored':
      return { ...record, told: { ...told, slow: slow !== null }, held: null }
  }
}
