import { expect } from 'vitest'
import { forwardProxy } from '../../lab/http-proxy.ts'
import { redirectHttp, statusHttp } from '../../lab/http-servers.ts'
import { politeHttps, serveHttps } from '../../lab/https-servers.ts'
import { closedTcpPort, closingTcp, silentTcp } from '../../lab/tcp-servers.ts'
import { expectCertificate } from './http-certificates.ts'
import { certificates, httpSpec, httpsUrl, httpUrl, plainTls, trustingLab } from './http-spec.ts'
import { at } from './lab.ts'
import type { Row } from './row.ts'

export const handshakeRows: readonly Row[] = [
  {
    id: 'H3',
    title: 'https to a port that speaks HTTP',
    run: async (lab) => httpSpec({ target: httpsUrl(await lab.use(statusHttp(200))) }),
    expect: {
      code: 1,
      reason: 'tls-handshake',
      underMs: 1000,
      check: (result) => expect(result.certificate).toBeNull(),
    },
  },
  {
    id: 'H3',
    title: 'https to a port that closes',
    run: async (lab) => httpSpec({ target: httpsUrl(await lab.use(closingTcp())) }),
    expect: { code: 1, reason: 'tls-handshake', underMs: 1000 },
  },
  {
    id: 'H3',
    title: 'closes without reply after the handshake',
    run: async (lab) => {
      const server = serveHttps((await certificates()).good, { handler: ({ socket }) => socket.end() })
      return httpSpec({ target: httpsUrl(await lab.use(server)), tls: await trustingLab() })
    },
    expect: { code: 1, reason: 'closed', check: (result) => expectCertificate(result, 'good') },
  },
  {
    id: 'H4',
    title: 'TLS stalls',
    run: async (lab) => httpSpec({ target: httpsUrl(await lab.use(silentTcp())), responseTimeoutMs: 1000 }),
    expect: {
      code: 2,
      reason: 'tls-timeout',
      atLeastMs: 1000,
      underMs: 1250,
      check: (result) => {
        expect(result.timings.connect).toBeGreaterThan(0)
        expect(result.timings.tls).toBeNull()
      },
    },
  },
  ...(['TLSv1.2', 'TLSv1.3'] as const).flatMap((version): Row[] => {
    const picky = async () => {
      const { good, root } = await certificates()
      return serveHttps(good, { requestCert: true, rejectUnauthorized: true, ca: root.certPem, maxVersion: version })
    }
    return [
      {
        id: 'H15',
        title: `client certificate required and given, ${version}`,
        run: async (lab) => {
          const { certPem: cert, keyPem: key } = (await certificates()).client
          return httpSpec({ target: httpsUrl(await lab.use(picky())), tls: await trustingLab({ cert, key }) })
        },
        expect: { code: 0, check: (result) => expectCertificate(result, 'good') },
      },
      {
        id: 'H15',
        title: `client certificate required and not given, ${version}`,
        run: async (lab) => httpSpec({ target: httpsUrl(await lab.use(picky())), tls: await trustingLab() }),
        expect: {
          code: 1,
          reason: 'tls-handshake',
          underMs: 1000,
          check: (result) => expectCertificate(result, 'good'),
        },
      },
    ]
  }),
  {
    id: 'H16',
    title: 'plain HTTP to a TLS port that says so',
    run: async (lab) =>
      httpSpec({ target: httpUrl(await lab.use(politeHttps((await certificates()).good))), expectStatus: null }),
    expect: { code: 0, check: (result) => expect(result.http?.statusCode).toBe(400) },
  },
  {
    id: 'H16',
    title: 'plain HTTP to a TLS port that does not',
    run: async (lab) =>
      httpSpec({ target: httpUrl(await lab.use(serveHttps((await certificates()).good))), expectStatus: null }),
    expect: { code: 1, underMs: 1000 },
  },
  {
    id: 'H16',
    title: 'no TLS version in common',
    run: async (lab) => {
      const server = serveHttps((await certificates()).good, { maxVersion: 'TLSv1.2' })
      return httpSpec({ target: httpsUrl(await lab.use(server)), tls: await trustingLab({ minVersion: '1.3' }) })
    },
    expect: { code: 1, reason: 'tls-handshake' },
  },
  {
    id: 'H16',
    title: 'TLS 1.0, where the user asks for it',
    run: async (lab) => {
      const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
      const server = serveHttps((await certificates()).good, old)
      return httpSpec({ target: httpsUrl(await lab.use(server)), tls: await trustingLab({ minVersion: '1.0' }) })
    },
    expect: { code: 0 },
  },
  {
    id: 'H16',
    title: 'a cipher suite by its IANA name',
    run: async (lab) => {
      const server = serveHttps((await certificates()).good, {
        maxVersion: 'TLSv1.2',
        ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES128-GCM-SHA256',
        honorCipherOrder: true,
        handler: ({ socket }, response) =>
          response.end('getCipher' in socket && typeof socket.getCipher === 'function' ? socket.getCipher().name : ''),
      })
      const cipherSuites = ['TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256']
      const tls = await trustingLab({ cipherSuites })
      return httpSpec({
        target: httpsUrl(await lab.use(server)),
        tls,
        expectSubstring: 'ECDHE-ECDSA-AES128-GCM-SHA256',
      })
    },
    expect: { code: 0 },
  },
  ...[
    { ca: 'no certificate' },
    { cert: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n', key: 'no key' },
    { cipherSuites: ['TLS_NO_SUCH_SUITE'] },
    { minVersion: '1.3', maxVersion: '1.2' } as const,
  ].map(
    (options): Row => ({
      id: 'H16',
      title: `unusable options ${Object.keys(options).join(' and ')}`,
      run: async (lab) =>
        httpSpec({
          target: httpsUrl(await lab.use(serveHttps((await certificates()).good))),
          tls: { ...plainTls, ...options },
        }),
      expect: { code: 1, reason: 'tls-handshake', check: ({ message }) => expect(message).toMatch(/failed: tls_\w+ /) },
    }),
  ),
]

export const routeRows: readonly Row[] = [
  {
    id: 'H17',
    title: 'https target redirecting to another host',
    run: async (lab) => {
      const { good, underIntermediate, intermediate } = await certificates()
      const other = await lab.use(serveHttps(underIntermediate, { chain: [intermediate] }))
      const location = `https://localhost:${other.port}/`
      const first = serveHttps(good, {
        handler: (_request, response) => response.writeHead(302, { Location: location }).end(),
      })
      return httpSpec({ target: httpsUrl(await lab.use(first)), tls: await trustingLab() })
    },
    expect: {
      code: 0,
      check: async (result) => {
        await expectCertificate(result, 'good')
        expect(result.http?.redirects).toHaveLength(1)
      },
    },
  },
  {
    id: 'H17',
    title: 'the other host’s certificate is bad',
    run: async (lab) => {
      const { good, expired } = await certificates()
      const location = `https://localhost:${(await lab.use(serveHttps(expired))).port}/`
      const first = serveHttps(good, {
        handler: (_request, response) => response.writeHead(302, { Location: location }).end(),
      })
      return httpSpec({ target: httpsUrl(await lab.use(first)), tls: await trustingLab() })
    },
    expect: {
      code: 1,
      reason: 'tls-expired',
      check: async (result) => {
        await expectCertificate(result, 'good')
        expect(result.message).toContain('redirected to https://localhost:')
      },
    },
  },
  {
    id: 'H17',
    title: 'http redirecting to https on the same host',
    run: async (lab) => {
      const secure = await lab.use(serveHttps((await certificates()).good))
      return httpSpec({ target: httpUrl(await lab.use(redirectHttp(httpsUrl(secure)))), tls: await trustingLab() })
    },
    expect: { code: 0, check: (result) => expectCertificate(result, 'good') },
  },
  {
    id: 'H17',
    title: 'another host is offered no client certificate and has its own name',
    run: async (lab) => {
      const { good, wrongName, root, client } = await certificates()
      const curious = serveHttps(good, {
        requestCert: true,
        rejectUnauthorized: false,
        ca: root.certPem,
        handler: ({ socket }, response) =>
          response.end('authorized' in socket && socket.authorized === true ? 'known' : 'a stranger'),
      })
      const location = `https://localhost:${(await lab.use(curious)).port}/`
      const first = serveHttps(wrongName, {
        handler: (_request, response) => response.writeHead(302, { Location: location }).end(),
      })
      const tls = await trustingLab({ serverName: 'other.example', cert: client.certPem, key: client.keyPem })
      return httpSpec({ target: httpsUrl(await lab.use(first)), tls, expectSubstring: 'a stranger' })
    },
    expect: { code: 0 },
  },
  (() => {
    let proxy: Awaited<ReturnType<typeof forwardProxy>>
    return {
      id: 'H20',
      title: 'CONNECT proxy with a password',
      secrets: ['tunnel-pass'],
      run: async (lab) => {
        const server = await lab.use(serveHttps((await certificates()).good))
        proxy = await lab.use(forwardProxy(`Basic ${Buffer.from('ops:tunnel-pass').toString('base64')}`))
        const credentials = { username: 'ops', password: 'tunnel-pass' }
        return httpSpec({
          target: `https://localhost:${server.port}/`,
          proxy: { url: httpUrl(proxy), ...credentials, bypass: [] },
          tls: await trustingLab(),
        })
      },
      expect: {
        code: 0,
        check: async (result) => {
          expect(proxy.seen).toEqual([`CONNECT ${new URL(result.target).host}`])
          expect(result.remoteAddress).toBe(at(proxy))
          await expectCertificate(result, 'good')
        },
      },
    } satisfies Row
  })(),
  {
    id: 'H20',
    title: 'CONNECT proxy that wants a password',
    run: async (lab) => {
      const server = await lab.use(serveHttps((await certificates()).good))
      const url = httpUrl(await lab.use(forwardProxy('Basic wanted')))
      return httpSpec({ target: httpsUrl(server), proxy: { url, username: null, password: null, bypass: [] } })
    },
    expect: { code: 1, reason: 'proxy-failed', check: (result) => expect(result.message).toContain('407') },
  },
  {
    id: 'H20',
    title: 'CONNECT proxy down',
    run: async (lab) => {
      const server = await lab.use(serveHttps((await certificates()).good))
      const url = httpUrl(await lab.use(closedTcpPort()))
      return httpSpec({ target: httpsUrl(server), proxy: { url, username: null, password: null, bypass: [] } })
    },
    expect: { code: 1, reason: 'proxy-failed', underMs: 500 },
  },
  {
    id: 'H20',
    title: 'CONNECT proxy that opens no tunnel',
    run: async (lab) => {
      const url = httpUrl(await lab.use(silentTcp()))
      const proxy = { url, username: null, password: null, bypass: [] }
      return httpSpec({ target: 'https://localhost/', proxy, responseTimeoutMs: 1000 })
    },
    expect: { code: 2, reason: 'connect-timeout', atLeastMs: 1000, underMs: 1250 },
  },
]
