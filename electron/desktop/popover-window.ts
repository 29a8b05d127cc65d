import { BrowserWindow, nativeTheme } from 'electron'
import type { Platform } from './platform.ts'

export const popoverSize = { width: 400, height: 600 }

/** The page's own ground in either theme, for the moment before it has painted. */
const ground = { light: '#fcfcfb', dark: '#1b1c1e' }

export interface PopoverWindowOptions {
  platform: Platform
  /** Absolute path of the built preload. */
  preload: string
  /** There is no tray to open it from: a window like any other, in the taskbar. */
  ordinary: boolean
  onTop: boolean
}

/** What a page gets of the system: nothing. */
const confined = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
}

const besideIcon = {
  frame: false,
  resizable: false,
  fullscreenable: false,
  minimizable: false,
  maximizable: false,
  skipTaskbar: true,
}

/** Makes the window, hidden and empty. */
export function createPopoverWindow({ platform, preload, ordinary, onTop }: PopoverWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...popoverSize,
    title: 'Portlight',
    show: false,
    ...(ordinary ? { minWidth: 320, minHeight: 400 } : besideIcon),
    alwaysOnTop: onTop,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    // A panel floats over a full-screen app and leaves the focus of the app below alone.
    ...(platform.os === 'darwin' ? { type: 'panel' } : {}),
    webPreferences: { preload, ...confined },
  })
  if (platform.os === 'darwin') {
    // Otherwise the popover would pull the person to the Space it was first shown on, and bring back the dock icon.
    window.setVisibleOnAllWorkspaces(true, { visibleOnFullScreen: true, skipTransformProcessType: true })
  }
  return window
}
