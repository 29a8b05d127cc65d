import type { Monitor, Unsubscribe } from '../monitor/ports.ts'
import type { AlertOptions } from './alert-options.ts'

/**
 * Ends the snoozes that were to last until recovery: that of a target when it is up again, that of a tag when none of its
 * targets is down any more. `onEnded` hears of each end, with the reason where it could not be saved.
 */
export function endSnoozesOnRecovery(
  monitor: Monitor,
  options: AlertOptions,
  onEnded: (fault: string | null) => void,
): Unsubscribe {
  const isDown = (tag: string) =>
    monitor.targets().some(({ id, tags = [] }) => tags.includes(tag) && monitor.status(id)?.settled === 'down')

  return monitor.subscribe((event) => {
    if (event.type !== 'transition' || event.transition.kind !== 'up') return
    const { id, tags = [] } = event.target
    const over = options.current.snoozes.filter(({ scope, until }) => {
      if (until !== null) return false
      return scope.kind === 'target' ? scope.id === id : tags.includes(scope.tag) && !isDown(scope.tag)
    })
    if (over.length === 0) return
    const saved = options.unsnooze(over.map(({ scope }) => scope))
    onEnded(saved.ok ? null : saved.message)
  })
}
