import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { type Cipher, createEncryptedSecrets } from '../../electron/storage/encrypted-secrets.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const fileSchema = z.object({ schemaVersion: z.int(), secrets: z.record(z.string(), z.unknown()) })
const now = () => new Date('2026-11-22T15:37:00Z')

/** Encodes: enough to see that what is stored is what the cipher gave. */
const encoding = (scheme: Cipher['scheme'], renew = false): Cipher => ({
  scheme,
  encrypt: async (text) => `${renew ? 'new:' : 'old:'}${Buffer.from(text).toString('base64')}`,
  decrypt: async (data) => ({ text: Buffer.from(data.slice(4), 'base64').toString(), renew }),
})

async function put(store: ReturnType<typeof createEncryptedSecrets>, value: string) {
  const stored = await store.put(value)
  if (!stored.ok) throw new Error(stored.message)
  return stored.ref
}

it('keeps secrets encrypted, for their owner alone, across restarts and overlapping changes', async () => {
  const path = join(temporaryDirectory(), 'secrets.json')
  const store = createEncryptedSecrets(path, encoding('key-file'), now)
  expect(existsSync(path)).toBe(false)
  const [a, b, c] = await Promise.all([put(store, 'hunter2'), put(store, 'pässword'), put(store, 'third')])
  await store.delete(c)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(readFileSync(path, 'utf8')).not.toContain('hunter2')

  const again = createEncryptedSecrets(path, encoding('key-file'), now)
  expect(await again.get(a)).toEqual({ ok: true, value: 'hunter2' })
  expect(await again.get(b)).toEqual({ ok: true, value: 'pässword' })
  expect(await again.get(c)).toEqual({ ok: false, message: 'it is not stored; enter it again' })
})

it.each([
  ['keychain', 'key-file', "it is stored by the desktop app's keychain; enter it again here"],
  ['key-file', 'keychain', "it is stored by the headless host's key file; enter it again here"],
] as const)('says that a secret stored with %s must be entered again under %s', async (stored, here, message) => {
  const path = join(temporaryDirectory(), 'secrets.json')
  const ref = await put(createEncryptedSecrets(path, encoding(stored), now), 'hunter2')
  const other = createEncryptedSecrets(path, encoding(here), now)
  expect(await other.get(ref)).toEqual({ ok: false, message })

  // What the other host stored stays for it.
  await put(other, 'mine')
  expect(await createEncryptedSecrets(path, encoding(stored), now).get(ref)).toEqual({ ok: true, value: 'hunter2' })
})

it('encrypts again when the cipher asks for it', async () => {
  const path = join(temporaryDirectory(), 'secrets.json')
  const ref = await put(createEncryptedSecrets(path, encoding('keychain'), now), 'hunter2')
  expect(readFileSync(path, 'utf8')).toContain('old:')
  const renewed = createEncryptedSecrets(path, encoding('keychain', true), now)
  expect(await renewed.get(ref)).toEqual({ ok: true, value: 'hunter2' })
  expect(readFileSync(path, 'utf8')).toContain('new:')
})

it('answers in words when the cipher cannot decrypt', async () => {
  const path = join(temporaryDirectory(), 'secrets.json')
  const ref = await put(createEncryptedSecrets(path, encoding('keychain'), now), 'hunter2')
  const locked: Cipher = {
    ...encoding('keychain'),
    decrypt: async () => {
      throw new Error('the keychain is locked; unlock it')
    },
  }
  expect(await createEncryptedSecrets(path, locked, now).get(ref)).toEqual({
    ok: false,
    message: 'the keychain is locked; unlock it',
  })
})

it('copies a damaged file aside before it writes another', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'secrets.json')
  writeFileSync(path, '{"schemaVersion":1,"secrets":{"a":')
  const store = createEncryptedSecrets(path, encoding('key-file'), now)
  expect(await store.get({ secret: 'a' })).toEqual({ ok: false, message: `${path} is damaged; enter it again` })
  expect(readdirSync(directory)).toEqual(['secrets.json'])

  const ref = await put(store, 'new')
  expect(readFileSync(join(directory, 'secrets.corrupt-20261122T153700Z.json'), 'utf8')).toBe(
    '{"schemaVersion":1,"secrets":{"a":',
  )
  expect(await store.get(ref)).toEqual({ ok: true, value: 'new' })
})

it('answers when it cannot save, without the secret, and goes on', async () => {
  const directory = join(temporaryDirectory(), 'missing')
  const store = createEncryptedSecrets(join(directory, 'secrets.json'), encoding('key-file'), now)
  expect(await store.put('hunter2')).toEqual({
    ok: false,
    message: `${directory}/secrets.json could not be saved: there is no such file or directory`,
  })
})

it('uses what it can read of a file, and leaves the rest in it', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'secrets.json')
  const ref = await put(createEncryptedSecrets(path, encoding('key-file'), now), 'hunter2')
  const known = z.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')))
  const unknown = { odd: { scheme: 'tpm', data: 'x', slot: 3 }, text: 'y' }
  writeFileSync(path, JSON.stringify({ ...known, secrets: { ...unknown, ...known.secrets } }))

  const store = createEncryptedSecrets(path, encoding('key-file'), now)
  expect(await store.get(ref)).toEqual({ ok: true, value: 'hunter2' })
  expect(await store.get({ secret: 'odd' })).toEqual({
    ok: false,
    message: `${path} holds it in no form known here; enter it again`,
  })
  await put(store, 'more')
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ secrets: { ...unknown, ...known.secrets } })
  expect(readdirSync(directory)).toEqual(['secrets.json'])
})

it('copies a file of a newer version aside before it writes another', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'secrets.json')
  const content = '{"schemaVersion":2,"secrets":{"a":{"scheme":"key-file","data":"x"}}}'
  writeFileSync(path, content)
  const store = createEncryptedSecrets(path, encoding('key-file'), now)
  expect(await store.get({ secret: 'a' })).toEqual({
    ok: false,
    message: `${path} is from a newer Portlight; enter it again`,
  })
  await put(store, 'new')
  expect(readFileSync(join(directory, 'secrets.newer-20261122T153700Z.json'), 'utf8')).toBe(content)
})

it('forgets what nothing refers to, but not what came since, nor what it cannot read', async () => {
  const path = join(temporaryDirectory(), 'secrets.json')
  const first = createEncryptedSecrets(path, encoding('keychain'), now)
  const [used, unused] = [await put(first, 'used'), await put(first, 'unused')]
  const before = z.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')))
  writeFileSync(path, JSON.stringify({ ...before, secrets: { ...before.secrets, odd: { scheme: 'tpm' } } }))

  const store = createEncryptedSecrets(path, encoding('key-file'), now)
  const added = await put(store, 'added')
  await store.keepOnly([used])
  const { secrets } = z.parse(fileSchema, JSON.parse(readFileSync(path, 'utf8')))
  expect(new Set(Object.keys(secrets))).toEqual(new Set([used.secret, 'odd', added.secret]))
  expect(await store.get(unused)).toMatchObject({ ok: false })
})
