import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { autostartProgram, writeAutostartEntry } from '../../electron/desktop/autostart-entry.ts'
import { createLoginItem } from '../../electron/desktop/login-item.ts'
import { world } from '../desktop-host/world.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { linux, macOs, windows } from './platforms.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

const installed = { packaged: true, executable: '/opt/Portlight/portlight' }

function onLinux(env: Record<string, string> = {}) {
  const home = temporaryDirectory()
  const path = join(home, '.config/autostart/portlight.desktop')
  const executable = join(home, 'Port "light" $1 100%')
  writeFileSync(executable, '')
  return { path, executable, item: createLoginItem({ platform: linux, packaged: true, executable, env, home }) }
}

describe('the autostart entry', () => {
  it('is one the desktop accepts, whatever the path holds', () => {
    const folder = temporaryDirectory()
    for (const executable of ['/opt/Portlight/portlight', '/home/a b/it\'s "100%" $HOME `x` \\ü/Portlight.AppImage']) {
      const file = join(folder, 'portlight.desktop')
      writeFileSync(file, writeAutostartEntry(executable, ['--hidden']) ?? '')
      // It prints what is wrong, and is silent otherwise.
      expect(execFileSync('desktop-file-validate', [file], { encoding: 'utf8' })).toBe('')
    }
  })

  it('quotes as the specification reads it back', () => {
    const text = writeAutostartEntry('/a b/"c" 100% $d `e` \\f', []) ?? ''
    const exec = /^Exec=(.*)$/m.exec(text)?.[1] ?? ''
    // The value is a string first, then a command line, then its field codes.
    const line = exec.replaceAll('\\\\', '\\')
    const [, quoted = ''] = /^"((?:\\.|[^"\\])*)"$/.exec(line) ?? []
    expect(quoted.replaceAll(/\\(.)/g, '$1').replaceAll('%%', '%')).toBe('/a b/"c" 100% $d `e` \\f')
    expect(autostartProgram(text)).toBe('/a b/"c" 100% $d `e` \\f')
    expect(autostartProgram('[Desktop Entry]\nExec=portlight --hidden')).toBeNull()
  })

  it('is refused for a path it cannot hold', () => {
    expect(writeAutostartEntry('/a\nExec=/bin/evil', [])).toBeNull()
  })
})

describe('launching at login on Linux', () => {
  it('writes the entry and takes it away', async () => {
    const { item, path } = onLinux()
    expect(await item.state()).toBe('off')
    expect(await item.set(true)).toBeNull()
    expect(readFileSync(path, 'utf8')).toMatch(/^Exec=".*" "--hidden"$/m)
    expect(await item.state()).toBe('on')
    expect(await item.set(false)).toBeNull()
    expect(existsSync(path)).toBe(false)
    expect(await item.state()).toBe('off')
  })

  it('tells the truth about an entry the desktop has turned off', async () => {
    const { item, path } = onLinux()
    await item.set(true)
    writeFileSync(path, readFileSync(path, 'utf8').replace('enabled=true', 'enabled=false'))
    expect(await item.state()).toBe('off')
    await item.set(true)
    writeFileSync(path, `${readFileSync(path, 'utf8')}Hidden=true\n`)
    expect(await item.state()).toBe('off')
  })

  it('tells the truth about an entry whose program has moved', async () => {
    const { item, executable } = onLinux()
    await item.set(true)
    rmSync(executable)
    expect(await item.state()).toBe('off')
  })

  it('starts an AppImage by its own path, not by where it is mounted for now', async () => {
    const { item, path } = onLinux({ APPIMAGE: '/home/me/Portlight.AppImage' })
    await item.set(true)
    expect(readFileSync(path, 'utf8')).toContain('Exec="/home/me/Portlight.AppImage"')
  })

  it('says what cannot be written and why', async () => {
    const { item, path } = onLinux()
    mkdirSync(path, { recursive: true })
    expect(await item.set(true)).toContain(path)
  })

  it('promises nothing from a development build or a sandbox', async () => {
    const home = temporaryDirectory()
    const items = [
      createLoginItem({ platform: linux, ...installed, packaged: false, env: {}, home }),
      createLoginItem({ platform: linux, ...installed, env: { FLATPAK_ID: 'io.github.portlight' }, home }),
    ]
    for (const item of items) {
      expect(await item.state()).toBe('unsupported')
      expect(await item.set(true)).toContain('installed')
    }
    expect(existsSync(join(home, '.config'))).toBe(false)
  })
})

describe.each([
  ['macOS', macOs, 'darwin'],
  ['Windows', windows, 'win32'],
] as const)('launching at login on %s', (_name, platform, system) => {
  it('is what the system says it is', async () => {
    pretend({ platform: system })
    const item = createLoginItem({ platform, ...installed, env: {}, home: '/' })
    expect(await item.state()).toBe('off')
    await item.set(true)
    expect(await item.state()).toBe('on')
    await item.set(false)
    expect(await item.state()).toBe('off')
  })

  it('is off, or waits, while the system does not allow it', async () => {
    pretend({ platform: system })
    const item = createLoginItem({ platform, ...installed, env: {}, home: '/' })
    await item.set(true)
    world.loginItem = { ...world.loginItem, status: 'requires-approval', executableWillLaunchAtLogin: false }
    expect(await item.state()).toBe(system === 'darwin' ? 'requires-approval' : 'off')
  })
})
