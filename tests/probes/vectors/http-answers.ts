import { expect } from 'vitest'
import { fullBacklogTcp } from '../../lab/full-backlog.ts'
import { rawHttp, serveHttp, stallingBodyHttp, statusHttp } from '../../lab/http-servers.ts'
import { closedTcpPort, closingTcp, resetOnDataTcp, silentTcp } from '../../lab/tcp-servers.ts'
import { hello, httpSpec, httpUrl, importedSpec } from './http-spec.ts'
import type { Row } from './row.ts'

export const statusRows: readonly Row[] = [
  ...[200, 204, 404, 500].map(
    (status): Row => ({
      id: 'H1',
      title: `${status}, nothing expected`,
      run: async (lab) => importedSpec({ target: httpUrl(await lab.use(statusHttp(status))) }),
      expect: {
        code: 0,
        reason: null,
        underMs: 500,
        check: (result) => {
          expect(result.http).toEqual({ statusCode: status, httpVersion: '1.1', bytes: 0, redirects: [] })
          expect(result.timings).toMatchObject({ dns: null, tls: null })
          expect(result.timings.connect).toBeGreaterThan(0)
          expect(result.timings.firstByte).toBeGreaterThan(0)
          expect(`http://${result.remoteAddress}/`).toBe(result.target)
          expect(result.message).toMatch(new RegExp(`^GET ${result.target} answered ${status} in [\\d.]+ ms\\.$`))
        },
      },
    }),
  ),
  {
    id: 'H2',
    title: '500, native default',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(500, 'oops'))) }),
    expect: {
      code: 6,
      reason: 'status-mismatch',
      check: (result) => {
        expect(result.message).toBe(`GET ${result.target} answered 500; expected 200-399.`)
        expect(result.detail.expected).toBe('200-399')
        expect(result.http).toMatchObject({ statusCode: 500, bytes: 0 })
      },
    },
  },
  {
    id: 'H2',
    title: '302 without Location is an answer, and accepted natively',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(302, 'here'))) }),
    expect: { code: 0, check: (result) => expect(result.http).toMatchObject({ statusCode: 302, bytes: 4 }) },
  },
]

export const connectionRows: readonly Row[] = [
  {
    id: 'H3',
    title: 'refused',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(closedTcpPort())) }),
    expect: {
      code: 1,
      reason: 'refused',
      underMs: 200,
      check: (result) => {
        expect(result.http).toBeNull()
        expect(`http://${result.remoteAddress}/`).toBe(result.target)
        expect(result.detail.port).toBe(new URL(result.target).port)
      },
    },
  },
  {
    id: 'H3',
    title: 'closes without reply',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(closingTcp())) }),
    // Closing without reading the request makes the system send a reset, if the request came first.
    expect: { code: 1, underMs: 500, check: ({ reason }) => expect(['closed', 'reset']).toContain(reason) },
  },
  {
    id: 'H3',
    title: 'reads the request and closes without reply',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(rawHttp(''))) }),
    expect: { code: 1, reason: 'closed', underMs: 500 },
  },
  {
    id: 'H3',
    title: 'resets',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(resetOnDataTcp())) }),
    expect: { code: 1, reason: 'reset', underMs: 500 },
  },
  {
    id: 'H3',
    title: 'speaks SSH',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(rawHttp('SSH-2.0-OpenSSH_9.9\r\n', 'stay'))) }),
    expect: { code: 1, reason: 'protocol-error', underMs: 500 },
  },
  {
    id: 'H3',
    title: 'headers break off',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(rawHttp('HTTP/1.1 200 OK\r\nX-Half: '))) }),
    expect: { code: 1, reason: 'protocol-error', underMs: 500 },
  },
  {
    id: 'H3',
    title: 'a reply in bare LF is a reply',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(rawHttp(hello.replaceAll('\r', '')))) }),
    expect: { code: 0, check: (result) => expect(result.http?.bytes).toBe(5) },
  },
  {
    id: 'H4',
    title: 'connect stalls',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(fullBacklogTcp())), responseTimeoutMs: 1000 }),
    expect: { code: 2, reason: 'connect-timeout', atLeastMs: 1000, underMs: 1250 },
  },
  {
    id: 'H4',
    title: 'headers stall',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(silentTcp())), responseTimeoutMs: 1000 }),
    expect: {
      code: 2,
      reason: 'header-timeout',
      atLeastMs: 1000,
      underMs: 1250,
      check: (result) => {
        expect(result.message).toBe(`GET ${result.target} connected, but got no answer within 1 s.`)
        expect(result.timings.connect).toBeGreaterThan(0)
        expect(result.timings.firstByte).toBeNull()
        expect(result.http).toBeNull()
      },
    },
  },
  {
    id: 'H4',
    title: 'body stalls',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(stallingBodyHttp())), responseTimeoutMs: 1000 }),
    expect: {
      code: 2,
      reason: 'body-timeout',
      atLeastMs: 1000,
      underMs: 1250,
      check: (result) => {
        expect(result.http).toMatchObject({ statusCode: 200, bytes: 13 })
        expect(result.detail).toMatchObject({ timeoutMs: 1000, length: 1000 })
      },
    },
  },
  {
    id: 'H4',
    title: 'a second hop shares the deadline of the first',
    run: async (lab) => {
      const silent = await lab.use(silentTcp())
      const first = await lab.use(
        serveHttp((_request, response) => {
          setTimeout(() => response.writeHead(302, { Location: httpUrl(silent) }).end(), 600)
        }),
      )
      return httpSpec({ target: httpUrl(first), responseTimeoutMs: 1000 })
    },
    expect: { code: 2, reason: 'header-timeout', atLeastMs: 1000, underMs: 1250 },
  },
]

export const nameRows: readonly Row[] = [
  {
    id: 'H6',
    title: 'a..b',
    run: () => httpSpec({ target: 'http://a..b/' }),
    expect: {
      code: 3,
      reason: 'dns-not-found',
      check: (result) => {
        expect(result.remoteAddress).toBeNull()
        expect(result.detail.host).toBe('a..b')
      },
    },
  },
  {
    id: 'H6',
    title: 'an unresolvable name',
    run: () => httpSpec({ target: 'https://no-such-host.invalid/' }),
    expect: { code: 3 },
  },
  ...['http://127.0.0.1:99999/', 'http://300.1.2.3/', 'http:///', 'ftp://127.0.0.1/'].map(
    (target): Row => ({
      id: 'H6',
      title: `${target} is no address`,
      run: () => httpSpec({ target }),
      expect: { code: 4, reason: 'address-invalid', underMs: 100 },
    }),
  ),
  {
    id: 'H6',
    title: 'no address of the wanted family',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(200))), family: 6 }),
    expect: { code: 4, reason: 'no-address', check: (result) => expect(result.detail.family).toBe('IPv6') },
  },
  {
    id: 'H6',
    title: 'an interface that does not exist',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(200))), interface: 'nosuchif0' }),
    expect: { code: 4, reason: 'no-address' },
  },
  {
    id: 'H6',
    title: 'a source address of the user’s choosing',
    run: async (lab) => {
      const server = serveHttp((request, response) => response.end(`from ${request.socket.remoteAddress}`))
      return httpSpec({
        target: httpUrl(await lab.use(server)),
        interface: '127.0.0.9',
        expectSubstring: 'from 127.0.0.9',
      })
    },
    expect: { code: 0 },
  },
  {
    id: 'H6',
    title: 'a slow first address is no false alarm',
    run: async (lab) => {
      const [stuck, good] = [await lab.use(fullBacklogTcp()), '127.0.0.2']
      await lab.use(serveHttp((_request, response) => response.end('hello'), { address: good, port: stuck.port }))
      lab.name('two.test', [
        { address: '127.0.0.1', family: 4 },
        { address: good, family: 4 },
      ])
      return httpSpec({ target: `http://two.test:${stuck.port}/` })
    },
    expect: { code: 0, underMs: 1000, check: (result) => expect(result.remoteAddress).toMatch(/^127\.0\.0\.2:/) },
  },
]
