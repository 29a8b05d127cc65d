import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Cipher } from '../storage/encrypted-secrets.ts'
import { errorCode, errorReason } from '../storage/error-reason.ts'
import { type KeyPath, withinMessage } from './key-path.ts'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16

/**
 * Encrypts with AES-256-GCM under a random key in a file of its own, made at first need. It lies outside the data
 * directory, so a backup or a synchronised copy of that directory does not carry the key with it. A key file that others
 * can read is refused rather than used; one that was provided is never made.
 */
export function createKeyFileCipher({ path, provided, within }: KeyPath, platform: NodeJS.Platform): Cipher {
  // systemd shows a credential to its service's group, of which the service is the only member.
  const forbidden = provided ? 0o037 : 0o077
  let known: Promise<Buffer> | null = null

  function key(create: boolean): Promise<Buffer> {
    known ??= open(create && !provided).catch((error: unknown) => {
      known = null
      if (errorCode(error) === null) throw error
      const advice = create
        ? '; name another with --key-file, or enter ${env:NAME} to take it from the environment'
        : ''
      throw new Error(`the key file ${path} cannot be used: ${errorReason(error)}${advice}`)
    })
    return known
  }

  const open = (create: boolean): Promise<Buffer> =>
    create ? readOrCreate(path, platform, forbidden) : readKey(path, platform, forbidden)

  return {
    scheme: 'key-file',
    async encrypt(text) {
      if (within) throw new Error(withinMessage(path))
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', await key(true), nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
    },
    async decrypt(data) {
      const bytes = Buffer.from(data, 'base64')
      const secretKey = await key(false)
      try {
        const decipher = createDecipheriv('aes-256-gcm', secretKey, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        })
        decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
        const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()])
        return { text: text.toString('utf8'), renew: false }
      } catch {
        throw new Error(`the key in ${path} is not the one it was stored with; enter it again`)
      }
    },
  }
}

async function readKey(path: string, platform: NodeJS.Platform, forbidden: number): Promise<Buffer> {
  const { mode } = await stat(path)
  // Windows has no such bits; there the person's profile directory is the guard.
  if (platform !== 'win32' && (mode & forbidden) !== 0) {
    const octal = (mode & 0o777).toString(8).padStart(4, '0')
    throw new Error(`the key file ${path} can be used by others (mode ${octal}); run chmod 600 ${path}`)
  }
  const key = await readFile(path)
  if (key.byteLength !== keyBytes)
    throw new Error(`the key file ${path} is damaged: it does not hold ${keyBytes} bytes`)
  return key
}

async function readOrCreate(path: string, platform: NodeJS.Platform, forbidden: number): Promise<Buffer> {
  try {
    return await readKey(path, platform, forbidden)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  await create(path)
  return readKey(path, platform, forbidden)
}

// A link appears whole and never replaces another process's key, so two hosts that start at once agree on one.
async function create(path: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}.tmp`
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await writeFile(temporary, randomBytes(keyBytes), { flag: 'wx', mode: 0o600, flush: true })
    await link(temporary, path)
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  } finally {
    await rm(temporary, { force: true })
  }
}
