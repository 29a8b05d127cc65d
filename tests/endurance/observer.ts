import type { Notification } from '../../electron/alerts/notifier.ts'
import type { Clock, Monitor, MonitorEvent } from '../../electron/monitor/ports.ts'
import type { IncidentState } from '../../electron/monitor/transition.ts'
import type { Journal } from './journal.ts'
import { localFault } from './kept.ts'

/** Of one target: how many results there were, and sums by which to know them again. */
export interface Tally {
  results: number
  codes: number
  /** Of the times at which they began, in milliseconds since the run began. */
  startedMs: number
}

/** Watches the program from within, and keeps no more than what is so now. */
export interface Observer {
  /** By target id. */
  tallies: ReadonlyMap<string, Tally>
  results(): number
  /** Which server a target is about; undefined for one that is gone. */
  serverOf(targetId: string): number | undefined
  noticed(notification: Notification): void
  /** The target is gone for good, and its results with it. */
  forgotten(targetId: string): void
  /** What is still open goes into the journal. */
  end(): void
}

/** Of targets that nobody judges. */
export const extraPath = '/extra-'

export function createObserver(deps: {
  clock: Clock
  monitor: Monitor
  journal: Journal
  ports: readonly number[]
  /** Wall clock. */
  beganMs: number
}): Observer {
  const { clock, monitor, journal } = deps
  const byPort = new Map(deps.ports.map((port, nth) => [port, nth]))
  const servers = new Map<string, number>()
  const tallies = new Map<string, Tally>()
  const open = new Map<string, { nth: number; openMs: number; failures: number }>()
  let results = 0

  /** Null for one of those that come and go beside the others. */
  function serverAt(address: string): number | null {
    if (address.includes(extraPath)) return null
    const nth = byPort.get(Number(/:(\d+)/.exec(address.replace(/^https?:/, ''))?.[1]))
    if (nth === undefined) throw new Error(`no server of the lab is at ${address}`)
    return nth
  }

  function hearIncident({ id, targetId, failures, closedMs }: IncidentState): void {
    const nth = servers.get(targetId)
    if (nth === undefined) return
    const { openMs } = open.get(id) ?? { openMs: clock.monotonicMs() }
    if (closedMs === null) open.set(id, { nth, openMs, failures })
    else {
      open.delete(id)
      journal.add({ kind: 'incident', id, nth, openMs, closedMs: clock.monotonicMs(), failures })
    }
  }

  function hear(event: MonitorEvent): void {
    switch (event.type) {
      case 'status': {
        const nth = serverAt(event.target.target)
        if (nth !== null) servers.set(event.target.id, nth)
        return
      }
      case 'result': {
        results += 1
        const { id } = event.target
        const before = tallies.get(id) ?? { results: 0, codes: 0, startedMs: 0 }
        tallies.set(id, {
          results: before.results + 1,
          codes: before.codes + (event.result.resultCode ?? localFault),
          startedMs: before.startedMs + Date.parse(event.result.startedAt) - deps.beganMs,
        })
        return
      }
      case 'removed':
        servers.delete(event.id)
        return
      case 'sight':
        journal.add({ kind: 'sight', atMs: clock.monotonicMs(), seeing: event.sight.kind === 'seeing' })
        return
      case 'transition': {
        const { kind } = event.transition
        const nth = servers.get(event.target.id)
        if (nth === undefined || (kind !== 'flapping' && kind !== 'steady')) return
        journal.add({ kind: 'flapping', nth, atMs: clock.monotonicMs(), flapping: kind === 'flapping' })
        return
      }
      case 'incident':
        return hearIncident(event.incident)
      default:
    }
  }

  monitor.subscribe(hear)
  return {
    tallies,
    results: () => results,
    serverOf: (id) => servers.get(id),
    noticed({ subject, targetIds, incidentIds }) {
      journal.add({ kind: 'notice', atMs: clock.monotonicMs(), subject, targetIds, incidentIds })
    },
    forgotten: (id) => void tallies.delete(id),
    end() {
      for (const [id, incident] of open) journal.add({ kind: 'incident', id, ...incident, closedMs: null })
    },
  }
}
