import { describe, expect, it } from 'vitest'
import { createHeartbeat } from '../../electron/monitor/heartbeat.ts'
import { createFakeClock } from './fake-clock.ts'
import { createFakeMachine } from './harness.ts'

function setUp() {
  const clock = createFakeClock()
  const heard: string[] = []
  const machine = createFakeMachine()
  const heartbeat = createHeartbeat(clock, () => {}, machine)
  heartbeat.onSuspend(() => heard.push('suspend'))
  heartbeat.onResume(() => heard.push('resume'))
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
    expect(heard).toEqual(['suspend', 'resume'])
    await clock.advance(60_000)
    expect(heard).toHaveLength(2)
  })

  it('notices a sleep that only the wall clock counted', async () => {
    const { clock, heard } = setUp()
    await clock.advance(10_000)
    clock.shiftWall(3_600_000)
    await clock.advance(1000)
    expect(heard).toEqual(['suspend', 'resume'])
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
