import { describe, expect, it } from 'vitest'
import { afterGap, type Folded, fold, unprobed } from '../../electron/monitor/fold.ts'
import { probeResult } from './samples.ts'

/** Folds codes one second apart, the first at 1000 ms. */
function after(codes: (number | null)[]): Folded {
  return codes.reduce((folded, code, index) => fold(folded, probeResult('a', code), (index + 1) * 1000), unprobed)
}

describe('fold', () => {
  it.each([
    { codes: [0], state: 'up', sinceMs: 1000, code: 0, lastChangeMs: null },
    { codes: [0, 0, 0], state: 'up', sinceMs: 1000, code: 0, lastChangeMs: null },
    { codes: [2], state: 'down', sinceMs: 1000, code: 2, lastChangeMs: null },
    { codes: [0, 1], state: 'down', sinceMs: 2000, code: 1, lastChangeMs: 2000 },
    { codes: [0, 1, 2], state: 'down', sinceMs: 2000, code: 2, lastChangeMs: 3000 },
    { codes: [1, 0], state: 'up', sinceMs: 2000, code: 0, lastChangeMs: 2000 },
    { codes: [null], state: 'no-data', sinceMs: 1000, code: null, lastChangeMs: null },
    { codes: [1, null, null], state: 'no-data', sinceMs: 2000, code: 1, lastChangeMs: null },
    { codes: [1, null, 1], state: 'down', sinceMs: 3000, code: 1, lastChangeMs: null },
    { codes: [0, null, 1], state: 'down', sinceMs: 3000, code: 1, lastChangeMs: 3000 },
  ] as const)('$codes is $state', ({ codes, ...expected }) => {
    const { lastResult, ...folded } = after([...codes])
    expect(folded).toEqual(expected)
    expect(lastResult?.resultCode).toBe(codes.at(-1))
  })

  it('takes a UDP success that rests on silence for a success', () => {
    const silent = probeResult('a', 0, { protocol: 'udp', confirmed: false, responseTimeMs: null })
    expect(fold(unprobed, silent, 1000).state).toBe('up')
  })

  it.each([
    { responseTimeMs: 500, limitMs: 500, state: 'up' },
    { responseTimeMs: 500.001, limitMs: 500, state: 'degraded' },
    { responseTimeMs: 5000, limitMs: null, state: 'up' },
    { responseTimeMs: null, limitMs: 1, state: 'up' },
  ] as const)('takes a success in $responseTimeMs ms with a limit of $limitMs ms for $state', (row) => {
    const slow = probeResult('a', 0, { responseTimeMs: row.responseTimeMs })
    const folded = fold(fold(unprobed, probeResult('a', 2), 1000), slow, 2000, row.limitMs)
    expect(folded).toMatchObject({ state: row.state, sinceMs: 2000, code: 0, lastChangeMs: 2000 })
  })

  it('takes a failure and a local fault for what they are, however long they took', () => {
    const slow = { protocol: 'http', responseTimeMs: 900 } as const
    expect(fold(unprobed, probeResult('a', 5, slow), 1000, 500).state).toBe('down')
    expect(fold(unprobed, probeResult('a', null, slow), 1000, 500).state).toBe('no-data')
  })

  it('keeps since when it has been degraded, and ends that with a quick success', () => {
    const slow = probeResult('a', 0, { responseTimeMs: 900 })
    const first = fold(unprobed, slow, 1000, 500)
    const second = fold(first, slow, 2000, 500)
    expect(second).toMatchObject({ state: 'degraded', sinceMs: 1000, lastChangeMs: null })
    expect(fold(second, probeResult('a', 0, { responseTimeMs: 9 }), 3000, 500)).toMatchObject({
      state: 'up',
      sinceMs: 3000,
      lastChangeMs: null,
    })
  })

  it('waits for a result after a gap, and still knows the code to compare it with', () => {
    const resumed = afterGap(after([0, 1]))
    expect(resumed).toMatchObject({ state: 'pending', sinceMs: null, code: 1, lastChangeMs: 2000 })
    expect(fold(resumed, probeResult('a', 0), 9000)).toMatchObject({ state: 'up', sinceMs: 9000, lastChangeMs: 9000 })
  })
})
