import { once } from 'node:events'
import { afterEach, expect, test } from 'vitest'
import { createLookup } from '../../electron/probes/lookup.ts'
import { probe } from '../../electron/probes/probe.ts'
import type { Lookup } from '../../electron/probes/spec.ts'
import { echoHttp, rawHttp, serveHttp, statusHttp } from '../lab/http-servers.ts'
import { serveHttps } from '../lab/https-servers.ts'
import { listenTcp } from '../lab/tcp-servers.ts'
import { certificates, httpSpec, httpsUrl, httpUrl, importedSpec, trustingLab } from './vectors/http-spec.ts'
import { createLab, systemClock } from './vectors/lab.ts'

const lab = createLab()
afterEach(() => lab.close())

const here = { address: '127.0.0.1', family: 4 } as const

/** Waits 600 ms for a place, then looks up for 100. */
const waiting: Lookup = async () => {
  await new Promise((resolve) => setTimeout(resolve, 700))
  return { ok: true, addresses: [here], durationMs: 100 }
}

test('waiting for a place to look a name up is no latency, and looking it up is', async () => {
  const server = await lab.use(statusHttp(200))
  const spec = httpSpec({ target: `http://slow.test:${server.port}/` })
  const result = await probe(spec, { ...lab.env, lookup: waiting })
  expect(result.timings.dns).toBe(100)
  expect(result.timings.total).toBeGreaterThanOrEqual(698)
  expect(result.responseTimeMs).toBeGreaterThanOrEqual(100)
  expect(result.responseTimeMs).toBeLessThan(600)
})

test('the response time runs through redirects to the headers, not to the end of the body', async () => {
  const page = await lab.use(
    serveHttp((_request, response) => {
      response.write('begins')
      setTimeout(() => response.end('ends'), 400)
    }),
  )
  const first = await lab.use(
    serveHttp((_request, response) => {
      setTimeout(() => response.writeHead(302, { Location: httpUrl(page) }).end(), 200)
    }),
  )
  const result = await probe(httpSpec({ target: httpUrl(first) }), lab.env)
  expect(result.resultCode).toBe(0)
  expect(result.responseTimeMs).toBeGreaterThanOrEqual(198)
  expect(result.responseTimeMs).toBeLessThan(400)
  expect(result.timings.total).toBeGreaterThanOrEqual(598)
  // Of the last hop alone.
  expect(result.timings.firstByte).toBeLessThan(150)
})

test('a resolver that does not answer is a time-out, not an unknown name', async () => {
  const lookup = createLookup({ clock: systemClock, getaddrinfo: () => new Promise(() => {}) })
  const result = await probe(httpSpec({ target: 'http://web.test/', responseTimeoutMs: 300 }), { ...lab.env, lookup })
  expect(result).toMatchObject({ resultCode: 2, reason: 'dns-timeout', detail: { host: 'web.test', timeoutMs: 300 } })
})

test('a time-out with a proxy keeps its reason, a proxy’s unknown name does not', async () => {
  const lookup = createLookup({ clock: systemClock, getaddrinfo: () => new Promise(() => {}) })
  const proxy = { url: 'http://proxy.test:3128', username: 'ops', password: 'hunter2', bypass: [] }
  const spec = httpSpec({ target: 'http://web.test/', responseTimeoutMs: 300, proxy })
  const result = await probe(spec, { ...lab.env, lookup })
  expect(result).toMatchObject({ resultCode: 2, reason: 'dns-timeout', detail: { proxy: 'proxy.test:3128' } })
})

test.each(['https://127.0.0.1:1/', 'http://ops:hunter2@127.0.0.1:99999', 'nonsense'])(
  'a proxy that cannot be spoken to: %s',
  async (url) => {
    const result = await probe(
      httpSpec({ target: 'http://a.test/', proxy: { url, username: null, password: null, bypass: [] } }),
      lab.env,
    )
    expect(result).toMatchObject({ resultCode: 1, reason: 'proxy-failed' })
    expect(JSON.stringify(result)).not.toContain('hunter2')
  },
)

test('the name of a host behind a proxy is the proxy’s to look up', async () => {
  const echo = await lab.use(echoHttp())
  const proxy = { url: httpUrl(echo), username: null, password: null, bypass: [] }
  // An echo takes the absolute form too, which is all a proxy is asked for here.
  const result = await probe(httpSpec({ target: 'http://only-the-proxy-knows.invalid/a?b', proxy }), lab.env)
  expect(result.resultCode).toBe(0)
  expect(echo.seen).toMatchObject([
    { url: 'http://only-the-proxy-knows.invalid/a?b', headers: { host: 'only-the-proxy-knows.invalid' } },
  ])
})

test('what a proxy sends right behind its answer belongs to the tunnel', async () => {
  const { good } = await certificates()
  const secure = await lab.use(serveHttps(good))
  // The target's first words, were it to speak first, arrive in one packet with the proxy's.
  const proxy = await lab.use(
    listenTcp((client) => {
      client.once('data', () => client.end('HTTP/1.1 200 OK\r\n\r\nSSH-2.0-not-tls\r\n'))
    }),
  )
  const credentials = { username: null, password: null, bypass: [] }
  const spec = httpSpec({
    target: httpsUrl(secure),
    proxy: { url: httpUrl(proxy), ...credentials, bypass: [] },
    tls: await trustingLab(),
  })
  // OpenSSL sees them: it complains about what they are, not about an end.
  const result = await probe(spec, lab.env)
  expect(result).toMatchObject({ reason: 'tls-handshake', detail: { code: 'ERR_SSL_WRONG_VERSION_NUMBER' } })
})

test('the probe closes its connection when it has an answer, also from a server that would go on', async () => {
  let closed: Promise<unknown> = Promise.reject(new Error('nobody connected'))
  closed.catch(() => {})
  const server = await lab.use(
    listenTcp((socket) => {
      closed = once(socket, 'close')
      socket.once('data', () => socket.write('HTTP/1.1 404 Not Found\r\nConnection: keep-alive\r\n\r\nendless'))
    }),
  )
  expect((await probe(httpSpec({ target: httpUrl(server) }), lab.env)).resultCode).toBe(6)
  await closed
})

test('an answer in one packet with what breaks it is still judged by its status', async () => {
  const answer = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n'
  const server = await lab.use(rawHttp(answer))
  expect(await probe(importedSpec({ target: httpUrl(server) }), lab.env)).toMatchObject({
    resultCode: 1,
    reason: 'body-truncated',
    http: { statusCode: 200, bytes: 0 },
  })
})

test('a request of a megabyte arrives whole', async () => {
  const echo = await lab.use(
    serveHttp((request, response) => {
      let bytes = 0
      request.on('data', (chunk: Buffer) => {
        bytes += chunk.byteLength
      })
      request.on('end', () => response.end(`${request.method} ${bytes}`))
    }),
  )
  const spec = httpSpec({
    target: httpUrl(echo),
    method: 'PUT',
    body: 'x'.repeat(1_048_576),
    expectSubstring: 'PUT 1048576',
  })
  expect((await probe(spec, lab.env)).message).toContain('answered 200')
})

test('an answer that does not wait for the request counts', async () => {
  const server = await lab.use(
    listenTcp((socket) => {
      socket.write('HTTP/1.1 401 Unauthorized\r\nContent-Length: 5\r\n\r\nno in')
      socket.destroy()
    }),
  )
  const spec = importedSpec({ target: httpUrl(server), method: 'POST', body: 'x'.repeat(1_048_576) })
  expect(await probe(spec, lab.env)).toMatchObject({ resultCode: 0, http: { statusCode: 401, bytes: 5 } })
})

test('a header behind two thousand others counts', async () => {
  const lines = Array.from({ length: 2500 }, (_, index) => `X-${index}: ${index}\r\n`).join('')
  const server = await lab.use(rawHttp(`HTTP/1.1 302 Found\r\n${lines}Location: ftp://a.example/\r\n\r\n`))
  expect((await probe(httpSpec({ target: httpUrl(server) }), lab.env)).reason).toBe('redirect-invalid')
})
