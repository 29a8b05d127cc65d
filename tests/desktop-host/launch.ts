import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import type { AnswerMessage, CommandName, Commands, TrayState, WindowState } from './control.ts'
import type { WorldOptions } from './world.ts'

export interface LaunchOptions {
  /** Becomes XDG_CONFIG_HOME; the data directory is `portlight` in it. */
  configHome: string
  /** The built entry to run instead of the clone's `dist/main.js`. */
  program?: string
  /** How the pretended machine differs from defaultWorld. */
  world?: Partial<WorldOptions>
  env?: Record<string, string>
  /** What it is started with. */
  args?: string[]
}

/** The built desktop app, running on the stand-in in a process of its own. */
export interface DesktopHost {
  /** The popover's page in Chromium, loaded; it exists while the window is hidden too. */
  popover(): Promise<Page>
  /** Null before the app has put an icon into the tray. */
  tray(): Promise<TrayState | null>
  clickTray(): Promise<void>
  rightClickTray(): Promise<void>
  /** Clicks the tray menu's item of this label, or the first whose label begins so. */
  clickMenu(label: string): Promise<void>
  window(): Promise<WindowState | null>
  blurWindow(): Promise<void>
  /** Through Electron's own notifications; node-notifier's are not seen here. */
  notifications(): Promise<{ title: string; body: string }[]>
  clickNotification(index: number): Promise<void>
  dialogs(): Promise<string[]>
  suspend(): Promise<void>
  resume(): Promise<void>
  setOnline(online: boolean): Promise<void>
  /** Somebody starts Portlight again. */
  secondInstance(...args: string[]): Promise<void>
  /** The labels of the window's own menu. */
  menuBar(): Promise<string[]>
  /** False when nobody holds it. */
  pressShortcut(accelerator: string): Promise<boolean>
  /** What guards the pages: the sandbox, and the permissions that are answered at all. */
  guards(): Promise<string[]>
  /** Addresses handed to the system's browser. */
  opened(): Promise<string[]>
  /** Quits as the menu would, and answers with the exit code. */
  quit(): Promise<number | null>
  /** Resolves with the exit code when the program ends, however it ends. */
  readonly exited: Promise<number | null>
  /** What it wrote to stderr so far. */
  stderr(): string
  /** Ends it by force if it still runs. Always call this. */
  dispose(): Promise<void>
}

function commandsOver(child: ChildProcess) {
  const waiting = new Map<number, (message: AnswerMessage) => void>()
  let lastId = 0
  child.on('message', (message: AnswerMessage) => {
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  })
  child.on('exit', () => {
    for (const [id, resolve] of waiting) resolve({ id, ok: false, message: 'The desktop app has ended' })
    waiting.clear()
  })

  return async function command<Name extends CommandName>(
    name: Name,
    argument: Commands[Name]['argument'],
    accept: (value: unknown) => value is Commands[Name]['answer'],
  ): Promise<Commands[Name]['answer']> {
    if (!child.connected) throw new Error(`${name}: the desktop app has ended`)
    const { promise, resolve } = Promise.withResolvers<AnswerMessage>()
    lastId += 1
    waiting.set(lastId, resolve)
    child.send({ id: lastId, name, argument })
    const message = await promise
    if (!message.ok) throw new Error(`${name}: ${message.message}`)
    if (!accept(message.value)) throw new Error(`${name}: unexpected answer ${JSON.stringify(message.value)}`)
    return message.value
  }
}

const isNull = (value: unknown): value is null => value === null
const isYesOrNo = (value: unknown): value is boolean => typeof value === 'boolean'
const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is string[] => Array.isArray(value)
const isNotifications = (value: unknown): value is { title: string; body: string }[] => Array.isArray(value)
const isTray = (value: unknown): value is TrayState | null => typeof value === 'object'
const isWindow = (value: unknown): value is WindowState | null => typeof value === 'object'

/** Starts `dist/main.js` (built before) on the stand-in. It resolves at once; ask for the popover to wait for the page. */
export function launchDesktop({ configHome, program, world = {}, env = {}, args = [] }: LaunchOptions): DesktopHost {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'host.ts'), ...args], {
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: {
      ...process.env,
      XDG_CONFIG_HOME: configHome,
      XDG_STATE_HOME: join(configHome, 'state'),
      DESKTOP_HOST_WORLD: JSON.stringify(world),
      ...(program === undefined ? {} : { DESKTOP_HOST_PROGRAM: program }),
      ...env,
    },
  })
  let errors = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  const exited = once(child, 'exit').then(([code]): number | null => (typeof code === 'number' ? code : null))
  const command = commandsOver(child)
  let browser: Browser | null = null

  async function connect(): Promise<Browser> {
    browser ??= await chromium.connectOverCDP(await command('browser', null, isText))
    return browser
  }

  async function popover(): Promise<Page> {
    const pages = (await connect()).contexts().flatMap((context) => context.pages())
    // A window may be there before its page is.
    const page = pages.find((page) => page.url().startsWith('http://app.localhost/')) ?? pages.at(-1)
    if (!page) throw new Error(`The popover has no page: ${errors}`)
    await page.waitForURL('http://app.localhost/**')
    return page
  }

  return {
    popover,
    tray: () => command('tray', null, isTray),
    clickTray: async () => void (await command('clickTray', null, isNull)),
    rightClickTray: async () => void (await command('rightClickTray', null, isNull)),
    clickMenu: async (label) => void (await command('clickMenu', label, isNull)),
    window: () => command('window', null, isWindow),
    blurWindow: async () => void (await command('blurWindow', null, isNull)),
    notifications: () => command('notifications', null, isNotifications),
    clickNotification: async (index) => void (await command('clickNotification', index, isNull)),
    dialogs: () => command('dialogs', null, isTexts),
    suspend: async () => void (await command('power', 'suspend', isNull)),
    resume: async () => void (await command('power', 'resume', isNull)),
    setOnline: async (online) => void (await command('online', online, isNull)),
    secondInstance: async (...args) => void (await command('secondInstance', args, isNull)),
    menuBar: () => command('menuBar', null, isTexts),
    pressShortcut: (accelerator) => command('pressShortcut', accelerator, isYesOrNo),
    guards: () => command('guards', null, isTexts),
    opened: () => command('opened', null, isTexts),
    async quit() {
      await browser?.close()
      await command('quit', null, isNull)
      return exited
    },
    exited,
    stderr: () => errors,
    async dispose() {
      await browser?.close()
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
      await exited
    },
  }
}
