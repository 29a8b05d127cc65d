import type { AlertSettings } from '../contract/alert-settings.ts'
import type { Decision } from '../contract/decisions.ts'
import { isVerdict } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type {
  AlertMemory,
  Clock,
  MachineEvents,
  Memory,
  Monitor,
  MonitorEvent,
  Timer,
  ToldTarget,
} from '../monitor/ports.ts'
import type { NotificationQueue } from './delivery.ts'
import type { Delivery, Notification } from './notifier.ts'
import { decide } from './policy.ts'
import { writeNotice } from './text.ts'

type ResultEvent = Extract<MonitorEvent, { type: 'result' }>

/** A removal can be taken back, and a file can be back after a moment: neither is news. */
const removalMs = 600_000

/** What keeps a target from being told of, and until when, ISO 8601; null: until it recovers. */
export interface Silence {
  snoozed: { until: string | null } | null
  maintenance: { until: string; name: string } | null
}

/** What the whole policy needs; `startAlerts` takes this once it tells of transitions. */
export interface AlertsDeps {
  /** `probeNow` looks at a parent when what depends on it fails. */
  monitor: Pick<Monitor, 'subscribe' | 'target' | 'targets' | 'status' | 'incident' | 'sight' | 'probeNow'>
  /** Kinds `told`, `certificates` and `reminder` are its own. */
  memory: Memory
  delivery: Pick<NotificationQueue, 'send'>
  /** Read at each use. */
  settings: () => AlertSettings
  /** Whether notifications are on at all; read at each use. */
  enabled: () => boolean
  /** Whether the target is snoozed, or in maintenance, at this moment. */
  silenceOf: (target: TargetConfig) => Silence
  clock: Clock
  /** Must not throw. */
  onDecision: (decision: Decision) => void
}

export interface Alerts {
  /** The settings are other than before: what is due by them now is told now. */
  refresh(): void
  /** What became of a notification, so that one that was not shown is no longer recorded as told only. */
  heard(notification: Notification, delivery: Delivery): void
  /** Ends every timer. What waits to be told is remembered and told in the next run. */
  stop(): void
}

/**
 * Tells a person what changes, from now until stopped. With notifications disabled everything is decided and remembered
 * all the same, so that enabling them does not tell old news.
 */
export function startAlerts(deps: {
  monitor: Monitor
  machine: Pick<MachineEvents, 'onSuspend' | 'onResume'>
  memory: AlertMemory
  delivery: NotificationQueue
  enabled: () => boolean
  clock: Clock
}): { stop(): void } {
  const { memory, clock } = deps
  const removed = new Map<string, { told: ToldTarget; expiry: Timer }>()
  // Since when each target is up, or down, monotonic; only of those watched without a gap from then on.
  const watchedSince = new Map<string, number>()

  function hear({ target: { id }, result }: ResultEvent): void {
    const [nowMs, monotonicMs] = [clock.wallMs(), clock.monotonicMs()]
    const sinceMs = watchedSince.get(id)
    const known = memory.get(id)
    const decision = decide(known, result, nowMs, sinceMs === undefined ? null : monotonicMs - sinceMs)
    if (!isVerdict(result)) watchedSince.delete(id)
    else if (decision.began) watchedSince.set(id, monotonicMs)
    if (decision.told && decision.told !== known) memory.set(id, decision.told)
    if (!deps.enabled()) return
    for (const notice of decision.notices) deps.delivery.send(writeNotice(notice, nowMs))
  }

  function forget(id: string): void {
    const told = memory.get(id)
    if (told) removed.set(id, { told, expiry: clock.after(removalMs, () => void removed.delete(id)) })
    memory.delete(id)
    watchedSince.delete(id)
  }

  function restore(id: string): void {
    const known = removed.get(id)
    if (!known) return
    known.expiry.cancel()
    removed.delete(id)
    memory.set(id, known.told)
  }

  const subscriptions = [
    deps.monitor.subscribe((event) => {
      switch (event.type) {
        case 'result':
          return hear(event)
        case 'status':
          restore(event.target.id)
          memory.seen(event.target.id)
          if (event.after.paused) watchedSince.delete(event.target.id)
          return
        case 'replaced':
          memory.delete(event.target.id)
          watchedSince.delete(event.target.id)
          return
        case 'removed':
          return forget(event.id)
      }
    }),
    // Nobody watches in a sleep, and some systems' monotonic clocks do not count it.
    deps.machine.onSuspend(() => watchedSince.clear()),
    deps.machine.onResume(() => watchedSince.clear()),
  ]
  return {
    stop() {
      for (const unsubscribe of subscriptions) unsubscribe()
      for (const { expiry } of removed.values()) expiry.cancel()
    },
  }
}
