import { expect, it } from 'vitest'
import { createProbeTarget } from '../../electron/app/probe-target.ts'
import { isSelfContained, type NetworkDefaults } from '../../electron/app/resolve-config.ts'
import type { HttpTarget } from '../../electron/contract/target-config.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { probeResult, tcpTarget } from '../monitor/samples.ts'

const target: HttpTarget = {
  id: 'a',
  protocol: 'http',
  target: 'https://example.test/',
  intervalMs: 15_000,
  responseTimeoutMs: 10_000,
  followRedirects: true,
  password: { secret: 'slow' },
}

const direct: NetworkDefaults = { bypass: [], proxy: null, caFile: null, interface: null }
const proxy: NonNullable<NetworkDefaults['proxy']> = {
  url: 'http://proxy.test',
  username: null,
  password: null,
  secrets: createMemorySecrets(),
  bypass: [],
}

it.each(['before', 'while'])(
  'ends when it is stopped %s its secret is being read, however long that takes',
  async (when) => {
    const answer = Promise.withResolvers<{ ok: true; value: string }>()
    const probed: string[] = []
    const resolved: string[] = []
    const probeTarget = createProbeTarget({
      probe: async ({ id }) => {
        probed.push(id)
        return probeResult(id, 0)
      },
      clock: createFakeClock(),
      secretsOf: () => ({ ...createMemorySecrets(), get: () => answer.promise }),
      onResolved: ({ id }) => resolved.push(id),
    })
    const stop = new AbortController()
    if (when === 'before') stop.abort()
    const probing = probeTarget(target, stop.signal)
    stop.abort()
    expect(await probing).toMatchObject({ resultCode: null, result: null, reason: 'aborted' })
    answer.resolve({ ok: true, value: 'p4ss' })
    await answer.promise
    expect([probed, resolved]).toEqual([[], []])
  },
)

it('counts to the microsecond, as a probe does', async () => {
  const readings = [100.1, 100.3000004]
  const probeTarget = createProbeTarget({
    probe: async ({ id }) => probeResult(id, 0),
    clock: { ...createFakeClock(), monotonicMs: () => readings.shift() ?? Number.NaN },
    secretsOf: () => createMemorySecrets(),
    onResolved: () => {},
  })
  expect((await probeTarget(target, AbortSignal.abort())).timings.total).toBe(0.2)
})

it('reads a secret and a file anew for each probe, and what needs neither only until the defaults are others', async () => {
  const seen: unknown[] = []
  let value = 'first'
  let network = direct
  const probeTarget = createProbeTarget({
    probe: async (spec) => {
      seen.push(spec)
      return probeResult(spec.id, 0)
    },
    clock: createFakeClock(),
    secretsOf: () => ({ ...createMemorySecrets(), get: async () => ({ ok: true, value }) }),
    network: () => network,
    onResolved: () => {},
  })
  const { signal } = new AbortController()
  const { password: _password, ...plain } = target
  await probeTarget(target, signal)
  value = 'second'
  await probeTarget(target, signal)
  expect(seen.splice(0)).toMatchObject([{ password: 'first' }, { password: 'second' }])

  await probeTarget(plain, signal)
  await probeTarget(plain, signal)
  expect(seen[1]).toBe(seen[0])
  seen.splice(0)
  network = { ...direct, bypass: ['example.test'], proxy: { ...proxy, url: 'http://proxy.test:3128' } }
  await probeTarget(plain, signal)
  await probeTarget({ ...plain, responseTimeoutMs: 1 }, signal)
  expect(seen).toMatchObject([
    { responseTimeoutMs: 10_000, proxy: { url: 'http://proxy.test:3128' } },
    { responseTimeoutMs: 1, proxy: { url: 'http://proxy.test:3128' } },
  ])
})

it.each<[string, Partial<HttpTarget>]>([
  ['a password', { password: { secret: 'a' } }],
  ['a secret header', { headers: [{ name: 'Authorization', value: { secret: 'a' } }] }],
  ['a file', { tls: { ca: { file: '/nowhere' } } }],
  ['a secret key', { tls: { key: { secret: 'a' } } }],
  ['a proxy with a password', { proxy: 'http://proxy.test', proxyPassword: { secret: 'a' } }],
])('does not keep what a target with %s resolved to', (_what, options) => {
  const { password: _password, ...plain } = target
  expect(isSelfContained(plain)).toBe(true)
  expect(isSelfContained({ ...plain, ...options })).toBe(false)
})

it('does not keep it either where the default proxy has a password', () => {
  const { password: _password, ...plain } = target
  const withPassword = { ...direct, proxy: { ...proxy, password: { secret: 'a' } } }
  expect(isSelfContained(plain, withPassword)).toBe(false)
  expect(isSelfContained({ ...plain, proxy: 'http://own.test' }, withPassword)).toBe(true)
})

it('does not keep it either where the default trust anchors are in a file, and it needs any', () => {
  const { password: _password, ...plain } = target
  const withFile = { ...direct, caFile: '/etc/ca.pem' }
  expect(isSelfContained(plain, withFile)).toBe(false)
  expect(isSelfContained(tcpTarget('a', { tls: {} }), withFile)).toBe(false)
  expect(isSelfContained(tcpTarget('a'), withFile)).toBe(true)
})
