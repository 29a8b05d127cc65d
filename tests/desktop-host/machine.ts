// The modules through which Electron tells of the machine, and those that belong to it.
import { EventEmitter } from 'node:events'
import type {
  Dialog,
  Display,
  GlobalShortcut,
  Net,
  PowerMonitor,
  Rectangle,
  SafeStorage,
  Screen,
  Session,
  Shell,
} from 'electron'
import { needsReady, strict, world } from './world.ts'

export const powerMonitor = strict(
  'powerMonitor',
  Object.assign(new EventEmitter(), {
    isOnBatteryPower() {
      if (world.platform === 'linux') throw new Error('powerMonitor.isOnBatteryPower says nothing of use on Linux')
      return world.onBattery
    },
  } satisfies Partial<PowerMonitor>),
)

/** What is to happen when the person presses a key combination. */
const shortcuts = new Map<string, () => void>()

export const globalShortcut = strict('globalShortcut', {
  register(accelerator: string, callback: () => void) {
    needsReady('globalShortcut')
    if (/[^\w+\-=,./;'`[\]\\]/.test(accelerator)) throw new TypeError('conversion failure from ' + accelerator)
    if (world.takenShortcuts.includes(accelerator) || shortcuts.has(accelerator)) return false
    shortcuts.set(accelerator, callback)
    return true
  },
  unregister: (accelerator: string) => void shortcuts.delete(accelerator),
} satisfies Partial<GlobalShortcut>)

/** Presses it; false when nobody holds it. */
export function pressShortcut(accelerator: string): boolean {
  const callback = shortcuts.get(accelerator)
  callback?.()
  return callback !== undefined
}

let online = true

export function setOnline(value: boolean): void {
  online = value
}

export const net = strict('net', { isOnline: () => online } satisfies Partial<Net>)

function display(): Pick<Display, 'workArea'> {
  return { workArea: world.workArea }
}

export const screen = strict(
  'screen',
  Object.assign(new EventEmitter(), {
    getCursorScreenPoint() {
      needsReady('screen')
      return world.wayland ? { x: 0, y: 0 } : { x: 1700, y: 40 }
    },
    getAllDisplays() {
      needsReady('screen')
      const { width, height } = world.workArea
      return [{ ...display(), size: { width, height }, scaleFactor: 2 }]
    },
    getDisplayMatching(_rectangle: Rectangle) {
      needsReady('screen')
      return display()
    },
  } satisfies Partial<Record<keyof Screen, unknown>>),
)

// Enough to tell cipher text from plain text; the real strength is the system's.
const mask = (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0x5a))

export const safeStorage = strict('safeStorage', {
  getSelectedStorageBackend: () => (world.ready ? world.keyRing : 'unknown'),
  async isAsyncEncryptionAvailable() {
    return world.ready
  },
  async encryptStringAsync(text: string) {
    return mask(Buffer.from(text))
  },
  async decryptStringAsync(encrypted: Buffer) {
    return { result: mask(encrypted).toString('utf8'), shouldReEncrypt: false }
  },
} satisfies Partial<SafeStorage>)

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => void world.dialogs.push(`${title}: ${content}`),
} satisfies Partial<Dialog>)

// electron-store names it; the product opens nothing.
export const shell = strict('shell', {
  async openExternal(url: string) {
    world.opened.push(url)
  },
} satisfies Partial<Shell>)

interface PermissionHandlers {
  request: Parameters<Session['setPermissionRequestHandler']>[0]
  check: Parameters<Session['setPermissionCheckHandler']>[0]
  device: Parameters<Session['setDevicePermissionHandler']>[0]
  displayMedia: Parameters<Session['setDisplayMediaRequestHandler']>[0]
}

/** What the program decided about permissions; null is Electron's default, which grants. */
export const permissionHandlers: PermissionHandlers = { request: null, check: null, device: null, displayMedia: null }

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler(handler) {
    permissionHandlers.request = handler
  },
  setPermissionCheckHandler(handler) {
    permissionHandlers.check = handler
  },
  setDevicePermissionHandler(handler) {
    permissionHandlers.device = handler
  },
  setDisplayMediaRequestHandler(handler) {
    permissionHandlers.displayMedia = handler
  },
} satisfies Partial<Session>)

export const session = strict('session', {
  get defaultSession() {
    needsReady('session')
    return defaultSession
  },
})
