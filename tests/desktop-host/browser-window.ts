import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserWindowConstructorOptions, BrowserWindow as Real, WebContents } from 'electron'
import type { Frame, Page, Route } from 'playwright'
import { appEvents, preventable, windows } from './app.ts'
import { openPage } from './chromium.ts'
import { invoke, type SenderFrame } from './ipc.ts'
import { respond, toAppUrl, toWebUrl } from './protocol.ts'
import { invokeBinding, preloadScript, pushFunction } from './renderer-side.ts'
import type { StandInMenu } from './tray.ts'
import { needsReady, strict, world } from './world.ts'

function senderFrame(frame: Frame): SenderFrame {
  const url = toAppUrl(frame.url())
  const parent = frame.parentFrame()
  const { protocol, host } = new URL(url)
  return { url, origin: `${protocol}//${host}`, parent: parent && senderFrame(parent) }
}

async function answer(frame: Frame, channel: string, text: string) {
  try {
    const args: unknown = JSON.parse(text)
    const value = await invoke(senderFrame(frame), channel, Array.isArray(args) ? args : [])
    return { ok: true, value: JSON.stringify(value) }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

/** The page of a window: what `webContents` is to the program. */
function createContents(options: BrowserWindowConstructorOptions) {
  const emitter = new EventEmitter()
  const { width = 800, height = 600, webPreferences = {} } = options
  let page: Promise<Page> | null = null
  let expected: string | null = null
  let openHandler: Parameters<WebContents['setWindowOpenHandler']>[0] | null = null
  let sending: Promise<void> = Promise.resolve()

  async function route(route: Route): Promise<void> {
    const request = route.request()
    const url = toAppUrl(request.url())
    if (request.isNavigationRequest() && url !== expected) {
      const event = preventable()
      const isMainFrame = request.frame().parentFrame() === null
      if (isMainFrame) emitter.emit('will-navigate', event)
      emitter.emit('will-frame-navigate', event)
      if (event.defaultPrevented) return route.abort('aborted')
    }
    expected = null
    const response = await respond(url)
    // There is no network here; a page that was let go elsewhere finds a page there.
    if (!response && request.isNavigationRequest()) return route.fulfill({ body: 'elsewhere' })
    if (!response) return route.abort('blockedbyclient')
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    })
  }

  async function open(): Promise<Page> {
    const opened = await openPage({ width, height })
    const { preload } = webPreferences
    await opened.exposeBinding(invokeBinding, ({ frame }, channel: string, text: string) =>
      answer(frame, channel, text),
    )
    if (preload !== undefined) await opened.addInitScript({ content: preloadScript(readFileSync(preload, 'utf8')) })
    await opened.route('**/*', route)
    opened.on('popup', (popup) => {
      const answer = openHandler?.({
        url: popup.url(),
        frameName: '',
        features: '',
        disposition: 'new-window',
        referrer: { url: '', policy: 'no-referrer' },
      })
      if (answer?.action === 'deny') void popup.close()
    })
    opened.on('crash', () => emitter.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }))
    return opened
  }

  async function push(channel: string, args: unknown[]): Promise<void> {
    const target = await page
    await target?.evaluate(
      ([name, channel, args]) => {
        const receive: unknown = Reflect.get(globalThis, name)
        if (typeof receive === 'function') Reflect.apply(receive, undefined, [channel, args])
      },
      [pushFunction, channel, args] as const,
    )
  }

  const members = {
    setWindowOpenHandler(handler: typeof openHandler) {
      openHandler = handler
    },
    forcefullyCrashRenderer() {
      emitter.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })
    },
    send(channel: string, ...args: unknown[]) {
      const cloned = structuredClone(args)
      // A message to a page that is gone is dropped, as Electron does.
      sending = sending.then(() => push(channel, cloned)).catch(() => {})
    },
  } satisfies Partial<WebContents>

  return {
    contents: strict('webContents', Object.assign(emitter, members)),
    async load(url: string): Promise<void> {
      page ??= open()
      const opened = await page
      expected = url
      await opened.goto(toWebUrl(url))
      emitter.emit('did-finish-load')
      firstLoad.resolve()
    },
    async close(): Promise<void> {
      await (await page?.catch(() => null))?.close()
    },
  }
}

/** Refuses what the program must never ask for, whatever else it tests. */
function checkPreferences({ webPreferences = {} }: BrowserWindowConstructorOptions): void {
  const { sandbox, contextIsolation, nodeIntegration, webSecurity } = webPreferences
  if (sandbox === false || contextIsolation === false || nodeIntegration === true || webSecurity === false) {
    throw new Error('The page would not be confined: sandbox, contextIsolation, nodeIntegration or webSecurity')
  }
}

function createWindow(options: BrowserWindowConstructorOptions) {
  needsReady('BrowserWindow')
  checkPreferences(options)
  const emitter = new EventEmitter()
  const page = createContents(options)
  let visible = options.show ?? true
  let focused = false
  let minimized = false
  let onTop = options.alwaysOnTop ?? false
  let menuBar: StandInMenu | null = null
  let position: [number, number] = [0, 0]
  let readyToShow = false

  function blur(): void {
    if (!focused) return
    focused = false
    emitter.emit('blur')
  }

  function destroy(): void {
    if (!windows.delete(entry)) return
    void page.close()
    emitter.emit('closed')
  }

  const members = {
    webContents: page.contents,
    async loadURL(url: string) {
      await page.load(url)
      if (!readyToShow) emitter.emit('ready-to-show')
      readyToShow = true
    },
    show() {
      visible = true
      emitter.emit('show')
      // Windows takes the focus back from a window shown by a click in the tray.
      if (world.platform === 'win32') setTimeout(blur, 50)
    },
    minimize() {
      minimized = true
      blur()
      emitter.emit('minimize')
    },
    restore() {
      minimized = false
      visible = true
      emitter.emit('restore')
    },
    isMinimized: () => minimized,
    setAlwaysOnTop(flag: boolean) {
      onTop = flag
    },
    isAlwaysOnTop: () => onTop,
    setMenu(menu: StandInMenu | null) {
      if (world.platform === 'darwin') throw new TypeError('window.setMenu is not a function')
      menuBar = menu
    },
    hide() {
      if (!visible) return
      visible = false
      blur()
      emitter.emit('hide')
    },
    focus() {
      if (focused || !visible) return
      focused = true
      emitter.emit('focus')
    },
    blur,
    isVisible: () => visible,
    isFocused: () => focused,
    isDestroyed: () => !windows.has(entry),
    setPosition(x: number, y: number) {
      if (!Number.isInteger(x) || !Number.isInteger(y)) throw new TypeError('Error processing argument at index 0')
      // A Wayland compositor decides where a window goes, and tells nobody.
      if (!world.wayland) position = [x, y]
    },
    getPosition: () => position,
    setVisibleOnAllWorkspaces(_visible: boolean) {
      if (world.platform === 'win32') throw new TypeError('window.setVisibleOnAllWorkspaces is not a function')
    },
    close: () => void entry.requestClose(),
    destroy,
  } satisfies Partial<Record<keyof Real, unknown>>

  const entry = {
    requestClose(): boolean {
      const event = preventable()
      emitter.emit('close', event)
      if (event.defaultPrevented) return false
      destroy()
      if (windows.size === 0) appEvents.emit('window-all-closed')
      return true
    },
    destroy,
  }
  windows.add(entry)
  appEvents.emit('web-contents-created', {}, page.contents)
  // What it was made with, for tests; Electron's own has no such member.
  const window = strict('BrowserWindow', Object.assign(emitter, members, { options, menuBar: () => menuBar }))
  appEvents.emit('browser-window-created', {}, window)
  return window
}

export type StandInWindow = ReturnType<typeof createWindow>

/** The windows made so far, oldest first. */
export const openedWindows: StandInWindow[] = []

const firstLoad = Promise.withResolvers<void>()

/** Resolves when the first window has loaded its page. */
export const firstPageLoaded = firstLoad.promise

/** `new BrowserWindow(options)`: a page in Chromium, shown and hidden only in name. */
export function BrowserWindow(options: BrowserWindowConstructorOptions = {}): StandInWindow {
  const window = createWindow(options)
  openedWindows.push(window)
  return window
}
