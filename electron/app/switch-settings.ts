import { desktopDefaults } from '../contract/desktop.ts'
import type { Answer } from '../contract/schemas.ts'
import { metricsDefaults, type Settings } from '../contract/settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Monitor } from '../monitor/ports.ts'
import type { History } from '../storage/history.ts'
import type { SettingsStore } from '../storage/ports.ts'
import type { FollowedFolders } from './followed-folders.ts'
import type { Handle } from './requests.ts'
import { retentionOf } from './retention.ts'

export interface SwitchSettingsDeps {
  settings: SettingsStore
  monitor: Pick<Monitor, 'remove'>
  followed: Pick<FollowedFolders, 'follow' | 'unfollow'>
  history: Pick<History, 'retain'>
  begin: (target: TargetConfig) => void
  /** Something else of the settings is other than before. */
  onChange: () => void
  handle: Handle
  /** This host is in somebody's session. */
  desktop: boolean
}

/** Puts other settings in the place of all there are, and has everything go by them. Nothing changes if they cannot be saved. */
export async function switchSettings(next: Settings, deps: SwitchSettingsDeps): Promise<Answer<Record<string, never>>> {
  const { settings, monitor, followed, handle } = deps
  const before = settings.current
  const saved = settings.change(() => next)
  if (!saved.ok) return { ok: false, code: 'not-saved', message: saved.message }
  for (const { id } of before.targets) monitor.remove(id)
  for (const target of next.targets) deps.begin(target)
  const [old, now] = [new Set(before.followed ?? []), new Set(next.followed ?? [])]
  for (const path of old) if (!now.has(path)) await followed.unfollow(path)
  for (const path of now) if (!old.has(path)) await followed.follow(path)
  deps.history.retain(retentionOf(next))
  if (deps.desktop) {
    // Whatever of it cannot be had now, such as a port, is said by what serves it.
    await handle('metrics:set', next.metrics ?? metricsDefaults)
    await handle('desktop:set', next.desktop ?? desktopDefaults)
  }
  deps.onChange()
  return { ok: true, value: {} }
}
