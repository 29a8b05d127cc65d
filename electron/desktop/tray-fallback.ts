import type { Notice } from '../contract/snapshot.ts'
import type { Clock } from '../monitor/ports.ts'
import type { Platform } from './platform.ts'
import type { Popover } from './popover.ts'
import type { TrayIcon } from './tray.ts'
import { findTrayHost } from './tray-host.ts'
import { watchTrayHost } from './tray-watch.ts'

export interface TrayFallbackDeps {
  platform: Platform
  env: Readonly<Record<string, string | undefined>>
  clock: Pick<Clock, 'after'>
  tray: Pick<TrayIcon, 'renew' | 'onMenuChange'>
  popover: Pick<Popover, 'beOrdinary' | 'show' | 'hide'>
  notices: { raise(notice: Notice): void; drop(id: string): void }
  /** Started with the session, the window stays small until somebody wants it. */
  hidden: boolean
}

const notice: Notice = { id: 'tray', severity: 'warning', code: 'tray-unavailable', params: {} }

/**
 * Where the desktop has no place for tray icons the popover becomes a window like any other, with the tray's menu as its
 * menu bar, and says why; as soon as there is one, the icon is all there is again. Only Linux has such desktops.
 */
export function followTrayHost(deps: TrayFallbackDeps): { stop(): void } {
  const { platform, env, clock, tray, popover, notices, hidden } = deps
  if (platform.os !== 'linux') return { stop: () => {} }
  return watchTrayHost({
    clock,
    find: () => findTrayHost(platform, env),
    onNewHost: () => tray.renew(),
    onHost(there) {
      if (there) {
        notices.drop(notice.id)
        tray.onMenuChange(null)
        popover.beOrdinary(false)
        return
      }
      notices.raise(notice)
      popover.beOrdinary(true, (window) =>
        tray.onMenuChange((bar) => {
          if (!window.isDestroyed()) window.setMenu(bar)
        }),
      )
      if (hidden) popover.hide()
      else popover.show()
    },
  })
}
