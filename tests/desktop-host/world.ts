// What the stand-in for Electron knows of the machine it pretends to run on, and what the program has done to it.
import type { Rectangle } from '../../electron/desktop/position.ts'

export interface WorldOptions {
  platform: 'linux' | 'darwin' | 'win32'
  wayland: boolean
  /** macOS delivers no notification of a program that is not signed. */
  signed: boolean
  /** What safeStorage encrypts with on Linux; `basic_text` is no key ring at all. */
  keyRing: 'gnome_libsecret' | 'basic_text'
  /** Another instance holds the single-instance lock. */
  locked: boolean
  workArea: Rectangle
  trayBounds: Rectangle
  dark: boolean
  onBattery: boolean
  /** As the system names it. */
  locale: string
  /** Key combinations that other programs hold. */
  takenShortcuts: string[]
  /** Launching at login as macOS and Windows keep it. */
  loginItem: LoginItemFacts
}

export interface LoginItemFacts {
  openAtLogin: boolean
  wasOpenedAtLogin: boolean
  status: 'not-registered' | 'enabled' | 'requires-approval' | 'not-found'
  executableWillLaunchAtLogin: boolean
}

export const defaultWorld: WorldOptions = {
  platform: 'linux',
  wayland: false,
  signed: true,
  keyRing: 'gnome_libsecret',
  locked: false,
  workArea: { x: 0, y: 28, width: 1920, height: 1052 },
  trayBounds: { x: 1600, y: 2, width: 24, height: 24 },
  dark: false,
  onBattery: false,
  locale: 'en-GB',
  takenShortcuts: [],
  loginItem: {
    openAtLogin: false,
    wasOpenedAtLogin: false,
    status: 'not-registered',
    executableWillLaunchAtLogin: false,
  },
}

export interface World extends WorldOptions {
  ready: boolean
  /** How the program ends; a test in the same process replaces it. */
  exit: (code: number) => void
  /** Error boxes shown, as `title: content`. */
  dialogs: string[]
  /** Addresses handed to the system's browser. */
  opened: string[]
  /** Every page runs in Chromium's sandbox. */
  sandboxed: boolean
  /** With what the program asked to be started again. */
  relaunches: unknown[]
}

export const world: World = {
  ...defaultWorld,
  ready: false,
  exit: (code) => process.exit(code),
  dialogs: [],
  opened: [],
  sandboxed: false,
  relaunches: [],
}

/** Electron throws when most of its modules are used before the app is ready. */
export function needsReady(what: string): void {
  if (!world.ready) throw new Error(`${what} cannot be used before the app is ready`)
}

// What the runtime and the test tools look up on any object.
const lookedUpByTools = new Set<PropertyKey>(['then', 'toJSON', 'asymmetricMatch', 'nodeType', 'constructor'])

/** Makes every member that is missing an error that says so, so that nothing the product calls is silently undefined. */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key, receiver) {
      if (!(key in object) && typeof key === 'string' && !lookedUpByTools.has(key)) {
        throw new Error(`The stand-in for Electron has no ${name}.${key}`)
      }
      return Reflect.get(object, key, receiver)
    },
  })
}
