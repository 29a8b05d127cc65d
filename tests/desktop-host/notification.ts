import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions, Notification as Real } from 'electron'
import { needsReady, strict, world } from './world.ts'

export interface ShownNotification {
  title: string
  body: string
  silent: boolean
  icon: string
  /** What is written on its buttons; none where the platform has none. */
  buttons: string[]
  click(): void
  press(button: string): void
  /** Windows moves it to the Action Center, where it can still be clicked. */
  timeOut(): void
}

/** Notifications that reached the screen, oldest first. */
export const notifications: ShownNotification[] = []

export class Notification {
  static isSupported(): boolean {
    return true
  }

  constructor(options: NotificationConstructorOptions = {}) {
    needsReady('Notification')
    const emitter = new EventEmitter()
    const { title = '', body = '', silent = false, icon = '', actions = [] } = options
    const buttons = world.platform === 'linux' ? [] : actions.map(({ text = '' }) => text)
    const members = {
      show() {
        if (world.platform === 'darwin' && !world.signed) {
          queueMicrotask(() => emitter.emit('failed', {}, 'Notifications are not allowed for this application'))
          return
        }
        notifications.push({
          title,
          body,
          silent,
          icon: typeof icon === 'string' ? icon : '',
          buttons,
          click: () => emitter.emit('click', {}),
          press: (button) => emitter.emit('action', { actionIndex: buttons.indexOf(button), selectionIndex: -1 }),
          timeOut: () => emitter.emit('close', { reason: 'timedOut' }),
        })
        queueMicrotask(() => emitter.emit('show', {}))
      },
      close: () => {},
    } satisfies Partial<Record<keyof Real, unknown>>
    // The instance is a proxy that refuses whatever is missing.
    return strict('Notification', Object.assign(emitter, members))
  }
}
