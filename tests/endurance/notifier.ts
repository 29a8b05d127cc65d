import type { CheckedNotifier, Delivery, Notification } from '../../electron/alerts/notifier.ts'
import type { Clock } from '../../electron/monitor/ports.ts'

/** How a desktop may treat what it is given. */
export const notifierModes = ['works', 'fails', 'throws', 'hangs', 'late'] as const
export type NotifierMode = (typeof notifierModes)[number]

/** After the 15 s that a notifier is given. */
const lateMs = 20_000

/** Hears every notification, and does with it what `mode` says at that moment. */
export function createFailingNotifier(
  clock: Clock,
  mode: () => NotifierMode,
  onNotified: (notification: Notification) => void,
): CheckedNotifier {
  const status = { adapter: 'endurance', reason: null }
  function answer(): Promise<Delivery> {
    switch (mode()) {
      case 'works':
        return Promise.resolve('shown')
      case 'fails':
        return Promise.resolve('failed')
      case 'throws':
        return Promise.reject(new Error('the bus is gone'))
      case 'hangs':
        return new Promise(() => {})
      case 'late':
        return new Promise((resolve) => void clock.after(lateMs, () => resolve('shown')))
    }
  }
  return {
    name: 'endurance',
    status,
    check: async () => status,
    onStatus: () => () => {},
    close: () => {},
    notify(notification) {
      onNotified(notification)
      return answer()
    },
  }
}
