import { desktopDefaults } from '../contract/desktop.ts'
import type { Pace } from '../monitor/ports.ts'
import type { SettingsStore } from '../storage/ports.ts'
import type { PowerSource } from './power-source.ts'

/** Probing on battery, as often as the settings say. `settingsChanged` is for whoever changes them. */
export function createBatteryPace(
  source: PowerSource,
  settings: Pick<SettingsStore, 'current'>,
): Pace & { settingsChanged(): void } {
  const listeners = new Set<() => void>()
  let known = factor()

  function factor(): number {
    const { batteryFactor } = settings.current.desktop ?? desktopDefaults
    return source.onBattery() === true ? batteryFactor : 1
  }

  function look(): void {
    if (factor() === known) return
    known = factor()
    for (const listener of listeners) listener()
  }

  source.onChange(look)
  return {
    factor,
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    settingsChanged: look,
  }
}
