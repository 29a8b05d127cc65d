import type { TargetConfig } from '../contract/target-config.ts'
import type { Monitor, MonitorEvent, Pace } from '../monitor/ports.ts'
import type { History } from '../storage/history.ts'

/** Results come later than their interval says when many are due at once, and begin when there is a place. */
const slackMs = 5000

/** The longest a probe of the target takes by its own deadlines: connecting, and for TCP and UDP sending and reading. */
function deadlineMs(target: TargetConfig): number {
  return target.protocol === 'http' ? target.responseTimeoutMs : target.timeoutMs + 2 * target.readTimeoutMs
}

/**
 * How long after it began a result may stand for its target where nothing else is heard of it, in milliseconds. `factor`:
 * intervals are so many times as long as they say.
 */
export function holdMs(target: TargetConfig, factor = 1): number {
  return target.intervalMs * factor + deadlineMs(target) + slackMs
}

/** Writes down what the monitor sees, from now until stopped. */
export function startRecorder(deps: {
  monitor: Monitor
  history: Pick<History, 'result' | 'gap' | 'incident'>
  pace?: Pace
}): { stop(): void } {
  const { monitor, history, pace } = deps

  function hear(event: MonitorEvent): void {
    switch (event.type) {
      case 'result': {
        const { target, result, counted, slow, maintenance } = event
        history.result({
          target: {
            id: target.id,
            protocol: target.protocol,
            target: target.target,
            name: target.name ?? target.target,
          },
          result,
          counted,
          degraded: slow,
          maintenance,
          holdMs: holdMs(target, pace?.factor()),
        })
        return
      }
      case 'gap': {
        const { targetId, fromMs, toMs, cause } = event
        history.gap({ targetId, fromMs, toMs, cause })
        return
      }
      case 'incident':
        history.incident(event.incident)
        return
      case 'status':
      case 'replaced':
      case 'removed':
      case 'transition':
      case 'sight':
    }
  }

  const unsubscribe = monitor.subscribe(hear)
  return {
    /** Nobody sees how what is open ends: it is closed where it was last seen, until the next run sees that it goes on. */
    stop() {
      unsubscribe()
      for (const { id } of monitor.targets()) {
        const incident = monitor.incident(id)
        if (incident) history.incident({ ...incident, closedMs: incident.lastSeenMs, endUnknown: true })
      }
    },
  }
}
