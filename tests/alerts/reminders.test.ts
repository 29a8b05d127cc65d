import { describe, expect, it } from 'vitest'
import { tcpTarget } from '../monitor/samples.ts'
import { createStage, type Stage, type StageOptions } from './stage.ts'

const minuteMs = 60_000
const hourMs = 3_600_000

/** A target that is told to be down, and fails on at every probe for as long as it lasts. */
async function downFor(durationMs: number, options: StageOptions = {}) {
  const stage = createStage(options)
  stage.down()
  await failOn(stage, durationMs)
  return stage
}

async function failOn(stage: Stage, durationMs: number, everyMs = minuteMs): Promise<void> {
  for (let passedMs = 0; passedMs < durationMs; passedMs += everyMs) {
    await stage.clock.advance(everyMs)
    stage.failing()
  }
}

const reminders = ({ sent }: Stage) => sent.filter(({ subject }) => subject === 'reminder')

describe('reminders', () => {
  it('come after an hour, then every four, and say for how long it is down', async () => {
    const stage = await downFor(10 * hourMs)
    expect(reminders(stage)).toMatchObject([
      { title: 'a is still down: Timeout', urgency: 'normal', severity: 'down', incidentIds: ['incident-1'] },
      { title: 'a is still down: Timeout' },
      { title: 'a is still down: Timeout' },
    ])
    expect(reminders(stage)[1]?.body).toMatch(/^Down for 5 h\. tcp a:5432 did not connect/)
    expect(reminders(stage).map(({ atMs }) => Math.round(atMs / minuteMs))).toEqual([60, 300, 540])
    stage.recovered()
    await stage.clock.advance(10 * hourMs)
    expect(stage.titles().at(-1)).toBe('a is up again')
    expect(stage.clock.pending()).toBe(0)
  })

  it.each([
    ['the target wants none', { targets: [tcpTarget('a', { remind: false })] }, 0],
    ['they are turned off', { settings: { remindAfterMs: null, remindEveryMs: null } }, 0],
    ['only the first is wanted', { settings: { remindEveryMs: null } }, 1],
    ['they are every hour', { settings: { remindEveryMs: hourMs } }, 9],
  ])('where %s', async (_, options, count) => {
    expect(reminders(await downFor(9.5 * hourMs, options))).toHaveLength(count)
  })

  it('go by the settings as they are', async () => {
    const stage = await downFor(30 * minuteMs)
    stage.state.settings = { ...stage.state.settings, remindAfterMs: 20 * minuteMs }
    stage.alerts.refresh()
    await stage.clock.advance(5000)
    expect(reminders(stage)).toHaveLength(1)
  })

  it('of several that are due within a minute are one', async () => {
    const stage = createStage({ targets: [tcpTarget('a'), tcpTarget('b'), tcpTarget('c')] })
    stage.up('c')
    stage.down('a')
    await stage.clock.advance(50_000)
    stage.down('b')
    await stage.clock.advance(2 * hourMs)
    expect(reminders(stage).map(({ title, targetIds }) => [title, targetIds])).toEqual([
      ['2 targets still down: 2 refused', ['a', 'b']],
    ])
  })

  it('count a sleep, come once after it, and only when the target has failed again', async () => {
    const stage = await downFor(10 * minuteMs)
    stage.see({ kind: 'blind', cause: 'asleep', sinceMs: 0 })
    stage.clock.shiftWall(14 * hourMs)
    await stage.clock.advance(minuteMs)
    stage.see({ kind: 'settling', cause: 'resume', sinceMs: 0 })
    await stage.clock.advance(8000)
    stage.see({ kind: 'seeing' })
    await stage.clock.advance(minuteMs)
    expect(reminders(stage)).toEqual([])
    stage.failing()
    await stage.clock.advance(minuteMs)
    expect(reminders(stage).map(({ body }) => body)).toEqual([expect.stringMatching(/^Down for 14 h 12 min\. /)])
    await failOn(stage, 3 * hourMs)
    expect(reminders(stage)).toHaveLength(1)
  })

  it('count the time the program was not there', async () => {
    const before = await downFor(10 * minuteMs)
    before.stop()
    before.clock.shiftWall(2 * hourMs)
    const after = createStage({ clock: before.clock, memory: before.memory })
    await after.clock.advance(minuteMs)
    expect(reminders(after)).toEqual([])
    after.failing()
    await after.clock.advance(minuteMs)
    expect(reminders(after)).toHaveLength(1)
    after.stop()
    const again = createStage({ clock: before.clock, memory: before.memory })
    await failOn(again, 3.5 * hourMs)
    expect(reminders(again)).toEqual([])
    await failOn(again, hourMs)
    expect(reminders(again)).toHaveLength(1)
  })

  it('are not early for a clock set right after 1970, nor late for one set back', async () => {
    const early = createStage()
    early.clock.shiftWall(-56 * 365 * 24 * hourMs)
    early.down()
    await failOn(early, 10 * minuteMs)
    early.clock.shiftWall(56 * 365 * 24 * hourMs)
    await failOn(early, 40 * minuteMs)
    expect(reminders(early)).toEqual([])
    await failOn(early, 20 * minuteMs)
    expect(reminders(early)).toHaveLength(1)
    expect(reminders(early)[0]?.body).toMatch(/^tcp a:5432/)

    const forward = await downFor(10 * minuteMs)
    forward.clock.shiftWall(3 * hourMs)
    await failOn(forward, 40 * minuteMs)
    expect(reminders(forward)).toEqual([])
    await failOn(forward, 20 * minuteMs)
    // Whether it slept or was set nobody knows, nor for how long the target is down.
    expect(reminders(forward).map(({ body }) => body)).toEqual(['tcp a:5432 did not connect within 5 s.'])

    const back = await downFor(10 * minuteMs)
    back.clock.shiftWall(-24 * hourMs)
    await failOn(back, 55 * minuteMs)
    expect(reminders(back)).toHaveLength(1)
  })

  it('that were due in a snooze come after it, and are explained once', async () => {
    const stage = await downFor(30 * minuteMs)
    stage.silences.set('a', { snoozed: { until: new Date(stage.clock.wallMs() + 3 * hourMs).toISOString() } })
    await failOn(stage, 3 * hourMs)
    expect(reminders(stage)).toEqual([])
    stage.silences.delete('a')
    await failOn(stage, 2 * minuteMs)
    expect(reminders(stage)).toHaveLength(1)
    expect(stage.rules()).toEqual(['down told', 'reminder snoozed', 'reminder told'])
  })

  it('stop for what flaps, and begin again when it settles down', async () => {
    const stage = await downFor(30 * minuteMs)
    stage.flapping()
    await failOn(stage, 2 * hourMs)
    expect(reminders(stage)).toEqual([])
    stage.steady('a', 1)
    await failOn(stage, 59 * minuteMs)
    expect(reminders(stage)).toEqual([])
    await failOn(stage, 3 * minuteMs)
    expect(reminders(stage)).toHaveLength(1)
  })

  it('are not sent while the last probe succeeded', async () => {
    const stage = await downFor(59 * minuteMs)
    stage.result('a', 0, 'confirming')
    await stage.clock.advance(10 * minuteMs)
    expect(reminders(stage)).toEqual([])
  })

  it('are silent while what the target is reached through is down', async () => {
    const stage = createStage({ targets: [tcpTarget('a', { dependsOn: ['router'] }), tcpTarget('router')] })
    stage.up('router')
    stage.down('a')
    stage.up('router')
    await failOn(stage, 30 * minuteMs)
    stage.down('router')
    await failOn(stage, hourMs)
    expect(reminders(stage).map(({ targetId }) => targetId)).not.toContain('a')
    expect(stage.rules()).toEqual(['down told', 'reminder parent-down'])
  })
})
