import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, bytes, tcpSpec, udpSpec } from '../probes/vectors/lab.ts'
import { judged } from './judge.ts'
import { fuzz, timeLimitMs } from './run.ts'
import { cut, cuts, type Piece, scripts, streamBytes } from './scripts.ts'
import { playTcp, playUdp } from './servers.ts'

const timeouts = fc.record({
  timeoutMs: fc.integer({ min: 20, max: 150 }),
  readTimeoutMs: fc.integer({ min: 20, max: 150 }),
})
const texts = fc.oneof(
  fc.constantFrom('PONG', '220', 'HTTP', '\r\n').map(bytes),
  fc.uint8Array({ minLength: 1, maxLength: 4 }),
)
const patterns = fc.constantFrom(null, null, '^220', '(?i)pong', '[^a]{3}\\z', '(a+)+$', '\\x{ff}', '(')
const exchanges = fc.record({ send: fc.option(streamBytes), expect: fc.option(texts), expectRegex: patterns })

test('tcp: whatever a server does, a probe has one result in time and lets go', { timeout: timeLimitMs(0.15) }, () =>
  fuzz(
    'tcp',
    0.15,
    fc.record({ script: scripts, timeouts, exchange: exchanges }),
    async ({ script, timeouts, exchange }) => {
      const server = await playTcp([script])
      try {
        await judged(tcpSpec({ target: at(server), ...timeouts, ...exchange }))
        await server.left()
      } finally {
        await server.close()
      }
    },
  ),
)

test('tcp: a text is found in whatever pieces it comes, and nowhere else', { timeout: timeLimitMs(0.1) }, () => {
  const cases = fc.record({ stream: streamBytes, expect: texts, cuts: cuts(10) })
  return fuzz('tcp expectations', 0.1, cases, async ({ stream, expect: text, cuts }) => {
    const server = await playTcp([{ listensFirst: false, pieces: cut(stream, cuts), ending: 'fin' }])
    try {
      const { resultCode } = await judged(tcpSpec({ target: at(server), expect: text }))
      const found = Buffer.from(stream).subarray(0, 65_536).includes(Buffer.from(text))
      expect(resultCode).toBe(found ? 0 : stream.byteLength === 0 ? 3 : 4)
      await server.left()
    } finally {
      await server.close()
    }
  })
})

const pieces: fc.Arbitrary<Piece> = fc.record({
  afterMs: fc.nat(60),
  // No datagram is larger (RFC 768 and RFC 791).
  bytes: streamBytes.map((stream) => stream.subarray(0, 65_507)),
})
const udpScripts = fc.record({ replies: fc.array(pieces, { maxLength: 4 }), closesAfter: fc.option(fc.nat(2)) })

test('udp: whatever a server does, a probe has one result in time and lets go', { timeout: timeLimitMs(0.15) }, () =>
  fuzz(
    'udp',
    0.07,
    fc.record({ script: udpScripts, timeouts, exchange: exchanges }),
    async ({ script, timeouts, exchange }) => {
      const server = await playUdp(script)
      try {
        await judged(udpSpec({ target: at(server), ...timeouts, ...exchange }))
      } finally {
        await server.close()
      }
    },
  ),
)
