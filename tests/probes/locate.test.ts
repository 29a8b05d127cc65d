import { setTimeout as after } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { createLookup } from '../../electron/probes/lookup.ts'
import { probe } from '../../electron/probes/probe.ts'
import type { Lookup, LookupFailure } from '../../electron/probes/spec.ts'
import { fullBacklogTcp } from '../lab/full-backlog.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { echoUdp } from '../lab/udp-servers.ts'
import { createLab, systemClock, tcpSpec, udpSpec } from './vectors/lab.ts'

const lab = createLab()
afterEach(() => lab.close())

/** A lookup that took `durationMs` after waiting `waitedMs` for its turn. */
function lookupAfter(waitedMs: number, durationMs: number): Lookup {
  return async () => {
    await after(waitedMs + durationMs)
    return { ok: true, addresses: [{ address: '127.0.0.1', family: 4 }], durationMs }
  }
}

describe('waiting for a turn to look a name up', () => {
  test('is no part of a TCP response time', async () => {
    const server = await lab.use(silentTcp())
    const env = { ...lab.env, lookup: lookupAfter(300, 50) }
    const result = await probe(tcpSpec({ target: `db.test:${server.port}` }), env)
    expect(result.timings.total).toBeGreaterThan(340)
    expect(result.timings.dns).toBe(50)
    expect(result.responseTimeMs).toBeGreaterThanOrEqual(50)
    expect(result.responseTimeMs).toBeLessThan(250)
  })

  test('is no part of a UDP response time', async () => {
    const server = await lab.use(echoUdp())
    const env = { ...lab.env, lookup: lookupAfter(300, 50) }
    const result = await probe(udpSpec({ target: `db.test:${server.port}` }), env)
    expect(result.responseTimeMs).toBeGreaterThanOrEqual(50)
    expect(result.responseTimeMs).toBeLessThan(250)
  })
})

test('name and connection share one time-out', async () => {
  const full = await lab.use(fullBacklogTcp())
  const env = { ...lab.env, lookup: lookupAfter(0, 300) }
  const result = await probe(tcpSpec({ target: `db.test:${full.port}`, timeoutMs: 500 }), env)
  expect(result).toMatchObject({ resultCode: 1, reason: 'connect-timeout' })
  expect(result.timings.total).toBeGreaterThanOrEqual(498)
  expect(result.timings.total).toBeLessThan(700)
})

test.each([
  ['tcp', 1],
  ['udp', 2],
] as const)(
  '%s: a resolver that does not answer is a time-out at the deadline, with code %i',
  async (protocol, code) => {
    const lookup = createLookup({ clock: systemClock, getaddrinfo: () => new Promise(() => {}) })
    const target = { target: 'db.test:5432', timeoutMs: 300 }
    const result = await probe(protocol === 'tcp' ? tcpSpec(target) : udpSpec(target), { ...lab.env, lookup })
    expect(result).toMatchObject({
      resultCode: code,
      reason: 'dns-timeout',
      message: `${protocol} db.test:5432 could not be looked up within 300 ms.`,
      detail: { host: 'db.test', timeoutMs: 300 },
      remoteAddress: null,
    })
    // The deadline runs from the start of the probe, the lookup's own time from when it was asked.
    expect(result.timings.dns).toBeGreaterThan(200)
    expect(result.timings.total).toBeGreaterThanOrEqual(298)
    expect(result.timings.total).toBeLessThan(500)
  },
)

test.each([
  ['not-found', 'ENOTFOUND', 2, 'dns-not-found'],
  ['failed', 'EAI_AGAIN', 2, 'dns-failed'],
  ['no-address', '', 2, 'no-address'],
  ['resources', 'EMFILE', null, 'local-resources'],
  ['aborted', '', null, 'aborted'],
] as const)(
  'a lookup that ends with %s %s has code %s, reason %s, and its time',
  async (failure, code, resultCode, reason) => {
    const failing = async (): Promise<{ ok: false; failure: LookupFailure; code: string; durationMs: number }> => ({
      ok: false,
      failure,
      code,
      durationMs: 7,
    })
    for (const spec of [tcpSpec({ target: 'db.test:5432' }), udpSpec({ target: 'db.test:5432' })]) {
      const result = await probe(spec, { ...lab.env, lookup: failing })
      expect(result).toMatchObject({ resultCode, reason, timings: { dns: 7 }, responseTimeMs: null })
      if (code !== '') expect(result.detail.code).toBe(code)
    }
  },
)
