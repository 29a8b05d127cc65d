import { createListeners } from '../monitor/listeners.ts'
import type { Clock, MachineEvents, Timer } from '../monitor/ports.ts'

const tickMs = 1000
const jumpMs = 5000

export interface Heartbeat extends MachineEvents {
  stop(): void
}

/**
 * Notices afterwards that the machine slept, which is all that can be seen without the desktop: a tick came far too late,
 * or the wall clock ran on while the monotonic one stood still, as Linux' does in suspension. Whether the machine is
 * online cannot be seen here.
 */
export function createHeartbeat(clock: Clock, onThrow: (error: unknown) => void): Heartbeat {
  const suspended = createListeners<null>(onThrow)
  const resumed = createListeners<null>(onThrow)
  let last = { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() }
  let timer: Timer = clock.after(tickMs, tick)

  function tick(): void {
    const now = { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() }
    const elapsedMs = now.monotonicMs - last.monotonicMs
    const jumped = now.wallMs - last.wallMs - elapsedMs > jumpMs
    last = now
    timer = clock.after(tickMs, tick)
    if (elapsedMs - tickMs <= jumpMs && !jumped) return
    suspended.emit(null)
    resumed.emit(null)
  }

  return {
    onSuspend: (listener) => suspended.subscribe(listener),
    onResume: (listener) => resumed.subscribe(listener),
    onOnlineChange: () => () => {},
    stop: () => timer.cancel(),
  }
}
