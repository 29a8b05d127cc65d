import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { certificates, httpSpec, trustingLab } from '../probes/vectors/http-spec.ts'
import { at, bytes, tcpSpec } from '../probes/vectors/lab.ts'
import { judged } from './judge.ts'
import { fuzz, timeLimitMs } from './run.ts'
import { endings, scripts } from './scripts.ts'
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
  { timeout: timeLimitMs(0.05) },
  () =>
    fuzz('tls noise', 0.05, fc.record({ script: scripts, timeouts, insecureSkipVerify }), async (each) => {
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
  timeout: timeLimitMs(0.08),
}, () => {
  const cases = fc.record({
    backend: fc.constantFrom(...backends),
    damage,
    timeouts,
    insecureSkipVerify,
    http: fc.boolean(),
  })
  return fuzz('damaged handshakes', 0.08, cases, async (each) => {
    const server = await relayTcp(each.backend, each.damage)
    const options = { ...tls, insecureSkipVerify: each.insecureSkipVerify }
    try {
      await judged(
        each.http
          ? httpSpec({ target: `https://${at(server)}/`, tls: options, responseTimeoutMs: each.timeouts.timeoutMs })
          : tcpSpec({ target: at(server), ...each.timeouts, tls: options, send: bytes('x'), expect: bytes('hello') }),
      )
      await server.left()
    } finally {
      await server.close()
    }
  })
})
