import type { Notifier } from '../alerts/notifier.ts'

/**
 * node-notifier where it can deliver, else Electron's own notifications, which also step in when the first fails: then
 * it is the second that carries the name. What the first has not answered it may have shown, and twice is too often.
 */
export function chooseNotifier(preferred: Notifier | null, fallback: Notifier): Notifier {
  if (!preferred) return fallback
  let last = preferred
  return {
    get name() {
      return last.name
    },
    async notify(notification) {
      last = preferred
      const delivery = await preferred.notify(notification)
      if (delivery === 'shown' || delivery === 'unanswered') return delivery
      if ((await fallback.notify(notification)) !== 'shown') return delivery
      last = fallback
      return 'shown'
    },
  }
}
