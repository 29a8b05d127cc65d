import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Cipher, createEncryptedSecrets } from '../../electron/storage/encrypted-secrets.ts'
import { type Environment, environmentName } from '../../electron/storage/environment-secret.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const now = () => new Date('2026-11-22T15:37:00Z')
// Two characters of a template literal, which this is not.
const written = (name: string) => ['$', `{env:${name}}`].join('')

/** Of a machine where no key can be had. */
const locked = (scheme: Cipher['scheme']): Cipher => ({
  scheme,
  encrypt: () => Promise.reject(new Error('there is no key')),
  decrypt: () => Promise.reject(new Error('there is no key')),
})

it.each([
  [written('SHOP_PASSWORD'), 'SHOP_PASSWORD'],
  [written('_x1'), '_x1'],
  [`${written('A')} `, null],
  [`Bearer ${written('A')}`, null],
  [written(''), null],
  [written('1A'), null],
  [written('A B'), null],
  ['$A', null],
  ['hunter2', null],
])('reads the name of %s: %s', (text, name) => expect(environmentName(text)).toBe(name))

describe('a secret that is kept in the environment', () => {
  it('needs no key, is looked up when it is used, on either host, and is not written', async () => {
    const path = join(temporaryDirectory(), 'secrets.json')
    const store = createEncryptedSecrets(path, locked('key-file'), now, { SHOP: 'hunter2' })
    const put = await store.put(written('SHOP'))
    if (!put.ok) throw new Error(put.message)
    expect(await store.get(put.ref)).toEqual({ ok: true, value: 'hunter2' })
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2')

    const elsewhere = (env: Environment) => createEncryptedSecrets(path, locked('keychain'), now, env)
    expect(await elsewhere({ SHOP: 'changed' }).get(put.ref)).toEqual({ ok: true, value: 'changed' })
    const missing = { ok: false, message: expect.stringMatching(/^the environment variable SHOP is not set; set it/) }
    for (const env of [{}, { SHOP: '' }]) expect(await elsewhere(env).get(put.ref)).toEqual(missing)
    expect(await store.put('a password')).toEqual({
      ok: false,
      message: `${path} could not be saved: there is no key`,
    })
  })

  it('is looked up for what a file names, where the environment is given', async () => {
    const secrets = createMemorySecrets({ SHOP: 'hunter2' })
    expect(await secrets.get(secrets.sink(written('SHOP')))).toEqual({ ok: true, value: 'hunter2' })
    expect(await secrets.get(secrets.sink(written('NONE')))).toMatchObject({ ok: false })
    expect(await secrets.get(secrets.sink('plain'))).toEqual({ ok: true, value: 'plain' })
    const without = createMemorySecrets()
    expect(await without.get(without.sink(written('SHOP')))).toEqual({ ok: true, value: written('SHOP') })
  })
})
