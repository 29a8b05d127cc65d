import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { probeResult } from '../monitor/samples.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { startApp, startAppWithHistory, type TestApp } from './harness.ts'

const canary = 'c4n4ry'

async function exported(app: TestApp): Promise<string> {
  const { files } = await app.ask('config:export', { format: 'portlight' })
  return files[0]?.text ?? ''
}

/** A program with something in every part of its configuration. */
async function furnish(app: TestApp): Promise<string> {
  const followed = join(temporaryDirectory(), 'followed')
  mkdirSync(join(followed, 'input.net_response'), { recursive: true })
  writeFileSync(join(followed, 'input.net_response/net.toml'), '[[instances]]\ntargets = ["127.0.0.1:7"]\n')
  await app.ask('targets:add', { line: `https://bob:${canary}-password@shop.example/ every 30s tag prod name Shop` })
  await app.ask('preferences:set', { theme: 'dark' })
  await app.ask('alerts:set', { confirmFailures: 5 })
  await app.ask('webhook:set', { url: `https://hooks.example/${canary}-hook` })
  await app.ask('retention:set', { rawDays: 3, fiveMinuteDays: 30, hourDays: 300 })
  await app.ask('network:set', { proxy: 'proxy.example:3128', proxyUsername: 'ops', proxyPassword: `${canary}-proxy` })
  await app.ask('followed:add', { path: followed })
  return followed
}

describe('the whole configuration', () => {
  it('goes to another computer in one file, without a secret', async () => {
    const here = startApp({ started: false })
    const followed = await furnish(here)
    const text = await exported(here)
    expect(text).not.toContain(canary)

    const there = startApp({ started: false })
    const plan = await there.ask('import:preview', { text })
    expect(plan.settings).toEqual(['preferences', 'alerts', 'retention', 'network', 'followed'])
    expect(plan.errors).toEqual([])
    const done = await there.ask('import:apply', { text, settings: plan.settings })
    expect(done).toMatchObject({ added: 1, settings: 5, problems: [] })
    expect(JSON.parse(await exported(there))).toEqual(JSON.parse(text))
    expect((await there.ask('import:preview', { text })).settings).toEqual([])
    expect((await there.ask('snapshot:get', {})).followed).toMatchObject([{ path: followed, targets: 1 }])

    const last = await there.ask('import:last', {})
    await there.ask('import:undo', { id: last?.id ?? '' })
    expect(await there.ask('snapshot:get', {})).toMatchObject({ preferences: { theme: 'system' } })
    expect(await there.ask('network:get', {})).toMatchObject({ proxy: null })
  })

  it('is taken over only where that was chosen, and not where it cannot be', async () => {
    const here = startApp({ started: false })
    await furnish(here)
    const file = JSON.parse(await exported(here))
    const there = startApp({ started: false })
    const text = JSON.stringify({
      ...file,
      settings: { ...file.settings, alerts: { confirmFailures: 'many' }, other: 1 },
    })
    const plan = await there.ask('import:preview', { text })
    expect(plan.settings).not.toContain('alerts')
    expect(plan.warnings.map(({ message }) => message).join()).toContain('alerts are not of a kind known here')
    await there.ask('import:apply', { text, settings: ['network'] })
    expect(await there.ask('network:get', {})).toMatchObject({ proxy: 'http://proxy.example:3128', hasPassword: false })
    expect((await there.ask('snapshot:get', {})).preferences.theme).toBe('system')
  })

  it('is written for others too, and says what they have no word for', async () => {
    const app = startApp({ started: false })
    expect(await app.portlight.handle('config:export', { format: 'categraf' })).toMatchObject({ code: 'not-found' })
    await furnish(app)
    const { files, warnings } = await app.ask('config:export', { format: 'categraf' })
    expect(files.map(({ path }) => path)).toEqual(['input.http_response/http_response.toml'])
    expect(warnings.join()).toContain('password')
    expect(JSON.stringify(files)).not.toContain(canary)
  })
})

describe('deleting all data', () => {
  it('leaves nothing, and brings everything back for as long as that is offered', async () => {
    const directory = temporaryDirectory()
    const app = await startAppWithHistory({ directory, probe: async ({ id }) => probeResult(id, 0) })
    const followed = await furnish(app)
    const before = readFileSync(join(directory, 'config.json'), 'utf8')
    const [shop] = (await app.ask('snapshot:get', {})).targets
    const watched = app.portlight.monitor.targets().map(({ id }) => id)
    await expect.poll(() => app.portlight.monitor.status(shop?.id ?? '')?.lastResult ?? null).not.toBeNull()
    expect(await app.ask('data:summary', {})).toMatchObject({ targets: 1, secrets: 3, logs: join(directory, 'logs') })

    expect(Date.parse((await app.ask('data:delete', {})).until)).toBeGreaterThan(Date.now())
    const gone = await app.ask('snapshot:get', {})
    expect(gone).toMatchObject({ targets: [], followed: [], preferences: { theme: 'system' } })
    expect(await app.ask('network:get', {})).toMatchObject({ proxy: null, hasPassword: false })

    await app.ask('data:restore', {})
    expect(JSON.parse(readFileSync(join(directory, 'config.json'), 'utf8'))).toEqual(JSON.parse(before))
    expect(app.portlight.monitor.targets().map(({ id }) => id)).toEqual(watched)
    expect((await app.ask('snapshot:get', {})).followed).toMatchObject([{ path: followed }])
    expect(await app.portlight.handle('data:restore', {})).toMatchObject({ code: 'not-found' })

    await app.ask('data:delete', {})
    await app.stop()
    expect(JSON.parse(readFileSync(join(directory, 'secrets.json'), 'utf8')).secrets).toEqual({})
    const again = await startAppWithHistory({ directory, started: false })
    const from = Date.now() - 60_000
    const range = { id: shop?.id ?? '', from, to: from + 120_000, points: 10 }
    const { points } = await again.ask('history:series', range)
    expect(points.every(({ probes }) => probes === 0)).toBe(true)
  })
})

describe('the diagnostics', () => {
  it('help to find a fault and hold no address, name, path or secret', async () => {
    const directory = temporaryDirectory()
    const app = startApp({
      directory,
      started: false,
      reading: { machine: { hostname: `${canary}-host`, ip: '', env: {} }, home: `/home/${canary}-home` },
    })
    await app.ask('targets:add', {
      line: `https://u:${canary}-password@${canary}.example/${canary}-path tag ${canary}-tag name "${canary} name"`,
    })
    await app.ask('import:apply', {
      text: `curl -H 'X-Token: ${canary}-header' -d '${canary}-body' https://b.example/${canary}`,
    })
    await app.ask('webhook:set', { url: `https://hooks.example/${canary}-hook` })
    await app.ask('network:set', {
      proxy: `${canary}-proxy:3128`,
      proxyUsername: `${canary}-user`,
      proxyPassword: `${canary}-pp`,
      proxyBypass: [`.${canary}.example`],
    })
    mkdirSync(join(directory, 'logs'), { recursive: true })
    const said = [
      `a probe of ${canary}.example failed`,
      `password ${canary}-password and ${canary}-header, ${canary}-hook, ${canary}-pp`,
      `Authorization: Bearer ${canary}`,
      `http://user:${canary}@unknown.example/${canary} and 192.0.2.77:99 and [2001:db8::7]:1`,
      `read /home/${canary}-home/x on ${canary}-host for ${canary} name tagged ${canary}-tag, .${canary}.example, ${canary}-user, ${canary}-proxy`,
    ]
    writeFileSync(
      join(directory, 'logs/portlight.log'),
      said.map((message) => `${JSON.stringify({ message })}\n`).join(''),
    )
    writeFileSync(
      join(directory, 'logs/crash-20261122T000000.000Z.txt'),
      `Error: ${canary}.example\n    at probe (file.ts:1:1)\n`,
    )

    const { text } = await app.ask('diagnostics:get', {})
    expect(text).not.toContain(canary)
    expect(text).not.toMatch(/192\.0\.2\.77|2001:db8|unknown\.example/)
    for (const fact of [
      'Portlight 0.0.0-test, headless',
      'Targets: 2',
      'http 2',
      'Secrets: 4',
      'The end of the log',
      'a probe of',
      'at probe (file.ts:1:1)',
    ]) {
      expect(text).toContain(fact)
    }
  })
})
