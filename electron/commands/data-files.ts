import { join } from 'node:path'
import { createConfFile } from '../headless/conf-file.ts'
import { createKeyFileCipher } from '../headless/key-file.ts'
import { defaultStateDirectory, type SystemPaths } from '../storage/data-directory.ts'
import { createEncryptedSecrets } from '../storage/encrypted-secrets.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { openSettings } from '../storage/settings.ts'

/** Settings and secrets as the headless host keeps them, in a data directory that need not exist to be read. */
export function openDataFiles(
  directory: string,
  system: SystemPaths,
  now: () => Date,
): { settings: SettingsStore; secrets: SecretStore; notices: string[] } {
  const { store, notices } = openSettings(createConfFile(directory), now)
  const cipher = createKeyFileCipher(join(defaultStateDirectory(system), 'secret.key'), system.platform)
  return {
    settings: store,
    secrets: createEncryptedSecrets(join(directory, 'secrets.json'), cipher, now),
    notices: notices.map(({ params: { path, reason } }) => `${path ?? directory}: ${reason ?? 'cannot be used'}`),
  }
}
