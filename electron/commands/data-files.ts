import { join } from 'node:path'
import { createConfFile } from '../headless/conf-file.ts'
import { createKeyFileCipher } from '../headless/key-file.ts'
import { findKeyPath } from '../headless/key-path.ts'
import type { SystemPaths } from '../storage/data-directory.ts'
import { createEncryptedSecrets } from '../storage/encrypted-secrets.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { openSettings } from '../storage/settings.ts'

/** Settings as the headless host keeps them, in a data directory that need not exist to be read. */
export function openDataSettings(directory: string, now: () => Date): { settings: SettingsStore; notices: string[] } {
  const { store, notices } = openSettings(createConfFile(directory), now)
  return {
    settings: store,
    notices: notices.map(({ params: { path, reason } }) => `${path ?? directory}: ${reason ?? 'cannot be used'}`),
  }
}

/** Secrets as the headless host keeps them. `keyFile` is what a person named, or null. */
export function openDataSecrets(
  directory: string,
  keyFile: string | null,
  system: SystemPaths,
  now: () => Date,
): { ok: true; secrets: SecretStore } | { ok: false; message: string } {
  const found = findKeyPath(keyFile, directory, system)
  if (!found.ok) return found
  const cipher = createKeyFileCipher(found.key, system.platform)
  return { ok: true, secrets: createEncryptedSecrets(join(directory, 'secrets.json'), cipher, now, system.env) }
}
