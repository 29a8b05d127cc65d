import { join } from 'node:path'
import { Notification as NativeNotification } from 'electron'
import type { Delivery, Notification, Notifier } from '../alerts/notifier.ts'
import type { Clock } from '../monitor/ports.ts'

export interface ElectronNotifierOptions {
  clock: Pick<Clock, 'after'>
  /** Absolute path of assets/notify, outside the archive: other programs read the icons. */
  iconFolder: string
  /** A click on a notification; the id of the target it is about, if about one. */
  onClick: (targetId: string | null) => void
}

/** macOS says nothing at all when the program is not signed. */
const answerWithinMs = 5000

/** Notifications are kept so that a late click still finds its listener; beyond these the oldest is let go. */
const keptForClicks = 50

/** Shows notifications through Electron. Call after `ready`. */
export function createElectronNotifier({ clock, iconFolder, onClick }: ElectronNotifierOptions): Notifier {
  const kept = new Set<NativeNotification>()

  function keep(native: NativeNotification): void {
    kept.add(native)
    const [oldest] = kept
    if (kept.size > keptForClicks && oldest) kept.delete(oldest)
  }

  function show(notification: Notification): Promise<Delivery> {
    const { promise, resolve } = Promise.withResolvers<Delivery>()
    const native = new NativeNotification({
      id: notification.id,
      title: notification.title,
      body: notification.body,
      urgency: notification.urgency,
      icon: join(iconFolder, `${notification.urgency}.png`),
    })
    const deadline = clock.after(answerWithinMs, () => end('failed'))

    function end(delivery: Delivery): void {
      deadline.cancel()
      if (delivery === 'failed') kept.delete(native)
      resolve(delivery)
    }

    native.on('show', () => end('shown'))
    native.on('failed', () => end('failed'))
    native.on('close', () => kept.delete(native))
    native.on('click', () => onClick(notification.targetId))
    keep(native)
    native.show()
    return promise
  }

  return {
    name: 'Electron',
    notify: (notification) =>
      NativeNotification.isSupported() ? show(notification) : Promise.resolve<Delivery>('unsupported'),
  }
}
