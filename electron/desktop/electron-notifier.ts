import { Notification as NativeNotification } from 'electron'
import {
  type Delivery,
  labelOf,
  type Notification,
  type NotificationAction,
  type NotificationListeners,
  type NotifierAdapter,
  offeredActions,
} from '../alerts/notifier.ts'
import { iconPath } from '../alerts/notifier-icon.ts'
import { sanitise } from '../alerts/sanitise.ts'
import type { Clock } from '../monitor/ports.ts'

export interface ElectronNotifierOptions {
  clock: Pick<Clock, 'after'>
  /** Absolute path of assets/notify, outside the archive: other programs read the icons. */
  iconFolder: string
  listeners: NotificationListeners
}

/** macOS says nothing at all when the program is not signed. */
const answerWithinMs = 5000

/** Notifications are kept so that a late click still finds its listener; beyond these the oldest is let go. */
const keptForClicks = 50

/** Shows notifications through Electron. Call after `ready`. It has buttons on macOS and Windows, and clicks everywhere. */
export function createElectronNotifier({ clock, iconFolder, listeners }: ElectronNotifierOptions): NotifierAdapter {
  const kept = new Set<NativeNotification>()
  let closed = false

  function keep(native: NativeNotification): void {
    kept.add(native)
    const [oldest] = kept
    if (kept.size > keptForClicks && oldest) kept.delete(oldest)
  }

  function pressed(action: NotificationAction | undefined, { targetId, targetIds }: Notification): void {
    if (closed || !action) return
    if (action === 'open') listeners.onClick?.(targetId)
    else listeners.onAction(targetIds, action)
  }

  function show(notification: Notification): Promise<Delivery> {
    const { promise, resolve } = Promise.withResolvers<Delivery>()
    const { id, title, body, urgency, severity, sound } = notification
    const actions = offeredActions(notification, listeners)
    const native = new NativeNotification({
      id,
      title,
      body,
      urgency,
      silent: !sound,
      icon: iconPath(iconFolder, severity) ?? '',
      actions: actions.map((action) => ({ type: 'button', text: labelOf(notification, action) })),
    })
    const deadline = clock.after(answerWithinMs, () => end('failed'))

    function end(delivery: Delivery): void {
      deadline.cancel()
      if (delivery === 'failed') kept.delete(native)
      resolve(delivery)
    }

    native.on('show', () => end('shown'))
    native.on('failed', () => end('failed'))
    // Windows says so too when it moves to the Action Center, where it can still be clicked.
    native.on('close', ({ reason }) => reason !== 'timedOut' && kept.delete(native))
    native.on('click', () => pressed('open', notification))
    native.on('action', ({ actionIndex }) => pressed(actions[actionIndex], notification))
    keep(native)
    native.show()
    return promise
  }

  return {
    name: 'Electron',
    check: async () => (NativeNotification.isSupported() ? null : 'not-supported'),
    notify: (notification) =>
      NativeNotification.isSupported() ? show(sanitise(notification)) : Promise.resolve<Delivery>('unsupported'),
    close() {
      closed = true
      kept.clear()
    },
  }
}
