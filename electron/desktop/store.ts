import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { defaultSettings, type Settings } from '../contract/settings.ts'
import type { SettingsFile } from '../storage/ports.ts'
import { readJson } from '../storage/read-json.ts'

/**
 * The settings file through electron-store: written to a temporary file and renamed, for its owner alone. The headless
 * host keeps the same file.
 */
export function createSettingsFile(directory: string): SettingsFile {
  const path = join(directory, 'config.json')
  let store: ElectronStore<Settings> | null = null

  // Made at the first write, and never read through: the store throws on a file that is not JSON, or clears it, and
  // storage/settings.ts has put such a file aside before it writes.
  const open = () =>
    new ElectronStore<Settings>({
      cwd: directory,
      name: 'config',
      configFileMode: 0o600,
      // Ids of targets may hold dots, which the store would read as nesting.
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      deserialize: () => defaultSettings,
    })

  return {
    path,
    read: () => readJson(path),
    write(settings) {
      store ??= open()
      store.store = settings
    },
  }
}
