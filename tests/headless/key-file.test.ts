import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { createKeyFileCipher } from '../../electron/headless/key-file.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const keyPath = () => join(temporaryDirectory(), 'state', 'portlight', 'secret.key')
const cipherOf = (path: string) => createKeyFileCipher({ path, provided: false, within: false }, 'linux')

it('makes a key at first need, for its owner alone, and encrypts so that only that key decrypts', async () => {
  const path = keyPath()
  const cipher = cipherOf(path)
  expect(existsSync(path)).toBe(false)
  const data = await cipher.encrypt('hünter2')
  expect(await cipher.encrypt('hünter2')).not.toBe(data)
  expect(Buffer.from(data, 'base64').toString('latin1')).not.toContain('nter2')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(dirname(path)).mode & 0o777).toBe(0o700)
  expect(readFileSync(path)).toHaveLength(32)
  expect(readdirSync(dirname(path))).toEqual(['secret.key'])
  expect(await cipherOf(path).decrypt(data)).toEqual({
    text: 'hünter2',
    renew: false,
  })

  const other = keyPath()
  await cipherOf(other).encrypt('')
  await expect(cipherOf(other).decrypt(data)).rejects.toThrow(
    `the key in ${other} is not the one it was stored with; enter it again`,
  )
})

it('notices a text that was tampered with', async () => {
  const cipher = cipherOf(keyPath())
  const bytes = Buffer.from(await cipher.encrypt('hunter2'), 'base64')
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  await expect(cipher.decrypt(bytes.toString('base64'))).rejects.toThrow('enter it again')
  await expect(cipher.decrypt('c2hvcnQ=')).rejects.toThrow('enter it again')
})

it('agrees on one key when two start at once', async () => {
  const path = keyPath()
  const [a, b] = [cipherOf(path), cipherOf(path)]
  const [fromA, fromB] = await Promise.all([a.encrypt('a'), b.encrypt('b')])
  expect(await b.decrypt(fromA)).toMatchObject({ text: 'a' })
  expect(await a.decrypt(fromB)).toMatchObject({ text: 'b' })
})

it('refuses a key file that others can read, says how to mend it, and takes it once mended', async () => {
  const path = keyPath()
  const data = await cipherOf(path).encrypt('hunter2')
  chmodSync(path, 0o640)
  const cipher = cipherOf(path)
  const refusal = `the key file ${path} can be used by others (mode 0640); run chmod 600 ${path}`
  await expect(cipher.decrypt(data)).rejects.toThrow(refusal)
  await expect(cipher.encrypt('x')).rejects.toThrow(refusal)
  chmodSync(path, 0o600)
  expect(await cipher.decrypt(data)).toMatchObject({ text: 'hunter2' })
})

it('does not make a new key to decrypt with, nor use one of the wrong size', async () => {
  const path = keyPath()
  await expect(cipherOf(path).decrypt('AAAA')).rejects.toThrow(
    `the key file ${path} cannot be used: there is no such file or directory`,
  )
  expect(existsSync(path)).toBe(false)
  await cipherOf(path).encrypt('')
  writeFileSync(path, 'short')
  await expect(cipherOf(path).encrypt('x')).rejects.toThrow('is damaged: it does not hold 32 bytes')
})
