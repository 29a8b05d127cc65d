import type { Clock } from '../monitor/ports.ts'

/** A page that a person works asks a few times a second; one that asks more than this in a burst is broken or hostile. */
const burst = 200
const perSecond = 100

/** Answers whether one more request may pass: `burst` at once, and `perSecond` from then on. */
export function createRateLimit(clock: Pick<Clock, 'monotonicMs'>): () => boolean {
  let left = burst
  let atMs = clock.monotonicMs()
  return () => {
    const nowMs = clock.monotonicMs()
    left = Math.min(burst, left + ((nowMs - atMs) / 1000) * perSecond)
    atMs = nowMs
    if (left < 1) return false
    left -= 1
    return true
  }
}
