import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forwardProxy } from '../lab/http-proxy.ts'
import { statusHttp } from '../lab/http-servers.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { startApp, type TestApp } from './harness.ts'

const password = 'pr0xy-s3cret'
const settingsText = (directory: string) => readFileSync(join(directory, 'config.json'), 'utf8')

/** How many secrets are kept. */
function secrets(directory: string): number {
  const path = join(directory, 'secrets.json')
  if (!existsSync(path)) return 0
  const parsed: { secrets?: object } = JSON.parse(readFileSync(path, 'utf8'))
  return Object.keys(parsed.secrets ?? {}).length
}

async function use<T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> {
  const server = await opening
  onTestFinished(() => server.close())
  return server
}

/** The message of the first result of a target that `add` adds. */
async function result(app: TestApp, add: () => Promise<{ id: string }>): Promise<string> {
  const { id } = await add()
  await expect.poll(() => app.portlight.monitor.status(id)?.lastResult ?? null, { timeout: 10_000 }).not.toBeNull()
  return app.portlight.monitor.status(id)?.lastResult?.message ?? ''
}

describe('the CA file and the interface in the settings', () => {
  it('are kept and taken away again', async () => {
    const home = temporaryDirectory()
    writeFileSync(join(home, 'ca.pem'), '-----BEGIN CERTIFICATE-----\n')
    const app = startApp({ started: false, reading: { machine: { hostname: 'h', ip: '', env: {} }, home } })
    expect(await app.ask('network:set', { caFile: '~/ca.pem', interface: ' lo ' })).toMatchObject({
      caFile: join(home, 'ca.pem'),
      interface: 'lo',
    })
    expect(await app.ask('network:set', { proxyBypass: [] })).toMatchObject({ interface: 'lo' })
    expect(await app.ask('network:set', { caFile: '', interface: null })).toMatchObject({
      caFile: null,
      interface: null,
    })
  })

  it('refuses a CA file that cannot be read', async () => {
    const app = startApp({ started: false })
    expect(await app.portlight.handle('network:set', { caFile: '/nowhere/ca.pem' })).toEqual({
      ok: false,
      code: 'unreadable',
      message: '/nowhere/ca.pem cannot be read: there is no such file or directory',
    })
  })
})

describe('the proxy in the settings', () => {
  it('is none at first, and is kept as it was understood', async () => {
    const app = startApp({ started: false })
    const { interfaces } = await app.ask('network:get', {})
    const others = { caFile: null, interface: null, interfaces }
    const none = { proxy: null, proxyUsername: null, hasPassword: false, proxyBypass: [], ...others }
    expect(await app.ask('network:get', {})).toEqual(none)
    const written = { proxy: ' Proxy.Example:3128 ', proxyUsername: 'ops', proxyPassword: password }
    const kept = { ...none, proxy: 'http://proxy.example:3128', proxyUsername: 'ops', hasPassword: true }
    expect(await app.ask('network:set', written)).toEqual(kept)
    const list = ['.example.org', '10.0.0.0/8']
    expect(await app.ask('network:set', { proxyBypass: list })).toEqual({ ...kept, proxyBypass: list })
    expect(await app.ask('network:get', {})).toEqual({ ...kept, proxyBypass: list })
    expect(await app.ask('network:set', { proxy: null, proxyUsername: null, proxyBypass: [] })).toEqual(none)
  })

  it('keeps its password where passwords are, through a restart, and forgets it with the proxy it was for', async () => {
    const directory = temporaryDirectory()
    const first = startApp({ directory })
    await first.ask('network:set', { proxy: 'proxy.example:3128', proxyPassword: password })
    expect(settingsText(directory)).not.toContain(password)
    expect(secrets(directory)).toBe(1)
    await first.stop()
    const app = startApp({ directory })
    expect(await app.ask('network:set', { proxy: 'http://proxy.example:3128/' })).toMatchObject({ hasPassword: true })
    await app.ask('network:set', { proxyPassword: 'another' })
    expect(secrets(directory)).toBe(1)
    expect(await app.ask('network:set', { proxy: 'elsewhere.example:3128' })).toMatchObject({ hasPassword: false })
    expect(secrets(directory)).toBe(0)
  })

  it.each([
    ['https://proxy.example', 'only a plain HTTP proxy can be used; write http://host:port'],
    ['socks5://proxy.example:1080', 'only a plain HTTP proxy can be used; write http://host:port'],
    [
      `http://ops:${password}@proxy.example:1`,
      'the address of a proxy takes no user name or password; each has a field of its own',
    ],
    ['proxy.example:3128/path', '"proxy.example:3128/path" is not the address of a proxy; write http://host:port'],
    ['a b', '"http://a b" names no host; write http://host/path'],
  ])('%s is no proxy', async (proxy, message) => {
    const { portlight } = startApp({ started: false })
    expect(await portlight.handle('network:set', { proxy })).toEqual({ ok: false, code: 'invalid-request', message })
  })

  it('refuses an entry of the list that nobody can read', async () => {
    const { portlight } = startApp({ started: false })
    const answer = await portlight.handle('network:set', { proxyBypass: ['example.org', 'a b'] })
    expect(answer).toMatchObject({
      ok: false,
      code: 'invalid-request',
      message: expect.stringContaining('proxyBypass.1'),
    })
  })

  it('is taken from the next probe on, for all but this computer', async () => {
    const server = await use(statusHttp(200))
    const proxy = await use(forwardProxy())
    const app = startApp()
    await app.ask('network:set', { proxy: `127.0.0.1:${proxy.port}` })
    const away = await result(app, async () => app.ask('targets:add', { line: 'http://site.test/' }))
    expect(away).toContain('answered 502')
    expect(proxy.seen).toEqual(['GET http://site.test/'])
    const here = await result(app, async () => app.ask('targets:add', { line: `http://127.0.0.1:${server.port}/` }))
    expect(here).toContain('answered 200')
    expect(proxy.seen).toHaveLength(1)
  })
})
