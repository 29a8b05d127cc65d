import { describe, expect, it } from 'vitest'
import { tcpTarget } from '../monitor/samples.ts'
import { createStage, type Stage } from './stage.ts'

const secondMs = 1000
const minuteMs = 60_000
const hourMs = 3_600_000

/** The program ends, and begins again on what it kept. */
function restarted(stage: Stage, options: Parameters<typeof createStage>[0] = {}): Stage {
  stage.stop()
  return createStage({ clock: stage.clock, memory: stage.memory, ...options })
}

describe('alerts', () => {
  it('tell a failure when its gathering ends, once, and the recovery likewise', async () => {
    const { clock, up, down, failing, recovered, sent, titles, rules } = createStage()
    up()
    down('a', 1, {}, hourMs)
    await clock.advance(4999)
    expect(titles()).toEqual([])
    await clock.advance(1)
    expect(sent).toMatchObject([
      {
        title: 'a is down: Timeout',
        body: 'Was up for 1 h. tcp a:5432 did not connect within 5 s.',
        urgency: 'critical',
        targetId: 'a',
        incidentIds: ['incident-1'],
      },
    ])
    failing()
    await clock.advance(minuteMs)
    recovered('a', 65 * secondMs)
    await clock.advance(5 * secondMs)
    expect(sent.slice(1)).toMatchObject([
      { title: 'a is up again', body: 'Was down for 1 min 5 s. tcp a:5432 connected in 1.9 ms.', urgency: 'normal' },
    ])
    expect(rules()).toEqual(['down told', 'up told'])
  })

  it('tell neither of a target that recovers before its notice goes out', async () => {
    const { clock, down, recovered, titles, rules } = createStage()
    down()
    await clock.advance(4 * secondMs)
    recovered()
    await clock.advance(hourMs)
    expect(titles()).toEqual([])
    expect(rules()).toEqual(['down recovered-meanwhile', 'up recovered-meanwhile'])
  })

  it('tell neither the recovery nor the next failure of one that is down again before its recovery is told', async () => {
    const { clock, down, recovered, titles, rules } = createStage()
    down()
    await clock.advance(minuteMs)
    recovered()
    await clock.advance(2 * secondMs)
    down()
    await clock.advance(minuteMs)
    recovered()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: Timeout', 'a is up again'])
    expect(rules()).toEqual(['down told', 'up down-again', 'down told-already', 'up told'])
  })

  it('do not tell what answered while it was being confirmed, and say so', async () => {
    const { clock, confirming, result, transition, titles, decisions } = createStage()
    confirming()
    transition('a', { kind: 'unconfirmed', result: result('a', 0, 'up'), failures: 1, needed: 2 })
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    expect(decisions).toMatchObject([
      { subject: 'down', outcome: 'suppressed', rule: 'not-confirmed', params: { failures: '1', needed: '2' } },
    ])
  })

  it('hold a notice back while the last result says otherwise', async () => {
    const { clock, down, result, failing, titles } = createStage()
    down()
    // Up, as far as one of the successes it needs goes.
    result('a', 0, 'confirming')
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    failing()
    await clock.advance(5000)
    expect(titles()).toEqual(['a is down: Timeout'])
  })

  it('tell another code, and nothing of it when that is turned off', async () => {
    const { clock, down, changed, titles, rules, state } = createStage()
    down()
    await clock.advance(minuteMs)
    changed('a', 1, 2)
    await clock.advance(minuteMs)
    state.settings = { ...state.settings, tellCodeChanges: false }
    changed('a', 2, 3)
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: Timeout', 'a: Timeout, now ConnectionFailed'])
    expect(rules()).toEqual(['down told', 'changed told', 'changed kind-off'])
  })

  it('name the newest code where the failure itself is not told yet', async () => {
    const { clock, down, changed, titles, rules } = createStage()
    down()
    changed('a', 1, 2)
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: ConnectionFailed'])
    expect(rules()).toEqual(['changed gathered', 'down told'])
  })

  it('tell no recovery when that is turned off, and the next failure all the same', async () => {
    const { clock, down, recovered, titles } = createStage({ settings: { tellRecoveries: false } })
    for (let nth = 0; nth < 2; nth++) {
      down()
      await clock.advance(minuteMs)
      recovered()
      await clock.advance(minuteMs)
    }
    expect(titles()).toEqual(['a is down: Timeout', 'a is down: Timeout'])
  })

  it('tell that a target is slow, and that it no longer is, where asked to', async () => {
    const { clock, up, result, transition, titles, state, rules } = createStage()
    const slow = () =>
      transition('a', { kind: 'degraded', result: result('a', 0, 'degraded'), latencyMs: 900, limitMs: 500 })
    up()
    slow()
    await clock.advance(minuteMs)
    transition('a', { kind: 'restored', result: result('a', 0, 'up') })
    await clock.advance(minuteMs)
    state.settings = { ...state.settings, tellDegraded: true }
    slow()
    await clock.advance(minuteMs)
    transition('a', { kind: 'restored', result: result('a', 0, 'up') })
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is slow: 900 ms', 'a is no longer slow'])
    expect(rules()).toEqual(['degraded kind-off', 'restored kind-off', 'degraded told', 'restored told'])
  })

  it('make sounds as set, by urgency', async () => {
    const { clock, down, recovered, sent } = createStage({ settings: { sound: { critical: true, normal: false } } })
    down()
    await clock.advance(minuteMs)
    recovered()
    await clock.advance(minuteMs)
    expect(sent.map(({ sound }) => sound)).toEqual([true, false])
  })

  it('say when a notification was not shown', async () => {
    const { clock, down, alerts, sent, rules } = createStage()
    down()
    await clock.advance(minuteMs)
    const [first] = sent
    if (!first) throw new Error('nothing sent')
    alerts.heard(first, 'failed')
    alerts.heard(first, 'failed')
    expect(rules()).toEqual(['down told', 'down not-delivered'])
  })

  it('leave no timer behind', async () => {
    const { clock, down, failing, stop, remove } = createStage({ targets: [tcpTarget('a'), tcpTarget('b')] })
    down('a')
    await clock.advance(minuteMs)
    failing('a')
    down('b')
    remove('a')
    stop()
    expect(clock.pending()).toBe(0)
  })
})

describe('a flapping target', () => {
  it('is told as such once, and how it stands when it settles', async () => {
    const { clock, down, recovered, flapping, steady, titles, rules } = createStage()
    down()
    await clock.advance(minuteMs)
    flapping('a', 0)
    await clock.advance(hourMs)
    steady('a', 0)
    await clock.advance(minuteMs)
    down()
    await clock.advance(minuteMs)
    recovered()
    await clock.advance(minuteMs)
    expect(titles()).toEqual([
      'a is down: Timeout',
      'a is flapping',
      'a has settled: up',
      'a is down: Timeout',
      'a is up again',
    ])
    expect(rules().slice(0, 3)).toEqual(['down told', 'flapping told', 'steady told'])
  })

  it('that settles down is down, and its recovery is told', async () => {
    const { clock, flapping, steady, recovered, titles, sent } = createStage()
    flapping()
    await clock.advance(hourMs)
    steady('a', 2)
    await clock.advance(minuteMs)
    recovered()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is flapping', 'a has settled: down, ConnectionFailed', 'a is up again'])
    expect(sent[1]?.urgency).toBe('critical')
  })

  it('is not said to have settled before it has, whatever its last result', async () => {
    const { clock, flapping, up, titles } = createStage()
    flapping('a', 0)
    for (let nth = 0; nth < 10; nth++) {
      await clock.advance(minuteMs)
      up()
    }
    expect(titles()).toEqual(['a is flapping'])
  })

  it('swallows what was about to be told', async () => {
    const { clock, down, flapping, titles, rules } = createStage()
    down()
    flapping('a', 0)
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is flapping'])
    expect(rules()).toEqual(['down flapping', 'flapping told'])
  })

  it('is not told at all when it settles up before anybody was told', async () => {
    const { clock, flapping, steady, titles, rules } = createStage()
    flapping()
    steady()
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    expect(rules()).toEqual(['flapping recovered-meanwhile', 'steady recovered-meanwhile'])
  })
})

describe('notifications turned off', () => {
  it('are decided and remembered, so that turning them on tells no old news', async () => {
    const { clock, down, failing, recovered, titles, state, rules } = createStage()
    state.enabled = false
    down()
    await clock.advance(minuteMs)
    state.enabled = true
    failing()
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    expect(rules()).toEqual(['down notifications-off'])
    recovered()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is up again'])
  })
})

describe('a restart', () => {
  it('repeats nothing, and tells a recovery afterwards', async () => {
    const before = createStage()
    before.down()
    await before.clock.advance(minuteMs)
    const after = restarted(before)
    after.failing()
    await after.clock.advance(minuteMs)
    after.recovered()
    await after.clock.advance(minuteMs)
    expect([before.titles(), after.titles()]).toEqual([['a is down: Timeout'], ['a is up again']])
  })

  it('during gathering tells afterwards what still fails, and nothing of what does not', async () => {
    const before = createStage({ targets: [tcpTarget('a'), tcpTarget('b')] })
    before.down('a')
    before.down('b')
    const after = restarted(before, { targets: [tcpTarget('a'), tcpTarget('b')] })
    await after.clock.advance(minuteMs)
    expect(after.titles()).toEqual([])
    after.failing('a')
    after.recovered('b')
    await after.clock.advance(minuteMs)
    expect(after.titles()).toEqual(['a is down: Timeout'])
    expect(after.rules('b')).toEqual(['down recovered-meanwhile', 'up recovered-meanwhile'])
  })

  it('after which nobody remembers that it was down tells the recovery once it is certain', async () => {
    const before = createStage()
    before.down()
    await before.clock.advance(minuteMs)
    const after = restarted(before)
    after.up()
    after.up()
    after.up()
    await after.clock.advance(minuteMs)
    expect(after.titles()).toEqual(['a is up again'])
  })

  it('understands what earlier versions kept', async () => {
    const before = createStage()
    before.memory.set('a', 'told', { code: 2, sinceMs: before.clock.wallMs(), certificates: {} })
    const after = restarted(before)
    after.down('a', 2)
    await after.clock.advance(minuteMs)
    after.recovered()
    await after.clock.advance(minuteMs)
    expect(after.titles()).toEqual(['a is up again'])
    expect(after.rules()).toEqual(['down told-already', 'up told'])
  })

  it('takes what cannot be read for untold', async () => {
    const before = createStage()
    before.memory.set('a', 'told', { down: 'yes' })
    const after = restarted(before)
    after.down()
    await after.clock.advance(minuteMs)
    expect(after.titles()).toEqual(['a is down: Timeout'])
  })
})

describe('a target', () => {
  it('that is removed while its notice waits is not told before it is back', async () => {
    const { clock, down, remove, add, failing, titles, rules } = createStage()
    down()
    remove('a')
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    expect(rules()).toEqual(['down target-gone'])
    await clock.advance(600_000)
    expect(clock.pending()).toBe(0)
    add(tcpTarget('a'))
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    failing()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: Timeout'])
  })

  it('whose removal is taken back is not told twice, also when the program ends before it is probed', async () => {
    const before = createStage()
    before.down()
    await before.clock.advance(minuteMs)
    before.remove('a')
    before.add(tcpTarget('a'))
    const after = restarted(before)
    after.failing()
    await after.clock.advance(minuteMs)
    after.recovered()
    await after.clock.advance(minuteMs)
    expect([before.titles(), after.titles()]).toEqual([['a is down: Timeout'], ['a is up again']])
  })

  it('whose address is another is another', async () => {
    const { clock, down, replace, titles } = createStage()
    down()
    await clock.advance(minuteMs)
    replace(tcpTarget('a', { target: 'b:5432' }))
    down()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: Timeout', 'a is down: Timeout'])
  })

  it('that is paused while its notice waits is told only when it still fails afterwards', async () => {
    const { clock, down, pause, resume, failing, titles, rules } = createStage()
    down()
    pause('a')
    await clock.advance(hourMs)
    expect(titles()).toEqual([])
    resume('a')
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    failing()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is still down: Timeout'])
    expect(rules()).toEqual(['down paused', 'still-down told'])
  })

  it('is said to be there', () => {
    expect([...createStage().memory.seenIds]).toEqual(['a'])
  })
})
