import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Draft } from '../../electron/contract/draft.ts'
import type { HttpTarget, TargetConfig } from '../../electron/contract/target-config.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { basicAuthHttp, echoHttp } from '../lab/http-servers.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { startApp, type TestApp } from './harness.ts'

const savedSettings = (directory: string) => JSON.parse(readFileSync(join(directory, 'config.json'), 'utf8'))

const http = (target: string, options: Partial<HttpTarget> = {}): TargetConfig => ({
  id: 'new',
  protocol: 'http',
  target,
  intervalMs: 60_000,
  responseTimeoutMs: 5000,
  followRedirects: true,
  ...options,
})
const draft = (target: TargetConfig, rest: Partial<Draft> = {}): Draft => ({
  target,
  secrets: {},
  source: null,
  ...rest,
})

async function save(app: TestApp, given: Draft, id: string | null = null): Promise<string> {
  const answer = await app.ask('targets:save', { draft: given, id })
  expect(answer.faults).toEqual([])
  return answer.id ?? ''
}

const secretsOf = ({ directory }: TestApp) => readFileSync(join(directory, 'secrets.json'), 'utf8')

describe('a draft', () => {
  it('is added with its secrets apart, edited without writing them again, and probed with them', async () => {
    const server = await basicAuthHttp('ann', 'hunter2')
    onTestFinished(() => server.close())
    const app = startApp()
    const url = `http://127.0.0.1:${server.port}/`
    const password = { secret: 'new 1' }
    const id = await save(app, draft(http(url, { username: 'ann', password }), { secrets: { 'new 1': 'hunter2' } }))
    const { target } = await app.ask('targets:get', { id })
    expect(target).toMatchObject({ id, username: 'ann', password: { secret: expect.any(String) } })
    expect(JSON.stringify([target, savedSettings(app.directory)])).not.toMatch(/hunter2|new 1/)

    const answered = app.delta(({ changed }) => changed.some(({ name, lastResult }) => name === 'Mine' && lastResult))
    expect(await save(app, draft({ ...target, name: 'Mine' }, { source: id }), id)).toBe(id)
    expect((await answered).changed).toMatchObject([{ id, lastResult: { http: { statusCode: 200 } } }])
    expect(savedSettings(app.directory).targets).toMatchObject([
      { id, name: 'Mine', password: target.protocol === 'http' && target.password },
    ])
  })

  it('that is a copy brings copies of its secrets, also from a file', async () => {
    const server = await basicAuthHttp('ann', 'hunter2')
    onTestFinished(() => server.close())
    const secrets = createMemorySecrets()
    const config = http(`http://127.0.0.1:${server.port}/`, { username: 'ann', password: secrets.sink('hunter2') })
    const file = { config: { ...config, id: 'f'.repeat(64) }, sourceFile: '/etc/http.toml' }
    const app = startApp({ files: { targets: [file], secrets } })
    const copy = draft({ ...file.config, name: 'Copy' }, { source: file.config.id })
    expect(await app.portlight.handle('targets:save', { draft: copy, id: file.config.id })).toMatchObject({
      code: 'read-only',
      message: 'this target comes from /etc/http.toml; change it there',
    })
    const tested = await app.ask('targets:test', { key: 'page', of: copy })
    expect(tested.result).toMatchObject({ resultCode: 0, http: { statusCode: 200 } })
    const first = await save(app, copy)
    const second = await save(app, draft({ ...file.config, name: 'Another' }, { source: first }), null).catch(String)
    // The reference is the file's, which the first copy does not have.
    expect(second).toContain('secret-unavailable')
    const { target } = await app.ask('targets:get', { id: first })
    const third = await save(app, draft({ ...target, name: 'Another' }, { source: first }))
    await app.ask('targets:remove', { ids: [first] })
    const again = await app.ask('targets:test', {
      key: 'page',
      of: draft((await app.ask('targets:get', { id: third })).target, { source: third }),
    })
    expect(again.result).toMatchObject({ http: { statusCode: 200 } })
  })

  it('gives up secrets it no longer has, and takes none that are not its own', async () => {
    const app = startApp()
    const own = await save(
      app,
      draft(http('http://127.0.0.1:1/', { password: { secret: 'a' } }), { secrets: { a: 'pw-one' } }),
    )
    const other = await save(
      app,
      draft(http('http://127.0.0.1:2/', { password: { secret: 'a' } }), { secrets: { a: 'pw-two' } }),
    )
    const [mine, theirs] = [await app.ask('targets:get', { id: own }), await app.ask('targets:get', { id: other })]
    const before = secretsOf(app)
    const stolen = { ...mine.target, ...(theirs.target.protocol === 'http' && { password: theirs.target.password }) }
    expect(
      await app.portlight.handle('targets:save', { draft: draft(stolen, { source: own }), id: own }),
    ).toMatchObject({
      code: 'secret-unavailable',
    })
    expect(secretsOf(app)).toBe(before)
    await save(app, draft(http('http://127.0.0.1:1/'), { source: own }), own)
    expect(Object.keys(JSON.parse(secretsOf(app)).secrets ?? JSON.parse(secretsOf(app)))).not.toEqual([])
    expect(secretsOf(app).length).toBeLessThan(before.length)
  })

  it('says where only the host can say what is wrong', async () => {
    const app = startApp()
    const id = await save(app, draft(http('http://127.0.0.1:1/')))
    const faulty = async (options: Partial<HttpTarget>, url = 'http://127.0.0.1:2/') =>
      (await app.ask('targets:save', { draft: draft(http(url, options)), id: null })).faults
    expect(await faulty({ expectRegex: '(' })).toMatchObject([{ option: 'expectRegex' }])
    expect(
      await faulty({
        expectHeaders: [
          { name: 'x', regex: 'a' },
          { name: 'y', regex: '[' },
        ],
      }),
    ).toMatchObject([{ option: 'expectHeaders.1.regex' }])
    expect(await faulty({ expectJson: { path: '$[' } })).toMatchObject([{ option: 'expectJson.path' }])
    expect(await faulty({ tls: { ca: { file: 'ca.pem' } } })).toMatchObject([{ option: 'tls.ca' }])
    expect(await faulty({ tls: { key: { file: '~/none.pem' } } })).toMatchObject([
      { option: 'tls.key', message: expect.stringContaining('none.pem') },
    ])
    expect(await faulty({}, 'http://127.0.0.1:1/')).toMatchObject([{ option: 'target' }])
    expect(await faulty({ name: 'Told apart' }, 'http://127.0.0.1:1/')).toEqual([])
    const ring = await app.ask('targets:save', { draft: draft(http('http://127.0.0.1:1/', { dependsOn: [id] })), id })
    expect(ring.faults).toMatchObject([{ option: 'dependsOn', message: expect.stringContaining('depends on itself') }])
    expect((await app.ask('snapshot:get', {})).targets).toHaveLength(2)
  })

  it('of a target that was removed meanwhile is refused, and can be added anew with its secrets', async () => {
    const server = await basicAuthHttp('ann', 'hunter2')
    onTestFinished(() => server.close())
    const app = startApp()
    const url = `http://127.0.0.1:${server.port}/`
    const first = draft(http(url, { username: 'ann', password: { secret: 'a' } }), { secrets: { a: 'hunter2' } })
    const id = await save(app, first)
    const { target } = await app.ask('targets:get', { id })
    await app.ask('targets:remove', { ids: [id] })
    const edited = draft({ ...target, name: 'Typed' }, { source: id })
    expect(await app.portlight.handle('targets:save', { draft: edited, id })).toMatchObject({ code: 'not-found' })
    const answered = app.delta(({ changed }) => changed.some(({ name, lastResult }) => name === 'Typed' && lastResult))
    const anew = await save(app, edited)
    expect(anew).not.toBe(id)
    expect((await answered).changed).toMatchObject([{ lastResult: { http: { statusCode: 200 } } }])
  })

  it('keeps where it was imported from, and takes no other', async () => {
    const app = startApp()
    const origin = { file: '/etc/x.toml', key: 'a' }
    const id = await save(app, draft(http('http://127.0.0.1:1/', { origin })))
    expect(savedSettings(app.directory).targets[0]).not.toHaveProperty('origin')
    expect(id).not.toBe('new')
  })
})

describe('a test', () => {
  it('probes a line with its password, and saves nothing', async () => {
    const server = await basicAuthHttp('ann', 'hunter2')
    onTestFinished(() => server.close())
    const app = startApp()
    const line = `http://ann:hunter2@127.0.0.1:${server.port}/ status 200 every 30s`
    const { result } = await app.ask('targets:test', { key: 'page', of: { line } })
    expect(result).toMatchObject({ resultCode: 0, http: { statusCode: 200 } })
    expect((await app.ask('snapshot:get', {})).targets).toEqual([])
    expect(await app.portlight.handle('targets:test', { key: 'page', of: { line: 'db:0' } })).toMatchObject({
      code: 'invalid-target',
    })
  })

  it('is ended by the next of its key, by a stop and with the program', async () => {
    const silent = await silentTcp()
    const web = await echoHttp()
    onTestFinished(async () => {
      await silent.close()
      await web.close()
    })
    const app = startApp()
    const hanging = { line: `127.0.0.1:${silent.port} expect never wait 10min` }
    const first = app.ask('targets:test', { key: 'one', of: hanging })
    const second = app.ask('targets:test', { key: 'one', of: { line: `http://127.0.0.1:${web.port}/` } })
    expect((await first).result).toMatchObject({ reason: 'aborted', resultCode: null })
    expect((await second).result).toMatchObject({ resultCode: 0 })
    const third = app.ask('targets:test', { key: 'one', of: hanging })
    await app.ask('targets:test-stop', { key: 'one' })
    expect((await third).result).toMatchObject({ reason: 'aborted' })
    const many = Array.from({ length: 17 }, (_, nth) => app.ask('targets:test', { key: `key ${nth}`, of: hanging }))
    expect((await many[0])?.result).toMatchObject({ reason: 'aborted' })
    await app.stop()
    for (const { result } of await Promise.all(many)) expect(result).toMatchObject({ reason: 'aborted' })
  })
})

describe('opening a page', () => {
  it('hands the address to the system, and says where there is nothing to open', async () => {
    const opened: string[] = []
    const app = startApp({ started: false, openPage: async (address) => opened.push(address) > 0 })
    const { id } = await app.ask('targets:add', { line: 'https://ann:hunter2@x.example/a?b#c' })
    const tcp = await app.ask('targets:add', { line: 'db:5432' })
    await app.ask('targets:open', { id })
    expect(opened).toEqual(['https://x.example/a?b#c'])
    expect(await app.portlight.handle('targets:open', { id: tcp.id })).toMatchObject({ code: 'unsupported' })
  })
})
