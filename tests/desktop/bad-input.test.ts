// The desktop app as it is built, on the stand-in, where what it finds is damaged, hostile or missing.
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { defaultSettings } from '../../electron/contract/settings.ts'
import { buildIfStale } from '../../scripts/build-if-stale.ts'
import { type DesktopHost, type LaunchOptions, launchDesktop } from '../desktop-host/launch.ts'
import { tcpTarget } from '../monitor/samples.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

beforeAll(() => {
  if (!buildIfStale(join(import.meta.dirname, '../..'))) throw new Error('the clone does not build')
}, 120_000)

function launch(options: Partial<LaunchOptions> = {}): DesktopHost {
  const host = launchDesktop({ configHome: temporaryDirectory(), ...options })
  onTestFinished(() => host.dispose())
  return host
}

const target = tcpTarget('a', { target: '127.0.0.1:1', intervalMs: 86_400_000 })

/** A configuration directory whose settings file holds this text. */
function withSettings(text: string): { configHome: string; directory: string } {
  const configHome = temporaryDirectory()
  const directory = join(configHome, 'portlight')
  mkdirSync(directory)
  writeFileSync(join(directory, 'config.json'), text)
  return { configHome, directory }
}

const copies = (directory: string) => readdirSync(directory).filter((name) => /^config\.corrupt-.*\.json$/.test(name))

/** The menu's first line, once there is an icon that says this. */
async function says(host: DesktopHost, tooltip: string): Promise<void> {
  await expect.poll(async () => (await host.tray())?.tooltip, { timeout: 50_000 }).toBe(tooltip)
}

describe('a settings file', { timeout: 120_000 }, () => {
  it('cannot change what objects are', async () => {
    const polluting = `{"schemaVersion": 1, "preferences": {"theme": "dark", "notifications": true, "__proto__": {"polluted": true}},
      "targets": [], "paused": {"__proto__": {"until": null}, "constructor": {"prototype": {"polluted": true}}},
      "__proto__": {"polluted": true, "targets": [${JSON.stringify(target)}]}}`
    const { configHome, directory } = withSettings(polluting)
    const host = launch({ configHome })
    await says(host, 'Nothing to watch yet')
    expect(copies(directory)).toHaveLength(1)
    expect(await host.quit()).toBe(0)
    expect(readFileSync(join(directory, 'config.json'), 'utf8')).toBe(polluting)
  })

  it('whose types are all wrong is kept beside an empty list', async () => {
    const text = '{"schemaVersion": "1", "preferences": 7, "targets": {"a": 1}, "paused": [], "desktop": "on"}'
    const { configHome, directory } = withSettings(text)
    await says(launch({ configHome }), 'Nothing to watch yet')
    expect(readFileSync(join(directory, copies(directory)[0] ?? ''), 'utf8')).toBe(text)
  })

  it('that is wrong in places keeps the rest', async () => {
    const { configHome } = withSettings(
      JSON.stringify({
        ...defaultSettings,
        targets: [target, { ...target, id: 'b', target: 42 }],
        desktop: { shortcut: 'P', keepOpen: true, batteryFactor: 3, nonsense: {} },
      }),
    )
    const host = launch({ configHome })
    await expect
      .poll(async () => (await host.tray())?.menu.map(({ label }) => label), { timeout: 50_000 })
      .toContain('Probe all now')
    const page = await host.popover()
    const kept = await page.evaluate(async () => {
      const bridge: unknown = Reflect.get(globalThis, 'portlight')
      if (typeof bridge !== 'object' || bridge === null || !('invoke' in bridge)) throw new Error('there is no bridge')
      if (typeof bridge.invoke !== 'function') throw new Error('the bridge cannot invoke')
      const answer: unknown = await Reflect.apply(bridge.invoke, bridge, ['desktop:get', {}])
      return answer
    })
    expect(kept).toMatchObject({ value: { shortcut: null, keepOpen: true, batteryFactor: 1 } })
  })

  it('of 50 MB is not parsed, but kept', async () => {
    const { configHome, directory } = withSettings('['.repeat(50_000_000))
    const host = launch({ configHome })
    await says(host, 'Nothing to watch yet')
    expect(copies(directory).map((name) => statSync(join(directory, name)).size)).toEqual([50_000_000])
    await (await host.popover()).getByText('larger than 32 MB').first().waitFor()
  })
})

describe('the data directory', { timeout: 120_000 }, () => {
  it('may be a link to another place', async () => {
    const configHome = temporaryDirectory()
    const elsewhere = temporaryDirectory()
    symlinkSync(elsewhere, join(configHome, 'portlight'))
    const host = launch({ configHome })
    await says(host, 'Nothing to watch yet')
    expect(await host.quit()).toBe(0)
    expect(readdirSync(elsewhere)).toContain('history.sqlite')
  })

  it('is refused where it is a link to itself, by name', async () => {
    const configHome = temporaryDirectory()
    symlinkSync(join(configHome, 'portlight'), join(configHome, 'portlight'))
    const host = launch({ configHome })
    expect(await host.exited).toBe(2)
    expect(host.stderr()).toContain(`the data directory ${join(configHome, 'portlight')} cannot be written`)
    expect(host.stderr()).not.toContain('--data-dir')
  })

  it('is refused where nothing can be written', async () => {
    // Nobody makes a directory there, not even root, as on a home that is mounted read-only.
    const host = launch({ configHome: '/sys' })
    expect(await host.exited).toBe(2)
    expect(host.stderr()).toContain('the data directory /sys/portlight cannot be written')
  })
})

describe('a session', { timeout: 120_000 }, () => {
  it.each<[string, Partial<LaunchOptions>]>([
    [
      'has a locale that does not exist',
      { world: { locale: 'zz_NOWHERE@nonsense' }, env: { LANG: 'zz_ZZ.UTF-9', LC_ALL: 'x' } },
    ],
    ['has a display that is dead', { env: { DISPLAY: ':4242', XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' } }],
    [
      'has no D-Bus',
      {
        env: {
          DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus',
          XDG_RUNTIME_DIR: '/nowhere',
          XDG_SESSION_TYPE: 'x11',
        },
      },
    ],
  ])('that %s has a working icon, menu and page all the same', async (_what, options) => {
    const host = launch(options)
    await says(host, 'Nothing to watch yet')
    expect((await host.tray())?.menu.map(({ label }) => label)).toContain('Quit Portlight')
    await (await host.popover()).getByRole('textbox').first().waitFor()
    expect(host.stderr()).not.toContain('rror')
    expect(await host.quit()).toBe(0)
  })
})
