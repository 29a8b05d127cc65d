import { EventEmitter } from 'node:events'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { App, Settings } from 'electron'
import { strict, world } from './world.ts'

/** An event whose default the listeners can prevent, as Electron hands it out. */
export function preventable() {
  let defaultPrevented = false
  return {
    preventDefault: () => {
      defaultPrevented = true
    },
    get defaultPrevented() {
      return defaultPrevented
    },
  }
}

/** Windows register here, so that quitting can ask each of them to close. */
export const windows = new Set<{ requestClose(): boolean; destroy(): void }>()

const emitter = new EventEmitter()
const paths = new Map<string, string>()
const whenReady = Promise.withResolvers<void>()
let name = 'Electron'
let quitting: Promise<void> | null = null

async function exit(code: number): Promise<void> {
  for (const window of windows) window.destroy()
  await beforeExit()
  emitter.emit('quit', {}, code)
  world.exit(code)
}

let beforeExit = async (): Promise<void> => {}

/** What must be closed before the process ends: the browser the pages live in. */
export function onExit(close: () => Promise<void>): void {
  beforeExit = close
}

async function quit(): Promise<void> {
  const asked = preventable()
  emitter.emit('before-quit', asked)
  if (asked.defaultPrevented) return
  if (![...windows].every((window) => window.requestClose())) return
  const last = preventable()
  emitter.emit('will-quit', last)
  if (!last.defaultPrevented) await exit(0)
}

/** What the rest of the stand-in does to the app, as the system would. */
export const appEvents = {
  emit: (event: string, ...args: unknown[]) => emitter.emit(event, ...args),
  becomeReady() {
    world.ready = true
    whenReady.resolve()
    emitter.emit('ready')
  },
  secondInstance: (...args: string[]) =>
    emitter.emit('second-instance', {}, ['portlight', ...args], process.cwd(), null),
}

const members = {
  isPackaged: false,
  getPath(key: string): string {
    const path = paths.get(key) ?? (key === 'userData' ? join(homedir(), '.config', name) : undefined)
    if (path === undefined) throw new Error(`The stand-in for Electron has no path "${key}"`)
    return path
  },
  setPath: (key: string, path: string) => void paths.set(key, path),
  getVersion: () => '0.0.0',
  getSystemLocale: () => world.locale,
  getLocale: () => world.locale,
  getName: () => name,
  setName(next: string) {
    name = next
  },
  enableSandbox() {
    if (world.ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    world.sandboxed = true
  },
  requestSingleInstanceLock: () => !world.locked,
  getLoginItemSettings() {
    if (world.platform === 'linux') throw new Error('app.getLoginItemSettings says nothing of use on Linux')
    return { ...world.loginItem, launchItems: [] }
  },
  setLoginItemSettings({ openAtLogin = false }: Settings) {
    if (world.platform === 'linux') throw new Error('app.setLoginItemSettings does nothing on Linux')
    world.loginItem = {
      ...world.loginItem,
      openAtLogin,
      executableWillLaunchAtLogin: openAtLogin,
      status: openAtLogin ? 'enabled' : 'not-registered',
    }
  },
  setAppUserModelId: (_id: string) => {},
  setActivationPolicy(_policy: 'regular' | 'accessory' | 'prohibited') {
    if (world.platform !== 'darwin') throw new TypeError('app.setActivationPolicy is not a function')
  },
  whenReady: () => whenReady.promise,
  isReady: () => world.ready,
  quit() {
    quitting ??= Promise.resolve()
      .then(quit)
      .finally(() => {
        quitting = null
      })
  },
  relaunch: (options) => void world.relaunches.push(options),
  exit: (code = 0) => void exit(code),
} satisfies Partial<App>

/** `app`, as far as the program uses it. */
export const app = strict('app', Object.assign(emitter, members))
