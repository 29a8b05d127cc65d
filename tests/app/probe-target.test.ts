import { expect, it } from 'vitest'
import { createProbeTarget } from '../../electron/app/probe-target.ts'
import type { HttpTarget } from '../../electron/contract/target-config.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { probeResult } from '../monitor/samples.ts'

const target: HttpTarget = {
  id: 'a',
  protocol: 'http',
  target: 'https://example.test/',
  intervalMs: 15_000,
  responseTimeoutMs: 10_000,
  followRedirects: true,
  password: { secret: 'slow' },
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
