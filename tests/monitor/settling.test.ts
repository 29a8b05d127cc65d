import { describe, expect, it } from 'vitest'
import { createSettling } from '../../electron/monitor/settling.ts'
import { createFakeClock } from './fake-clock.ts'

function setUp(settleMs = 8000) {
  const clock = createFakeClock()
  let ended = 0
  const settling = createSettling({ clock, settleMs: () => settleMs, onEnd: () => (ended += 1) })
  return { clock, settling, ended: () => ended }
}

describe('settling', () => {
  it('ends by itself', async () => {
    const { clock, settling, ended } = setUp()
    expect(settling.begin(true)).toBe(clock.wallMs())
    await clock.advance(7999)
    expect(ended()).toBe(0)
    await clock.advance(1)
    expect(ended()).toBe(1)
  })

  it('begins anew with something certain', async () => {
    const { clock, settling, ended } = setUp()
    for (let n = 0; n < 10; n++) {
      expect(settling.begin(true)).toBe(clock.wallMs())
      await clock.advance(7000)
    }
    expect(ended()).toBe(0)
    await clock.advance(1000)
    expect(ended()).toBe(1)
  })

  it('is prolonged by changes to twice its length at most', async () => {
    const { clock, settling, ended } = setUp()
    const beganMs = clock.wallMs()
    for (let n = 0; n < 5; n++) {
      expect(settling.begin(false)).toBe(beganMs)
      await clock.advance(3000)
    }
    expect(ended()).toBe(0)
    await clock.advance(1000)
    expect(ended()).toBe(1)
  })

  it('takes two fifths of the time at most, however often the network changes', async () => {
    const { clock, settling, ended } = setUp()
    let settledMs = 0
    let begun = false
    for (let second = 0; second < 1200; second++) {
      const before = ended()
      if (settling.begin(false) !== null) begun = true
      if (begun) settledMs += 1000
      await clock.advance(1000)
      if (ended() > before) begun = false
    }
    expect(settledMs / 1_200_000).toBeLessThanOrEqual(0.42)
    expect(settledMs / 1_200_000).toBeGreaterThan(0.3)
  })

  it('does not begin where it takes no time, and leaves no timer once ended', () => {
    expect(setUp(0).settling.begin(true)).toBeNull()
    const { clock, settling } = setUp()
    settling.begin(true)
    settling.end()
    expect(clock.pending()).toBe(0)
  })
})
