import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Platform } from '../../electron/desktop/platform.ts'
import { createPopover, discardAfterMs, type Popover } from '../../electron/desktop/popover.ts'
import { pageOrigin, registerPageScheme, servePage } from '../../electron/desktop/protocol.ts'
import { openedWindows, type StandInWindow } from '../desktop-host/browser-window.ts'
import { closeBrowser } from '../desktop-host/chromium.ts'
import { ipcMain } from '../desktop-host/ipc.ts'
import { world } from '../desktop-host/world.ts'
import { createFakeClock, type FakeClock } from '../monitor/fake-clock.ts'
import { linux, macOs, windows } from './platforms.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

const folder = mkdtempSync(join(tmpdir(), 'portlight-popover-'))
const preload = join(folder, 'preload.cjs')
const preloadText = `
  const { ipcRenderer } = require('electron')
  ipcRenderer.on('portlight:navigate', (event, place) => ipcRenderer.invoke('test:navigated', place))
`

beforeAll(() => {
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Popover</title>')
  writeFileSync(preload, preloadText)
  registerPageScheme()
  world.ready = true
  servePage(folder)
})
afterAll(async () => {
  await closeBrowser()
  rmSync(folder, { recursive: true, force: true })
})

interface Opened {
  popover: Popover
  window: StandInWindow
  clock: FakeClock
  errors: string[]
}

function create(platform: Platform): Opened {
  pretend({ platform: platform.os, wayland: platform.wayland })
  const clock = createFakeClock()
  const errors: string[] = []
  const popover = createPopover({
    platform,
    clock,
    preload,
    url: `${pageOrigin}/index.html`,
    trayBounds: () => (platform.os === 'linux' ? null : world.trayBounds),
    onError: (message) => errors.push(message),
  })
  const window = openedWindows.at(-1)
  if (!window) throw new Error('no window was made')
  onTestFinished(() => window.destroy())
  return { popover, window, clock, errors }
}

async function open(platform: Platform): Promise<Opened> {
  const opened = create(platform)
  await once(opened.window, 'ready-to-show')
  return opened
}

describe('the popover', () => {
  it('gives its page nothing of the system', async () => {
    const { window } = await open(linux)
    // Whatever is not named here stays as Electron has it, which is the safe way for each.
    expect(window.options.webPreferences).toEqual({
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    })
  })

  it('waits for its page before it is shown', async () => {
    const { popover, window } = create(linux)
    popover.show()
    expect(window.isVisible()).toBe(false)
    await once(window, 'ready-to-show')
    expect([window.isVisible(), window.isFocused()]).toEqual([true, true])
  })

  it('stays hidden when it was hidden again before its page was there', async () => {
    const { popover, window } = create(linux)
    popover.show()
    popover.hide()
    await once(window, 'ready-to-show')
    expect(window.isVisible()).toBe(false)
  })

  it('is shown and hidden by clicks on the icon', async () => {
    const { popover, window } = await open(macOs)
    popover.toggle(world.trayBounds)
    expect([window.isVisible(), window.getPosition()]).toEqual([true, [1412, 30]])
    popover.toggle(world.trayBounds)
    expect(window.isVisible()).toBe(false)
  })

  it('is hidden by one click on the icon, although that click takes the focus first', async () => {
    const { popover, window, clock } = await open(macOs)
    popover.show()
    window.blur()
    await clock.advance(50)
    popover.toggle(world.trayBounds)
    expect(window.isVisible()).toBe(false)
    await clock.advance(1000)
    expect(window.isVisible()).toBe(false)
  })

  it('hides a moment after it lost the focus', async () => {
    const { popover, window, clock } = await open(linux)
    popover.show()
    window.blur()
    expect(window.isVisible()).toBe(true)
    await clock.advance(100)
    expect(window.isVisible()).toBe(false)
  })

  it('stays when the focus comes back', async () => {
    const { popover, window, clock } = await open(linux)
    popover.show()
    window.blur()
    window.focus()
    await clock.advance(1000)
    expect(window.isVisible()).toBe(true)
  })

  it('outlasts the loss of focus that Windows reports right after showing', async () => {
    const { popover, window, clock } = await open(windows)
    popover.show()
    await once(window, 'blur')
    await clock.advance(1000)
    expect(window.isVisible()).toBe(true)
    window.focus()
    window.blur()
    await clock.advance(100)
    expect(window.isVisible()).toBe(false)
  })

  it('hides instead of closing, until the program quits', async () => {
    const { popover, window } = await open(linux)
    popover.show()
    window.close()
    expect([window.isVisible(), window.isDestroyed()]).toEqual([false, false])
    popover.release()
    window.close()
    expect(window.isDestroyed()).toBe(true)
  })

  it('lets Wayland finish closing before it hides', async () => {
    const { popover, window } = await open({ ...linux, wayland: true })
    popover.show()
    const hidden = once(window, 'hide')
    window.close()
    expect(window.isVisible()).toBe(true)
    await hidden
    expect(window.isDestroyed()).toBe(false)
  })

  it('takes the page where it was asked to once the page listens', async () => {
    const { popover, clock } = await open(linux)
    const navigated = Promise.withResolvers<unknown>()
    ipcMain.handle('test:navigated', (_event, place: unknown) => navigated.resolve(place))
    onTestFinished(() => ipcMain.removeHandler('test:navigated'))
    popover.navigate({ view: 'settings' })
    popover.pageListens()
    await clock.advance(100)
    expect(await navigated.promise).toEqual({ view: 'settings' })
  })

  it('loads its page again when the page crashed', async () => {
    const { popover, window, errors } = await open(linux)
    popover.show()
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    expect([window.isVisible(), errors]).toEqual([false, ["the popover's process ended: crashed"]])
    const loaded = once(window.webContents, 'did-finish-load')
    popover.show()
    await loaded
    expect(window.isVisible()).toBe(true)
  })

  it('is there again at once when its page crashed under somebody’s eyes, but not twice in a row', async () => {
    const { popover, window, clock } = await open(linux)
    popover.show()
    const loaded = once(window.webContents, 'did-finish-load')
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 })
    await loaded
    expect(window.isVisible()).toBe(true)
    await clock.advance(1000)
    window.webContents.emit('render-process-gone', {}, { reason: 'oom', exitCode: 5 })
    expect(window.isVisible()).toBe(false)
  })

  it('loads a page that hangs again, and gives one that somebody looks at a while', async () => {
    const { popover, window, clock, errors } = await open(linux)
    popover.show()
    window.emit('unresponsive')
    await clock.advance(5000)
    window.emit('responsive')
    await clock.advance(60_000)
    expect(errors).toEqual([])
    window.emit('unresponsive')
    const loaded = once(window.webContents, 'did-finish-load')
    await clock.advance(10_000)
    await loaded
    expect(errors[0]).toBe('the popover does not answer and is loaded again')
    expect(window.isVisible()).toBe(true)
  })

  it('stays where it was told to, above all others', async () => {
    const { popover, window, clock } = await open(linux)
    popover.behave({ keepOpen: true, onTop: true })
    popover.show()
    window.blur()
    await clock.advance(1000)
    expect([window.isVisible(), window.isAlwaysOnTop()]).toEqual([true, true])
    popover.behave({ keepOpen: false, onTop: false })
    window.focus()
    window.blur()
    await clock.advance(1000)
    expect([window.isVisible(), window.isAlwaysOnTop()]).toEqual([false, false])
  })

  it('gives its page up after ten minutes out of sight, and makes it anew where it was asked for', async () => {
    const { popover, window, clock } = await open(macOs)
    popover.behave({ keepOpen: false, onTop: true })
    popover.show()
    await clock.advance(2 * discardAfterMs)
    expect(window.isDestroyed()).toBe(false)
    popover.hide()
    await clock.advance(discardAfterMs - 1)
    expect(window.isDestroyed()).toBe(false)
    await clock.advance(1)
    expect([window.isDestroyed(), clock.pending()]).toEqual([true, 0])
    popover.toggle(world.trayBounds)
    const next = openedWindows.at(-1)
    if (!next || next === window) throw new Error('no window was made')
    onTestFinished(() => next.destroy())
    await once(next, 'ready-to-show')
    expect([next.isVisible(), next.isAlwaysOnTop(), next.getPosition()]).toEqual([true, true, [1412, 30]])
  })

  it('shows a window at once, and its page in it when that is there', async () => {
    const { popover, window, clock } = create(linux)
    popover.show()
    await clock.advance(199)
    expect(window.isVisible()).toBe(false)
    await clock.advance(1)
    expect([window.isVisible(), window.isFocused()]).toEqual([true, true])
    popover.hide()
    await once(window, 'ready-to-show')
    expect(window.isVisible()).toBe(false)
  })

  it('is a window like any other while there is no tray', async () => {
    const { popover, window, clock } = await open(linux)
    const bars: unknown[] = []
    popover.beOrdinary(true, (made) => bars.push(made))
    const ordinary = openedWindows.at(-1)
    if (!ordinary || ordinary === window) throw new Error('no window was made')
    onTestFinished(() => ordinary.destroy())
    await once(ordinary, 'ready-to-show')
    expect([window.isDestroyed(), bars.length]).toEqual([true, 1])
    expect(ordinary.options).not.toHaveProperty('frame')
    expect(ordinary.options).not.toHaveProperty('skipTaskbar')
    expect(ordinary.options.webPreferences).toEqual(window.options.webPreferences)
    popover.show()
    ordinary.blur()
    await clock.advance(1000)
    expect([ordinary.isVisible(), ordinary.isMinimized()]).toEqual([true, false])
    ordinary.close()
    expect([ordinary.isDestroyed(), ordinary.isMinimized()]).toEqual([false, true])
    await clock.advance(2 * discardAfterMs)
    expect(ordinary.isDestroyed()).toBe(false)
    popover.toggle(null)
    expect([ordinary.isMinimized(), ordinary.isFocused()]).toEqual([false, true])
  })
})
