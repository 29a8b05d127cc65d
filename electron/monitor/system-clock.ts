import type { Clock } from './ports.ts'

/** Node runs a timer over 2^31-1 ms at once instead of late, so longer waits are taken in stretches. */
const longestTimerMs = 2 ** 31 - 1

/**
 * The machine's own clock. A wait never ends early: a Node timer may fire up to 1 ms before its time, so the clock is
 * read again when it does.
 */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, callback) {
    const dueMs = performance.now() + delayMs
    let handle = wait()
    function wait(): NodeJS.Timeout {
      const restMs = Math.max(0, dueMs - performance.now())
      return setTimeout(fired, Math.min(Math.ceil(restMs), longestTimerMs)).unref()
    }
    function fired(): void {
      if (performance.now() < dueMs) handle = wait()
      else callback()
    }
    return { cancel: () => clearTimeout(handle) }
  },
}
