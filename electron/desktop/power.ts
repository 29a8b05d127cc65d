import { net, powerMonitor } from 'electron'
import type { Clock, MachineEvents, Timer, Unsubscribe } from '../monitor/ports.ts'

/** Electron has no event for it, and a false answer of isOnline is reliable where a true one is not. */
const onlineCheckMs = 2000

function follow(event: 'suspend' | 'resume', listener: () => void): Unsubscribe {
  // When it began is only for those to say who notice it afterwards.
  const told = () => listener()
  // One overload per event name, so the name cannot be a variable.
  if (event === 'suspend') powerMonitor.on('suspend', told)
  else powerMonitor.on('resume', told)
  return () => void powerMonitor.removeListener('suspend', told).removeListener('resume', told)
}

/** What Electron tells of the machine. Call after `ready`; nothing runs while nobody listens. */
export function createMachineEvents(clock: Pick<Clock, 'after'>): MachineEvents {
  const listeners = new Set<(online: boolean) => void>()
  let online = true
  let timer: Timer | null = null

  function check(): void {
    const now = net.isOnline()
    if (now !== online) {
      online = now
      for (const listener of listeners) listener(now)
    }
    timer = clock.after(onlineCheckMs, check)
  }

  return {
    onSuspend: (listener) => follow('suspend', listener),
    onResume: (listener) => follow('resume', listener),
    onOnlineChange(listener) {
      listeners.add(listener)
      timer ??= clock.after(0, check)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        timer?.cancel()
        timer = null
      }
    },
  }
}
