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

const minute = 60_000

const named = (name: string, given: { state?: State; since?: string } = {}) =>
  targetOf({ id: name, name, target: `${name}:1`, protocol: 'tcp', ...given })

const unseen = (name: string, settled: State | null) => ({ ...named(name, { state: 'no-data' }), settled })

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
    [['pending', 'paused'], 'No verdicts', '1 paused · 1 waiting'],
    [['no-data', 'no-data'], 'No verdicts', '2 no data'],
  ])('%j', (states, title, rest) => {
    const views = states.map((state, nth) => named(`t${nth}`, { state }))
    expect(headline(views)).toEqual({ title, rest, mark: summarise(states).worst })
  })

  it('counts what is snoozed or in maintenance as that, and not as its state', () => {
    const down = named('a', { state: 'down' })
    const views = [
      { ...down, snoozed: { until: null } },
      { ...down, id: 'b', snoozed: { until: null }, maintenance: { until: ago(-minute), name: 'Patch night' } },
      named('c'),
    ]
    expect(headline(views)).toEqual({ title: 'All 1 up', rest: '1 snoozed · 1 in maintenance', mark: 'up' })
  })

  it('does not call what is silent unknown', () => {
    const snoozed = { ...named('a', { state: 'down' }), snoozed: { until: null } }
    const paused = { ...named('b', { state: 'paused' }), paused: { until: null } }
    expect(headline([snoozed])).toEqual({ title: 'All snoozed', rest: '', mark: 'snoozed' })
    expect(headline([snoozed, paused])).toMatchObject({ title: 'Nothing to tell of', rest: '1 snoozed · 1 paused' })
  })

  it('says what was last known while nothing can be seen', () => {
    const views = [unseen('a', 'down'), unseen('b', 'up'), { ...unseen('c', 'down'), snoozed: { until: null } }]
    expect(headline(views)).toEqual({ title: 'No verdicts', rest: 'Last known: 1 of 3 down', mark: 'no-data' })
  })

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

  it('says how far confirming has come, and which way', () => {
    const confirming = { ...named('a', { state: 'confirming' }), confirming: { count: 1, needed: 2 } }
    expect(stateWord(confirming, nowMs)).toBe('Confirming, 1 of 2')
    expect(stateWord({ ...confirming, settled: 'down' }, nowMs)).toBe('Recovering, 1 of 2')
  })

  it('says what it was, or why there is no data', () => {
    expect(stateWord(unseen('a', 'down'), nowMs)).toBe('Was down')
    expect(stateWord({ ...unseen('a', null), noData: 'offline' }, nowMs)).toBe('No data, offline')
  })

  it('shows silence before the state, with its end, and the state where it is not well', () => {
    const snoozed = { ...named('a'), snoozed: { until: '2026-11-22T15:00:00.000Z' } }
    expect([markOf(snoozed), stateWord(snoozed, nowMs)]).toEqual(['snoozed', 'Snoozed to 15:00'])
    const down = { ...snoozed, state: 'down' as const, snoozed: { until: null } }
    expect(stateWord(down, nowMs)).toBe('Snoozed until it recovers · Down')
    const serviced = { ...down, maintenance: { until: '2026-11-22T16:00:00.000Z', name: 'Patch night' } }
    expect([markOf(serviced), stateWord(serviced, nowMs)]).toEqual(['maintenance', 'Maintenance to 16:00 · Down'])
    expect(markOf({ ...serviced, state: 'paused', paused: { until: null } })).toBe('paused')
  })
})

it('counts a certificate by whatever ends first on its chain', () => {
  expect(certificateDays(certificateOf('a'), nowMs)).toBe(9)
  expect(certificateDays(certificateOf('a', { chainExpiresAt: ago(-90 * 86_400_000) }), nowMs)).toBe(61)
  expect(certificateDays(certificateOf('a', { expiresAt: ago(1000) }), nowMs)).toBe(-1)
})
