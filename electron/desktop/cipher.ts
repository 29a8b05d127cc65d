import { safeStorage } from 'electron'
import type { Cipher } from '../storage/encrypted-secrets.ts'
import type { Platform } from './platform.ts'

async function refuseUnlessSafe(platform: Platform): Promise<void> {
  // Without a key ring Chromium encrypts with a password that is in its source: that is no secret.
  if (platform.os === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
    throw new Error(
      'this session has no key ring to keep a password in; start GNOME Keyring or KWallet, then enter it again',
    )
  }
  if (!(await safeStorage.isAsyncEncryptionAvailable())) {
    throw new Error("the system's key store is not available; unlock it, then try again")
  }
}

/** Encrypts with a key that the system's key store keeps for this person. Call after `ready`. */
export function createCipher(platform: Platform): Cipher {
  return {
    scheme: 'keychain',
    async encrypt(text) {
      await refuseUnlessSafe(platform)
      return (await safeStorage.encryptStringAsync(text)).toString('base64')
    },
    async decrypt(data) {
      await refuseUnlessSafe(platform)
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(data, 'base64'))
      return { text: result, renew: shouldReEncrypt }
    },
  }
}
