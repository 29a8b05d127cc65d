import { describe, expect, it } from 'vitest'
import { defaultAlertSettings } from '../../electron/contract/alert-settings.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { tcpTarget } from '../monitor/samples.ts'
import { createStage } from './stage.ts'

const minuteMs = 60_000
const hourMs = 3_600_000

const quietHours = {
  ...defaultAlertSettings.quietHours,
  enabled: true,
  from: '22:00',
  to: '07:30',
  timeZone: 'Europe/Berlin',
}

/** 21:00 in Berlin. */
const evening = () => createFakeClock(Date.UTC(2026, 5, 1, 19))

function night(targets = [tcpTarget('a'), tcpTarget('b')]) {
  return createStage({ clock: evening(), targets, settings: { quietHours, remindAfterMs: null } })
}

describe('quiet hours', () => {
  it('hold back until they end, and tell then what is still down, together, and not what came and went', async () => {
    const stage = night([tcpTarget('a'), tcpTarget('b'), tcpTarget('c')])
    const { clock, down, recovered, failing, sent, titles, rules, decisions } = stage
    await clock.advance(2 * hourMs)
    for (const id of ['a', 'b', 'c']) down(id)
    await clock.advance(hourMs)
    recovered('c')
    await clock.advance(7.5 * hourMs - minuteMs)
    failing('a')
    failing('b')
    expect(titles()).toEqual([])
    expect(decisions[0]).toMatchObject({ rule: 'quiet-hours', params: { until: '2026-06-02T05:30:00.000Z' } })
    await clock.advance(2 * minuteMs)
    expect(sent).toMatchObject([
      {
        title: '2 targets still down: 2 refused',
        body: 'a, b.',
        urgency: 'critical',
        subject: 'still-down',
        targetId: null,
      },
    ])
    expect(sent[0]?.atMs).toBe(10.5 * hourMs + 5000)
    expect([rules('a'), rules('c')]).toEqual([
      ['down quiet-hours', 'still-down gathered'],
      ['down quiet-hours', 'up recovered-meanwhile'],
    ])
  })

  it('do not concern targets with a tag that is excepted', async () => {
    const { clock, down, titles } = createStage({
      clock: createFakeClock(Date.UTC(2026, 5, 1, 23)),
      targets: [tcpTarget('a', { tags: ['prod'] }), tcpTarget('b', { tags: ['lab'] })],
      settings: { quietHours: { ...quietHours, exceptTags: ['prod'] } },
    })
    down('a')
    down('b')
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: Timeout'])
  })

  it('put off the recovery of what was told before them', async () => {
    const { clock, down, recovered, up, sent } = night()
    down('a')
    await clock.advance(2 * hourMs)
    recovered('a', 2 * hourMs)
    await clock.advance(8.5 * hourMs - 1000)
    up('a')
    expect(sent.map(({ title }) => title)).toEqual(['a is down: Timeout'])
    await clock.advance(minuteMs)
    expect(sent[1]).toMatchObject({
      title: 'a is up again',
      body: 'Was down for 2 h. Up since 2026-06-01 21:00. tcp a:5432 connected in 1.9 ms.',
    })
  })

  it('outlive a restart, and what they hold back does too', async () => {
    const before = night()
    await before.clock.advance(2 * hourMs)
    before.down('a')
    before.stop()
    const after = createStage({ clock: before.clock, memory: before.memory, settings: before.state.settings })
    await after.clock.advance(hourMs)
    after.failing('a')
    await after.clock.advance(8 * hourMs)
    expect([after.titles(), after.rules()]).toEqual([['a is still down: Timeout'], ['still-down told']])
  })

  it('that are ended in settings tell at once', async () => {
    const { clock, state, alerts, down, titles } = night()
    await clock.advance(2 * hourMs)
    down('a')
    await clock.advance(minuteMs)
    state.settings = { ...state.settings, quietHours: { ...quietHours, enabled: false } }
    alerts.refresh()
    await clock.advance(5000)
    expect(titles()).toEqual(['a is still down: Timeout'])
  })

  it('end by the wall clock, whatever timers made of a sleep', async () => {
    const { clock, down, failing, titles } = night()
    await clock.advance(2 * hourMs)
    down('a')
    clock.shiftWall(9 * hourMs)
    failing('a')
    await clock.advance(5000)
    expect(titles()).toEqual(['a is still down: Timeout'])
  })
})

describe('a snoozed target', () => {
  it('is told when the snooze ends and it is still down', async () => {
    const { clock, silences, down, sent, rules } = createStage()
    silences.set('a', { snoozed: { until: new Date(clock.wallMs() + hourMs).toISOString() } })
    down()
    await clock.advance(hourMs - 1)
    silences.delete('a')
    expect(sent).toEqual([])
    await clock.advance(5001)
    expect(sent.map(({ title, atMs }) => [title, atMs])).toEqual([['a is still down: Timeout', hourMs + 5000]])
    expect(rules()).toEqual(['down snoozed', 'still-down told'])
  })

  it('until it recovers is told only then', async () => {
    const { clock, silences, down, failing, recovered, titles } = createStage()
    down()
    await clock.advance(minuteMs)
    silences.set('a', { snoozed: { until: null } })
    failing()
    await clock.advance(10 * hourMs)
    silences.delete('a')
    recovered()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: Timeout', 'a is up again'])
  })

  it('has changes of its code told neither then nor afterwards', async () => {
    const { clock, silences, down, changed, failing, alerts, titles, rules } = createStage()
    down()
    await clock.advance(minuteMs)
    silences.set('a', { snoozed: { until: null } })
    changed('a', 1, 2)
    silences.delete('a')
    alerts.refresh()
    failing('a', 2)
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is down: Timeout'])
    expect(rules()).toEqual(['down told', 'changed snoozed'])
  })
})

describe('maintenance', () => {
  it('that begins while a notice waits holds it back, and what still fails afterwards is told', async () => {
    const { clock, silences, down, result, failing, titles, rules, decisions } = createStage()
    down()
    silences.set('a', { maintenance: { until: new Date(clock.wallMs() + hourMs).toISOString(), name: 'Patching' } })
    // A probe in maintenance does not count, and what was seen before says nothing any more.
    result('a', 1, 'down', {}, false)
    await clock.advance(hourMs)
    silences.delete('a')
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    failing()
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is still down: Timeout'])
    expect(rules()).toEqual(['down maintenance', 'still-down told'])
    expect(decisions[0]?.params).toMatchObject({ name: 'Patching' })
  })
})

describe('a computer that does not see', () => {
  it('holds back what it was about to tell, and tells what really failed when it sees again', async () => {
    const { clock, see, down, failing, recovered, titles, rules } = createStage({
      targets: [tcpTarget('a'), tcpTarget('b')],
    })
    down('a')
    down('b')
    see({ kind: 'blind', cause: 'captive-portal', sinceMs: clock.wallMs() })
    await clock.advance(50_000)
    see({ kind: 'settling', cause: 'network', sinceMs: clock.wallMs() })
    await clock.advance(8000)
    see({ kind: 'seeing' })
    await clock.advance(minuteMs)
    expect(titles()).toEqual([])
    failing('a')
    recovered('b')
    await clock.advance(minuteMs)
    expect(titles()).toEqual(['a is still down: Timeout'])
    expect(rules('b')).toEqual(['down blind', 'up recovered-meanwhile'])
  })

  it('waits for the others when it sees again, so that what is down is told together', async () => {
    const targets = ['a', 'b', 'c'].map((id) => tcpTarget(id))
    const { clock, see, down, failing, setStatus, titles, sent } = createStage({ targets })
    for (const { id } of targets) down(id)
    for (const { id } of targets) setStatus(id, { nextProbeMs: clock.wallMs() + 25_000 })
    see({ kind: 'settling', cause: 'resume', sinceMs: clock.wallMs() })
    see({ kind: 'seeing' })
    failing('a')
    await clock.advance(14_000)
    failing('b')
    expect(titles()).toEqual([])
    await clock.advance(10_000)
    failing('c')
    await clock.advance(1000)
    expect(titles()).toEqual(['3 targets still down: 3 refused'])
    expect(sent[0]?.atMs).toBeLessThanOrEqual(25_000)
  })

  it('waits for them no longer than half a minute', async () => {
    const { clock, see, down, failing, setStatus, sent } = createStage({ targets: [tcpTarget('a'), tcpTarget('b')] })
    down('a')
    down('b')
    setStatus('b', { probing: true })
    see({ kind: 'settling', cause: 'resume', sinceMs: clock.wallMs() })
    see({ kind: 'seeing' })
    failing('a')
    await clock.advance(34_999)
    expect(sent).toEqual([])
    await clock.advance(1)
    expect(sent.map(({ title }) => title)).toEqual(['a is still down: Timeout'])
  })

  it('does not wait for one that will not be probed before', async () => {
    const { clock, see, down, failing, setStatus, sent } = createStage({ targets: [tcpTarget('a'), tcpTarget('b')] })
    down('a')
    down('b')
    setStatus('b', { nextProbeMs: clock.wallMs() + 3_600_000 })
    see({ kind: 'settling', cause: 'resume', sinceMs: clock.wallMs() })
    see({ kind: 'seeing' })
    failing('a')
    await clock.advance(5000)
    expect(sent.map(({ title }) => title)).toEqual(['a is still down: Timeout'])
  })

  it('still tells of a target that it sees all the same, such as one on its own network', async () => {
    const { clock, see, down, titles } = createStage()
    see({ kind: 'blind', cause: 'offline', sinceMs: clock.wallMs() })
    down()
    await clock.advance(5000)
    expect(titles()).toEqual(['a is down: Timeout'])
  })

  it('tells recoveries while it settles, but no failures', async () => {
    const { clock, see, down, recovered, titles } = createStage()
    down()
    await clock.advance(minuteMs)
    see({ kind: 'settling', cause: 'network', sinceMs: clock.wallMs() })
    recovered()
    await clock.advance(5000)
    expect(titles()).toEqual(['a is down: Timeout', 'a is up again'])
  })

  describe('is told to be offline', () => {
    const blind = { kind: 'blind', cause: 'offline', sinceMs: 0 } as const

    it('quietly, once, when it lasts for a minute', async () => {
      const { clock, see, sent, rules } = createStage()
      see(blind)
      await clock.advance(minuteMs - 1)
      expect(sent).toEqual([])
      await clock.advance(1)
      expect(sent).toMatchObject([
        { title: 'This computer is offline', urgency: 'low', severity: 'info', sound: false },
      ])
      await clock.advance(hourMs)
      see({ kind: 'settling', cause: 'network', sinceMs: 0 })
      see(blind)
      await clock.advance(hourMs)
      see({ kind: 'settling', cause: 'network', sinceMs: 0 })
      see({ kind: 'seeing' })
      await clock.advance(hourMs)
      expect(sent).toHaveLength(1)
      expect(rules(null)).toEqual(['offline told', 'online kind-off'])
    })

    it('not when it is over before, nor for a sleep', async () => {
      const { clock, see, sent } = createStage()
      see(blind)
      await clock.advance(59_000)
      see({ kind: 'settling', cause: 'network', sinceMs: 0 })
      see({ kind: 'seeing' })
      await clock.advance(hourMs)
      see({ kind: 'blind', cause: 'asleep', sinceMs: 0 })
      await clock.advance(hourMs)
      expect(sent).toEqual([])
    })

    it('by what sign', async () => {
      for (const [cause, title] of [
        ['captive-portal', /login page/],
        ['dns', /DNS server/],
      ] as const) {
        const { clock, see, sent } = createStage()
        see({ kind: 'blind', cause, sinceMs: 0 })
        await clock.advance(minuteMs)
        expect(sent[0]?.title).toMatch(title)
      }
    })

    it.each([
      ['turned off', { tellOffline: false }, 'offline kind-off'],
      ['in quiet hours', { quietHours: { ...quietHours, from: '00:00', to: '00:00' } }, 'offline quiet-hours'],
    ])('not when %s', async (_, settings, rule) => {
      const { clock, see, sent, rules } = createStage({ settings })
      see(blind)
      await clock.advance(hourMs)
      expect([sent, rules(null)]).toEqual([[], [rule]])
    })

    it('not when nothing is watched', async () => {
      const { clock, see, sent, pause } = createStage()
      pause('a')
      see(blind)
      await clock.advance(hourMs)
      expect(sent).toEqual([])
    })
  })
})
