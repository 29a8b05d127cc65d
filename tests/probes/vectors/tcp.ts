import { expect } from 'vitest'
import { fullBacklogTcp } from '../../lab/full-backlog.ts'
import { type Certificates, makeCertificates, mutedTls, serveHttps } from '../../lab/https-servers.ts'
import {
  bannerTcp,
  bannerThenCloseTcp,
  closedTcpPort,
  closingTcp,
  type EndlessTcp,
  echoTcp,
  endlessTcp,
  greetThenReplyTcp,
  piecemealTcp,
  resetOnDataTcp,
  resettingTcp,
  silentTcp,
} from '../../lab/tcp-servers.ts'
import { at, bytes, tcpSpec, tlsSpec } from './lab.ts'
import type { Row } from './row.ts'

let made: Promise<Certificates> | null = null

function certificates(): Promise<Certificates> {
  made ??= makeCertificates()
  return made
}

export const tcpRows: readonly Row[] = [
  {
    id: 'T1',
    title: 'a port that accepts',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp())) }),
    expect: {
      code: 0,
      reason: null,
      underMs: 500,
      check: (result) => {
        expect(result.responseTimeMs).toBeGreaterThan(0)
        expect(result.timings.connect).toBeGreaterThan(0)
        expect(result.timings).toMatchObject({ dns: null, tls: null, firstByte: null })
        expect(result.remoteAddress).toBe(result.target)
        expect(result.message).toMatch(/^tcp 127\.0\.0\.1:\d+ connected in [\d.]+ ms\.$/)
      },
    },
  },
  {
    id: 'T1',
    title: 'a port on IPv6',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp({ address: '::1' }))) }),
    expect: {
      code: 0,
      check: (result) => expect(result.remoteAddress).toBe(result.target),
    },
  },
  {
    id: 'T1',
    title: 'a name of both families that listens on one',
    run: async (lab) => {
      const server = await lab.use(silentTcp())
      return tcpSpec({ target: `localhost:${server.port}` })
    },
    expect: {
      code: 0,
      check: (result) => {
        expect(result.timings.dns).toBeGreaterThan(0)
        expect(result.remoteAddress).toBe(result.target.replace('localhost', '127.0.0.1'))
      },
    },
  },
  {
    id: 'T2',
    title: 'a closed port',
    run: async (lab) => tcpSpec({ target: at(await lab.use(closedTcpPort())) }),
    expect: {
      code: 2,
      reason: 'refused',
      underMs: 100,
      check: ({ message, target, detail }) => {
        expect(message).toBe(`tcp ${target} refused the connection (${target}).`)
        expect(detail).toMatchObject({ host: '127.0.0.1', port: target.split(':')[1], code: 'ECONNREFUSED' })
      },
    },
  },
  {
    id: 'T3',
    title: 'a full accept backlog',
    run: async (lab) => tcpSpec({ target: at(await lab.use(fullBacklogTcp())), timeoutMs: 500 }),
    expect: {
      code: 1,
      reason: 'connect-timeout',
      atLeastMs: 500,
      underMs: 700,
      check: ({ message, target }) => expect(message).toBe(`tcp ${target} did not connect within 500 ms.`),
    },
  },
  {
    id: 'T4',
    title: 'a name that cannot exist',
    run: () => tcpSpec({ target: 'a..b:80' }),
    expect: {
      code: 2,
      reason: 'dns-not-found',
      check: ({ detail, remoteAddress }) => {
        expect(detail).toEqual({ host: 'a..b', code: 'ENOTFOUND' })
        expect(remoteAddress).toBeNull()
      },
    },
  },
  {
    id: 'T5',
    title: 'a banner with a newline',
    run: async (lab) => tcpSpec({ target: at(await lab.use(bannerTcp('220 mail ready\r\n'))), expect: bytes('220') }),
    expect: { code: 0, underMs: 500 },
  },
  {
    id: 'T6',
    title: 'a banner without a newline that stays open',
    run: async (lab) => tcpSpec({ target: at(await lab.use(bannerTcp('login: '))), expect: bytes('login:') }),
    expect: {
      code: 0,
      underMs: 500,
      check: ({ message, timings }) => {
        expect(message).toMatch(/ answered with "login:" in [\d.]+ ms\.$/)
        expect(timings.firstByte).toBeGreaterThan(0)
      },
    },
  },
  {
    id: 'T7',
    title: 'the text on the second line',
    run: async (lab) => tcpSpec({ target: at(await lab.use(bannerTcp('\r\nSSH-2.0\r\n'))), expect: bytes('SSH') }),
    expect: { code: 0, underMs: 500 },
  },
  {
    id: 'T8',
    title: 'a banner with the wrong text that stays open',
    run: async (lab) =>
      tcpSpec({ target: at(await lab.use(bannerTcp('554 no'))), expect: bytes('220'), readTimeoutMs: 600 }),
    expect: {
      code: 4,
      reason: 'mismatch',
      atLeastMs: 600,
      underMs: 800,
      check: ({ message, target, detail }) => {
        expect(message).toBe(`tcp ${target} answered, but without "220" within 600 ms; it sent "554 no".`)
        expect(detail.expected).toBe('220')
      },
    },
  },
  {
    id: 'T8',
    title: 'the right text in the wrong case',
    run: async (lab) => tcpSpec({ target: at(await lab.use(bannerThenCloseTcp('ready'))), expect: bytes('READY') }),
    expect: {
      code: 4,
      reason: 'mismatch',
      underMs: 500,
      check: ({ message }) => expect(message).toContain('without "READY" before it closed the connection'),
    },
  },
  {
    id: 'T8',
    title: 'the wrong text, then a reset',
    run: async (lab) =>
      tcpSpec({ target: at(await lab.use(resetOnDataTcp('554 no'))), send: bytes('QUIT\r\n'), expect: bytes('221') }),
    // A reset may overtake the write, but never the verdict that this is no success.
    expect: { code: [2, 4], underMs: 500 },
  },
  {
    id: 'T9',
    title: 'a banner split over many chunks',
    run: async (lab) =>
      tcpSpec({
        target: at(await lab.use(piecemealTcp(Array.from('* OK [CAPABILITY IMAP4]')))),
        expect: bytes('OK [CAP'),
      }),
    expect: { code: 0, underMs: 1000 },
  },
  {
    id: 'T9',
    title: 'text of several bytes a character, split within one',
    run: async (lab) => {
      const whole = Buffer.from('状态：正常')
      const server = await lab.use(piecemealTcp([whole.subarray(0, 4), whole.subarray(4, 11), whole.subarray(11)]))
      return tcpSpec({ target: at(server), expect: bytes('正常') })
    },
    expect: { code: 0, underMs: 1000 },
  },
  {
    id: 'T10',
    title: 'a silent server',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp())), expect: bytes('hello'), readTimeoutMs: 600 }),
    expect: {
      code: 3,
      reason: 'read-timeout',
      atLeastMs: 600,
      underMs: 800,
      check: ({ message, target, timings }) => {
        expect(message).toBe(`tcp ${target} sent nothing within 600 ms after connecting.`)
        expect(timings.connect).toBeGreaterThan(0)
      },
    },
  },
  {
    id: 'T10',
    title: 'an answer that comes after the connect time-out, within a read time-out of its own',
    run: async (lab) =>
      tcpSpec({
        target: at(await lab.use(piecemealTcp(['late'], 500))),
        expect: bytes('late'),
        timeoutMs: 300,
        readTimeoutMs: 1500,
      }),
    expect: { code: 0, atLeastMs: 490, underMs: 1000 },
  },
  {
    id: 'T11',
    title: 'a server that closes at once',
    run: async (lab) => tcpSpec({ target: at(await lab.use(closingTcp())), expect: bytes('hello') }),
    expect: {
      code: 3,
      reason: 'closed',
      underMs: 500,
      check: ({ message }) => expect(message).toMatch(/ closed the connection without sending anything\.$/),
    },
  },
  {
    id: 'T12',
    title: 'a server that resets right after accepting',
    run: async (lab) =>
      tcpSpec({ target: at(await lab.use(resettingTcp())), send: bytes('PING\r\n'), expect: bytes('PONG') }),
    expect: { code: [2, 3], underMs: 500 },
  },
  {
    id: 'T12',
    title: 'a server that resets in answer to what was sent',
    run: async (lab) =>
      tcpSpec({ target: at(await lab.use(resetOnDataTcp())), send: bytes('PING\r\n'), expect: bytes('PONG') }),
    expect: {
      code: 3,
      reason: 'closed',
      underMs: 500,
      check: ({ message }) => expect(message).toMatch(/ reset the connection without sending anything\.$/),
    },
  },
  {
    id: 'T13',
    title: 'an echo',
    run: async (lab) =>
      tcpSpec({ target: at(await lab.use(echoTcp())), send: bytes('PING\r\n'), expect: bytes('PING') }),
    expect: { code: 0, underMs: 500 },
  },
  {
    id: 'T14',
    title: 'a banner, then a reply to what was sent',
    run: async (lab) =>
      tcpSpec({
        target: at(await lab.use(greetThenReplyTcp('+OK POP3 ready\r\n', '+OK bye\r\n'))),
        send: bytes('QUIT\r\n'),
        expect: bytes('bye'),
      }),
    expect: { code: 0, underMs: 500 },
  },
  endlessRow('x', 'endless data without the text', {
    code: 4,
    reason: 'mismatch',
    check: ({ message }) =>
      expect(message).toContain(`without "hello" in the first 64 KiB; it sent "${'x'.repeat(80)}…"`),
  }),
  endlessRow(`${'x'.repeat(65_531)}hello`, 'endless data with the text at the very end of the first 64 KiB', {
    code: 0,
  }),
  endlessRow(`${'x'.repeat(65_532)}hell`, 'endless data with the text across the end of the first 64 KiB', { code: 4 }),
  {
    id: 'T16',
    title: 'TLS, self-signed',
    run: async (lab) => {
      const { selfSigned } = await certificates()
      return tcpSpec({ target: at(await lab.use(serveHttps(selfSigned))), tls: tlsSpec() })
    },
    expect: {
      code: 2,
      reason: 'tls-self-signed',
      underMs: 1000,
      check: async ({ certificate, message, target, timings }) => {
        const { selfSigned } = await certificates()
        expect(certificate).toMatchObject({ trusted: false, expiresAt: selfSigned.expiresAt.toISOString() })
        expect(message.startsWith(`tls ${target} failed: `)).toBe(true)
        expect(timings.connect).toBeGreaterThan(0)
      },
    },
  },
  {
    id: 'T16',
    title: 'TLS, self-signed, not verified',
    run: async (lab) => {
      const { selfSigned } = await certificates()
      const server = await lab.use(serveHttps(selfSigned))
      return tcpSpec({ target: at(server), tls: tlsSpec({ insecureSkipVerify: true }) })
    },
    expect: {
      code: 0,
      reason: null,
      check: ({ certificate, timings, responseTimeMs }) => {
        expect(certificate?.trusted).toBe(false)
        expect(certificate?.trustError).not.toBeNull()
        expect(timings.tls).toBeGreaterThan(0)
        expect(responseTimeMs).toBeGreaterThanOrEqual((timings.connect ?? 0) + (timings.tls ?? 0))
      },
    },
  },
  {
    id: 'T16',
    title: 'TLS, trusted, with a reply to what was sent',
    run: async (lab) => {
      const { good, root } = await certificates()
      return tcpSpec({
        target: at(await lab.use(serveHttps(good))),
        tls: tlsSpec({ ca: root.certPem }),
        send: bytes('GET / HTTP/1.0\r\n\r\n'),
        expect: bytes('200 OK'),
      })
    },
    expect: { code: 0, check: ({ certificate }) => expect(certificate?.trusted).toBe(true) },
  },
  {
    id: 'T16',
    title: 'TLS that never answers the handshake',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp())), tls: tlsSpec(), timeoutMs: 500 }),
    expect: {
      code: 1,
      reason: 'tls-timeout',
      atLeastMs: 500,
      underMs: 700,
      check: ({ timings, certificate }) => {
        expect(timings.connect).toBeGreaterThan(0)
        expect(timings.tls).toBeNull()
        expect(certificate).toBeNull()
      },
    },
  },
  {
    id: 'T16',
    title: 'TLS asked of a server that speaks something else',
    run: async (lab) => tcpSpec({ target: at(await lab.use(bannerTcp('SSH-2.0-x\r\n'))), tls: tlsSpec() }),
    expect: { code: 2, reason: 'tls-handshake', underMs: 1000 },
  },
  {
    id: 'T16',
    title: 'TLS that wants a client certificate, and can say so only after the handshake',
    run: async (lab) => {
      const { good, root } = await certificates()
      const server = await lab.use(serveHttps(good, { ca: root.certPem, requestCert: true, minVersion: 'TLSv1.3' }))
      return tcpSpec({
        target: at(server),
        tls: tlsSpec({ ca: root.certPem }),
        send: bytes('GET / HTTP/1.0\r\n\r\n'),
        expect: bytes('200 OK'),
      })
    },
    expect: {
      code: 2,
      reason: 'tls-handshake',
      underMs: 1000,
      check: ({ message }) => expect(message).toContain('the server wants a client certificate'),
    },
  },
  {
    id: 'T16',
    title: 'TLS 1.3 that wants a client certificate, where no answer is expected',
    run: async (lab) => {
      const { good, root } = await certificates()
      const server = await lab.use(serveHttps(good, { ca: root.certPem, requestCert: true, minVersion: 'TLSv1.3' }))
      return tcpSpec({ target: at(server), tls: tlsSpec({ ca: root.certPem }) })
    },
    expect: {
      code: 2,
      reason: 'tls-handshake',
      underMs: 1000,
      check: ({ message, certificate, timings }) => {
        expect(message).toContain('the server wants a client certificate')
        expect(certificate?.trusted).toBe(true)
        expect(timings.tls).toBeGreaterThan(0)
      },
    },
  },
  {
    id: 'T16',
    title: 'TLS 1.3 that wants a client certificate, and gets it',
    run: async (lab) => {
      const { good, root, client } = await certificates()
      const server = await lab.use(serveHttps(good, { ca: root.certPem, requestCert: true, minVersion: 'TLSv1.3' }))
      return tcpSpec({
        target: at(server),
        tls: tlsSpec({ ca: root.certPem, cert: client.certPem, key: client.keyPem }),
      })
    },
    expect: { code: 0, underMs: 1000 },
  },
  {
    id: 'T16',
    title: 'TLS 1.3 that says nothing after its handshake, not even a ticket',
    run: async (lab) => {
      const { good, root } = await certificates()
      const server = await lab.use(serveHttps(good, { minVersion: 'TLSv1.3' }))
      return tcpSpec({ target: at(await lab.use(mutedTls(server))), tls: tlsSpec({ ca: root.certPem }) })
    },
    expect: { code: 0, underMs: 1000 },
  },
  {
    id: 'T17',
    title: 'the first address connects after 1 s, the second refuses',
    run: async (lab) => {
      const slow = await lab.use(fullBacklogTcp())
      lab.name('two.test', [
        { address: slow.address, family: 4 },
        { address: '127.0.0.2', family: 4 },
      ])
      // The first attempt is dropped; the system's next one, 1 s later (RFC 6298), gets through.
      const opening = setTimeout(() => slow.accept(), 500)
      await lab.use({ close: async () => clearTimeout(opening) })
      return tcpSpec({ target: `two.test:${slow.port}`, timeoutMs: 3000 })
    },
    expect: {
      code: 0,
      atLeastMs: 900,
      underMs: 2500,
      check: ({ remoteAddress }) => expect(remoteAddress).toMatch(/^127\.0\.0\.1:/),
    },
  },
  {
    id: 'T18',
    title: 'the first address refuses, the second connects',
    run: async (lab) => {
      const server = await lab.use(silentTcp())
      lab.name('two.test', [
        { address: '127.0.0.2', family: 4 },
        { address: server.address, family: 4 },
      ])
      return tcpSpec({ target: `two.test:${server.port}` })
    },
    expect: {
      code: 0,
      underMs: 200,
      check: ({ remoteAddress }) => expect(remoteAddress).toMatch(/^127\.0\.0\.1:/),
    },
  },
  {
    id: 'T18',
    title: 'the first address is silent, the second connects',
    run: async (lab) => {
      const silent = await lab.use(fullBacklogTcp({ address: '127.0.0.2' }))
      const server = await lab.use(silentTcp({ port: silent.port }))
      lab.name('two.test', [
        { address: silent.address, family: 4 },
        { address: server.address, family: 4 },
      ])
      return tcpSpec({ target: `two.test:${server.port}` })
    },
    expect: { code: 0, atLeastMs: 250, underMs: 450 },
  },
  {
    id: 'address',
    title: 'a port that is none',
    run: () => tcpSpec({ target: '127.0.0.1:99999' }),
    expect: { code: 2, reason: 'address-invalid' },
  },
  {
    id: 'address',
    title: 'a family the target does not have',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp())), family: 6 }),
    expect: {
      code: 2,
      reason: 'no-address',
      check: ({ detail, message }) => {
        expect(detail).toEqual({ host: '127.0.0.1', family: 'IPv6' })
        expect(message).toContain('127.0.0.1 has no IPv6 address')
      },
    },
  },
  {
    id: 'address',
    title: 'a source of another family than the target',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp())), interface: '::1' }),
    expect: { code: 2, reason: 'no-address' },
  },
  {
    id: 'address',
    title: 'a source this machine does not have',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp())), interface: '192.0.2.99' }),
    expect: { code: 2, reason: 'no-address' },
  },
  {
    id: 'address',
    title: 'an interface this machine does not have',
    run: async (lab) => tcpSpec({ target: at(await lab.use(silentTcp())), interface: 'nothing0' }),
    expect: {
      code: 2,
      reason: 'no-address',
      check: ({ message }) => expect(message).toContain('cannot be probed from nothing0'),
    },
  },
]

function endlessRow(filler: string, title: string, expected: Row['expect']): Row {
  let server: EndlessTcp | null = null
  return {
    id: 'T15',
    title,
    run: async (lab) => {
      server = await lab.use(endlessTcp(filler))
      return tcpSpec({ target: at(server), expect: bytes('hello') })
    },
    expect: {
      underMs: 500,
      ...expected,
      check: async (result) => {
        await expected.check?.(result)
        // What the system's own buffers hold, and no more: the probe has stopped reading.
        expect(server?.sentBytes()).toBeLessThan(16 * 1024 * 1024)
      },
    },
  }
}
