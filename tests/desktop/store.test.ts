import '../desktop-host/hooks.ts'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

// electron-store imports Electron itself, so the stand-in must be in its place before.
const { createSettingsFile } = await import('../../electron/desktop/store.ts')

const settings: Settings = { ...defaultSettings, paused: { 'an.id.with.dots': { until: null } } }

describe('the settings file', () => {
  it('is read as undefined while there is none, and reading makes none', () => {
    const file = createSettingsFile(temporaryDirectory())
    expect(file.read()).toBe(undefined)
    expect(existsSync(file.path)).toBe(false)
  })

  it('is read back as it was written, whole, by its owner alone', () => {
    const directory = temporaryDirectory()
    const file = createSettingsFile(directory)
    file.write({ ...settings, preferences: { theme: 'dark', notifications: false } })
    file.write(settings)
    expect(createSettingsFile(directory).read()).toEqual(settings)
    expect(statSync(file.path).mode & 0o777).toBe(0o600)
    expect(readdirSync(directory)).toEqual(['config.json'])
  })

  it('throws on what is not JSON, leaves it as it is, and can still be replaced', () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'config.json'), '{ "targets": [')
    const file = createSettingsFile(directory)
    expect(() => file.read()).toThrow(SyntaxError)
    expect(statSync(file.path).size).toBe(14)
    file.write(settings)
    expect(file.read()).toEqual(settings)
  })

  it('says why it could not be written', () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'file'), '')
    expect(() => createSettingsFile(join(directory, 'file')).write(settings)).toThrow(/ENOTDIR|EEXIST/)
  })
})
