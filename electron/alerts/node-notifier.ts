import { arch, platform, release } from 'node:os'
import type { NodeNotifier } from 'node-notifier'
import {
  labelOf,
  type Notification,
  type NotificationListeners,
  type NotifierAdapter,
  offeredActions,
} from './notifier.ts'
import { iconPath } from './notifier-icon.ts'
import { createNotifySend, type NotifySendOptions } from './notify-send.ts'
import { type AskPackage, askPackage } from './package-answer.ts'
import { clickOf } from './package-click.ts'
import { sanitise } from './sanitise.ts'

/** On macOS a process lives as long as the notification is shown, and clicks are heard as long. */
const showSeconds = 30

export interface NodeNotifierOptions extends NotifySendOptions {
  /** The AppUserModelID that Windows shows as the sender. */
  appId: string
  /** What it runs on; this machine unless told. */
  machine?: Machine
}

export interface Machine {
  platform: string
  arch: string
  release: string
}

/** One of the package's ways of showing a notification. */
interface Backend {
  name: string
  load: (nodeNotifier: NodeNotifier, options: NodeNotifierOptions) => AskPackage
}

/**
 * A notifier on the package node-notifier, or null on a system for which it has none: macOS on Apple silicon, for which
 * the package carries no program, and rare ones. The package is loaded with the first notification.
 */
export function createNodeNotifier(options: NodeNotifierOptions): NotifierAdapter | null {
  const machine = options.machine ?? { platform: platform(), arch: arch(), release: release() }
  switch (machine.platform) {
    case 'win32':
      return createPackaged(windows, options)
    case 'darwin':
      return machine.arch === 'x64' ? createPackaged(macos, options) : null
    case 'linux':
      // Windows Subsystem for Linux: its own session has no screen, Windows has.
      return /microsoft/i.test(machine.release) ? createPackaged(windows, options) : createNotifySend(options)
    case 'freebsd':
    case 'openbsd':
    case 'netbsd':
      return createNotifySend(options)
    default:
      return null
  }
}

/** A notifier whose helper the package carries. Its callback comes when the notification is gone again. */
function createPackaged(backend: Backend, options: NodeNotifierOptions): NotifierAdapter {
  let show: AskPackage | null = null
  let closed = false

  async function load(): Promise<AskPackage> {
    const { default: nodeNotifier } = await import('node-notifier')
    return backend.load(nodeNotifier, options)
  }

  return {
    name: backend.name,
    check: async () => null,
    async notify(notification) {
      try {
        show ??= await load()
      } catch {
        return 'failed'
      }
      return askPackage(show, sanitise(notification), options.clock, 'shown', (metadata) => {
        const clicked = closed ? null : clickOf(metadata, notification)
        if (clicked === 'open') options.listeners.onClick?.(notification.targetId)
        else if (clicked) options.listeners.onAction(notification.targetIds, clicked)
      })
    },
    close() {
      closed = true
    },
  }
}

function labels(notification: Notification, listeners: NotificationListeners) {
  const actions = offeredActions(notification, listeners).map((action) => labelOf(notification, action))
  return actions.length === 0 ? {} : { actions }
}

const windows: Backend = {
  name: 'Windows notifications',
  load(nodeNotifier, { iconFolder, appId, listeners }) {
    const toaster = new nodeNotifier.WindowsToaster({ withFallback: false })
    return (notification, callback) => {
      const { title, body, severity, sound } = notification
      const icon = iconPath(iconFolder, severity)
      const options = {
        title,
        message: body,
        appID: appId,
        sound,
        ...labels(notification, listeners),
        ...(icon === null ? {} : { icon }),
      }
      toaster.notify(options, callback)
    }
  },
}

const macos: Backend = {
  name: 'terminal-notifier',
  load(nodeNotifier, { iconFolder, listeners }) {
    const center = new nodeNotifier.NotificationCenter({ withFallback: false })
    return (notification, callback) => {
      const { title, body, severity, sound } = notification
      const icon = iconPath(iconFolder, severity)
      const options = {
        title,
        message: body,
        timeout: showSeconds,
        ...labels(notification, listeners),
        ...(sound ? { sound: 'default' } : {}),
        ...(icon === null ? {} : { contentImage: icon }),
      }
      center.notify(options, callback)
    }
  },
}
