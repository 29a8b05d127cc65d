import { describe, expect, it } from 'vitest'
import { createHeartbeat } from '../../electron/monitor/heartbeat.ts'
import { createFakeClock } from './fake-clock.ts'
import { createFakeMachine } from './harness.ts'

const seconds = (wallMs: number) => `${(wallMs - Date.UTC(2026, 0, 1)) / 1000} s`

function setUp() {
  const clock = createFakeClock()
  const heard: string[] = []
  const machine = createFakeMachine()
  const heartbeat = createHeartbeat(clock, () => {}, machine)
  heartbeat.onSuspend((fromMs) => heard.push(fromMs === undefined ? 'suspend' : `suspend since ${seconds(fromMs)}`))
  heartbeat.onResume(() => heard.push('resume'))
  heartbeat.onClockJump((fromMs) => heard.push(`jump since ${seconds(fromMs)}`))
  return { clock, machine, heartbeat, heard }
}

describe('createHeartbeat', () => {
  it('hears nothing while time passes as it should', async () => {
    const { clock, heard } = setUp()
    await clock.advance(60_000)
    expect(heard).toEqual([])
  })

  it('notices a sleep that the monotonic clock counted', async () => {
    const { clock, heard } = setUp()
    await clock.advance(10_000)
    await clock.sleep(7000)
    expect(heard).toEqual(['suspend since 10 s', 'resume'])
    await clock.advance(60_000)
    expect(heard).toHaveLength(2)
  })

  it('tells a jump of the wall clock alone as what it is: a sleep, or a clock set', async () => {
    const { clock, heard } = setUp()
    await clock.advance(10_000)
    clock.shiftWall(3_600_000)
    await clock.advance(1000)
    expect(heard).toEqual(['jump since 10 s'])
    await clock.advance(60_000)
    expect(heard).toHaveLength(1)
  })

  it('notices both at once when asked to look, and tells neither again', async () => {
    const { clock, heartbeat, heard } = setUp()
    await clock.advance(10_500)
    heartbeat.look()
    expect(heard).toEqual([])
    clock.shiftWall(3_600_000)
    heartbeat.look()
    expect(heard).toEqual(['jump since 10.5 s'])
    await clock.advance(60_000)
    expect(heard).toHaveLength(1)
  })

  it('takes neither a busy moment nor a clock set back for a sleep', async () => {
    const { clock, heard } = setUp()
    await clock.sleep(5000)
    clock.shiftWall(-3_600_000)
    await clock.advance(10_000)
    expect(heard).toEqual([])
  })

  it('leaves no timer and no subscription behind', async () => {
    const { clock, machine, heartbeat } = setUp()
    await clock.advance(5000)
    heartbeat.stop()
    expect([clock.pending(), machine.listeners()]).toEqual([0, 0])
  })

  it.each([{ counted: true }, { counted: false }])(
    'tells a sleep that is announced once, the monotonic clock counting it: $counted',
    async ({ counted }) => {
      const { clock, machine, heard } = setUp()
      await clock.advance(10_000)
      machine.suspend()
      if (counted) await clock.sleep(3_600_000)
      else clock.shiftWall(3_600_000)
      expect(heard).toEqual(['suspend'])
      machine.resume()
      await clock.advance(120_000)
      expect(heard).toEqual(['suspend', 'resume'])
    },
  )

  it('ends a sleep whose end is not announced when time has gone on for a minute', async () => {
    const { clock, machine, heard } = setUp()
    machine.suspend()
    await clock.advance(40_000)
    // It slept after all, and was awake for a moment in between.
    await clock.sleep(3_600_000)
    await clock.advance(59_000)
    expect(heard).toEqual(['suspend'])
    await clock.advance(1000)
    expect(heard).toEqual(['suspend', 'resume'])
    await clock.advance(120_000)
    expect(heard).toHaveLength(2)
  })
})
