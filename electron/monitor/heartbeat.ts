import { createListeners } from './listeners.ts'
import type { Clock, MachineEvents, Timer } from './ports.ts'

const tickMs = 1000
const jumpMs = 5000

/**
 * Ordinary ticks in a row after which an announced sleep is over, or never was. A system that wakes for a moment to do
 * its own work, with no network for others, does not take that long.
 */
const steadyTicks = 60

export interface Heartbeat extends MachineEvents {
  stop(): void
}

/** A machine that announces nothing. */
const silent: MachineEvents = {
  onSuspend: () => () => {},
  onResume: () => () => {},
  onOnlineChange: () => () => {},
}

/**
 * What `machine` announces, and what it does not: that the machine slept can be noticed afterwards, for a tick came far
 * too late, or the wall clock ran on while the monotonic one stood still, as Linux' does in suspension. A sleep whose end
 * is not announced ends when time has plainly gone on for a minute.
 */
export function createHeartbeat(
  clock: Clock,
  onThrow: (error: unknown) => void,
  machine: MachineEvents = silent,
): Heartbeat {
  const suspended = createListeners<null>(onThrow)
  const resumed = createListeners<null>(onThrow)
  let last = read()
  let timer: Timer = clock.after(tickMs, tick)
  /** Ordinary ticks since a sleep was announced; null while none is. */
  let ticks: number | null = null

  const subscriptions = [
    machine.onSuspend(() => {
      ticks = 0
      suspended.emit(null)
    }),
    machine.onResume(() => {
      ticks = null
      // What the next tick would notice is told already.
      last = read()
      resumed.emit(null)
    }),
  ]

  function read(): { monotonicMs: number; wallMs: number } {
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() }
  }

  function slept(): boolean {
    const now = read()
    const elapsedMs = now.monotonicMs - last.monotonicMs
    const jumped = now.wallMs - last.wallMs - elapsedMs > jumpMs
    last = now
    return elapsedMs - tickMs > jumpMs || jumped
  }

  function tick(): void {
    timer = clock.after(tickMs, tick)
    if (slept()) {
      if (ticks === null) {
        suspended.emit(null)
        resumed.emit(null)
      } else ticks = 0
    } else if (ticks !== null) {
      ticks += 1
      if (ticks < steadyTicks) return
      ticks = null
      resumed.emit(null)
    }
  }

  return {
    onSuspend: (listener) => suspended.subscribe(listener),
    onResume: (listener) => resumed.subscribe(listener),
    onOnlineChange: (listener) => machine.onOnlineChange(listener),
    stop() {
      timer.cancel()
      for (const unsubscribe of subscriptions) unsubscribe()
    },
  }
}
