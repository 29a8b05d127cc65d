import type { DesktopHandlers } from '../app/desktop-handlers.ts'
import { type DesktopChange, type DesktopSettings, type DesktopView, desktopDefaults } from '../contract/desktop.ts'
import type { Answer } from '../contract/schemas.ts'
import type { SettingsStore } from '../storage/ports.ts'
import { feedAddressFault } from './download-text.ts'
import type { LoginItem } from './login-item.ts'
import type { PowerSource } from './power-source.ts'
import type { Shortcut } from './shortcut.ts'
import type { Updates } from './updates.ts'

export interface DesktopHandlersDeps {
  settings: SettingsStore
  loginItem: LoginItem
  shortcut: Pick<Shortcut, 'use'>
  power: Pick<PowerSource, 'onBattery'>
  updates: Pick<Updates, 'state' | 'check'>
  /** False when it is no web address, or no browser took it. */
  openPage: (address: string) => Promise<boolean>
  /** The settings have changed: whatever follows them does so from now on. */
  onChange: () => void
  /** Why the shortcut of the settings cannot be had; null when it can. */
  shortcutFault: () => string | null
}

/** Answers what only a program in a desktop session can. */
export function createDesktopHandlers(deps: DesktopHandlersDeps): DesktopHandlers {
  const { settings, loginItem, shortcut } = deps

  const current = (): DesktopSettings => settings.current.desktop ?? desktopDefaults

  async function view(): Promise<Answer<DesktopView>> {
    const launchAtLogin = await loginItem.state()
    return {
      ok: true,
      value: {
        ...current(),
        launchAtLogin,
        shortcutFault: deps.shortcutFault(),
        onBattery: deps.power.onBattery(),
        update: deps.updates.state(),
      },
    }
  }

  /** What can be refused comes first; then it is saved, and what follows it follows. */
  async function set({ launchAtLogin, ...change }: DesktopChange): Promise<Answer<DesktopView>> {
    const feedFault = typeof change.updateFeed === 'string' ? feedAddressFault(change.updateFeed) : null
    if (feedFault !== null) return { ok: false, code: 'invalid-request', message: feedFault }
    const before = current()
    if (change.shortcut !== undefined) {
      const fault = shortcut.use(change.shortcut)
      if (fault !== null) return { ok: false, code: 'shortcut-unavailable', message: fault }
    }
    if (launchAtLogin !== undefined) {
      const fault = await loginItem.set(launchAtLogin)
      if (fault !== null && change.shortcut !== undefined) shortcut.use(before.shortcut)
      if (fault !== null) return { ok: false, code: 'unsupported', message: fault }
    }
    if (Object.keys(change).length > 0) {
      const saved = settings.change((all) => ({ ...all, desktop: { ...current(), ...change } }))
      if (!saved.ok) {
        if (change.shortcut !== undefined) shortcut.use(before.shortcut)
        return { ok: false, code: 'not-saved', message: saved.message }
      }
      deps.onChange()
    }
    return view()
  }

  return {
    'desktop:get': view,
    'desktop:set': set,
    'update:check': async () => {
      await deps.updates.check()
      return view()
    },
    'update:open': async () => {
      const update = deps.updates.state()
      if (update.kind !== 'newer') {
        return { ok: false, code: 'not-found', message: 'no newer release is known; look for one first' }
      }
      if (await deps.openPage(update.page)) return { ok: true, value: {} }
      return { ok: false, code: 'unsupported', message: `no browser opened ${update.page}; open it by hand` }
    },
  }
}
