import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { askBus, socketPath } from './dbus.ts'

/** Who would show a notification here. */
export type NotificationSession =
  | { kind: 'no-session' }
  /** There is a session, and nothing in it shows notifications, or not yet. */
  | { kind: 'no-daemon' }
  /** Something does, or would be started for it. What it can do is null where it did not say. */
  | { kind: 'daemon'; capabilities: ReadonlySet<string> | null }

const notifications = 'org.freedesktop.Notifications'
const bus = 'org.freedesktop.DBus'

const calls = [
  {
    destination: notifications,
    path: '/org/freedesktop/Notifications',
    interface: notifications,
    member: 'GetCapabilities',
  },
  { destination: bus, path: '/org/freedesktop/DBus', interface: bus, member: 'ListActivatableNames' },
]

/** The first executable file of that name on `path`, a list as in PATH, or null. Entries that cannot be read count as empty. */
export async function findExecutable(name: string, path: string): Promise<string | null> {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name)
    try {
      await access(file, constants.X_OK)
      if ((await stat(file)).isFile()) return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/**
 * Looks for a D-Bus session at the address the environment gives, or at the user's default socket, and in it for what
 * shows notifications, without starting anything. Transports other than unix sockets are believed, and so is a bus that
 * takes the connection and does not answer: `notify-send` will find out.
 */
export async function notificationSession(env: NodeJS.ProcessEnv): Promise<NotificationSession> {
  // A client takes the first address that it can reach.
  for (const place of busPlaces(env)) {
    const session = place.path === null ? otherTransport(place.address) : await askAt(place.path)
    if (session.kind !== 'no-session') return session
  }
  return { kind: 'no-session' }
}

/** Where a session's bus may be, the likeliest first; without a path where it is no unix socket. */
export function busPlaces(env: NodeJS.ProcessEnv): { address: string; path: string | null }[] {
  const { DBUS_SESSION_BUS_ADDRESS: addresses, XDG_RUNTIME_DIR: runtimeFolder } = env
  if (addresses) return addresses.split(';').map((address) => ({ address, path: socketPath(address, runtimeFolder) }))
  return runtimeFolder ? [{ address: 'unix:runtime=yes', path: join(runtimeFolder, 'bus') }] : []
}

function otherTransport(address: string): NotificationSession {
  const known = /^(unixexec|tcp|nonce-tcp|autolaunch|launchd):/.test(address)
  return known ? { kind: 'daemon', capabilities: null } : { kind: 'no-session' }
}

async function askAt(path: string): Promise<NotificationSession> {
  const answers = await askBus(path, calls)
  if (answers.kind === 'closed') return { kind: 'no-session' }
  if (answers.kind === 'silent') return { kind: 'daemon', capabilities: null }
  const [capabilities, activatable] = answers.replies
  if (capabilities?.texts) return { kind: 'daemon', capabilities: new Set(capabilities.texts) }
  const nobody =
    capabilities?.error === `${bus}.Error.NameHasNoOwner` || capabilities?.error === `${bus}.Error.ServiceUnknown`
  if (nobody && activatable?.texts?.includes(notifications) === false) return { kind: 'no-daemon' }
  return { kind: 'daemon', capabilities: null }
}
