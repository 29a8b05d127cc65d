import { join } from 'node:path'
import Conf from 'conf'
import { defaultSettings, type Settings } from '../contract/settings.ts'
import type { SettingsFile } from '../storage/ports.ts'
import { readJson } from '../storage/read-json.ts'

/** The settings file over `conf`, the base of the desktop's electron-store: both hosts keep one and the same file. */
export function createConfFile(directory: string): SettingsFile {
  const path = join(directory, 'config.json')
  let conf: Conf<Settings> | null = null

  // Made at the first write, because its constructor already reads the file. Reading is done here instead: conf takes a
  // file that is not JSON for a reason to throw or to clear it, and this one is copied aside first by storage/settings.
  const open = () =>
    new Conf<Settings>({
      cwd: directory,
      configName: 'config',
      fileExtension: 'json',
      configFileMode: 0o600,
      accessPropertiesByDotNotation: false,
      clearInvalidConfig: false,
      // Only ever written through, and whole: what the file held before must not stand in the way.
      deserialize: () => defaultSettings,
    })

  return {
    path,
    read: () => readJson(path),
    // Atomic, but for where SNAP is set: there conf writes in place, and a crash in that instant truncates the file.
    write: (settings) => {
      conf ??= open()
      conf.store = settings
    },
  }
}
