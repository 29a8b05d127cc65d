import { arch, platform, release } from 'node:os'
import type { NodeNotifier } from 'node-notifier'
import type { Clock } from '../monitor/ports.ts'
import type { Delivery, Notification, Notifier } from './notifier.ts'
import { sanitise } from './sanitise.ts'
import { findExecutable, sessionBusReachable } from './session-bus.ts'

/** How long a notification stays where the platform asks; on macOS a process lives as long. */
const showSeconds = 5

/** With the second that asking for a session may take, and what a second notifier takes, shorter than the queue's deadline. */
const answerMs = 8000

export interface NodeNotifierOptions {
  clock: Clock
  /** Absolute path of an image, or null for the platform's own. */
  iconPath: string | null
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

type Show = (notification: Notification, callback: (error: unknown) => void) => void

/** One of the package's ways of showing a notification. */
interface Backend {
  name: string
  /** Asked before each notification too: a session ends, a program is removed. */
  available: () => Promise<boolean>
  /** What silence means: on Windows and macOS the callback comes when the notification is gone again. */
  silence: Delivery
  load: (nodeNotifier: NodeNotifier, options: NodeNotifierOptions) => Show
}

/**
 * A notifier on the package node-notifier, or null where it cannot deliver: on Linux without `notify-send` or a D-Bus
 * session, on macOS with Apple silicon, for which the package carries no program. The package is loaded only here, and
 * only when it can be of use.
 */
export async function createNodeNotifier(options: NodeNotifierOptions): Promise<Notifier | null> {
  const backend = backendFor(options.machine ?? { platform: platform(), arch: arch(), release: release() })
  if (!backend || !(await backend.available())) return null
  const { default: nodeNotifier } = await import('node-notifier')
  const show = backend.load(nodeNotifier, options)
  return { name: backend.name, notify: (notification) => notify(backend, show, sanitise(notification), options.clock) }
}

function backendFor(machine: Machine): Backend | null {
  switch (machine.platform) {
    case 'win32':
      return windows
    case 'darwin':
      return machine.arch === 'x64' ? macos : null
    case 'linux':
      // Windows Subsystem for Linux: its own session has no screen, Windows has.
      return /microsoft/i.test(machine.release) ? windows : notifySend
    case 'freebsd':
    case 'openbsd':
    case 'netbsd':
      return notifySend
    default:
      return null
  }
}

async function notify(backend: Backend, show: Show, notification: Notification, clock: Clock): Promise<Delivery> {
  if (!(await backend.available())) return 'unsupported'
  return await new Promise((resolve) => {
    const timer = clock.after(answerMs, () => resolve(backend.silence))
    function answered(error: unknown): void {
      timer.cancel()
      // A text is what a program that succeeded wrote to stderr, '' for nothing: warnings. Only an Error is a failure.
      // A second call of the callback, as on Windows after a failure, resolves nothing any more.
      resolve(error && typeof error !== 'string' ? 'failed' : 'shown')
    }
    try {
      show(notification, answered)
    } catch (error) {
      answered(error)
    }
  })
}

const notifySend: Backend = {
  name: 'notify-send',
  // The package looks too, but once it has not found the program it never looks again.
  available: async () =>
    (await findExecutable('notify-send', process.env['PATH'] ?? '')) !== null &&
    (await sessionBusReachable(process.env)),
  // The server it waits for may show the notification yet.
  silence: 'unanswered',
  load(nodeNotifier, { iconPath }) {
    const sender = new nodeNotifier.NotifySend({ withFallback: false })
    return ({ title, body, urgency }, callback) => {
      const options = {
        title,
        message: forNotifySend(body),
        urgency,
        timeout: showSeconds,
        'app-name': 'Portlight',
        ...(iconPath === null ? {} : { icon: iconPath }),
      }
      sender.notify(options, callback)
    }
  },
}

/**
 * `notify-send` reads backslash escapes in the body, and most notification servers read markup there. Which ones do
 * cannot be asked through it, so what would be a tag gets look-alikes that mean nothing to any of them.
 */
function forNotifySend(body: string): string {
  return body.replaceAll('\\', '\\\\').replaceAll('<', '‹').replaceAll('>', '›')
}

const windows: Backend = {
  name: 'Windows notifications',
  available: () => Promise.resolve(true),
  silence: 'shown',
  load(nodeNotifier, { iconPath, appId }) {
    const toaster = new nodeNotifier.WindowsToaster({ withFallback: false })
    return ({ title, body }, callback) => {
      const icon = iconPath === null ? {} : { icon: iconPath }
      toaster.notify({ title, message: body, appID: appId, ...icon }, callback)
    }
  },
}

const macos: Backend = {
  name: 'terminal-notifier',
  available: () => Promise.resolve(true),
  silence: 'shown',
  load(nodeNotifier, { iconPath }) {
    const center = new nodeNotifier.NotificationCenter({ withFallback: false })
    return ({ title, body }, callback) => {
      const icon = iconPath === null ? {} : { contentImage: iconPath }
      center.notify({ title, message: body, timeout: showSeconds, ...icon }, callback)
    }
  },
}
