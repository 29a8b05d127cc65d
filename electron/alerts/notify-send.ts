import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { NotifierReason } from '../contract/notifier-status.ts'
import type { Clock } from '../monitor/ports.ts'
import {
  type Delivery,
  labelOf,
  type Notification,
  type NotificationAction,
  type NotificationListeners,
  type NotifierAdapter,
  offeredActions,
  type Severity,
} from './notifier.ts'
import { iconPath } from './notifier-icon.ts'
import { createClickWaiters } from './notify-send-clicks.ts'
import { type AskPackage, askPackage } from './package-answer.ts'
import { sanitise } from './sanitise.ts'
import { findExecutable, notificationSession } from './session-bus.ts'

/** How long a notification stays where the program must be told; what has buttons stays as long as the desktop wants. */
const showSeconds = 5
const helpMs = 1000

export interface NotifySendOptions {
  clock: Clock
  /** Absolute path of the folder of icons by severity, or null for none. */
  iconFolder: string | null
  listeners: NotificationListeners
}

/** Names of the freedesktop sound naming specification. */
const sounds: Record<Severity, string> = {
  down: 'dialog-error',
  up: 'complete',
  warning: 'dialog-warning',
  info: 'dialog-information',
}

/** What there is to work with at the moment. `waiting` runs the program so that it waits for a click; null where it cannot. */
type Ground =
  | { reason: NotifierReason }
  | { reason: null; capabilities: ReadonlySet<string> | null; waiting: readonly [string, ...string[]] | null }

/**
 * Notifications on Linux and the BSDs through the program `notify-send`. Where it and the desktop know buttons it is run
 * so that it waits for a click; elsewhere node-notifier runs it, and nobody hears of clicks.
 */
export function createNotifySend({ clock, iconFolder, listeners }: NotifySendOptions): NotifierAdapter {
  const waiters = createClickWaiters(clock, listeners)
  const knowButtons = new Map<string, boolean>()
  let sender: AskPackage | null = null

  /** Looked for anew each time: a session ends, a program is removed, a desktop is logged in to. */
  async function ground(): Promise<Ground> {
    // The package looks too, but once it has not found the program it never looks again.
    const program = await findExecutable('notify-send', process.env['PATH'] ?? '')
    if (program === null) return { reason: 'no-program' }
    const session = await notificationSession(process.env)
    if (session.kind !== 'daemon') return { reason: session.kind }
    const { capabilities } = session
    return { reason: null, capabilities, waiting: capabilities?.has('actions') ? await waitingCommand(program) : null }
  }

  async function waitingCommand(program: string): Promise<[string, ...string[]] | null> {
    const known = knowButtons.get(program) ?? (await knowsButtons(program))
    knowButtons.set(program, known)
    // Into a pipe it writes only as it ends, and whether it has shown anything must be known before.
    const stdbuf = known ? await findExecutable('stdbuf', process.env['PATH'] ?? '') : null
    return stdbuf === null ? null : [stdbuf, '-oL', program]
  }

  async function load(): Promise<AskPackage> {
    const { default: nodeNotifier } = await import('node-notifier')
    const notifySend = new nodeNotifier.NotifySend({ withFallback: false })
    return (notification, callback) => notifySend.notify(packageOptions(notification, iconFolder), callback)
  }

  return {
    name: 'notify-send',
    check: async () => (await ground()).reason,
    async notify(notification) {
      const on = await ground()
      if (on.reason !== null) return 'unsupported'
      const clean = sanitise(notification)
      const written = { ...clean, body: bodyFor(on.capabilities, clean.body) }
      const actions = offeredActions(clean, listeners)
      const clickable = listeners.onClick !== null || actions.length > 0
      if (on.waiting && clickable) {
        return waiters.show([...on.waiting, ...programArguments(written, actions, { iconFolder, listeners })], clean)
      }
      sender ??= await load()
      return askPackage(sender, written, clock, silence)
    },
    close: () => waiters.close(),
  }
}

/** The server it waits for may show the notification yet. */
const silence: Delivery = 'unanswered'

/** `--action` came with libnotify 0.8. */
async function knowsButtons(program: string): Promise<boolean> {
  try {
    const { stdout } = await promisify(execFile)(program, ['--help'], { timeout: helpMs })
    return stdout.includes('--action') && stdout.includes('--print-id')
  } catch {
    return false
  }
}

function programArguments(
  notification: Notification,
  actions: readonly NotificationAction[],
  { iconFolder, listeners }: Pick<NotifySendOptions, 'iconFolder' | 'listeners'>,
): string[] {
  const { title, body, urgency, severity, sound } = notification
  const icon = iconPath(iconFolder, severity)
  return [
    '--print-id',
    '--app-name=Portlight',
    `--urgency=${urgency}`,
    ...(icon === null ? [] : [`--icon=${icon}`]),
    sound ? `--hint=string:sound-name:${sounds[severity]}` : '--hint=boolean:suppress-sound:true',
    // A click on the notification itself, by its specification.
    ...(listeners.onClick ? [`--action=default=${labelOf(notification, 'open')}`] : []),
    ...actions.map((action) => `--action=${action}=${labelOf(notification, action)}`),
    '--',
    title,
    body,
  ]
}

function packageOptions({ title, body, urgency, severity, sound }: Notification, iconFolder: string | null) {
  const icon = iconPath(iconFolder, severity)
  return {
    title,
    message: body,
    urgency,
    timeout: showSeconds,
    'app-name': 'Portlight',
    ...(icon === null ? {} : { icon }),
    // An older program refuses hints that are neither text nor number, and then shows nothing.
    ...(sound ? { hint: `string:sound-name:${sounds[severity]}` } : {}),
  }
}

/**
 * `notify-send` reads backslash escapes in the body, and many notification servers read markup there. Where nobody knows
 * whether this one does, what would be a tag gets look-alikes that mean nothing to any of them.
 */
function bodyFor(capabilities: ReadonlySet<string> | null, body: string): string {
  const escaped = body.replaceAll('\\', '\\\\')
  if (capabilities === null) return escaped.replaceAll('<', '‹').replaceAll('>', '›')
  if (!capabilities.has('body-markup')) return escaped
  return escaped.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
