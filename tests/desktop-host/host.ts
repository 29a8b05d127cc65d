// The child process of launch.ts: runs the built desktop app on the stand-in and obeys the test that launched it.
import './hooks.ts'
import { basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { app, appEvents, onExit } from './app.ts'
import { firstPageLoaded, openedWindows } from './browser-window.ts'
import { closeBrowser, debuggingAddress } from './chromium.ts'
import type { AnswerMessage, CommandMessage, CommandName, Commands } from './control.ts'
import { permissionHandlers, powerMonitor, pressShortcut, setOnline } from './machine.ts'
import { notifications } from './notification.ts'
import { type StandInItem, trays } from './tray.ts'
import { world } from './world.ts'

function item(label: string): StandInItem {
  const items = (trays[0]?.view().menu ?? []).flatMap((entry) => [entry, ...entry.submenu])
  const found = items.find((entry) => entry.label === label) ?? items.find((entry) => entry.label.startsWith(label))
  if (!found) throw new Error(`The tray menu has no "${label}" but ${items.map((entry) => entry.label).join(' | ')}`)
  return found
}

const currentWindow = () => openedWindows.findLast((window) => !window.isDestroyed())

const obey: { [Name in CommandName]: (argument: unknown) => Commands[Name]['answer'] | Promise<string> } = {
  tray() {
    const view = trays[0]?.view()
    if (!view) return null
    const menu = view.menu.map(({ label, enabled, type }) => ({ label, enabled, separator: type === 'separator' }))
    return { image: basename(view.image), tooltip: view.tooltip, menu }
  },
  clickTray() {
    trays[0]?.click()
    return null
  },
  rightClickTray() {
    trays[0]?.rightClick()
    return null
  },
  clickMenu(label) {
    item(String(label)).click()
    return null
  },
  window() {
    const window = currentWindow()
    if (!window) return null
    const [x, y] = window.getPosition()
    return { visible: window.isVisible() && !window.isMinimized(), framed: window.options.frame !== false, x, y }
  },
  blurWindow() {
    currentWindow()?.blur()
    return null
  },
  notifications: () => notifications.map(({ title, body }) => ({ title, body })),
  clickNotification(index) {
    notifications[Number(index)]?.click()
    return null
  },
  dialogs: () => world.dialogs,
  power(event) {
    powerMonitor.emit(event === 'suspend' ? 'suspend' : 'resume')
    return null
  },
  online(value) {
    setOnline(value === true)
    return null
  },
  secondInstance(args) {
    appEvents.secondInstance(...(Array.isArray(args) ? args.map(String) : []))
    return null
  },
  menuBar: () =>
    currentWindow()
      ?.menuBar()
      ?.items.map(({ label }) => label) ?? [],
  browser: () => firstPageLoaded.then(debuggingAddress),
  pressShortcut: (accelerator) => pressShortcut(String(accelerator)),
  opened: () => world.opened,
  guards: () => [
    ...(world.sandboxed ? ['sandbox'] : []),
    ...Object.entries(permissionHandlers).flatMap(([name, handler]) => (handler === null ? [] : [name])),
  ],
  quit() {
    app.quit()
    return null
  },
}

function answer(message: AnswerMessage): void {
  process.send?.(message)
}

process.on('message', ({ id, name, argument }: CommandMessage) => {
  Promise.resolve()
    .then(() => obey[name](argument))
    .then(
      (value) => answer({ id, ok: true, value }),
      (error: unknown) => answer({ id, ok: false, message: String(error) }),
    )
})
// The program decides when it ends, not this channel; but without the test that launched it, it ends too.
process.on('disconnect', () => app.exit(1))

Object.assign(world, JSON.parse(process.env.DESKTOP_HOST_WORLD ?? '{}'))
onExit(closeBrowser)

const program = process.env.DESKTOP_HOST_PROGRAM ?? fileURLToPath(new URL('../../dist/main.js', import.meta.url))
// Electron is ready only after the entry has been evaluated to its end.
await import(pathToFileURL(program).href)
appEvents.becomeReady()
