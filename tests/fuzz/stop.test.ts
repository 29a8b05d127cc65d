import * as fc from 'fast-check'
import { test } from 'vitest'
import { certificates, httpSpec, trustingLab } from '../probes/vectors/http-spec.ts'
import { at, bytes, tcpSpec, udpSpec } from '../probes/vectors/lab.ts'
import { stopped } from './judge.ts'
import { responses, written } from './responses.ts'
import { fuzz, timeLimitMs } from './run.ts'
import { cut, cuts, endings, type Script, scripts } from './scripts.ts'
import { playTcp, playUdp } from './servers.ts'

const { good } = await certificates()
const shown = { cert: good.certPem, key: good.keyPem }
const tls = { ...(await trustingLab()), serverName: 'localhost' }

const answers = fc
  .record({ response: responses, cuts: cuts(15), ending: endings })
  .map(({ response, cuts, ending }): Script => {
    return { listensFirst: true, pieces: cut(written(response), cuts), ending }
  })
const redirect: Script = {
  listensFirst: true,
  pieces: [{ afterMs: 5, bytes: bytes('HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n') }],
  ending: 'fin',
}

const afterMs = fc.oneof(fc.nat(3), fc.nat(60))
const expectText = fc.constantFrom(null, bytes('never said'))

test('tcp and tls: a probe stopped at any instant ends at once and lets go', { timeout: timeLimitMs(0.05) }, () => {
  const cases = fc.record({ script: scripts, afterMs, secure: fc.boolean(), expect: expectText, heard: fc.boolean() })
  return fuzz('stops of tcp', 0.05, cases, async ({ script, afterMs, secure, expect, heard }) => {
    const server = await playTcp([script], secure && heard ? shown : null)
    try {
      await stopped(tcpSpec({ target: at(server), send: bytes('x'), expect, tls: secure ? tls : null }), afterMs)
      await server.left()
    } finally {
      await server.close()
    }
  })
})

test('udp: a probe stopped at any instant ends at once and lets go', { timeout: timeLimitMs(0.02) }, () => {
  const replies = fc.array(fc.record({ afterMs: fc.nat(30), bytes: fc.uint8Array({ maxLength: 50 }) }), {
    maxLength: 3,
  })
  const cases = fc.record({
    script: fc.record({ replies, closesAfter: fc.constant(null) }),
    afterMs,
    expect: expectText,
  })
  return fuzz('stops of udp', 0.02, cases, async ({ script, afterMs, expect }) => {
    const server = await playUdp(script)
    try {
      await stopped(udpSpec({ target: at(server), expect }), afterMs)
    } finally {
      await server.close()
    }
  })
})

test('http and https: a probe stopped at any instant ends at once and lets go', { timeout: timeLimitMs(0.08) }, () => {
  const cases = fc.record({ script: answers, hops: fc.nat(3), afterMs, secure: fc.boolean() })
  return fuzz('stops of http', 0.08, cases, async ({ script, hops, afterMs, secure }) => {
    const server = await playTcp([...Array.from({ length: hops }, () => redirect), script], secure ? shown : null)
    try {
      const target = `${secure ? 'https' : 'http'}://${at(server)}/`
      await stopped(httpSpec({ target, tls, expectSubstring: 'never said' }), afterMs)
      await server.left()
    } finally {
      await server.close()
    }
  })
})
