import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  defaultDataDirectory,
  defaultStateDirectory,
  openDataDirectory,
} from '../../electron/storage/data-directory.ts'
import { temporaryDirectory } from './temporary-directory.ts'

describe('defaultDataDirectory', () => {
  it.each([
    ['linux', {}, '/home/ann/.config/portlight'],
    ['linux', { XDG_CONFIG_HOME: '/cfg' }, '/cfg/portlight'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/ann/.config/portlight'],
    ['darwin', { XDG_CONFIG_HOME: '/cfg' }, '/home/ann/Library/Application Support/portlight'],
    ['win32', { APPDATA: '/roaming' }, '/roaming/portlight'],
  ] as const)('%s %o', (platform, env, expected) =>
    expect(defaultDataDirectory({ platform, env, home: '/home/ann' })).toBe(expected),
  )
})

it('keeps state outside the data directory', () => {
  const system = { platform: 'linux', env: {}, home: '/home/ann' } as const
  expect(defaultStateDirectory(system)).toBe('/home/ann/.local/state/portlight')
  expect(defaultStateDirectory({ ...system, env: { XDG_STATE_HOME: '/state' } })).toBe('/state/portlight')
})

describe('openDataDirectory', () => {
  it('makes the directory for its owner alone and leaves nothing in it', () => {
    const path = join(temporaryDirectory(), 'a', 'b')
    expect(openDataDirectory(path)).toEqual({ ok: true })
    expect(statSync(path).mode & 0o777).toBe(0o700)
    expect(readdirSync(path)).toEqual([])
  })

  it('leaves the mode of a directory that was there', () => {
    const path = temporaryDirectory()
    chmodSync(path, 0o750)
    expect(openDataDirectory(path)).toEqual({ ok: true })
    expect(statSync(path).mode & 0o777).toBe(0o750)
  })

  it('says why it cannot be written and what to do', () => {
    const file = join(temporaryDirectory(), 'file')
    writeFileSync(file, '')
    const path = join(file, 'data')
    expect(openDataDirectory(path)).toEqual({
      ok: false,
      message: `the data directory ${path} cannot be written: part of the path is a file, not a directory; make it writable or name another with --data-dir`,
    })
  })
})
