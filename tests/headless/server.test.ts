import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { deltaSchema } from '../../electron/contract/snapshot.ts'
import { createToken } from '../../electron/headless/access.ts'
import { type HttpServerDeps, startHttpServer } from '../../electron/headless/server.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { startApp } from '../app/harness.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { ask, askJson, listen } from './http-client.ts'

function builtPage() {
  const root = temporaryDirectory()
  mkdirSync(join(root, 'assets'))
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__">')
  writeFileSync(join(root, 'assets', 'app-1a2b.js'), 'app')
  return root
}

/** The program served over HTTP; `base` is the address of the page. */
async function serve(options: Partial<HttpServerDeps> = {}) {
  const app = startApp()
  const errors: unknown[] = []
  const listening = await startHttpServer({
    portlight: app.portlight,
    pageDirectory: builtPage(),
    host: '127.0.0.1',
    port: 0,
    token: createToken(),
    ownNames: ['box'],
    allowHosts: [],
    version: '1.2.3',
    clock: systemClock,
    onError: (error) => errors.push(error),
    ...options,
  })
  if (!listening.ok) throw new Error(listening.message)
  onTestFinished(() => listening.server.stop())
  const base = listening.server.address
  const { origin, port } = new URL(base)
  return { app, base, origin, port: Number(port), errors, stop: () => listening.server.stop() }
}

/** Of a delta just what is looked at: to parse all of hundreds of large rows again and again takes its time. */
const pausesSchema = z.object({ changed: z.array(z.object({ paused: z.unknown() })) })

describe('the token', () => {
  it('is 43 characters, the first segment of the path, and opens the page', async () => {
    const { base } = await serve()
    expect(base).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/$/)
    expect(await ask(base)).toMatchObject({
      status: 200,
      headers: { 'content-type': expect.stringMatching('text/html') },
    })
    expect(await ask(`${base}assets/app-1a2b.js`)).toMatchObject({
      status: 200,
      text: 'app',
      headers: { 'cache-control': 'private, max-age=31536000, immutable' },
    })
    expect(await ask(base.slice(0, -1))).toMatchObject({ status: 308, headers: { location: new URL(base).pathname } })
    expect(await ask(`${base}missing`)).toMatchObject({ status: 404 })
    expect(await ask(`${base}..%2f..%2fetc/passwd`)).toMatchObject({ status: 404 })
  })

  it.each(['/', '/index.html', '/api/snapshot:get', '/events', '/assets/app-1a2b.js', `/${createToken()}/`, '//'])(
    'is asked for at %s',
    async (path) => {
      const { origin } = await serve()
      expect(await ask(`${origin}${path}`)).toMatchObject({ status: 403, text: 'the token is missing or wrong\n' })
      expect(await ask(`${origin}${path}`, { headers: { authorization: `Bearer ${createToken()}` } })).toMatchObject({
        status: 403,
      })
      expect(await askJson(`${origin}${path}`, {})).toMatchObject({ status: 403 })
    },
  )

  it('is as good in an Authorization header', async () => {
    const token = createToken()
    const { origin } = await serve({ token })
    const headers = { authorization: `Bearer ${token}` }
    expect(await ask(`${origin}/`, { headers })).toMatchObject({ status: 200 })
    expect(await askJson(`${origin}/api/snapshot:get`, {}, { headers })).toMatchObject({ status: 200 })
  })

  it('is not needed to ask for health', async () => {
    const { origin } = await serve()
    const reply = await ask(`${origin}/healthz`)
    expect(JSON.parse(reply.text)).toEqual({ status: 'ok', version: '1.2.3' })
  })
})

describe('metrics', () => {
  it('are open to this machine', async () => {
    const server = await silentTcp()
    onTestFinished(() => server.close())
    const clock = createFakeClock()
    const { app, origin } = await serve({ clock })
    const up = app.delta(({ changed }) => changed.some(({ state }) => state === 'up'))
    await app.ask('targets:add', { line: `127.0.0.1:${server.port}` })
    await up
    const { status, headers, text } = await ask(`${origin}/metrics`)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(text).toContain(`net_response_result_code{target="127.0.0.1:${server.port}",protocol="tcp"} 0\n`)
    expect(text).toContain('portlight_build_info{version="1.2.3"} 1\n')
    expect(text).toContain('portlight_targets 1\nportlight'.split('\n')[0])
    expect(text).toContain('portlight_probes_in_flight 0\n')

    await app.ask('targets:pause', { ids: null, until: null })
    // Asking again and again costs nothing: for a second it is the same answer.
    expect((await ask(`${origin}/metrics`)).text).toBe(text)
    await clock.advance(1000)
    expect((await ask(`${origin}/metrics`)).text).not.toContain('net_response')
  })

  it('need the token where a proxy may stand before it', async () => {
    const token = createToken()
    const { origin } = await serve({ allowHosts: ['portlight.example'], token })
    expect(await ask(`${origin}/metrics`)).toMatchObject({ status: 403 })
    const headers = { host: 'portlight.example' }
    expect(await ask(`${origin}/metrics`, { headers })).toMatchObject({ status: 403 })
    expect(await ask(`${origin}/metrics`, { headers: { ...headers, authorization: `Bearer ${token}` } })).toMatchObject(
      {
        status: 200,
      },
    )
  })

  it('need the token where others can connect', async () => {
    const token = createToken()
    const { base, port } = await serve({ host: '0.0.0.0', token })
    expect(base).toBe(`http://127.0.0.1:${port}/${token}/`)
    const origin = `http://127.0.0.1:${port}`
    expect(await ask(`${origin}/metrics`)).toMatchObject({ status: 403 })
    expect(await ask(`${origin}/metrics`, { headers: { authorization: `Bearer ${token}` } })).toMatchObject({
      status: 200,
    })
    expect(await ask(`${base}metrics`)).toMatchObject({ status: 200 })
  })
})

describe('hosts and origins', () => {
  it.each(['localhost', '127.0.0.1', '[::1]', 'box', 'BOX'])('serves under the name %s', async (name) => {
    const { base, port } = await serve()
    expect(await ask(base, { headers: { host: `${name}:${port}` } })).toMatchObject({ status: 200 })
  })

  it.each(['evil.example', '192.0.2.1', 'localhost.evil.example'])('refuses the name %s', async (name) => {
    const { base, origin, port } = await serve()
    const headers = { host: `${name}:${port}` }
    for (const url of [base, `${origin}/healthz`, `${origin}/metrics`]) {
      expect(await ask(url, { headers })).toMatchObject({ status: 403, text: expect.stringContaining('--allow-host') })
    }
  })

  it('takes requests from its own page, and from no other', async () => {
    const { base, origin } = await serve()
    const url = `${base}api/snapshot:get`
    expect(await askJson(url, {}, { headers: { origin } })).toMatchObject({ status: 200 })
    for (const foreign of ['http://evil.example', 'null', 'http://127.0.0.1:1']) {
      expect(await askJson(url, {}, { headers: { origin: foreign } })).toMatchObject({ status: 403 })
      expect(await ask(`${base}events`, { headers: { origin: foreign } })).toMatchObject({ status: 403 })
    }
  })
})

it('sends the security headers with every answer, and another nonce each time', async () => {
  const { base, origin } = await serve()
  const replies = await Promise.all([
    ask(base),
    ask(base),
    ask(`${base}missing`),
    ask(`${origin}/`),
    ask(`${origin}/healthz`),
    ask(`${origin}/metrics`),
    ask(base, { headers: { host: 'evil.example' } }),
    ask(base, { headers: { host: 'not a host' } }),
    askJson(`${base}api/nothing`, {}),
    askJson(`${base}api/snapshot:get`, 'x'.repeat(1024 * 1024)),
  ])
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 404, 403, 200, 200, 403, 400, 200, 413])
  for (const { headers } of replies) {
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none'; script-src 'self'; .*connect-src 'self'/),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.any(String),
      'cache-control': 'no-store',
    })
  }
  const [first, second] = replies
  const nonce = /'nonce-([^']+)'/.exec(first?.headers['content-security-policy']?.toString() ?? '')?.[1]
  expect(first?.text).toBe(`<meta property="csp-nonce" nonce="${nonce}">`)
  expect(second?.text).not.toBe(first?.text)
})

it('keeps no connection open for those without the token', async () => {
  const token = createToken()
  const { base, origin } = await serve({ token })
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  const connection = async (url: string, headers: Record<string, string> = {}) =>
    (await ask(url, { headers, agent })).headers.connection
  expect(await connection(`${origin}/`)).toBe('close')
  expect(await connection(`${origin}/healthz`)).toBe('close')
  expect(await connection(base, { host: 'evil.example' })).toBe('close')
  expect(await connection(base, { origin: 'http://evil.example' })).toBe('close')
  expect(await connection(`${base}healthz`)).toBe('keep-alive')
  expect(await connection(`${origin}/`, { authorization: `Bearer ${token}` })).toBe('keep-alive')
})

describe('the bridge', () => {
  it('answers as the contract says', async () => {
    const { base } = await serve()
    const added = await askJson(`${base}api/targets:add`, { line: 'udp://127.0.0.1:1' })
    expect(JSON.parse(added.text)).toEqual({ ok: true, value: { id: expect.any(String) } })
    const again = await askJson(`${base}api/targets:add`, { line: 'udp://127.0.0.1:1' })
    expect(again.status).toBe(200)
    expect(JSON.parse(again.text)).toMatchObject({ ok: false, code: 'duplicate' })
    const unknown = await askJson(`${base}api/no:such`, {})
    expect(JSON.parse(unknown.text)).toMatchObject({ ok: false, code: 'invalid-request' })
  })

  it('takes JSON only, and not much of it', async () => {
    const { base } = await serve()
    const url = `${base}api/snapshot:get`
    const post = { method: 'POST' }
    expect(await ask(url, post, '{}')).toMatchObject({ status: 415 })
    expect(await ask(url, { ...post, headers: { 'content-type': 'text/plain' } }, '{}')).toMatchObject({ status: 415 })
    const json = { ...post, headers: { 'content-type': 'application/json' } }
    expect(await ask(url, json, '{')).toMatchObject({ status: 400 })
    expect(await ask(url, json, '')).toMatchObject({ status: 400 })
    expect(await ask(url, json, `"${'x'.repeat(1024 * 1024)}"`)).toMatchObject({ status: 413 })
    expect(await ask(url, { method: 'GET' })).toMatchObject({ status: 404 })
    expect(await ask(url, { method: 'PUT' })).toMatchObject({ status: 404 })
  })

  it('takes a body whose length is not announced, and counts it', async () => {
    const { base, errors } = await serve()
    const headers = { 'content-type': 'application/json', 'transfer-encoding': 'chunked' }
    const added = await askJson(`${base}api/targets:add`, { line: 'udp://127.0.0.1:1' }, { headers })
    expect(added.status).toBe(200)
    expect(JSON.parse(added.text)).toEqual({ ok: true, value: { id: expect.any(String) } })
    expect(errors).toEqual([])
    const asked = request(`${base}api/snapshot:get`, { method: 'POST', headers, agent: false })
    asked.on('error', () => {})
    for (let sent = 0; sent < 20; sent++) asked.write('x'.repeat(100_000))
    asked.end()
    const [response] = await once(asked, 'response')
    expect(response.statusCode).toBe(413)
    asked.destroy()
  })
})

describe('events', () => {
  it('tell every page what changed', async () => {
    const server = await silentTcp()
    onTestFinished(() => server.close())
    const { base } = await serve()
    const [one, two] = await Promise.all([listen(`${base}events`), listen(`${base}events`)])
    expect(one.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    const added = await askJson(`${base}api/targets:add`, { line: `127.0.0.1:${server.port}` })
    const { id } = z.parse(z.object({ value: z.object({ id: z.string() }) }), JSON.parse(added.text)).value
    const isUp = (data: unknown) =>
      deltaSchema.parse(data).changed.some((view) => view.id === id && view.state === 'up')
    const [first, second] = await Promise.all([one.next('delta', isUp), two.next('delta', isUp)])
    expect(second).toEqual(first)
  })

  it('keep the connection alive', async () => {
    const clock = createFakeClock()
    const { base } = await serve({ clock })
    const { response } = await listen(`${base}events`)
    const [opening] = await once(response, 'data')
    expect(opening).toBe(':\n\n')
    const beat = once(response, 'data')
    await clock.advance(15_000)
    expect(await beat).toEqual([':\n\n'])
  })

  it('are cut off from a page that does not read, and from no other', { timeout: 240_000 }, async () => {
    const { app, base } = await serve()
    // Views of a few hundred targets are large enough to fill every buffer between here and there.
    for (let n = 1; n <= 300; n++)
      await app.ask('targets:add', { line: `udp://127.0.0.1:${n}`, name: 'n'.repeat(1500) })
    const { pathname, port } = new URL(base)
    const deaf = connect(Number(port), '127.0.0.1')
    onTestFinished(() => void deaf.destroy())
    deaf.write(`GET ${pathname}events HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    await once(deaf, 'readable')
    const reading = await listen(`${base}events`)
    deaf.on('error', () => {})
    // More than every buffer between here and there holds.
    let sentBytes = 0
    for (let round = 0; sentBytes < 32 * 1024 * 1024; round++) {
      const paused = round % 2 === 0
      const told = reading.next('delta', (data) =>
        pausesSchema.parse(data).changed.some((view) => (view.paused !== null) === paused),
      )
      await app.ask(paused ? 'targets:pause' : 'targets:resume', paused ? { ids: null, until: null } : { ids: null })
      sentBytes += JSON.stringify(await told).length
    }
    const closed = new Promise((resolve) => deaf.once('close', resolve))
    deaf.resume()
    await closed
    expect(deaf.bytesRead).toBeLessThan(sentBytes)
  })

  it('end with the server', async () => {
    const { base, stop } = await serve()
    const { response } = await listen(`${base}events`)
    const ended = new Promise((resolve) => response.once('close', resolve))
    response.resume()
    await stop()
    await ended
    await expect(ask(base)).rejects.toThrow('ECONNREFUSED')
  })

  it('are refused beyond 64 pages, until one has gone', async () => {
    const { base } = await serve()
    const pages = await Promise.all(Array.from({ length: 64 }, () => listen(`${base}events`)))
    expect(await ask(`${base}events`)).toMatchObject({ status: 503 })
    pages[0]?.close()
    for (let reply = 503; reply === 503; ) {
      const page = await listen(`${base}events`)
      reply = page.response.statusCode ?? 0
      page.close()
    }
  })
})

it('says which address cannot be had, and why', async () => {
  const { port } = await serve()
  const { portlight } = startApp({ started: false })
  const deps = {
    portlight,
    pageDirectory: '/',
    host: '127.0.0.1',
    token: createToken(),
    ownNames: [],
    allowHosts: [],
    version: '1',
    clock: systemClock,
    onError: () => {},
  }
  expect(await startHttpServer({ ...deps, port })).toEqual({
    ok: false,
    message: `127.0.0.1:${port} cannot be listened on: the port is taken by another program; choose another with --host or --port`,
  })
  expect(await startHttpServer({ ...deps, host: '192.0.2.1', port: 0 })).toEqual({
    ok: false,
    message:
      '192.0.2.1 cannot be listened on: this computer does not have that address; choose another with --host or --port',
  })
})

it('says that the page is not built', async () => {
  const { base } = await serve({ pageDirectory: join(temporaryDirectory(), 'missing') })
  expect(await ask(base)).toMatchObject({ status: 503, text: 'the page is not built; run npm run build\n' })
})
