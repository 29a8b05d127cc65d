import { describe, expect, it } from 'vitest'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { State } from '../../electron/contract/states.ts'
import { summarise } from '../../electron/contract/states.ts'
import { certificateDays } from '../../renderer/targets/certificate-days.ts'
import { arrange, type Group, type GroupKey, groupMarks, type Wish } from '../../renderer/targets/groups.ts'
import { headline, lastChange } from '../../renderer/targets/headline.ts'
import { holdOrder } from '../../renderer/targets/held-order.ts'
import { layOut, rowAt } from '../../renderer/targets/list-rows.ts'
import { createNameOrder } from '../../renderer/targets/order.ts'
import { moveOf } from '../../renderer/targets/row-keys.ts'
import { markOf, stateWord } from '../../renderer/targets/state-word.ts'
import { ago, certificateOf, nowMs, targetOf } from './fixtures/result.ts'
import { targets } from './fixtures/snapshot.ts'

const minute = 60_000

const named = (name: string, given: { state?: State; since?: string } = {}) =>
  targetOf({ id: name, name, target: `${name}:1`, protocol: 'tcp', ...given })

const unseen = (name: string, settled: State | null) => ({ ...named(name, { state: 'no-data' }), settled })

const wish: Wish = {
  query: '',
  filter: 'all',
  list: { groupBy: 'tag', sortBy: 'name', collapsed: [], pinned: [] },
  nowMs,
  uptimeOf: () => null,
}

/** The list as asked for: the key of each group, and the ids of its targets. */
function arranged(asked: Partial<Wish> = {}, views: readonly TargetView[] = targets): [GroupKey, string[]][] {
  const groups = arrange(views, { ...wish, ...asked }, createNameOrder()(views))
  return groups.map(({ key, targets }) => [key, targets.map(({ id }) => id)])
}

const found = (query: string): string[] => arranged({ query }).flatMap(([, ids]) => ids)
const shown = (filter: Wish['filter']): string[] =>
  arranged({ filter })
    .flatMap(([, ids]) => ids)
    .sort()

describe('arrange', () => {
  it('puts down first, longest first, then degraded, then confirming, and everything else by first tag and name', () => {
    expect(arranged()).toEqual([
      ['attention', ['orders', 'checkout', 'search', 'mail']],
      ['tag:production', ['pay', 'shop']],
      ['rest', ['build', 'files', 'printer', 'queue', 'mirror', 'cache', 'staging', 'syslog']],
    ])
  })

  it('orders names as people do, also after one was changed', () => {
    const order = createNameOrder()
    const views = [named('node 10'), named('Node 9'), named('älter')]
    const names = (all: TargetView[]): string[] => [...all].sort(order(all)).map(({ name }) => name)
    expect(names(views)).toEqual(['älter', 'Node 9', 'node 10'])
    expect(names(views.map((view) => (view.name === 'älter' ? { ...view, name: 'zuletzt' } : view)))).toEqual([
      'Node 9',
      'node 10',
      'zuletzt',
    ])
  })

  it('finds every word in name, target, tag, result, reason or message, whatever the case', () => {
    expect(found('PROD')).toEqual(['orders', 'checkout', 'search', 'pay', 'shop'])
    expect(found('prod 5432')).toEqual(['orders'])
    expect(found('nas.local')).toEqual(['files'])
    expect(found('connectionfailed')).toEqual(['orders', 'mail'])
    expect(found('nothing listens')).toEqual(['orders'])
    expect(found('203.0.113.24')).toEqual(['checkout'])
    expect(found('paused')).toEqual(['staging'])
    expect(found('nothing like it')).toEqual([])
  })

  it('shows what fails, what is slow, what is paused, and whose certificate ends soon', () => {
    expect(shown('problems')).toEqual(['checkout', 'mail', 'orders', 'printer', 'search'])
    expect(shown('degraded')).toEqual(['search'])
    expect(shown('paused')).toEqual(['staging'])
    expect(shown('certificates')).toEqual(['checkout', 'pay'])
  })

  it('puts what is pinned before the groups, unless it fails', () => {
    const list = { ...wish.list, pinned: ['shop', 'orders', 'files', 'gone'] }
    expect(arranged({ list }).slice(0, 3)).toEqual([
      ['attention', ['orders', 'checkout', 'search', 'mail']],
      ['pinned', ['files', 'shop']],
      ['tag:production', ['pay']],
    ])
  })

  it.each<[Wish['list']['sortBy'], string[]]>([
    ['state', ['build', 'files', 'printer', 'queue', 'mirror', 'pay', 'cache', 'syslog', 'shop', 'staging']],
    ['latency', ['mirror', 'shop', 'pay', 'queue', 'files', 'cache', 'build', 'printer', 'staging', 'syslog']],
    ['uptime', ['shop', 'queue', 'build', 'files', 'printer', 'mirror', 'pay', 'cache', 'staging', 'syslog']],
    ['certificate', ['pay', 'shop', 'build', 'files', 'printer', 'queue', 'mirror', 'cache', 'staging', 'syslog']],
  ])('orders one list by %s, what is not known last', (sortBy, ids) => {
    const uptimes = new Map([
      ['shop', 0.91],
      ['queue', 0.99],
    ])
    const views = targets.map((target) => (target.id === 'printer' ? { ...target, state: 'up' as const } : target))
    const list = { ...wish.list, groupBy: 'none' as const, sortBy }
    const [, rest] = arranged({ list, uptimeOf: (id) => uptimes.get(id) ?? null }, views)
    expect(rest).toEqual(['rest', ids])
  })

  it('marks the head of a tag by the worst of all that have it', () => {
    const groups = arrange(targets, wish, createNameOrder()(targets))
    expect([...groupMarks(targets, groups)]).toEqual([
      ['attention', 'down'],
      ['tag:production', 'down'],
      ['rest', 'up'],
    ])
  })
})

const order = (attention: string[], rest: string[]): Group<string>[] => [
  { key: 'attention', targets: attention },
  { key: 'rest', targets: rest },
]

describe('holdOrder', () => {
  const shown = order(['a'], ['b', 'c', 'd'])

  it('keeps every row where it is and counts those that would change group', () => {
    expect(holdOrder(shown, order(['c', 'd'], ['a', 'b']))).toEqual({ groups: shown, waiting: 3 })
  })

  it('drops what is gone and puts what is new at the end of its group', () => {
    const fresh: Group<string>[] = [...order(['x', 'a'], ['aa', 'b', 'd']), { key: 'tag:new', targets: ['y'] }]
    const groups = [...order(['a', 'x'], ['b', 'd', 'aa']), { key: 'tag:new', targets: ['y'] }]
    expect(holdOrder(shown, fresh).groups).toEqual(groups)
  })

  it('drops a group with the last of its targets', () => {
    expect(holdOrder(shown, order([], ['b', 'c', 'd'])).groups).toEqual([{ key: 'rest', targets: ['b', 'c', 'd'] }])
  })

  it('counts a new order within a group as one change, and the same order as none', () => {
    expect(holdOrder(shown, order(['a'], ['d', 'c', 'b'])).waiting).toBe(1)
    expect(holdOrder(shown, shown).waiting).toBe(0)
  })
})

describe('the rows', () => {
  const groups = arrange(targets, wish, createNameOrder()(targets))
  const rows = layOut(groups, groupMarks(targets, groups), (key) => key !== 'rest', 'orders')

  it('lie one below the other, those with a cause higher, and the selected one of them higher still', () => {
    expect(rows.map(({ key, height }) => [key, height])).toEqual([
      ['group attention', 24],
      ['orders', 97],
      ['checkout', 65],
      ['search', 65],
      ['mail', 65],
      ['group tag:production', 24],
      ['pay', 45],
      ['shop', 45],
      ['group rest', 24],
    ])
    rows.forEach((row, nth) => {
      const before = rows[nth - 1]
      expect(row.top).toBe(before ? before.top + before.height : 0)
    })
  })

  it('are found by how far down they are', () => {
    expect([0, 23, 24, 120, 121, 453, 454].map((y) => rowAt(rows, y))).toEqual([0, 0, 1, 1, 2, 8, 9])
    expect(rowAt(rows, -400)).toBe(0)
  })

  it.each<[string, number, unknown]>([
    ['ArrowDown', 1, { to: 'checkout' }],
    ['ArrowDown', 8, { to: 'group rest' }],
    ['ArrowUp', 0, { to: 'group attention' }],
    ['End', 0, { to: 'group rest' }],
    ['Home', 7, { to: 'group attention' }],
    ['PageDown', 0, { to: 'group tag:production' }],
    ['ArrowLeft', 7, { to: 'group tag:production' }],
    ['ArrowLeft', 5, { toggle: rows[5] }],
    ['ArrowLeft', 8, null],
    ['ArrowRight', 8, { toggle: rows[8] }],
    ['ArrowRight', 5, { to: 'pay' }],
    ['ArrowRight', 1, null],
    ['Enter', 1, { open: 'orders' }],
    ['Enter', 8, { toggle: rows[8] }],
    ['q', 1, null],
  ])('answer %s on row %i', (key, nth, move) => {
    expect(moveOf(key, rows, nth, 300)).toEqual(move)
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
