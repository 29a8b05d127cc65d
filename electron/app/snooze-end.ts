import type { Monitor, MonitorEvent, Unsubscribe } from '../monitor/ports.ts'
import type { AlertOptions } from './alert-options.ts'

/** Whether after this event what was snoozed may be over: the target is up, is another, or is gone. */
function mayEnd(event: MonitorEvent): boolean {
  switch (event.type) {
    case 'transition':
      return (
        event.transition.kind === 'up' || (event.transition.kind === 'steady' && event.transition.stands !== 'down')
      )
    case 'replaced':
    case 'removed':
      return true
    default:
      return false
  }
}

/**
 * Ends the snoozes that were to last until recovery: that of a target when it is up again or another, that of a tag when
 * none of its targets that are watched is down any more. `onEnded` hears of each end, with the reason where it could not
 * be saved.
 */
export function endSnoozesOnRecovery(
  monitor: Monitor,
  options: AlertOptions,
  onEnded: (fault: string | null) => void,
): Unsubscribe {
  const isDown = (tag: string) =>
    monitor.targets().some(({ id, tags = [] }) => {
      const status = tags.includes(tag) ? monitor.status(id) : undefined
      return status?.settled === 'down' && status.paused === null
    })

  return monitor.subscribe((event) => {
    if (!mayEnd(event)) return
    // A removal can be taken back: the target is then still the one that was snoozed.
    const id = event.type === 'transition' || event.type === 'replaced' ? event.target.id : null
    const over = options.current.snoozes.filter(({ scope, until }) => {
      if (until !== null) return false
      return scope.kind === 'target' ? scope.id === id : !isDown(scope.tag)
    })
    if (over.length === 0) return
    const saved = options.unsnooze(over.map(({ scope }) => scope))
    onEnded(saved.ok ? null : saved.message)
  })
}
