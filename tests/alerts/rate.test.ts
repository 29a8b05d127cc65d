import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createRate } from '../../electron/alerts/rate.ts'

it('lets no more than so many pass in any stretch, and every one that may', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 100 }), (steps) => {
      const rate = createRate(3, 1000)
      const passed: number[] = []
      let nowMs = 0
      for (const step of steps) {
        nowMs += step
        const recent = passed.filter((ms) => nowMs - ms < 1000)
        const freeMs = rate.freeMs(nowMs)
        expect(freeMs).toBe(recent.length < 3 ? nowMs : (recent[0] ?? 0) + 1000)
        expect(rate.take(nowMs)).toBe(recent.length < 3)
        if (recent.length < 3) passed.push(nowMs)
      }
    }),
  )
})
