import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { requestChannels } from '../../electron/contract/channels.ts'
import { snapshotSchema } from '../../electron/contract/snapshot.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { basicAuthHttp } from '../lab/http-servers.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { probeResult, tcpTarget } from '../monitor/samples.ts'
import { answering } from './answering.ts'
import { startApp, startAppWithHistory } from './harness.ts'

const savedSettings = (directory: string) => JSON.parse(readFileSync(join(directory, 'config.json'), 'utf8'))

describe('requests', () => {
  it.each(requestChannels)('%s refuses what its schema does not allow', async (channel) => {
    const { portlight } = startApp({ started: false })
    for (const payload of [null, 'text', { id: 7, ids: 7, line: 7, theme: 7, unknown: 'x' }]) {
      expect(await portlight.handle(channel, payload)).toMatchObject({ ok: false, code: 'invalid-request' })
    }
  })

  it('does not repeat a value it refuses, for it may hold a password', async () => {
    const { portlight } = startApp({ started: false })
    const answer = await portlight.handle('targets:add', { line: `https://ann:hunter2@x/${'y'.repeat(5000)}` })
    expect(answer).toEqual({ ok: false, code: 'invalid-request', message: 'targets:add does not accept line' })
  })

  it.each(['nothing:here', 'toString', '__proto__', ''])('knows no request named "%s"', async (channel) => {
    const { portlight } = startApp({ started: false })
    expect(await portlight.handle(channel, {})).toEqual({
      ok: false,
      code: 'invalid-request',
      message: 'there is no such request',
    })
  })

  it('answers "internal" to a fault of its own, and logs it', async () => {
    const app = startApp({
      newId: () => {
        throw new Error('out of luck')
      },
    })
    expect(await app.portlight.handle('targets:add', { line: 'db:5432' })).toMatchObject({ code: 'internal' })
    await app.stop()
    expect(readFileSync(join(app.directory, 'logs', 'portlight.log'), 'utf8')).toContain('out of luck')
  })

  it('has no window to hide unless the host has one', async () => {
    const { portlight } = startApp({ started: false })
    expect(await portlight.handle('window:hide', {})).toMatchObject({ ok: false, code: 'unsupported' })
    let hidden = 0
    const { ask } = startApp({ started: false, hideWindow: () => (hidden += 1) })
    await ask('window:hide', {})
    expect(hidden).toBe(1)
  })

  it('tests notifications, and says when there is nothing to test', async () => {
    const app = startApp({ started: false })
    expect(await app.ask('notifications:test', {})).toEqual({ shown: true, adapter: 'recorder', reason: null })
    expect(app.notifier.shown).toHaveLength(1)
    const silent = { name: 'none', ...answering(null, 'no-daemon'), notify: async () => 'unsupported' as const }
    const { ask, portlight } = startApp({ started: false, notifier: silent })
    expect(await ask('notifications:test', {})).toEqual({ shown: false, adapter: null, reason: 'no-daemon' })
    const notice = { code: 'notifications-unavailable', params: { reason: 'no-daemon' } }
    expect(portlight.notices.list()).toMatchObject([notice])
  })

  it('writes notifications in the language chosen, else in that of the system', async () => {
    const app = startApp({ started: false, locale: 'zh-CN' })
    await app.ask('notifications:test', {})
    await app.ask('preferences:set', { language: 'en' })
    await app.ask('notifications:test', {})
    expect(app.notifier.shown.map(({ body }) => body)).toEqual(['通知会出现在这里。', 'Notifications arrive here.'])
    expect(savedSettings(app.directory).preferences).toEqual({ theme: 'system', notifications: true, language: 'en' })
  })

  it('saves preferences and tells the page', async () => {
    const app = startApp()
    const told = app.delta(({ preferences }) => preferences.theme === 'dark')
    expect(await app.ask('preferences:set', { theme: 'dark' })).toEqual({ theme: 'dark', notifications: true })
    expect((await told).changed).toEqual([])
    expect(savedSettings(app.directory).preferences).toEqual({ theme: 'dark', notifications: true })
  })
})

describe('adding', () => {
  it('probes what was added, and keeps it over a restart', async () => {
    const server = await silentTcp()
    onTestFinished(() => server.close())
    const app = startApp()
    const up = app.delta(({ changed }) => changed.some(({ state }) => state === 'up'))
    const { id } = await app.ask('targets:add', { line: `127.0.0.1:${server.port}`, name: ' Database ' })
    const delta = await up
    expect(delta.changed).toMatchObject([
      {
        id,
        name: 'Database',
        address: `tcp://127.0.0.1:${server.port}`,
        sourceFile: null,
        lastResult: { resultCode: 0, id, name: 'Database' },
      },
    ])
    expect(delta.summary).toMatchObject({ worst: 'up', total: 1 })
    await app.stop()

    const again = startApp({ directory: app.directory, started: false })
    again.portlight.start()
    const { targets } = await again.ask('snapshot:get', {})
    expect(targets).toMatchObject([{ id, name: 'Database', state: 'pending' }])
  })

  it('puts a password into the secret store and nowhere else, and the probe uses it', async () => {
    const server = await basicAuthHttp('ann', 'hunter2')
    onTestFinished(() => server.close())
    const app = await startAppWithHistory()
    const told: unknown[] = []
    app.portlight.feed.subscribe((delta) => told.push(delta))
    const answered = app.delta(({ changed }) => changed.some(({ lastResult }) => lastResult !== null))
    const { id } = await app.ask('targets:add', { line: `http://ann:hunter2@127.0.0.1:${server.port}/` })
    expect((await answered).changed).toMatchObject([{ id, state: 'up', lastResult: { http: { statusCode: 200 } } }])
    const snapshot = await app.portlight.handle('snapshot:get', {})
    await app.stop()
    const files = ['config.json', 'secrets.json', 'history.sqlite'].map((name) =>
      readFileSync(join(app.directory, name), 'utf8'),
    )
    expect(JSON.stringify([snapshot, told, files])).not.toContain('hunter2')
    expect(savedSettings(app.directory).targets).toMatchObject([
      { username: 'ann', password: { secret: expect.any(String) } },
    ])
  })

  it('names what it cannot read, and what is there already', async () => {
    const { portlight, ask } = startApp()
    expect(await portlight.handle('targets:add', { line: 'db:99999' })).toMatchObject({
      code: 'invalid-target',
      message: '"db:99999": port "99999" is not a number from 1 to 65535',
    })
    expect(await portlight.handle('targets:add', { line: 'db:1', name: 'x'.repeat(2001) })).toMatchObject({
      code: 'invalid-target',
    })
    await ask('targets:add', { line: 'tcp://127.0.0.1:1', name: 'Database' })
    expect(await portlight.handle('targets:add', { line: '127.0.0.1:1' })).toEqual({
      ok: false,
      code: 'duplicate',
      message: 'tcp://127.0.0.1:1 is in the list already, as "Database"',
    })
    // The same address with TLS, or over UDP, is another target.
    await ask('targets:add', { line: 'tls://127.0.0.1:1' })
    await ask('targets:add', { line: 'udp://127.0.0.1:1' })
  })

  it('adds one of two that arrive together', async () => {
    const { portlight, ask } = startApp()
    const line = 'http://ann:hunter2@127.0.0.1:1/'
    const answers = await Promise.all([
      portlight.handle('targets:add', { line }),
      portlight.handle('targets:add', { line }),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'duplicate' })
    expect((await ask('snapshot:get', {})).targets).toHaveLength(1)
  })

  it('adds nothing when the password or the settings cannot be saved', async () => {
    const failing = { ok: false, message: 'the disk is full' } as const
    const line = 'http://ann:hunter2@127.0.0.1:1/'
    const withoutSecrets = startApp({ secrets: { ...createMemorySecrets(), put: async () => failing } })
    expect(await withoutSecrets.portlight.handle('targets:add', { line })).toEqual({
      ok: false,
      code: 'secret-unavailable',
      message: 'the password was not kept, nor the target: the disk is full',
    })
    const secrets = createMemorySecrets()
    const kept: string[] = []
    const withoutSettings = startApp({
      secrets: {
        ...secrets,
        put: async (value) => {
          const ref = secrets.sink(value)
          kept.push(ref.secret)
          return { ok: true, ref }
        },
      },
      settings: {
        current: { schemaVersion: 1, preferences: { theme: 'system', notifications: true }, targets: [], paused: {} },
        complete: false,
        onSetAside: () => {},
        change: () => failing,
      },
    })
    expect(await withoutSettings.portlight.handle('targets:add', { line })).toMatchObject({ code: 'not-saved' })
    expect((await withoutSettings.ask('snapshot:get', {})).targets).toEqual([])
    expect(kept).toHaveLength(1)
    expect(await secrets.get({ secret: kept[0] ?? '' })).toMatchObject({ ok: false })
  })
})

describe('removing', () => {
  it('takes a removal back where it was, with its pause and password', async () => {
    const app = startApp()
    const { ask } = app
    await ask('targets:add', { line: 'udp://127.0.0.1:1' })
    const { id } = await ask('targets:add', { line: 'http://ann:hunter2@127.0.0.1:1/' })
    await ask('targets:add', { line: 'udp://127.0.0.1:2' })
    await ask('targets:pause', { ids: [id], until: null })
    const before = savedSettings(app.directory)

    const told = app.delta(({ removed }) => removed.includes(id))
    await ask('targets:remove', { ids: [id] })
    await told
    expect((await ask('snapshot:get', {})).targets.map((target) => target.id)).not.toContain(id)
    expect(savedSettings(app.directory).paused).toEqual({})

    const back = app.delta(({ changed }) => changed.some((target) => target.id === id))
    await ask('targets:restore', { ids: [id] })
    expect((await back).changed).toContainEqual(expect.objectContaining({ id, state: 'paused' }))
    expect(savedSettings(app.directory)).toEqual(before)
    expect((await ask('snapshot:get', {})).targets[1]?.id).toBe(id)
    expect(await app.portlight.handle('targets:restore', { ids: [id] })).toMatchObject({ code: 'not-found' })
    await app.stop()
    const secrets = JSON.parse(readFileSync(join(app.directory, 'secrets.json'), 'utf8')).secrets
    expect(Object.keys(secrets)).toEqual([before.targets[1].password.secret])
  })

  it('forgets for good, secrets included, after ten minutes', async () => {
    const clock = createFakeClock()
    const secrets = createMemorySecrets()
    const app = startApp({ clock, secrets, started: false })
    const { id } = await app.ask('targets:add', { line: 'http://ann:hunter2@127.0.0.1:1/' })
    const ref = savedSettings(app.directory).targets[0].password
    await app.ask('targets:remove', { ids: [id] })
    await clock.advance(599_000)
    expect(await secrets.get(ref)).toEqual({ ok: true, value: 'hunter2' })
    await clock.advance(2000)
    expect(await secrets.get(ref)).toMatchObject({ ok: false })
    expect(await app.portlight.handle('targets:restore', { ids: [id] })).toMatchObject({ code: 'not-found' })
  })

  it('forgets what was removed when the program ends', async () => {
    const secrets = createMemorySecrets()
    const app = startApp({ secrets })
    const { id } = await app.ask('targets:add', { line: 'http://ann:hunter2@127.0.0.1:1/' })
    const ref = savedSettings(app.directory).targets[0].password
    await app.ask('targets:remove', { ids: [id] })
    await app.stop()
    expect(await secrets.get(ref)).toMatchObject({ ok: false })
  })

  it('forgets at the next start what it had no time to forget', async () => {
    const first = startApp()
    const { directory } = first
    await first.ask('targets:add', { line: 'http://ann:hunter2@127.0.0.1:1/' })
    const { id } = await first.ask('targets:add', { line: 'http://ann:hunter2@127.0.0.1:2/' })
    await first.ask('targets:remove', { ids: [id] })
    const path = join(directory, 'secrets.json')
    const atCrash = readFileSync(path)
    await first.stop()
    const { targets } = savedSettings(directory)

    // Where another settings file lies aside, its targets may come back and want theirs.
    const copy = join(directory, 'config.corrupt-20260101T000000Z.json')
    writeFileSync(path, atCrash)
    writeFileSync(copy, '{')
    await startApp({ directory }).stop()
    expect(readFileSync(path)).toEqual(atCrash)

    rmSync(copy)
    await startApp({ directory }).stop()
    const { secrets } = JSON.parse(readFileSync(path, 'utf8'))
    expect(Object.keys(secrets)).toEqual([targets[0].password.secret])
  })

  it('removes many at once and puts them back where they were, but for an address in use again', async () => {
    const { ask, portlight, directory } = startApp()
    const ids: string[] = []
    for (const port of [1, 2, 3, 4]) ids.push((await ask('targets:add', { line: `udp://127.0.0.1:${port}` })).id)
    const [first, second, third, fourth] = ids
    const before = savedSettings(directory)
    const gone = [fourth, first, second].map(String)
    await ask('targets:remove', { ids: [...gone, 'gone-already'] })
    expect(savedSettings(directory).targets).toMatchObject([{ id: third }])
    expect(await ask('targets:restore', { ids: gone })).toEqual({ restored: [first, second, fourth] })
    expect(savedSettings(directory)).toEqual(before)

    await ask('targets:remove', { ids: gone })
    await ask('targets:add', { line: 'udp://127.0.0.1:2' })
    expect(await ask('targets:restore', { ids: gone })).toEqual({ restored: [first, fourth] })
    expect(portlight.monitor.targets()).toHaveLength(4)
  })

  it('does not bring back an address that was added anew', async () => {
    const { ask, portlight } = startApp()
    const { id } = await ask('targets:add', { line: '127.0.0.1:1' })
    await ask('targets:remove', { ids: [id] })
    await ask('targets:add', { line: '127.0.0.1:1' })
    expect(await portlight.handle('targets:restore', { ids: [id] })).toMatchObject({ code: 'duplicate' })
  })
})

const files = () => {
  const secrets = createMemorySecrets()
  return {
    targets: [{ config: tcpTarget('from-file', { target: '127.0.0.1:1' }), sourceFile: '/etc/net.toml' }],
    secrets,
  }
}

describe('amending', () => {
  it('changes interval and tags of many, saved and watched', async () => {
    const { ask, portlight, directory } = startApp()
    const { id: first } = await ask('targets:add', { line: 'udp://127.0.0.1:1' })
    const { id: second } = await ask('targets:add', { line: 'udp://127.0.0.1:2' })
    const told = { id: second, intervalMs: 60_000, tags: ['prod', 'db'] }
    await ask('targets:amend', { changes: [{ id: first, tags: ['prod'] }, told] })
    expect(savedSettings(directory).targets).toMatchObject([{ id: first, intervalMs: 15_000, tags: ['prod'] }, told])
    expect((await ask('snapshot:get', {})).targets).toMatchObject([{ id: first, tags: ['prod'] }, told])
    expect(portlight.monitor.target(second)).toMatchObject(told)
  })

  it('changes nothing at all where one change cannot be', async () => {
    const { ask, portlight, directory } = startApp({ files: files() })
    const { id } = await ask('targets:add', { line: 'udp://127.0.0.1:1' })
    const before = savedSettings(directory)
    const amend = (other: { id: string; intervalMs?: number }) =>
      portlight.handle('targets:amend', { changes: [{ id, tags: ['prod'] }, other] })
    expect(await amend({ id: 'gone' })).toMatchObject({ code: 'not-found' })
    expect(await amend({ id, intervalMs: 5 })).toMatchObject({
      code: 'invalid-target',
      message: expect.stringContaining('intervalMs'),
    })
    expect(await amend({ id: 'from-file' })).toMatchObject({ code: 'read-only' })
    expect(savedSettings(directory)).toEqual(before)
  })
})

describe('targets from files', () => {
  it('are shown after one’s own with their file, and never copied into the settings', async () => {
    const { ask, directory } = startApp({ files: files() })
    const { id } = await ask('targets:add', { line: '127.0.0.1:1' })
    const { targets } = await ask('snapshot:get', {})
    expect(targets).toMatchObject([
      { id, sourceFile: null },
      { id: 'from-file', sourceFile: '/etc/net.toml' },
    ])
    expect(savedSettings(directory).targets).toHaveLength(1)
  })

  it('can be paused, also over a restart, but not removed', async () => {
    const app = startApp({ files: files() })
    expect(await app.portlight.handle('targets:remove', { ids: ['from-file'] })).toEqual({
      ok: false,
      code: 'read-only',
      message: 'this target comes from /etc/net.toml; remove it there',
    })
    const until = new Date(Date.now() + 3_600_000).toISOString()
    await app.ask('targets:pause', { ids: null, until })
    await app.stop()
    const again = startApp({ directory: app.directory, files: files() })
    const shown = async () => (await again.ask('snapshot:get', {})).targets[0]
    expect(await shown()).toMatchObject({ state: 'paused', paused: { until } })
    await again.ask('targets:resume', { ids: null })
    expect(await shown()).toMatchObject({ paused: null })
    expect(savedSettings(app.directory).paused).toEqual({})
  })

  it('use the secrets of their file', async () => {
    const server = await basicAuthHttp('ann', 'hunter2')
    onTestFinished(() => server.close())
    const { secrets } = files()
    const config = {
      id: 'from-file',
      protocol: 'http',
      target: `http://127.0.0.1:${server.port}/`,
      intervalMs: 15_000,
      responseTimeoutMs: 5000,
      followRedirects: false,
      username: 'ann',
      password: secrets.sink('hunter2'),
    } as const
    const app = startApp({ files: { targets: [{ config, sourceFile: '/etc/http.toml' }], secrets }, started: false })
    const answered = app.delta(({ changed }) => changed.some(({ lastResult }) => lastResult !== null))
    app.portlight.start()
    expect((await answered).changed).toMatchObject([{ lastResult: { http: { statusCode: 200 } } }])
  })
})

describe('pausing and probing', () => {
  it('refuses all when one of them is unknown', async () => {
    const { ask, portlight, directory } = startApp()
    const { id } = await ask('targets:add', { line: '127.0.0.1:1' })
    for (const [channel, extra] of [
      ['targets:pause', { until: null }],
      ['targets:resume', {}],
      ['targets:probe', {}],
    ] as const) {
      expect(await portlight.handle(channel, { ids: [id, 'gone'], ...extra })).toMatchObject({ code: 'not-found' })
    }
    expect(savedSettings(directory).paused).toEqual({})
  })

  it('probes at once when asked', async () => {
    let probes = 0
    const app = startApp({
      probe: async (spec) => {
        probes += 1
        return probeResult(spec.id, 0)
      },
    })
    const first = app.delta(({ changed }) => changed.some(({ state }) => state === 'up'))
    const { id } = await app.ask('targets:add', { line: '127.0.0.1:1' })
    await first
    const second = app.delta(({ changed }) => changed.some(({ lastResult }) => lastResult !== null))
    await app.ask('targets:probe', { ids: [id] })
    await second
    expect(probes).toBe(2)
  })
})

it('gives a snapshot that holds only what the contract names', async () => {
  const { portlight, ask } = startApp()
  await ask('targets:add', { line: 'http://ann:hunter2@127.0.0.1:1/' })
  const answer = await portlight.handle('snapshot:get', {})
  if (!answer.ok) throw new Error(answer.message)
  expect(answer.value).toEqual(snapshotSchema.parse(answer.value))
  expect(JSON.stringify(answer.value)).not.toMatch(/password|username|secret/)
})
