import type { AlertMemory, Clock, Monitor, ToldTarget } from '../monitor/ports.ts'
import type { NotificationQueue } from './delivery.ts'
import { decide, type ResultEvent } from './policy.ts'
import { writeNotice } from './text.ts'

/**
 * Tells a person what changes, from now until stopped. With notifications disabled everything is decided and remembered
 * all the same, so that enabling them does not tell old news.
 */
export function startAlerts(deps: {
  monitor: Monitor
  memory: AlertMemory
  delivery: NotificationQueue
  enabled: () => boolean
  clock: Clock
}): { stop(): void } {
  const { memory, clock } = deps
  // A removal can be taken back, and that is no news either.
  const removed = new Map<string, ToldTarget>()

  function hear(event: ResultEvent): void {
    const { id } = event.target
    const nowMs = clock.wallMs()
    const known = memory.get(id) ?? removed.get(id)
    const { told, notices } = decide(known, event, nowMs)
    if (told && told !== memory.get(id)) memory.set(id, told)
    removed.delete(id)
    if (!deps.enabled()) return
    for (const notice of notices) deps.delivery.send(writeNotice(notice, nowMs))
  }

  function forget(id: string): void {
    const told = memory.get(id)
    if (told) removed.set(id, told)
    memory.delete(id)
  }

  const unsubscribe = deps.monitor.subscribe((event) => {
    if (event.type === 'result') hear(event)
    else if (event.type === 'removed') forget(event.id)
  })
  return { stop: unsubscribe }
}
