import type { Clock } from '../../electron/monitor/ports.ts'

/** A clock that runs faster than the machine's, and a machine that can fall asleep on it. */
export interface FastClock extends Clock {
  /** The wall clock goes on for so long and nothing else does, as on Linux in suspension. */
  sleep(durationMs: number): void
}

/** Begins at the machine's wall clock. A wait never ends early; its timer does not keep the process alive. */
export function createFastClock(speed: number): FastClock {
  const startedMs = performance.now()
  const startedWallMs = Date.now()
  let asleepMs = 0

  const monotonicMs = () => (performance.now() - startedMs) * speed

  return {
    monotonicMs,
    wallMs: () => Math.round(startedWallMs + asleepMs + monotonicMs()),
    after(delayMs, callback) {
      const dueMs = monotonicMs() + delayMs
      let handle = wait()
      function wait(): NodeJS.Timeout {
        return setTimeout(fired, Math.ceil(Math.max(0, dueMs - monotonicMs()) / speed)).unref()
      }
      function fired(): void {
        if (monotonicMs() < dueMs) handle = wait()
        else callback()
      }
      return { cancel: () => clearTimeout(handle) }
    },
    sleep(durationMs) {
      asleepMs += durationMs
    },
  }
}
