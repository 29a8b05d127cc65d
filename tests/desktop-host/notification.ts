import { EventEmitter } from 'node:events'
import type { NotificationConstructorOptions, Notification as Real } from 'electron'
import { needsReady, strict, world } from './world.ts'

export interface ShownNotification {
  title: string
  body: string
  click(): void
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
    const { title = '', body = '' } = options
    const members = {
      show() {
        if (world.platform === 'darwin' && !world.signed) {
          queueMicrotask(() => emitter.emit('failed', {}, 'Notifications are not allowed for this application'))
          return
        }
        notifications.push({ title, body, click: () => emitter.emit('click', {}) })
        queueMicrotask(() => emitter.emit('show', {}))
      },
      close: () => {},
    } satisfies Partial<Record<keyof Real, unknown>>
    // The instance is a proxy that refuses whatever is missing.
    return strict('Notification', Object.assign(emitter, members))
  }
}
