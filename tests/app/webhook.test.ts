import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createKeyFileCipher } from '../../electron/headless/key-file.ts'
import { createEncryptedSecrets } from '../../electron/storage/encrypted-secrets.ts'
import { echoHttp, statusHttp } from '../lab/http-servers.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { startApp, type TestApp } from './harness.ts'

const path = '/hooks/T0KEN'

async function chat() {
  const server = await echoHttp()
  onTestFinished(() => server.close())
  return { server, url: `http://127.0.0.1:${server.port}${path}` }
}

const posted = (server: Awaited<ReturnType<typeof echoHttp>>) =>
  server.seen.map(({ body }) => JSON.parse(Buffer.from(body, 'latin1').toString('utf8')))

/** Everything that is written in plain text below a directory. */
function written(app: TestApp): string {
  const files = readdirSync(app.directory, { recursive: true, withFileTypes: true })
  return files.map((file) => (file.isFile() ? readFileSync(join(file.parentPath, file.name), 'latin1') : '')).join('\n')
}

/** The secrets as the next start reads them. */
function secretsOf({ directory }: TestApp) {
  const cipher = createKeyFileCipher(
    { path: join(directory, 'key', 'secret.key'), provided: false, within: false },
    process.platform,
  )
  return createEncryptedSecrets(join(directory, 'secrets.json'), cipher, () => new Date())
}

describe('a webhook of the settings', () => {
  it('is posted a real outage and its end, and nobody writes down where', async () => {
    const { server, url } = await chat()
    const app = startApp({ started: false })
    await app.ask('webhook:set', { url })
    await app.ask('alerts:set', { confirmFailures: 1, gatherMs: 0, settleMs: 0 })
    app.portlight.start()
    const first = await silentTcp()
    const { id } = await app.ask('targets:add', { line: `tcp://127.0.0.1:${first.port}`, name: 'db-1' })
    const state = async (wanted: string) => {
      await app.ask('targets:probe', { ids: [id] })
      await vi.waitFor(() => expect(app.portlight.monitor.status(id)?.state).toBe(wanted), 10_000)
    }
    await state('up')
    await first.close()
    await state('down')
    await vi.waitFor(() => expect(server.seen).toHaveLength(1), 10_000)
    const second = await silentTcp({ port: first.port })
    onTestFinished(() => second.close())
    await state('up')
    await vi.waitFor(() => expect(server.seen).toHaveLength(2), 10_000)

    const [down, up] = posted(server)
    expect(down).toMatchObject({ kind: 'down', severity: 'down', host: 'test-host', targets: [{ id, name: 'db-1' }] })
    expect(down.text).toMatch(/^db-1 is down: ConnectionFailed\n.*refused the connection/)
    expect(up).toMatchObject({ kind: 'up', incidentIds: down.incidentIds })
    expect(down.incidentIds).toHaveLength(1)
    expect(app.notifier.shown.map(({ title }) => title)).toEqual([down.title, up.title])
    await app.stop()
    expect(written(app)).not.toContain('T0KEN')
  })

  it('is tested at once, and says what came of it', async () => {
    const app = startApp({ started: false })
    expect(await app.ask('webhook:test', {})).toMatchObject({ delivered: false })
    const { server, url } = await chat()
    await app.ask('webhook:set', { url })
    expect(await app.ask('webhook:test', {})).toEqual({ delivered: true, message: null })
    expect(posted(server)).toMatchObject([{ kind: 'test', title: 'Portlight' }])
    const failing = await statusHttp(403)
    onTestFinished(() => failing.close())
    await app.ask('webhook:set', { url: `http://127.0.0.1:${failing.port}/` })
    expect(await app.ask('webhook:test', {})).toEqual({ delivered: false, message: 'the server answered 403' })
  })

  it('is forgotten with its address, and so is the one before', async () => {
    const app = startApp({ started: false })
    await app.ask('webhook:set', { url: 'https://chat.example.org/hooks/1' })
    const { webhook: first } = await app.ask('alerts:get', {})
    await app.ask('webhook:set', { url: 'https://chat.example.org/hooks/2' })
    const { webhook: second } = await app.ask('alerts:get', {})
    if (!first || !second) throw new Error('no reference was kept')
    expect(await secretsOf(app).get(first)).toMatchObject({ ok: false })
    expect(await secretsOf(app).get(second)).toEqual({ ok: true, value: 'https://chat.example.org/hooks/2' })
    await app.ask('webhook:set', { url: null })
    expect((await app.ask('alerts:get', {})).webhook).toBeNull()
    expect(await secretsOf(app).get(second)).toMatchObject({ ok: false })
  })

  it.each(['file:///etc/T0KEN', 'T0KEN', 'ftp://T0KEN.example.org/'])('is not set to %s', async (url) => {
    const { portlight } = startApp({ started: false })
    const answer = await portlight.handle('webhook:set', { url })
    expect(answer).toMatchObject({ ok: false, code: 'invalid-request' })
    expect(JSON.stringify(answer)).not.toContain('T0KEN')
    expect(await portlight.handle('alerts:get', {})).toMatchObject({ value: { webhook: null } })
  })
})
