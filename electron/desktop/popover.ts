import { type BrowserWindow, screen } from 'electron'
import type { EventOf } from '../contract/schemas.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import { ipcChannel } from './ipc-channel.ts'
import type { Platform } from './platform.ts'
import { createPopoverWindow, popoverSize } from './popover-window.ts'
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

/** What the person chose for the window. */
export interface Behaviour {
  /** It stays when a click goes elsewhere. */
  keepOpen: boolean
  /** It stays above other windows. */
  onTop: boolean
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
  behave(behaviour: Behaviour): void
  /**
   * While there is no tray to open it from it is a window like any other, in the taskbar, that is minimised where it
   * would be hidden. `onWindow` is called with each such window.
   */
  beOrdinary(ordinary: boolean, onWindow?: (window: BrowserWindow) => void): void
  /** From now on the window may close: the program is quitting. */
  release(): void
}

/** A click on the icon takes the focus first; the window must still be there when the click arrives, to be toggled. */
const hideAfterBlurMs = 100

/** The page asks for a snapshot first and takes directions when it has mounted, a frame or two later. */
const mountedWithinMs = 100

/** Windows reports a loss of focus right after a window was shown from the tray. */
const blurGraceMs = 400

/** A page nobody looks at holds 300 MB in Chromium 156; after so long a time it may take a moment to make it again. */
export const discardAfterMs = 10 * 60_000

/** A page that takes longer to be made comes into a window that is there already: a click must show something at once. */
const emptyAfterMs = 200

/** A page that hangs while somebody looks at it may only be busy. */
const hungAfterMs = 10_000

/** A page that crashes again this soon would only go on for ever: it waits until somebody asks for it. */
const crashesApartMs = 30_000

/** Creates the popover's window, hidden, and loads the page, so that the first click only has to show it. */
export function createPopover({ platform, clock, preload, url, trayBounds, onError }: PopoverOptions): Popover {
  let quitting = false
  let behaviour: Behaviour = { keepOpen: false, onTop: false }
  let ordinary = false
  let onOrdinary: ((window: BrowserWindow) => void) | null = null
  /** Null while the page was not looked at for long. */
  let window: BrowserWindow | null = null
  let ready = false
  let listening = false
  /** Set while a show waits for the page; holds the place asked for. */
  let waiting: { bounds: Rectangle | null } | null = null
  let showing: Timer | null = null
  let hiding: Timer | null = null
  let discarding: Timer | null = null
  let hung: Timer | null = null
  let shownAtMs = Number.NEGATIVE_INFINITY
  let crashed = false
  let crashedAtMs = Number.NEGATIVE_INFINITY
  let destination: EventOf<'navigate'> | null = null

  function open(): BrowserWindow {
    const opened = createPopoverWindow({ platform, preload, ordinary, onTop: behaviour.onTop })
    window = opened
    ready = false
    crashed = false
    listenTo(opened)
    if (ordinary) onOrdinary?.(opened)
    load(opened)
    discardLater()
    return opened
  }

  /** What was the window is none any more, and nothing it still says counts. */
  function discard(): void {
    const old = window
    window = null
    ready = false
    listening = false
    cancelTimers()
    old?.destroy()
  }

  function load(into: BrowserWindow): void {
    listening = false
    into.loadURL(url).catch((error: unknown) => {
      if (into !== window) return
      onError(`the popover could not be loaded: ${error instanceof Error ? error.message : String(error)}`)
    })
  }

  function cancelHiding(): void {
    hiding?.cancel()
    hiding = null
  }

  function cancelTimers(): void {
    cancelHiding()
    stopWaiting()
    discarding?.cancel()
    hung?.cancel()
    discarding = null
    hung = null
  }

  function discardLater(): void {
    discarding?.cancel()
    discarding = ordinary ? null : clock.after(discardAfterMs, discard)
  }

  /** Wayland tells neither where the pointer is nor lets a window choose its place: the compositor decides. */
  function move(moved: BrowserWindow, bounds: Rectangle | null): void {
    if (platform.wayland || ordinary) return
    const anchor = bounds ?? trayBounds() ?? { ...screen.getCursorScreenPoint(), width: 0, height: 0 }
    const { x, y } = place(anchor, screen.getDisplayMatching(anchor).workArea, popoverSize, platform)
    moved.setPosition(x, y)
  }

  function reveal(revealed: BrowserWindow, bounds: Rectangle | null): void {
    cancelHiding()
    discarding?.cancel()
    discarding = null
    move(revealed, bounds)
    shownAtMs = clock.monotonicMs()
    if (revealed.isMinimized()) revealed.restore()
    revealed.show()
    revealed.focus()
  }

  function show(bounds: Rectangle | null = null): void {
    if (quitting) return
    const shown = window ?? open()
    if (crashed) {
      crashed = false
      ready = false
      load(shown)
    }
    if (ready) return reveal(shown, bounds)
    waiting = { bounds }
    showing?.cancel()
    showing = clock.after(emptyAfterMs, revealWaiting)
  }

  function hide(): void {
    cancelHiding()
    stopWaiting()
    if (!window) return
    if (ordinary) window.minimize()
    else {
      window.hide()
      discardLater()
    }
  }

  const isInSight = () => window !== null && window.isVisible() && !window.isMinimized()

  function stopWaiting(): void {
    waiting = null
    showing?.cancel()
    showing = null
  }

  function revealWaiting(): void {
    if (waiting && window) reveal(window, waiting.bounds)
    stopWaiting()
  }

  function becomeReady(): void {
    ready = true
    revealWaiting()
  }

  function goToDestination(): void {
    if (!listening || !destination) return
    window?.webContents.send(ipcChannel('navigate'), destination)
    destination = null
  }

  function pageGone(reason: string): void {
    if (quitting) return
    onError(`the popover's process ended: ${reason}`)
    const again = isInSight() && clock.monotonicMs() - crashedAtMs > crashesApartMs
    crashedAtMs = clock.monotonicMs()
    crashed = true
    listening = false
    ready = false
    hung?.cancel()
    hung = null
    hide()
    if (again) show()
  }

  function listenTo(own: BrowserWindow): void {
    const isCurrent = () => own === window
    own.on('ready-to-show', () => {
      if (isCurrent()) becomeReady()
    })
    own.on('blur', () => {
      if (!isCurrent() || !isInSight() || behaviour.keepOpen || ordinary) return
      if (platform.os === 'win32' && clock.monotonicMs() - shownAtMs < blurGraceMs) return
      cancelHiding()
      hiding = clock.after(hideAfterBlurMs, hide)
    })
    own.on('focus', cancelHiding)
    own.on('close', (event) => {
      if (quitting || !isCurrent()) return
      event.preventDefault()
      // Hiding a surface that Wayland is closing leaves it half closed.
      if (platform.wayland) setImmediate(hide)
      else hide()
    })
    own.on('unresponsive', () => {
      if (!isCurrent() || quitting || hung) return
      hung = clock.after(isInSight() ? hungAfterMs : 0, () => {
        onError('the popover does not answer and is loaded again')
        own.webContents.forcefullyCrashRenderer()
      })
    })
    own.on('responsive', () => {
      hung?.cancel()
      hung = null
    })
    // The first load ends in `ready-to-show`; one after a crash does not.
    own.webContents.on('did-finish-load', () => {
      if (isCurrent() && !ready) becomeReady()
    })
    own.webContents.on('render-process-gone', (_event, { reason }) => {
      if (isCurrent()) pageGone(reason)
    })
    const stayBesideIcon = () => {
      if (isCurrent() && own.isVisible()) move(own, null)
    }
    screen.on('display-metrics-changed', stayBesideIcon)
    screen.on('display-removed', stayBesideIcon)
    own.on('closed', () => {
      screen.off('display-metrics-changed', stayBesideIcon)
      screen.off('display-removed', stayBesideIcon)
    })
  }

  open()

  return {
    toggle(bounds) {
      if (isInSight() && (!ordinary || window?.isFocused())) hide()
      else show(bounds)
    },
    show,
    hide,
    navigate(place) {
      if (listening) window?.webContents.send(ipcChannel('navigate'), place)
      else destination = place
    },
    sendDelta(delta) {
      if (listening) window?.webContents.send(ipcChannel('delta'), delta)
    },
    pageListens() {
      listening = true
      if (destination) clock.after(mountedWithinMs, goToDestination)
    },
    behave(next) {
      if (next.onTop !== behaviour.onTop) window?.setAlwaysOnTop(next.onTop)
      behaviour = next
    },
    beOrdinary(next, onWindow) {
      onOrdinary = onWindow ?? null
      if (next === ordinary) return
      ordinary = next
      // A frame can only be had when a window is made.
      const isWanted = isInSight() || waiting !== null
      discard()
      open()
      if (isWanted) show()
    },
    release() {
      quitting = true
      cancelTimers()
    },
  }
}
