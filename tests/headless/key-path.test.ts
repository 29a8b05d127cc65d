import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createKeyFileCipher } from '../../electron/headless/key-file.ts'
import { findKeyPath } from '../../electron/headless/key-path.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

function machine() {
  const home = temporaryDirectory()
  const credentials = join(home, 'credentials')
  mkdirSync(credentials)
  const env: Record<string, string> = {}
  return { home, env, credentials, data: join(home, 'data'), system: { platform: 'linux', env, home } as const }
}

it('takes the file named, else the credential there is, else one in the state directory', () => {
  const { home, env, credentials, data, system } = machine()
  const own = {
    ok: true,
    key: { path: join(home, '.local/state/portlight/secret.key'), provided: false, within: false },
  }
  expect(findKeyPath(null, data, system)).toEqual(own)
  env.CREDENTIALS_DIRECTORY = credentials
  expect(findKeyPath(null, data, system)).toEqual(own)
  const provided = join(credentials, 'portlight.key')
  writeFileSync(provided, Buffer.alloc(32, 1), { mode: 0o440 })
  expect(findKeyPath(null, data, system)).toEqual({ ok: true, key: { path: provided, provided: true, within: false } })
  expect(findKeyPath('/k', data, system)).toEqual({ ok: true, key: { path: '/k', provided: false, within: false } })
})

it('refuses one within the data directory, by whatever way it leads there', () => {
  const { home, data, system } = machine()
  mkdirSync(join(data, 'below'), { recursive: true })
  symlinkSync(join(data, 'below'), join(home, 'elsewhere'))
  const refused = { ok: false, message: expect.stringContaining('is within the data directory') }
  for (const path of [join(data, 'key'), join(data, 'below/new/key'), join(home, 'elsewhere/key')])
    expect(findKeyPath(path, data, system), path).toEqual(refused)
  expect(findKeyPath(join(home, 'data.key'), data, system)).toMatchObject({ ok: true })
  expect(findKeyPath(join(home, '..key'), home, { ...system, home: '/nowhere' })).toEqual(refused)
})

it('reads with the one of the state directory where that is within the data directory, and encrypts nothing more', async () => {
  const { env, data, system } = machine()
  env.XDG_STATE_HOME = data
  const found = findKeyPath(null, data, system)
  if (!found.ok) throw new Error(found.message)
  const before = await createKeyFileCipher({ ...found.key, within: false }, 'linux').encrypt('hunter2')
  const cipher = createKeyFileCipher(found.key, 'linux')
  expect(await cipher.decrypt(before)).toMatchObject({ text: 'hunter2' })
  await expect(cipher.encrypt('x')).rejects.toThrow(
    /is within the data directory.*; name a file elsewhere with --key-file$/,
  )
})

it('uses a credential that its group may read, and makes none', async () => {
  const { credentials } = machine()
  const path = join(credentials, 'portlight.key')
  const cipher = () => createKeyFileCipher({ path, provided: true, within: false }, 'linux')
  await expect(cipher().encrypt('x')).rejects.toThrow(
    `the key file ${path} cannot be used: there is no such file or directory; name another with --key-file`,
  )
  writeFileSync(path, Buffer.alloc(32, 1), { mode: 0o440 })
  expect(await cipher().decrypt(await cipher().encrypt('hunter2'))).toMatchObject({ text: 'hunter2' })
  const own = createKeyFileCipher({ path, provided: false, within: false }, 'linux')
  await expect(own.encrypt('x')).rejects.toThrow('can be used by others (mode 0440)')
})
