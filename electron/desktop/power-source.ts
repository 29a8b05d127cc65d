import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { powerMonitor } from 'electron'
import type { Clock, Timer, Unsubscribe } from '../monitor/ports.ts'
import type { Platform } from './platform.ts'

/** What this computer runs on. */
export interface PowerSource {
  /** Null where the system does not say: there is no battery, or nobody has looked yet. */
  onBattery(): boolean | null
  onChange(listener: () => void): Unsubscribe
  stop(): void
}

/** Plugging in is no hurry: nothing is wrong for the minute. */
const lookEveryMs = 60_000

/** Where Linux keeps what it knows of chargers and batteries. */
export const powerSupplyFolder = '/sys/class/power_supply'

/** The kernel's own files on Linux, where Electron does not know; Electron elsewhere. Call after `ready`. */
export function createPowerSource(platform: Platform, clock: Pick<Clock, 'after'>, folder: string): PowerSource {
  if (platform.os === 'linux') return follow(clock, () => readBattery(folder))
  // It comes and goes at once where there is an event for it, which on Windows is one way only.
  return follow(
    clock,
    async () => powerMonitor.isOnBatteryPower(),
    (look) => {
      powerMonitor.on('on-battery', look)
      powerMonitor.on('on-ac', look)
      return () => void powerMonitor.removeListener('on-battery', look).removeListener('on-ac', look)
    },
  )
}

function follow(
  clock: Pick<Clock, 'after'>,
  read: () => Promise<boolean | null>,
  onHint: (look: () => void) => Unsubscribe = () => () => {},
): PowerSource {
  const listeners = new Set<() => void>()
  let known: boolean | null = null
  let timer: Timer | null = null
  let stopped = false

  async function look(): Promise<void> {
    const now = await read()
    if (stopped || now === known) return
    known = now
    for (const listener of listeners) listener()
  }

  function lookAgain(): void {
    timer = clock.after(lookEveryMs, lookAgain)
    void look()
  }

  const ignoreHints = onHint(() => void look())
  lookAgain()
  return {
    onBattery: () => known,
    onChange: (listener) => subscribe(listeners, listener),
    stop() {
      stopped = true
      ignoreHints()
      timer?.cancel()
    },
  }
}

function subscribe(listeners: Set<() => void>, listener: () => void): Unsubscribe {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/**
 * Whether a battery is what keeps this computer running; null where there is none. It never rejects.
 * https://www.kernel.org/doc/Documentation/ABI/testing/sysfs-class-power
 */
export async function readBattery(folder: string): Promise<boolean | null> {
  const supplies = await readdir(folder).catch(() => [])
  const read = (name: string, file: string): Promise<string> =>
    readFile(join(folder, name, file), 'latin1').then(
      (text) => text.trim(),
      () => '',
    )
  let onBattery: boolean | null = null
  for (const name of supplies) {
    // A mouse has a battery too, which keeps nothing running but the mouse.
    if ((await read(name, 'scope')) === 'Device') continue
    const type = await read(name, 'type')
    if (type === 'Battery') onBattery ||= (await read(name, 'status')) === 'Discharging'
    // A full battery in a plugged-in computer may discharge a little.
    else if ((await read(name, 'online')) === '1') return false
  }
  return onBattery
}
