import { createListeners } from './listeners.ts'
import type { Clock, MachineEvents, Timer, Unsubscribe } from './ports.ts'

const tickMs = 1000
const jumpMs = 5000

/**
 * Ordinary ticks in a row after which an announced sleep is over, or never was. A system that wakes for a moment to do
 * its own work, with no network for others, does not take that long.
 */
const steadyTicks = 60

export interface Heartbeat extends MachineEvents {
  onClockJump(listener: (fromMs: number) => void): Unsubscribe
  look(): void
  stop(): void
}

/** A machine that announces nothing. */
const silent: MachineEvents = {
  onSuspend: () => () => {},
  onResume: () => () => {},
  onOnlineChange: () => () => {},
}

/**
 * What `machine` announces, and what it does not. A beat that comes far too late means that the machine, or the program,
 * stood still: it is told as a sleep, once it is over. A wall clock that ran on while the monotonic one did not, as Linux'
 * does in suspension, may have been set as well: it is told as a jump. A sleep whose end is not announced ends when time
 * has plainly gone on for a minute.
 */
export function createHeartbeat(
  clock: Clock,
  onThrow: (error: unknown) => void,
  machine: MachineEvents = silent,
): Heartbeat {
  const suspended = createListeners<number | undefined>(onThrow)
  const resumed = createListeners<null>(onThrow)
  const jumped = createListeners<number>(onThrow)
  let last = read()
  let timer: Timer = clock.after(tickMs, tick)
  /** Ordinary ticks since a sleep was announced; null while none is. */
  let ticks: number | null = null

  const subscriptions = [
    machine.onSuspend((fromMs) => {
      ticks = 0
      suspended.emit(fromMs)
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

  /** Compares both clocks with the last look. True when all is as it should be. */
  function look(): boolean {
    const before = last
    last = read()
    const elapsedMs = last.monotonicMs - before.monotonicMs
    const stopped = elapsedMs - tickMs > jumpMs
    if (!stopped && last.wallMs - before.wallMs - elapsedMs <= jumpMs) return true
    if (ticks !== null) ticks = 0
    else if (stopped) {
      suspended.emit(before.wallMs)
      resumed.emit(null)
    } else jumped.emit(before.wallMs)
    return false
  }

  function tick(): void {
    timer = clock.after(tickMs, tick)
    if (!look() || ticks === null) return
    ticks += 1
    if (ticks < steadyTicks) return
    ticks = null
    resumed.emit(null)
  }

  return {
    onSuspend: (listener) => suspended.subscribe(listener),
    onResume: (listener) => resumed.subscribe(listener),
    onOnlineChange: (listener) => machine.onOnlineChange(listener),
    onClockJump: (listener) => jumped.subscribe(listener),
    look: () => void look(),
    stop() {
      timer.cancel()
      for (const unsubscribe of subscriptions) unsubscribe()
    },
  }
}
