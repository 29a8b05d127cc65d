import type { Clock } from '../../electron/monitor/ports.ts'

/** The system's time, for tests of things that wait on real files and sockets. */
export const realClock: Clock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs)
    return { cancel: () => clearTimeout(timer) }
  },
}
