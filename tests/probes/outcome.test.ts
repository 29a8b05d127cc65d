import { describe, expect, test } from 'vitest'
import { localFaultReasons, reasons } from '../../electron/contract/reasons.ts'
import { probeResultSchema } from '../../electron/contract/result.ts'
import { resultLabel } from '../../electron/contract/result-codes.ts'
import { codeFor, concludeProbe, startProbe } from '../../electron/probes/outcome.ts'
import type { HttpSpec, ProbeClock } from '../../electron/probes/spec.ts'
import { tcpSpec, tlsSpec, udpSpec } from './vectors/lab.ts'

const httpSpec: HttpSpec = {
  id: 'target-1',
  name: 'site',
  target: 'https://localhost/',
  labels: {},
  family: null,
  interface: null,
  protocol: 'http',
  responseTimeoutMs: 10_000,
  method: 'GET',
  headers: [],
  username: null,
  password: null,
  body: null,
  followRedirects: true,
  expectStatus: null,
  expectSubstring: null,
  expectRegex: null,
  forbidSubstring: null,
  forbidRegex: null,
  expectJson: null,
  expectHeaders: [],
  proxy: null,
  tls: tlsSpec(),
}
const specs = { tcp: tcpSpec({ target: 'db:5432' }), udp: udpSpec({ target: 'ns:53' }), http: httpSpec }
const protocols = ['tcp', 'udp', 'http'] as const

/** A clock that stands `elapsedMs` after the probe's start whenever it is read again. */
function clockAt(elapsedMs: number): ProbeClock {
  const readings = [1000]
  return { monotonicMs: () => readings.pop() ?? 1000 + elapsedMs, wallMs: () => Date.UTC(2026, 10, 2, 3, 4, 5, 678) }
}

function conclude(protocol: 'tcp' | 'udp' | 'http', outcome: Parameters<typeof concludeProbe>[3]) {
  const clock = clockAt(12.3456789)
  return concludeProbe(specs[protocol], startProbe(clock), clock, outcome)
}

describe('the code of a reason', () => {
  test.each([
    [null, 0, 0, 0],
    ['refused', 2, 2, 1],
    ['unreachable', 2, 2, 1],
    ['reset', 2, 2, 1],
    ['connect-timeout', 1, 1, 2],
    ['dns-not-found', 2, 2, 3],
    ['dns-timeout', 1, 2, 2],
    ['dns-failed', 2, 2, 3],
    ['address-invalid', 2, 2, 4],
    ['no-address', 2, 2, 4],
    ['tls-self-signed', 2, 2, 1],
    ['tls-timeout', 1, 1, 2],
    ['local-resources', null, null, null],
    ['local-offline', null, null, null],
    ['aborted', null, null, null],
  ] as const)('%s is %s for tcp, %s for udp, %s for http', (reason, tcp, udp, http) => {
    expect(protocols.map((protocol) => codeFor(protocol, reason))).toEqual([tcp, udp, http])
  })

  test.each([
    ['send-failed', 2],
    ['read-timeout', 3],
    ['closed', 3],
    ['mismatch', 4],
  ] as const)('%s is %s for the net protocols', (reason, code) => {
    expect([codeFor('tcp', reason), codeFor('udp', reason)]).toEqual([code, code])
  })

  test.each([
    ['header-timeout', 2],
    ['body-timeout', 2],
    ['body-truncated', 1],
    ['protocol-error', 1],
    ['redirect-limit', 1],
    ['redirect-invalid', 1],
    ['proxy-failed', 1],
    ['body-too-large', 5],
    ['body-mismatch', 5],
    ['body-forbidden', 5],
    ['json-mismatch', 5],
    ['header-mismatch', 5],
    ['status-mismatch', 6],
  ] as const)('%s is %s for http', (reason, code) => {
    expect(codeFor('http', reason)).toBe(code)
  })

  test('is never a success, always in the family’s table, and null for local faults alone', () => {
    const faults: readonly string[] = localFaultReasons
    for (const protocol of protocols) {
      for (const reason of reasons) {
        const code = codeFor(protocol, reason)
        expect(code === null).toBe(faults.includes(reason))
        if (code === null) continue
        expect(code).toBeGreaterThan(0)
        expect(resultLabel(protocol, code)).not.toBeNull()
      }
    }
  })
})

describe('a result', () => {
  test('has every field, in the order it is printed', () => {
    const result = conclude('tcp', { reason: null, message: 'tcp db:5432 connected in 1.9 ms.', responseTimeMs: 1.9 })
    // Without a certificate there is nothing above it.
    expect([...Object.keys(result), 'issuers']).toEqual(Object.keys(probeResultSchema.shape))
    expect(result).toEqual({
      id: 'target-1',
      target: 'db:5432',
      protocol: 'tcp',
      name: 'db:5432',
      labels: { team: 'core' },
      startedAt: '2026-11-02T03:04:05.678Z',
      resultCode: 0,
      result: 'Success',
      reason: null,
      message: 'tcp db:5432 connected in 1.9 ms.',
      responseTimeMs: 1.9,
      timings: { total: 12.346, dns: null, connect: null, tls: null, firstByte: null },
      remoteAddress: null,
      http: null,
      certificate: null,
      confirmed: true,
      detail: {},
    })
  })

  test.each([
    ['tcp', 'mismatch'],
    ['tcp', 'refused'],
    ['udp', 'read-timeout'],
    ['http', 'header-timeout'],
    ['http', 'aborted'],
  ] as const)('of %s with %s has no response time', (protocol, reason) => {
    expect(conclude(protocol, { reason, message: '', responseTimeMs: 5 }).responseTimeMs).toBeNull()
  })

  test.each([null, 'body-mismatch', 'body-too-large', 'status-mismatch'] as const)(
    'of http with %s has a response time',
    (reason) => {
      expect(conclude('http', { reason, message: '', responseTimeMs: 5 }).responseTimeMs).toBe(5)
    },
  )

  test('that rests on silence has no response time', () => {
    const result = conclude('udp', { reason: null, message: '', responseTimeMs: 3000, confirmed: false })
    expect(result).toMatchObject({ resultCode: 0, responseTimeMs: null, confirmed: false })
  })

  test('of a local fault is no verdict', () => {
    const result = conclude('tcp', { reason: 'local-resources', message: '', detail: { resource: 'files' } })
    expect(result).toMatchObject({ resultCode: null, result: null, responseTimeMs: null, reason: 'local-resources' })
  })
})
