import { describe, expect, it } from 'vitest'
import { tcpTarget } from '../monitor/samples.ts'
import { createStage } from './stage.ts'

const minuteMs = 60_000

const on = (host: string, count: number) =>
  Array.from({ length: count }, (_, nth) => tcpTarget(`${host}-${nth}`, { target: `${host}:${8000 + nth}` }))

describe('failures that begin together', () => {
  it('are one notice, by host and reason', async () => {
    const targets = [...on('nas.lan', 5), tcpTarget('x'), tcpTarget('y'), tcpTarget('up')]
    const { clock, up, down, sent, rules } = createStage({ targets })
    up('up')
    for (const { id } of targets.slice(0, 5)) down(id, 2)
    await clock.advance(4999)
    down('x')
    down('y')
    await clock.advance(1)
    expect(sent).toMatchObject([
      {
        title: '7 targets down: 5 on nas.lan (refused), 2 more',
        body: 'nas.lan-0, nas.lan-1, nas.lan-2, nas.lan-3, nas.lan-4, x, y.',
        urgency: 'critical',
        subject: 'down',
        targetId: null,
        targetIds: targets.slice(0, 7).map(({ id }) => id),
        atMs: 5000,
      },
    ])
    expect(sent[0]?.incidentIds).toHaveLength(7)
    expect(rules('x')).toEqual(['down gathered'])
    await clock.advance(minuteMs)
    expect(sent).toHaveLength(1)
  })

  it('are told when the window ends that began with the first, whatever comes after', async () => {
    const targets = on('h', 12)
    const { clock, up, down, sent } = createStage({ targets: [...targets, tcpTarget('up')] })
    up('up')
    for (const { id } of targets) {
      down(id)
      await clock.advance(1000)
    }
    expect(sent.map(({ targetIds, atMs }) => [targetIds.length, atMs])).toEqual([
      [5, 5000],
      [5, 10_000],
    ])
  })

  it('wait for those just being confirmed, as long again at most', async () => {
    const { clock, up, confirming, down, sent } = createStage({ targets: on('h', 4) })
    up('h-3')
    down('h-0')
    await clock.advance(4000)
    confirming('h-1')
    confirming('h-2')
    await clock.advance(3000)
    down('h-1')
    expect(sent).toEqual([])
    await clock.advance(10_000)
    expect(sent.map(({ title, atMs }) => [title, atMs])).toEqual([['2 targets down: 2 on h (refused)', 10_000]])
  })

  it('of which nothing was to be seen for a while are told together again', async () => {
    const targets = on('h', 4)
    const { clock, up, down, failing, result, titles } = createStage({ targets: [...targets, tcpTarget('up')] })
    up('up')
    for (const { id } of targets) {
      down(id)
      result(id, null, 'no-data')
    }
    await clock.advance(minuteMs)
    for (const { id } of targets) {
      failing(id)
      await clock.advance(20)
    }
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['4 targets down: 4 on h (refused)'])
  })

  it('of which one recovers in time are told without it', async () => {
    const { clock, up, down, recovered, sent, rules } = createStage({ targets: on('h', 4) })
    up('h-3')
    for (const id of ['h-0', 'h-1', 'h-2']) down(id)
    await clock.advance(3000)
    recovered('h-1')
    await clock.advance(minuteMs)
    expect(sent.map(({ targetIds }) => targetIds)).toEqual([['h-0', 'h-2']])
    expect(rules('h-1')).toEqual(['down recovered-meanwhile', 'up recovered-meanwhile'])
  })

  it('that are all there are may be the fault of this computer’s network', async () => {
    const { clock, down, sent } = createStage({ targets: [...on('h', 2), tcpTarget('x')] })
    for (const id of ['h-0', 'h-1', 'x']) down(id)
    await clock.advance(minuteMs)
    expect(sent[0]?.body).toBe('Every target fails: the network of this computer may be the cause. h-0, h-1, x.')
  })

  it('are not, where one target is up, or but one is watched', async () => {
    const some = createStage({ targets: [...on('h', 2), tcpTarget('x')] })
    some.up('x')
    some.down('h-0')
    some.down('h-1')
    await some.clock.advance(minuteMs)
    const one = createStage()
    one.down()
    await one.clock.advance(minuteMs)
    expect([...some.sent, ...one.sent].map(({ body }) => body)).not.toContainEqual(
      expect.stringMatching(/Every target/),
    )
  })

  it('recover together too', async () => {
    const { clock, down, recovered, titles } = createStage({ targets: [...on('h', 3), tcpTarget('x')] })
    for (const id of ['h-0', 'h-1', 'h-2', 'x']) down(id)
    await clock.advance(minuteMs)
    for (const id of ['h-0', 'h-1', 'h-2', 'x']) recovered(id)
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['4 targets down: 3 on h (refused), 1 more', '4 targets up again: 3 on h, 1 more'])
  })

  it('recover together also when the next probe of one is still to come, and not much longer', async () => {
    const { clock, down, failing, recovered, setStatus, sent } = createStage({ targets: on('h', 4) })
    for (const id of ['h-0', 'h-1', 'h-2', 'h-3']) down(id)
    await clock.advance(minuteMs)
    for (const id of ['h-0', 'h-1', 'h-2', 'h-3']) setStatus(id, { nextProbeMs: clock.wallMs() + 9000 })
    recovered('h-0')
    await clock.advance(9000)
    recovered('h-1')
    failing('h-2')
    expect(sent).toHaveLength(1)
    await clock.advance(6000)
    expect(sent.slice(1)).toMatchObject([{ title: '2 targets up again: 2 on h', atMs: minuteMs + 15_000 }])
  })

  it('and recover do not wait for one that failed at another time', async () => {
    const { clock, down, recovered, setStatus, sent } = createStage({ targets: on('h', 2) })
    down('h-0')
    await clock.advance(2 * minuteMs)
    down('h-1')
    await clock.advance(minuteMs)
    setStatus('h-1', { nextProbeMs: clock.wallMs() + 8000 })
    recovered('h-0')
    await clock.advance(5000)
    expect(sent).toHaveLength(3)
  })

  it('and recover do not wait for one that is probed much later', async () => {
    const { clock, down, recovered, setStatus, sent } = createStage({ targets: on('h', 2) })
    down('h-0')
    down('h-1')
    await clock.advance(minuteMs)
    setStatus('h-1', { nextProbeMs: clock.wallMs() + 60_000 })
    recovered('h-0')
    await clock.advance(5000)
    expect(sent.map(({ title }) => title)).toEqual(['2 targets down: 2 on h (refused)', 'h-0 is up again'])
  })

  it('do not wait for what fails in maintenance', async () => {
    const { clock, silences, up, down, result, sent } = createStage({ targets: on('h', 3) })
    up('h-2')
    silences.set('h-1', { maintenance: { until: new Date(clock.wallMs() + 3_600_000).toISOString(), name: 'm' } })
    result('h-1', 1, 'confirming', {}, false)
    down('h-0')
    await clock.advance(5000)
    expect(sent).toHaveLength(1)
  })

  it('are told at once where nothing is to be gathered', async () => {
    const { clock, down, sent } = createStage({ settings: { gatherMs: 0 } })
    down()
    await clock.advance(0)
    expect(sent).toHaveLength(1)
  })

  it('are one notice, were they 500, and take little time', async () => {
    const { clock, up, down, recovered, sent } = createStage({ targets: [...on('h', 500), tcpTarget('up')] })
    up('up')
    for (let nth = 0; nth < 500; nth++) down(`h-${nth}`)
    await clock.advance(minuteMs)
    for (let nth = 0; nth < 500; nth++) recovered(`h-${nth}`)
    await clock.advance(minuteMs)
    expect(sent.map(({ title }) => title)).toEqual([
      '500 targets down: 500 on h (refused)',
      '500 targets up again: 500 on h',
    ])
    expect(sent[0]?.body).toMatch(/^h-0, h-1, .* and \d+ more\.$/)
    expect(sent[0]?.body.length).toBeLessThan(500)
  })
})

describe('ten notices in a minute', () => {
  it('are the most; the next are one, when there is room', async () => {
    const targets = on('h', 20)
    const { clock, up, down, sent, rules } = createStage({
      targets: [...targets, tcpTarget('up')],
      settings: { gatherMs: 0 },
    })
    up('up')
    for (const { id } of targets) {
      down(id)
      await clock.advance(1000)
    }
    expect(sent).toHaveLength(10)
    await clock.advance(39_999)
    expect(sent).toHaveLength(10)
    await clock.advance(1)
    expect(sent.slice(10)).toMatchObject([{ title: '10 targets down: 10 on h (refused)', atMs: minuteMs }])
    expect([rules('h-9'), rules('h-10')]).toEqual([['down told'], ['down rate-limit', 'down gathered']])
    await clock.advance(minuteMs)
    expect(sent).toHaveLength(11)
  })

  it('leave out of it what is no longer so by then, and mix what is', async () => {
    const targets = on('h', 14)
    const { clock, up, down, recovered, sent, rules } = createStage({
      targets: [...targets, tcpTarget('up')],
      settings: { gatherMs: 0 },
    })
    up('up')
    for (const { id } of targets) {
      down(id)
      await clock.advance(1000)
    }
    recovered('h-13')
    recovered('h-0')
    await clock.advance(minuteMs)
    expect(sent.slice(10)).toMatchObject([
      { title: '4 more notices', body: 'Down: h-10, h-11, h-12. Up: h-0.', subject: 'summary', urgency: 'critical' },
    ])
    expect(rules('h-13')).toEqual(['down rate-limit', 'down recovered-meanwhile', 'up recovered-meanwhile'])
  })
})

const behind = (id: string, ...dependsOn: string[]) => tcpTarget(id, { dependsOn })

describe('what a target is reached through', () => {
  const router = tcpTarget('router', { name: 'Router' })
  const family = [router, behind('a', 'router'), behind('b', 'router')]

  it('is told alone when it fails, whichever fails first', async () => {
    const { clock, up, down, confirming, sent, rules, decisions, probed } = createStage({
      targets: [...family, tcpTarget('other')],
    })
    up('other')
    up('router')
    await clock.advance(minuteMs)
    down('a')
    expect(probed).toEqual(['router'])
    confirming('router')
    await clock.advance(6000)
    expect(sent).toEqual([])
    down('router', 1)
    down('b')
    await clock.advance(minuteMs)
    expect(sent).toMatchObject([
      {
        title: 'Router is down: Timeout',
        body: 'tcp router:5432 did not connect within 5 s. 2 targets are reached through it and are not told one by one.',
      },
    ])
    expect([rules('a'), rules('b')]).toEqual([['down parent-down'], ['down parent-down']])
    expect(decisions.find(({ targetId }) => targetId === 'a')?.params).toMatchObject({ parent: 'Router' })
  })

  it('that turns out to be up leaves the failure to the target', async () => {
    const { clock, up, down, sent } = createStage({ targets: family })
    up('router')
    await clock.advance(minuteMs)
    down('a')
    await clock.advance(7000)
    expect(sent).toEqual([])
    up('router')
    await clock.advance(0)
    expect(sent.map(({ title }) => title)).toEqual(['a is down: Timeout'])
  })

  it('that shows neither is waited for half a minute', async () => {
    const { clock, up, down, sent } = createStage({ targets: family })
    up('router')
    await clock.advance(minuteMs)
    down('a')
    await clock.advance(29_999)
    expect(sent).toEqual([])
    await clock.advance(1)
    expect(sent.map(({ title }) => title)).toEqual(['a is down: Timeout'])
  })

  it('is waited for while it is being confirmed', async () => {
    const { clock, up, down, confirming, titles } = createStage({ targets: family })
    up('router')
    await clock.advance(minuteMs)
    down('a')
    confirming('router')
    await clock.advance(20_000)
    expect(titles()).toEqual([])
    up('router')
    await clock.advance(0)
    expect(titles()).toEqual(['a is down: Timeout'])
  })

  it('gives what is behind it time to come back, and what does not is told', async () => {
    const { clock, up, down, failing, recovered, sent, rules } = createStage({
      targets: [...family, tcpTarget('other')],
    })
    up('other')
    down('router')
    down('a')
    down('b')
    await clock.advance(5 * minuteMs)
    recovered('router')
    await clock.advance(10_000)
    recovered('a')
    failing('b')
    await clock.advance(19_999)
    expect(sent.map(({ title }) => title)).toEqual(['Router is down: Timeout', 'Router is up again'])
    await clock.advance(10_000)
    expect(sent[2]).toMatchObject({ title: 'b is still down: Timeout' })
    expect([rules('a'), rules('b')]).toEqual([
      ['down parent-down', 'up recovered-meanwhile'],
      ['down parent-down', 'still-down told'],
    ])
  })

  it('is not blamed for a failure that began after it was back', async () => {
    const { clock, down, recovered, up, titles } = createStage({ targets: family })
    down('router')
    await clock.advance(minuteMs)
    recovered('router')
    up('a')
    await clock.advance(10_000)
    down('a')
    up('router')
    await clock.advance(5000)
    expect(titles()).toEqual(['Router is down: Timeout', 'Router is up again', 'a is down: Timeout'])
  })

  it('may be far away, missing, paused or itself behind the target', async () => {
    const far = createStage({ targets: [router, behind('vpn', 'router'), behind('a', 'vpn', 'nowhere')] })
    far.down('router')
    far.down('a')
    await far.clock.advance(minuteMs)
    expect(far.titles()).toEqual(['Router is down: Timeout'])

    const missing = createStage({ targets: [behind('a', 'nowhere')] })
    missing.down('a')
    await missing.clock.advance(minuteMs)
    expect(missing.titles()).toEqual(['a is down: Timeout'])

    const paused = createStage({ targets: family })
    paused.down('router')
    await paused.clock.advance(minuteMs)
    paused.pause('router')
    paused.down('a')
    await paused.clock.advance(minuteMs)
    expect(paused.titles()).toEqual(['Router is down: Timeout', 'a is down: Timeout'])

    const ring = createStage({ targets: [behind('a', 'b'), behind('b', 'a')] })
    ring.down('a')
    ring.down('b')
    await ring.clock.advance(minuteMs)
    expect(ring.titles()).toEqual(['2 targets down: 2 refused'])
  })

  it('that fails in maintenance silences too', async () => {
    const { clock, silences, result, down, titles, rules } = createStage({ targets: family })
    silences.set('router', {
      maintenance: { until: new Date(clock.wallMs() + 3_600_000).toISOString(), name: 'Reboot' },
    })
    result('router', 1, 'up', {}, false)
    down('a')
    await clock.advance(minuteMs)
    expect([titles(), rules('a')]).toEqual([[], ['down parent-down']])
  })
})
