import { describe, expect, it } from 'vitest'
import { createFeed, type FeedSource } from '../../electron/app/feed.ts'
import { targetView } from '../../electron/app/views.ts'
import { defaultSettings } from '../../electron/contract/settings.ts'
import type { Delta } from '../../electron/contract/snapshot.ts'
import type { State } from '../../electron/contract/states.ts'
import type { TargetStatus } from '../../electron/monitor/ports.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { tcpTarget } from '../monitor/samples.ts'

const status: TargetStatus = {
  state: 'up',
  sinceMs: 0,
  code: 0,
  lastChangeMs: null,
  lastResult: null,
  paused: null,
  confirming: null,
  flapping: false,
  settled: 'up',
  noData: null,
  probing: false,
  nextProbeMs: null,
}

function setUp() {
  const clock = createFakeClock()
  const targets = new Map(['a', 'b'].map((id) => [id, tcpTarget(id)]))
  const states = new Map<string, State>()
  let reads = 0
  const view: FeedSource['view'] = (id) => {
    reads += 1
    const target = targets.get(id)
    return target ? targetView(target, { ...status, state: states.get(id) ?? 'up' }, null) : null
  }
  const thrown: unknown[] = []
  const feed = createFeed(
    {
      host: () => ({ kind: 'headless', version: '1', dataDirectory: '/d', notifier: null }),
      preferences: () => defaultSettings.preferences,
      notices: () => [],
      followed: () => [],
      sight: () => ({ kind: 'seeing', cause: null, since: null }),
      importing: () => null,
      view,
      views: () => [...targets.keys()].flatMap((id) => view(id) ?? []),
      states: () => [...targets.keys()].map((id) => [id, states.get(id) ?? 'up'] as const),
    },
    clock,
    (error) => thrown.push(error),
  )
  const deltas: Delta[] = []
  const unsubscribe = feed.subscribe((delta) => deltas.push(delta))
  return { clock, targets, feed, deltas, unsubscribe, thrown, reads: () => reads, states }
}

describe('createFeed', () => {
  it('makes one delta of a burst, with the targets that changed, each read once', async () => {
    const { clock, feed, deltas, reads } = setUp()
    for (let n = 0; n < 100; n++) feed.changed('a')
    expect(reads()).toBe(0)
    await clock.advance(1000)
    expect(deltas).toHaveLength(1)
    expect(deltas[0]).toMatchObject({ from: 0, version: 1, changed: [{ id: 'a' }], removed: [], summary: { total: 2 } })
    expect(reads()).toBe(1)
  })

  it('numbers deltas without gaps, and tells what is gone', async () => {
    const { clock, targets, feed, deltas } = setUp()
    feed.changed('a')
    await clock.advance(50)
    targets.delete('b')
    feed.changed('b')
    await clock.advance(50)
    feed.changed(null)
    await clock.advance(50)
    expect(deltas.map(({ from, version }) => [from, version])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ])
    expect(deltas[1]).toMatchObject({ changed: [], removed: ['b'], summary: { total: 1 } })
    expect(deltas[2]).toMatchObject({ changed: [], removed: [] })
  })

  it('counts on while nobody listens, so that a snapshot and the next delta fit', async () => {
    const { clock, feed, deltas, unsubscribe, reads } = setUp()
    unsubscribe()
    unsubscribe()
    feed.changed('a')
    await clock.advance(50)
    expect(reads()).toBe(0)
    const { version } = feed.snapshot()
    expect(version).toBe(1)
    feed.subscribe((delta) => deltas.push(delta))
    feed.changed('b')
    await clock.advance(50)
    expect(deltas).toMatchObject([{ from: version }])
  })

  it('sums up states as they are, whatever changed while nobody listened', async () => {
    const { clock, feed, deltas, unsubscribe, states } = setUp()
    feed.changed('a')
    await clock.advance(50)
    states.set('a', 'down')
    feed.changed('a')
    await clock.advance(50)
    unsubscribe()
    states.set('b', 'down')
    feed.changed('b')
    feed.subscribe((delta) => deltas.push(delta))
    feed.changed('a')
    await clock.advance(50)
    expect(deltas.map(({ summary }) => summary.counts.down)).toEqual([0, 1, 2])
  })

  it('does nothing while nobody listens, and lets no delta fit a snapshot from before', async () => {
    const { clock, feed, deltas, unsubscribe } = setUp()
    unsubscribe()
    const { version } = feed.snapshot()
    for (let n = 0; n < 100; n++) feed.changed('a')
    expect(clock.pending()).toBe(0)
    feed.subscribe((delta) => deltas.push(delta))
    feed.changed('b')
    await clock.advance(50)
    expect(deltas[0]?.from).toBeGreaterThan(version)
  })

  it('tells the others when one listener throws', async () => {
    const { clock, feed, deltas, thrown } = setUp()
    feed.subscribe(() => {
      throw new Error('broken')
    })
    feed.subscribe((delta) => deltas.push(delta))
    feed.changed('a')
    await clock.advance(50)
    expect(deltas).toHaveLength(2)
    expect(thrown).toEqual([new Error('broken')])
  })

  it('tells nothing once stopped', async () => {
    const { clock, feed, deltas } = setUp()
    feed.changed('a')
    feed.stop()
    feed.changed('b')
    await clock.advance(1000)
    expect(deltas).toEqual([])
    expect(clock.pending()).toBe(0)
  })
})

describe('targetView', () => {
  it('writes the address so that it can be added again, and dates in ISO 8601', () => {
    const view = targetView(
      { ...tcpTarget('db', { tls: {} }), tags: ['prod'] },
      { ...status, sinceMs: 1000, lastChangeMs: 2000, nextProbeMs: 3000, paused: { untilMs: 4000 } },
      '/etc/net.toml',
    )
    expect(view).toMatchObject({
      address: 'tls://db:5432',
      since: '1970-01-01T00:00:01.000Z',
      lastChangeAt: '1970-01-01T00:00:02.000Z',
      nextProbeAt: '1970-01-01T00:00:03.000Z',
      paused: { until: '1970-01-01T00:00:04.000Z' },
      sourceFile: '/etc/net.toml',
      tags: ['prod'],
    })
  })
})
