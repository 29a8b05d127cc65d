import { describe, expect, it } from 'vitest'
import type { State } from '../../electron/contract/states.ts'
import { summarise } from '../../electron/contract/states.ts'
import { certificateDays } from '../../renderer/targets/certificate-days.ts'
import { headline, lastChange } from '../../renderer/targets/headline.ts'
import { holdOrder } from '../../renderer/targets/held-order.ts'
import { arrange } from '../../renderer/targets/order.ts'
import { markOf, stateWord } from '../../renderer/targets/state-word.ts'
import { ago, certificateOf, nowMs, targetOf } from './fixtures/result.ts'
import { targets } from './fixtures/snapshot.ts'

const named = (name: string, given: { state?: State; since?: string } = {}) =>
  targetOf({ id: name, name, target: `${name}:1`, protocol: 'tcp', ...given })

function found(query: string): string[] {
  const { attention, rest } = arrange(targets, query)
  return [...attention, ...rest].map(({ id }) => id)
}

describe('arrange', () => {
  it('puts down first, longest first, then degraded, then confirming, and everything else by name', () => {
    const { attention, rest } = arrange(targets, '')
    expect(attention.map(({ id }) => id)).toEqual(['orders', 'checkout', 'search', 'mail'])
    expect(rest.map(({ id }) => id)).toEqual([
      'build',
      'files',
      'printer',
      'queue',
      'mirror',
      'pay',
      'cache',
      'staging',
      'syslog',
      'shop',
    ])
  })

  it('orders names as people do', () => {
    const { rest } = arrange([named('node 10'), named('Node 9'), named('älter')], '')
    expect(rest.map(({ name }) => name)).toEqual(['älter', 'Node 9', 'node 10'])
  })

  it('finds every word in name, target or tag, whatever the case', () => {
    expect(found('PROD')).toEqual(['orders', 'checkout', 'search', 'pay', 'shop'])
    expect(found('prod 5432')).toEqual(['orders'])
    expect(found('nas.local')).toEqual(['files'])
    expect(found('nothing like it')).toEqual([])
  })
})

describe('holdOrder', () => {
  const shown = { attention: ['a'], rest: ['b', 'c', 'd'] }

  it('keeps every row where it is and counts those that would change group', () => {
    const fresh = { attention: ['c', 'd'], rest: ['a', 'b'] }
    expect(holdOrder(shown, fresh)).toEqual({ groups: shown, waiting: 3 })
  })

  it('drops what is gone and puts what is new at the end of its group', () => {
    const fresh = { attention: ['x', 'a'], rest: ['aa', 'b', 'd'] }
    expect(holdOrder(shown, fresh).groups).toEqual({ attention: ['a', 'x'], rest: ['b', 'd', 'aa'] })
  })

  it('counts a new order within a group as one change, and the same order as none', () => {
    expect(holdOrder(shown, { attention: ['a'], rest: ['d', 'c', 'b'] }).waiting).toBe(1)
    expect(holdOrder(shown, shown).waiting).toBe(0)
  })
})

describe('headline', () => {
  it.each<[State[], string, string]>([
    [['down', 'down', 'up', 'degraded', 'confirming', 'paused'], '2 of 6 down', '1 degraded · 1 confirming · 1 paused'],
    [['degraded', 'up'], '1 of 2 degraded', ''],
    [['up', 'up'], 'All 2 up', ''],
    [['up', 'paused'], 'All 1 up', '1 paused'],
    [['up', 'confirming'], '1 of 2 up', '1 confirming'],
    [['up', 'pending'], '1 of 2 up', '1 waiting'],
    [['paused', 'paused'], 'All paused', ''],
    [['pending', 'paused'], 'No verdicts', '1 waiting · 1 paused'],
    [['no-data', 'no-data'], 'No verdicts', '2 no data'],
  ])('%j', (states, title, rest) => expect(headline(summarise(states))).toEqual({ title, rest }))

  it('names the latest change', () => {
    expect(lastChange(targets, nowMs)).toBe('Last change 13:54, Checkout API')
    expect(lastChange([], nowMs)).toBe('')
  })
})

describe('state words', () => {
  const udp = { id: 'u', name: 'U', target: 'log:514', protocol: 'udp' } as const

  it('never calls silence from UDP "Up"', () => {
    const silent = targetOf({ ...udp, lastResult: { confirmed: false, responseTimeMs: null } })
    expect([markOf(silent), stateWord(silent, nowMs)]).toEqual(['unconfirmed', 'No refusal'])
    const answered = targetOf(udp)
    expect([markOf(answered), stateWord(answered, nowMs)]).toEqual(['up', 'Up'])
  })

  it('says until when a target is paused', () => {
    const paused = { ...named('a', { state: 'paused' }), paused: { until: '2026-11-22T15:00:00.000Z' } }
    expect(stateWord(paused, nowMs)).toBe('Paused to 15:00')
    expect(stateWord({ ...paused, paused: { until: null } }, nowMs)).toBe('Paused')
  })
})

it('counts a certificate by whatever ends first on its chain', () => {
  expect(certificateDays(certificateOf('a'), nowMs)).toBe(9)
  expect(certificateDays(certificateOf('a', { chainExpiresAt: ago(-90 * 86_400_000) }), nowMs)).toBe(61)
  expect(certificateDays(certificateOf('a', { expiresAt: ago(1000) }), nowMs)).toBe(-1)
})
