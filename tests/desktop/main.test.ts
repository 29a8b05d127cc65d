// The desktop app as it is built, on the stand-in: what only the whole program can show.
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { writeCrashReport } from '../../electron/storage/crash-report.ts'
import { lockDataDirectory } from '../../electron/storage/lock.ts'
import { buildIfStale } from '../../scripts/build-if-stale.ts'
import { fakeBus } from '../alerts/fake-bus.ts'
import type { TrayState } from '../desktop-host/control.ts'
import { type DesktopHost, type LaunchOptions, launchDesktop } from '../desktop-host/launch.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const clone = join(import.meta.dirname, '../..')

beforeAll(() => {
  if (!buildIfStale(clone)) throw new Error('the clone does not build')
}, 60_000)

function launch(options: Partial<LaunchOptions> = {}): DesktopHost {
  const host = launchDesktop({ configHome: temporaryDirectory(), ...options })
  onTestFinished(() => host.dispose())
  return host
}

/** Asks over the bridge as the page does. */
function ask(page: Page, channel: string, payload: object): Promise<unknown> {
  return page.evaluate(
    async ([channel, payload]) => {
      const bridge: unknown = Reflect.get(globalThis, 'portlight')
      if (typeof bridge !== 'object' || bridge === null || !('invoke' in bridge)) throw new Error('there is no bridge')
      if (typeof bridge.invoke !== 'function') throw new Error('the bridge cannot invoke')
      const answer: unknown = await Reflect.apply(bridge.invoke, bridge, [channel, payload])
      return answer
    },
    [channel, payload] as const,
  )
}

/** The tray, once it shows what is waited for. */
async function tray(host: DesktopHost, tooltip: string): Promise<TrayState> {
  return await expect
    .poll(async () => (await host.tray())?.tooltip, { timeout: 30_000 })
    .toBe(tooltip)
    .then(async () => {
      const state = await host.tray()
      if (!state) throw new Error('there is no icon in the tray')
      return state
    })
}

/** The address of a port that answers until the test ends. */
async function openPort(): Promise<string> {
  const server = createServer((socket) => socket.end())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return `127.0.0.1:${address.port}`
}

/** A port of 127.0.0.1 that nobody has. */
async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise<void>((resolve) => server.close(() => resolve()))
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

describe('the desktop app', { timeout: 60_000 }, () => {
  it('shows in the tray what the page added, pauses it from the menu, and remembers both', async () => {
    const configHome = temporaryDirectory()
    const first = launch({ configHome })
    const page = await first.popover()
    expect(await ask(page, 'targets:add', { line: await openPort() })).toMatchObject({ ok: true })
    expect((await tray(first, '1 up')).image).toBe('up-on-light.png')
    await first.clickMenu('Until I resume')
    const paused = await tray(first, '1 paused')
    expect(paused.menu.map(({ label }) => label)).toContain('Resume all')
    expect(await first.quit()).toBe(0)

    const second = launch({ configHome })
    expect((await tray(second, '1 paused')).image).toBe('paused-on-light.png')
    // With something to watch it starts without a window in the way.
    expect((await second.window())?.visible).toBe(false)
    await second.clickMenu('Resume all')
    await tray(second, '1 up')
  })

  it('opens the popover at the failing target chosen in the menu', async () => {
    const host = launch()
    const page = await host.popover()
    // In the first seconds after the start failures do not count yet; then one is enough.
    await ask(page, 'alerts:set', { confirmFailures: 1 })
    await ask(page, 'targets:add', { line: '127.0.0.1:1', name: 'closed port' })
    await tray(host, '1 down')
    await host.blurWindow()
    await expect.poll(async () => (await host.window())?.visible).toBe(false)
    await host.clickMenu('closed port')
    expect((await host.window())?.visible).toBe(true)
    await page.getByText('tcp://127.0.0.1:1').first().waitFor()
  })

  it('shows its popover when it is started again', async () => {
    const host = launch()
    await host.popover()
    await host.blurWindow()
    await expect.poll(async () => (await host.window())?.visible).toBe(false)
    await host.secondInstance()
    expect((await host.window())?.visible).toBe(true)
  })

  it('leaves everything alone while another desktop instance runs', async () => {
    const host = launch({ world: { locked: true } })
    expect(await host.exited).toBe(0)
  })

  it('says so and ends with 2 when a headless host uses the data directory', async () => {
    const configHome = temporaryDirectory()
    const directory = join(configHome, 'portlight')
    mkdirSync(directory)
    const lock = lockDataDirectory(directory)
    if (!lock.ok) throw new Error(lock.message)
    onTestFinished(() => lock.lock.release())
    const host = launch({ configHome })
    expect(await host.exited).toBe(2)
    expect(host.stderr()).toContain('another Portlight already uses')
    expect(existsSync(join(directory, 'config.json'))).toBe(false)
  })

  it('keeps its page from the network and from going anywhere', async () => {
    const page = await launch().popover()
    const address = await openPort()
    const seen = await page.evaluate(async (address) => {
      const violated = new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
      })
      const fetched = await fetch(`http://${address}/`).then(
        () => 'answered',
        () => 'refused',
      )
      return { fetched, violated: await violated }
    }, address)
    expect(seen).toEqual({ fetched: 'refused', violated: 'connect-src' })
    const before = page.url()
    await page.evaluate(() => {
      location.href = 'https://example.org/'
    })
    expect(await page.evaluate(() => document.title)).toBe('Portlight')
    expect(page.url()).toBe(before)
  })

  it('refuses channels that are not in the contract, and payloads that are no data', async () => {
    const page = await launch().popover()
    await expect(ask(page, 'electron:quit', {})).rejects.toThrow('There is no channel "electron:quit"')
    const refusal = page.evaluate(() => {
      const bridge: unknown = Reflect.get(globalThis, 'portlight')
      if (typeof bridge !== 'object' || bridge === null || !('invoke' in bridge)) throw new Error('there is no bridge')
      if (typeof bridge.invoke !== 'function') throw new Error('the bridge cannot invoke')
      return Reflect.apply(bridge.invoke, bridge, ['snapshot:get', { callback: () => {} }])
    })
    await expect(refusal).rejects.toThrow('could not be cloned')
  })

  it('serves metrics to this computer on a port of the person’s choice, and only then', async () => {
    const configHome = temporaryDirectory()
    const first = launch({ configHome })
    const page = await first.popover()
    const target = await openPort()
    await ask(page, 'targets:add', { line: target })
    await tray(first, '1 up')
    const taken = Number((await openPort()).split(':')[1])
    const fault = `port ${taken} cannot be listened on: the port is taken by another program; choose another`
    expect(await ask(page, 'metrics:set', { enabled: true, port: taken })).toMatchObject({ ok: false, message: fault })
    const port = await freePort()
    const address = `http://127.0.0.1:${port}/metrics`
    expect(await ask(page, 'metrics:get', {})).toMatchObject({ value: { enabled: false, address: null } })
    expect(await ask(page, 'metrics:set', { enabled: true, port })).toMatchObject({ value: { address } })
    const scraped = await fetch(address)
    expect(scraped.headers.get('content-type')).toContain('text/plain; version=0.0.4')
    expect(await scraped.text()).toContain(`net_response_result_code{target="${target}",protocol="tcp"} 0`)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404)
    expect(await first.quit()).toBe(0)

    const second = launch({ configHome })
    await tray(second, '1 up')
    expect((await fetch(address)).status).toBe(200)
    const off = { enabled: false, port }
    expect(await ask(await second.popover(), 'metrics:set', off)).toMatchObject({ value: { ...off, address: null } })
    await expect(fetch(address)).rejects.toThrow('fetch failed')
  })

  it('keeps what it is told of its place in the session', async () => {
    const configHome = temporaryDirectory()
    const first = launch({ configHome, world: { takenShortcuts: ['Super+L'] } })
    const page = await first.popover()
    expect(await ask(page, 'desktop:get', {})).toMatchObject({
      value: { shortcut: null, keepOpen: false, batteryFactor: 1, updateFeed: null, launchAtLogin: 'unsupported' },
    })
    expect(await ask(page, 'desktop:set', { shortcut: 'Super+L' })).toMatchObject({ code: 'shortcut-unavailable' })
    expect(await ask(page, 'desktop:set', { launchAtLogin: true })).toMatchObject({ code: 'unsupported' })
    expect(await ask(page, 'desktop:set', { updateFeed: 'http://example.org/' })).toMatchObject({ ok: false })
    expect(await ask(page, 'desktop:set', { shortcut: 'P' })).toMatchObject({ code: 'invalid-request' })
    const chosen = { shortcut: 'Control+Alt+P', keepOpen: true, batteryFactor: 4 }
    expect(await ask(page, 'desktop:set', chosen)).toMatchObject({ value: { ...chosen, shortcutFault: null } })
    expect((await first.window())?.visible).toBe(true)
    expect(await first.pressShortcut('Control+Alt+P')).toBe(true)
    expect((await first.window())?.visible).toBe(false)
    expect(await first.quit()).toBe(0)

    const second = launch({ configHome, world: { takenShortcuts: ['Control+Alt+P'] } })
    const again = await second.popover()
    expect(await ask(again, 'desktop:get', {})).toMatchObject({
      value: { ...chosen, shortcutFault: expect.stringContaining('Control+Alt+P is taken') },
    })
    expect(await ask(again, 'snapshot:get', {})).toMatchObject({
      value: { notices: [{ code: 'shortcut-unavailable' }] },
    })
    expect(await ask(again, 'desktop:set', { shortcut: 'F9' })).toMatchObject({ value: { shortcutFault: null } })
    expect(await ask(again, 'snapshot:get', {})).toMatchObject({ value: { notices: [] } })
  })

  it('stays a window, with the menu in it, where nobody shows tray icons, and says so', async () => {
    const busPath = join(temporaryDirectory(), 'bus')
    const nobody = { error: 'org.freedesktop.DBus.Error.NameHasNoOwner' }
    const bus = await fakeBus(busPath, [nobody, nobody])
    onTestFinished(() => void bus.close())
    const host = launch({
      env: { XDG_SESSION_TYPE: 'wayland', DBUS_SESSION_BUS_ADDRESS: `unix:path=${busPath}` },
      world: { wayland: true },
    })
    // Two more looks at the bus, in case the panel is only late.
    await expect.poll(() => host.window(), { timeout: 40_000 }).toMatchObject({ visible: true, framed: true })
    const page = await host.popover()
    await page.getByText('This desktop has no place for tray icons').waitFor()
    await host.blurWindow()
    expect((await host.window())?.visible).toBe(true)
    expect(await host.menuBar()).toContain('Quit Portlight')
  })

  it('leaves the person alone when the session starts it, and starts it again', async () => {
    const host = launch({ args: ['--hidden'] })
    await host.popover()
    await tray(host, 'Nothing to watch yet')
    await host.secondInstance('--hidden')
    expect((await host.window())?.visible).toBe(false)
    await host.secondInstance()
    expect((await host.window())?.visible).toBe(true)
  })

  it('says that it failed, after it has started again', async () => {
    const configHome = temporaryDirectory()
    const logs = join(configHome, 'portlight', 'logs')
    const report = writeCrashReport(logs, { error: new Error('no reason'), version: '0.0.0', at: new Date() })
    const page = await launch({ configHome }).popover()
    await page.getByText('Portlight failed, and has started again').waitFor()
    await page.getByText(report?.path ?? 'no report').waitFor()
  })

  it('has a preload of one small file that needs Electron alone', () => {
    const text = readFileSync(join(clone, 'dist', 'preload.cjs'), 'utf8')
    expect(text.length).toBeLessThan(10_000)
    expect([...text.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name?.slice(1, -1))).toEqual(['electron'])
    expect(text).not.toMatch(/^import /m)
  })
})
