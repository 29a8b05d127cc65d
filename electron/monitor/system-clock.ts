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
    let handle = wait(delayMs)
    function wait(restMs: number): NodeJS.Timeout {
      return setTimeout(fired, Math.min(Math.ceil(Math.max(0, restMs)), longestTimerMs)).unref()
    }
    function fired(): void {
      const restMs = dueMs - performance.now()
      if (restMs > 0) handle = wait(restMs)
      else callback()
    }
    return { cancel: () => clearTimeout(handle) }
  },
}
