import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { EventOf } from '../contract/schemas.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import { ipcChannel } from './ipc-channel.ts'
import type { Platform } from './platform.ts'
import { place, type Rectangle } from './position.ts'

export interface PopoverOptions {
  platform: Platform
  clock: Pick<Clock, 'monotonicMs' | 'after'>
  /** Absolute path of the built preload. */
  preload: string
  /** The page's address. */
  url: string
  /** The tray icon's place, where the system says. */
  trayBounds: () => Rectangle | null
  onError: (message: string) => void
}

export interface Popover {
  /** What a click on the tray icon does. */
  toggle(bounds: Rectangle | null): void
  show(bounds?: Rectangle | null): void
  hide(): void
  /** Takes the page to a place, now or as soon as it listens. */
  navigate(place: EventOf<'navigate'>): void
  /** A page that does not listen yet gets it with its snapshot. */
  sendDelta(delta: EventOf<'delta'>): void
  /** The page has asked for a snapshot, so it hears what is sent from now on. */
  pageListens(): void
  /** From now on the window may close: the program is quitting. */
  release(): void
}

const size = { width: 400, height: 600 }

/** The page's own ground in either theme, for the moment before it has painted. */
const ground = { light: '#fcfcfb', dark: '#1b1c1e' }

/** A click on the icon takes the focus first; the window must still be there when the click arrives, to be toggled. */
const hideAfterBlurMs = 100

/** The page asks for a snapshot first and takes directions when it has mounted, a frame or two later. */
const mountedWithinMs = 100

/** Windows reports a loss of focus right after a window was shown from the tray. */
const blurGraceMs = 400

/** Creates the popover's window, hidden, and loads the page, so that the first click only has to show it. */
export function createPopover({ platform, clock, preload, url, trayBounds, onError }: PopoverOptions): Popover {
  let quitting = false
  let ready = false
  let listening = false
  /** Set while a show waits for the page; holds the place asked for. */
  let waiting: { bounds: Rectangle | null } | null = null
  let hiding: Timer | null = null
  let shownAtMs = Number.NEGATIVE_INFINITY
  let crashed = false
  let destination: EventOf<'navigate'> | null = null

  const window = new BrowserWindow({
    ...size,
    title: 'Portlight',
    show: false,
    frame: false,
    resizable: false,
    fullscreenable: false,
    minimizable: false,
    maximizable: false,
    skipTaskbar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    // A panel floats over a full-screen app and leaves the focus of the app below alone.
    ...(platform.os === 'darwin' ? { type: 'panel' } : {}),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (platform.os === 'darwin') {
    // Otherwise the popover would pull the person to the Space it was first shown on, and bring back the dock icon.
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  }

  function load(): void {
    listening = false
    window.loadURL(url).catch((error: unknown) => {
      onError(`the popover could not be loaded: ${error instanceof Error ? error.message : String(error)}`)
    })
  }

  function cancelHiding(): void {
    hiding?.cancel()
    hiding = null
  }

  /** Wayland tells neither where the pointer is nor lets a window choose its place: the compositor decides. */
  function move(bounds: Rectangle | null): void {
    if (platform.wayland) return
    const anchor = bounds ?? trayBounds() ?? { ...screen.getCursorScreenPoint(), width: 0, height: 0 }
    const { x, y } = place(anchor, screen.getDisplayMatching(anchor).workArea, size, platform)
    window.setPosition(x, y)
  }

  function reveal(bounds: Rectangle | null): void {
    cancelHiding()
    move(bounds)
    shownAtMs = clock.monotonicMs()
    window.show()
    window.focus()
  }

  function show(bounds: Rectangle | null = null): void {
    if (crashed) {
      crashed = false
      ready = false
      load()
    }
    if (ready) reveal(bounds)
    else waiting = { bounds }
  }

  function hide(): void {
    cancelHiding()
    waiting = null
    window.hide()
  }

  function becomeReady(): void {
    ready = true
    if (waiting) reveal(waiting.bounds)
    waiting = null
  }

  function goToDestination(): void {
    if (!listening || !destination) return
    window.webContents.send(ipcChannel('navigate'), destination)
    destination = null
  }

  window.on('ready-to-show', becomeReady)
  window.on('blur', () => {
    if (platform.os === 'win32' && clock.monotonicMs() - shownAtMs < blurGraceMs) return
    cancelHiding()
    hiding = clock.after(hideAfterBlurMs, hide)
  })
  window.on('focus', cancelHiding)
  window.on('close', (event) => {
    if (quitting) return
    event.preventDefault()
    // Hiding a surface that Wayland is closing leaves it half closed.
    if (platform.wayland) setImmediate(hide)
    else hide()
  })
  // The first load ends in `ready-to-show`; one after a crash does not.
  window.webContents.on('did-finish-load', () => {
    if (waiting) becomeReady()
  })
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (quitting) return
    onError(`the popover's process ended: ${reason}`)
    crashed = true
    listening = false
    hide()
  })
  const stayBesideIcon = () => {
    if (window.isVisible()) move(null)
  }
  screen.on('display-metrics-changed', stayBesideIcon)
  window.on('closed', () => screen.off('display-metrics-changed', stayBesideIcon))
  load()

  return {
    toggle(bounds) {
      if (window.isVisible()) hide()
      else show(bounds)
    },
    show,
    hide,
    navigate(place) {
      if (listening) window.webContents.send(ipcChannel('navigate'), place)
      else destination = place
    },
    sendDelta(delta) {
      if (listening) window.webContents.send(ipcChannel('delta'), delta)
    },
    pageListens() {
      listening = true
      if (destination) clock.after(mountedWithinMs, goToDestination)
    },
    release() {
      quitting = true
      cancelHiding()
    },
  }
}
