import { getCACertificates } from 'node:tls'
import type { DesktopHandlers } from '../app/desktop-handlers.ts'
import { desktopDefaults } from '../contract/desktop.ts'
import type { Notice } from '../contract/snapshot.ts'
import type { Clock, Pace } from '../monitor/ports.ts'
import type { SettingsStore } from '../storage/ports.ts'
import { createDesktopHandlers } from './desktop-handlers.ts'
import { downloadText } from './download-text.ts'
import { createLoginItem, type LoginItemDeps } from './login-item.ts'
import { openInBrowser } from './open-external.ts'
import { createBatteryPace } from './pace.ts'
import type { Popover } from './popover.ts'
import { createPowerSource, powerSupplyFolder } from './power-source.ts'
import { createShortcut } from './shortcut.ts'
import { createUpdates } from './updates.ts'

export interface SessionDeps extends LoginItemDeps {
  clock: Pick<Clock, 'after' | 'wallMs'>
  settings: SettingsStore
  /** Of the running program. */
  version: string
  popover: Pick<Popover, 'toggle' | 'behave'>
  /** Used later than this is made. */
  notices: { raise(notice: Notice): void; drop(id: string): void }
}

/** The program's place in the session, as its settings say. */
export interface Session {
  pace: Pace
  handlers: DesktopHandlers
  /** Takes the shortcut, and begins to follow the feed. */
  start(): void
  stop(): void
}

const noticeId = 'shortcut'

/** Call after `ready`. */
export function createSession(deps: SessionDeps): Session {
  const { clock, settings, popover, notices, version } = deps
  const power = createPowerSource(deps.platform, clock, powerSupplyFolder)
  const pace = createBatteryPace(power, settings)
  const shortcut = createShortcut(() => popover.toggle(null))
  let shortcutFault: string | null = null
  const updates = createUpdates({
    clock,
    settings,
    version,
    notices,
    download: (address, signal) =>
      downloadText(address, {
        signal,
        userAgent: `Portlight/${version}`,
        // Firms that look into what comes over https put their certificate into the system's store.
        ca: [...getCACertificates('default'), ...getCACertificates('system')],
      }),
  })
  const current = () => settings.current.desktop ?? desktopDefaults

  function follow(): void {
    popover.behave(current())
    pace.settingsChanged()
    updates.follow()
  }

  return {
    pace,
    handlers: createDesktopHandlers({
      settings,
      loginItem: createLoginItem(deps),
      shortcut: {
        ...shortcut,
        use(accelerator) {
          const fault = shortcut.use(accelerator)
          if (fault === null) {
            shortcutFault = null
            notices.drop(noticeId)
          }
          return fault
        },
      },
      shortcutFault: () => shortcutFault,
      power,
      updates,
      openPage: openInBrowser,
      onChange: follow,
    }),
    start() {
      const wanted = current().shortcut
      shortcutFault = shortcut.use(wanted)
      if (wanted !== null && shortcutFault !== null) {
        const params = { shortcut: wanted, reason: shortcutFault }
        notices.raise({ id: noticeId, severity: 'warning', code: 'shortcut-unavailable', params })
      }
      follow()
    },
    stop() {
      shortcut.stop()
      updates.stop()
      power.stop()
    },
  }
}
