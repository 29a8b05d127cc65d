import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { startTlsProtocols } from '../../electron/contract/target-config.ts'
import { certificates, httpSpec, trustingLab } from '../probes/vectors/http-spec.ts'
import { at, bytes, tcpSpec } from '../probes/vectors/lab.ts'
import { judged } from './judge.ts'
import { fuzz, timeLimitMs } from './run.ts'
import { cut, cuts, endings, type Script, scripts, streamBytes } from './scripts.ts'
import { type Damage, playTcp, relayTcp } from './servers.ts'

const { good, selfSigned, underIntermediate, intermediate } = await certificates()
const tls = { ...(await trustingLab()), serverName: 'localhost' }
const hello = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello'
const speaks = { listensFirst: true, pieces: [{ afterMs: 0, bytes: bytes(hello) }], ending: 'fin' as const }

// Under TLS 1.2 the certificate travels in the clear, where it can be damaged.
const backends = await Promise.all(
  (['TLSv1.2', 'TLSv1.3'] as const).flatMap((maxVersion) => [
    playTcp([speaks], { cert: good.certPem, key: good.keyPem, maxVersion }),
    playTcp([speaks], { cert: selfSigned.certPem, key: selfSigned.keyPem, maxVersion }),
    playTcp([speaks], {
      cert: underIntermediate.certPem + intermediate.certPem,
      key: underIntermediate.keyPem,
      maxVersion,
    }),
  ]),
)
afterAll(() => Promise.all(backends.map((backend) => backend.close())))

const timeouts = fc.record({
  timeoutMs: fc.integer({ min: 20, max: 150 }),
  readTimeoutMs: fc.integer({ min: 20, max: 150 }),
})
const insecureSkipVerify = fc.boolean()

test(
  'tls: whatever bytes a server sends, a probe has one result in time and lets go',
  { timeout: timeLimitMs(0.04) },
  () =>
    fuzz('tls noise', 0.04, fc.record({ script: scripts, timeouts, insecureSkipVerify }), async (each) => {
      const server = await playTcp([each.script])
      try {
        const { resultCode } = await judged(
          tcpSpec({
            target: at(server),
            ...each.timeouts,
            tls: { ...tls, insecureSkipVerify: each.insecureSkipVerify },
          }),
        )
        expect([1, 2]).toContain(resultCode)
        await server.left()
      } finally {
        await server.close()
      }
    }),
)

// A handshake of one of these servers takes 700 to 1,900 bytes.
const offset = fc.oneof(fc.nat(2500), fc.nat(100))
const damage: fc.Arbitrary<Damage> = fc.record({
  changed: fc.array(fc.record({ at: offset, by: fc.nat(255) }), { maxLength: 3 }),
  cut: fc.option(fc.record({ at: offset, ending: endings })),
})

test('tls: however a handshake is damaged, a probe has one result in time and lets go', {
  timeout: timeLimitMs(0.06),
}, () => {
  const cases = fc.record({
    backend: fc.constantFrom(...backends),
    damage,
    timeouts,
    insecureSkipVerify,
    http: fc.boolean(),
    answered: fc.boolean(),
  })
  return fuzz('damaged handshakes', 0.06, cases, async (each) => {
    const server = await relayTcp(each.backend, each.damage)
    const options = { ...tls, insecureSkipVerify: each.insecureSkipVerify }
    const exchange = each.answered ? { send: bytes('x'), expect: bytes('hello') } : {}
    try {
      await judged(
        each.http
          ? httpSpec({ target: `https://${at(server)}/`, tls: options, responseTimeoutMs: each.timeouts.timeoutMs })
          : tcpSpec({ target: at(server), ...each.timeouts, tls: options, ...exchange }),
      )
      await server.left()
    } finally {
      await server.close()
    }
  })
})

/** What servers say on the way to TLS, as a whole and in parts. */
const turns = fc.constantFrom(
  '220 mail.example ESMTP\r\n',
  '250-mail.example\r\n250 STARTTLS\r\n',
  '220 go ahead\r\n',
  '* OK ready\r\n',
  '* CAPABILITY IMAP4rev1 STARTTLS\r\na1 OK done\r\n',
  '+OK ready\r\n',
  '-ERR no\r\n',
  'S',
  'N',
  '\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00',
  '\x30\x84\xff\xff\xff\xff',
  '\r\n'.repeat(300),
  '250-'.repeat(20_000),
)
const dialogues = fc
  .record({ said: fc.array(turns, { maxLength: 5 }), more: streamBytes, cuts: cuts(15), ending: endings })
  .chain(({ said, more, cuts, ending }) => {
    const bytes = Uint8Array.from(Buffer.concat([Buffer.from(said.join(''), 'latin1'), more]))
    return fc.boolean().map((listensFirst): Script => ({ listensFirst, pieces: cut(bytes, cuts), ending }))
  })

test('starttls: whatever a server says, a probe has one result in time and lets go', {
  timeout: timeLimitMs(0.06),
}, () => {
  const cases = fc.record({ script: dialogues, timeouts, starttls: fc.constantFrom(...startTlsProtocols) })
  return fuzz('starttls', 0.06, cases, async ({ script, timeouts, starttls }) => {
    const server = await playTcp([script])
    try {
      const { resultCode } = await judged(tcpSpec({ target: at(server), ...timeouts, tls, starttls }))
      expect([1, 2]).toContain(resultCode)
      await server.left()
    } finally {
      await server.close()
    }
  })
})
