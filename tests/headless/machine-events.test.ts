import { describe, expect, it } from 'vitest'
import { createHeartbeat } from '../../electron/headless/machine-events.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'

function setUp() {
  const clock = createFakeClock()
  const heard: string[] = []
  const heartbeat = createHeartbeat(clock, () => {})
  heartbeat.onSuspend(() => heard.push('suspend'))
  heartbeat.onResume(() => heard.push('resume'))
  return { clock, heartbeat, heard }
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

  it('leaves no timer behind', async () => {
    const { clock, heartbeat } = setUp()
    await clock.advance(5000)
    heartbeat.stop()
    expect(clock.pending()).toBe(0)
  })
})
