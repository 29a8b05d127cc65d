import { askBus } from '../alerts/dbus.ts'
import { busPlaces } from '../alerts/session-bus.ts'
import type { Platform } from './platform.ts'

/** Who shows tray icons. `owner` tells one that was started anew from the one before; null where it is not known. */
export type TrayHost = { kind: 'there'; owner: string | null } | { kind: 'none' }

const bus = 'org.freedesktop.DBus'
const watcher = 'org.kde.StatusNotifierWatcher'

// What Chromium asks before it puts an icon there; it asks once, and takes a no for good.
const calls = [
  { destination: bus, path: '/org/freedesktop/DBus', interface: bus, member: 'GetNameOwner', texts: [watcher] },
  {
    destination: watcher,
    path: '/StatusNotifierWatcher',
    interface: `${bus}.Properties`,
    member: 'Get',
    texts: [watcher, 'IsStatusNotifierHostRegistered'],
  },
]

/**
 * Looks for whoever shows tray icons on Linux. Panels of X11 that know only the older kind of icon cannot be asked over
 * the bus, so on X11 one is believed to be there, but in GNOME, which has had none since 3.26. It never rejects.
 */
export async function findTrayHost(
  platform: Platform,
  env: Readonly<Record<string, string | undefined>>,
): Promise<TrayHost> {
  if (platform.os !== 'linux') return { kind: 'there', owner: null }
  for (const { path } of busPlaces(env)) {
    if (path === null) continue
    const answers = await askBus(path, calls)
    if (answers.kind === 'closed') continue
    // A bus that is busy is no sign of a desktop without a tray.
    if (answers.kind === 'silent') return { kind: 'there', owner: null }
    const [owner, host] = answers.replies
    if (owner?.texts && host?.flag !== false) return { kind: 'there', owner: owner.texts[0] ?? null }
    break
  }
  return platform.wayland || platform.gnome ? { kind: 'none' } : { kind: 'there', owner: null }
}
