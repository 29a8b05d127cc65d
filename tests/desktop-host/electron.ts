// A stand-in for the module `electron`, for machines where its binary cannot be had. It is a statement of what we
// believe Electron does, unpleasant parts included: keep it small, and let whatever it lacks fail loudly.
import type * as Electron from 'electron'
import { app } from './app.ts'
import { BrowserWindow } from './browser-window.ts'
import { ipcMain } from './ipc.ts'
import { dialog, globalShortcut, net, powerMonitor, safeStorage, screen, session, shell } from './machine.ts'
import { Notification } from './notification.ts'
import { protocol } from './protocol.ts'
import { Menu, nativeImage, nativeTheme, Tray } from './tray.ts'
import { strict } from './world.ts'

export {
  app,
  BrowserWindow,
  dialog,
  globalShortcut,
  ipcMain,
  Menu,
  Notification,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
}

// electron-store takes the default export apart.
export default strict('electron', { app, ipcMain, shell } satisfies Partial<Record<keyof typeof Electron, unknown>>)
