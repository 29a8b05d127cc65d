import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../electron/monitor/system-clock.ts'

describe('the system clock', () => {
  it('never calls early, in fifty waits of one to five milliseconds', async () => {
    const early: number[] = []
    await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const delayMs = 1 + index / 12
        const dueMs = systemClock.monotonicMs() + delayMs
        await new Promise<void>((resolve) => systemClock.after(delayMs, resolve))
        if (systemClock.monotonicMs() < dueMs) early.push(delayMs)
      }),
    )
    expect(early).toEqual([])
  })

  it('does not call what was cancelled, and cancelling twice is harmless', async () => {
    const called: string[] = []
    const timer = systemClock.after(1, () => called.push('cancelled'))
    timer.cancel()
    timer.cancel()
    await new Promise<void>((resolve) => systemClock.after(5, resolve))
    expect(called).toEqual([])
  })
})

describe('a wait longer than a timer can be', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
  afterEach(() => void vi.useRealTimers())

  const monthMs = 30 * 86_400_000

  it('ends at its time', () => {
    const called: number[] = []
    const startMs = performance.now()
    systemClock.after(monthMs, () => called.push(performance.now() - startMs))
    vi.advanceTimersByTime(monthMs - 1)
    expect(called).toEqual([])
    vi.advanceTimersByTime(1)
    expect(called).toEqual([monthMs])
  })

  it('can be cancelled in its second stretch', () => {
    const called: string[] = []
    const timer = systemClock.after(monthMs, () => called.push('called'))
    vi.advanceTimersByTime(monthMs - 1000)
    timer.cancel()
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(2000)
    expect(called).toEqual([])
  })
})
