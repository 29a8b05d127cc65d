import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type DesktopSettings, desktopDefaults } from '../../electron/contract/desktop.ts'
import { defaultSettings } from '../../electron/contract/settings.ts'
import { createBatteryPace } from '../../electron/desktop/pace.ts'
import { createPowerSource, readBattery } from '../../electron/desktop/power-source.ts'
import { powerMonitor } from '../desktop-host/machine.ts'
import { world } from '../desktop-host/world.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { linux, macOs } from './platforms.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

/** A folder as Linux keeps it, from `name: {file: content}`. */
function supplies(entries: Record<string, Record<string, string>>, folder = temporaryDirectory()): string {
  for (const [name, files] of Object.entries(entries)) {
    mkdirSync(join(folder, name), { recursive: true })
    for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, name, file), `${text}\n`)
  }
  return folder
}

const battery = (status: string) => ({ type: 'Battery', status })
const plug = (online: string) => ({ type: 'Mains', online })

describe('a battery on Linux', () => {
  it.each([
    ['keeps a laptop running', { AC: plug('0'), BAT0: battery('Discharging') }, true],
    ['is charging', { AC: plug('1'), BAT0: battery('Charging') }, false],
    ['of a plugged-in laptop discharges a little', { AC: plug('1'), BAT0: battery('Discharging') }, false],
    ['keeps it running beside one that is full', { BAT0: battery('Full'), BAT1: battery('Discharging') }, true],
    ['of a mouse keeps only the mouse running', { mouse: { ...battery('Discharging'), scope: 'Device' } }, null],
    ['is not there', {}, null],
  ])('%s', async (_what, entries, onBattery) => {
    expect(await readBattery(supplies(entries))).toBe(onBattery)
  })

  it('is nowhere where the system has no such folder', async () => {
    expect(await readBattery('/nowhere/power_supply')).toBeNull()
  })

  it('is looked at every minute, and what changed is told once', async () => {
    pretend()
    const clock = createFakeClock()
    const folder = supplies({ AC: plug('1'), BAT0: battery('Full') })
    const source = createPowerSource(linux, clock, folder)
    onTestFinished(() => source.stop())
    const seen: (boolean | null)[] = []
    source.onChange(() => seen.push(source.onBattery()))
    await vi.waitFor(() => expect(seen).toEqual([false]), 20_000)
    supplies({ AC: plug('0'), BAT0: battery('Discharging') }, folder)
    await clock.advance(60_000)
    await vi.waitFor(() => expect(seen).toEqual([false, true]), 20_000)
    source.stop()
    expect(clock.pending()).toBe(0)
  })
})

describe('probing on battery', () => {
  it('is as rare as the settings say, at once when the plug is pulled', async () => {
    pretend({ platform: 'darwin' })
    const clock = createFakeClock()
    const source = createPowerSource(macOs, clock, '/nowhere')
    onTestFinished(() => source.stop())
    const settings = { current: { ...defaultSettings } }
    const choose = (desktop: Partial<DesktopSettings>) =>
      Object.assign(settings.current, { desktop: { ...desktopDefaults, ...desktop } })
    const pace = createBatteryPace(source, settings)
    const factors: number[] = []
    pace.onChange(() => factors.push(pace.factor()))
    choose({ batteryFactor: 4 })
    pace.settingsChanged()
    expect(factors).toEqual([])
    world.onBattery = true
    powerMonitor.emit('on-battery')
    await vi.waitFor(() => expect(factors).toEqual([4]), 20_000)
    choose({ batteryFactor: 2 })
    pace.settingsChanged()
    world.onBattery = false
    powerMonitor.emit('on-ac')
    await vi.waitFor(() => expect(factors).toEqual([4, 2, 1]), 20_000)
  })
})
