// A program for Electron's main process: shows every state of the tray, then one notification, with the product's own
// code, and says on standard output what it did. A person watches; see verify-desktop.ts.
import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, safeStorage, screen } from 'electron'
import { chooseNotifier } from '../../electron/alerts/choose-notifier.ts'
import { createNodeNotifier } from '../../electron/alerts/node-notifier.ts'
import { testNotification } from '../../electron/alerts/test-notification.ts'
import type { State } from '../../electron/contract/states.ts'
import { summarise } from '../../electron/contract/states.ts'
import { createElectronNotifier } from '../../electron/desktop/electron-notifier.ts'
import { readPlatform } from '../../electron/desktop/platform.ts'
import { powerSupplyFolder, readBattery } from '../../electron/desktop/power-source.ts'
import { createTray } from '../../electron/desktop/tray.ts'
import { findTrayHost } from '../../electron/desktop/tray-host.ts'
import { trayImageName, trayMark } from '../../electron/desktop/tray-state.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import type { TourLine } from './tour-lines.ts'

const [assets = '', eachMs = '2000'] = process.argv.slice(-2)
const platform = readPlatform(process)
const seeing = { kind: 'seeing', cause: null, since: null } as const

/** What the tray can show: so many targets in these states. */
const states: State[][] = [
  ['up'],
  ['degraded'],
  ...Array.from({ length: 10 }, (_, count) => Array.from({ length: count + 1 }, (): State => 'down')),
  ['paused'],
  ['no-data'],
]

function say(line: TourLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`)
}

const wait = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms))

async function facts(): Promise<TourLine> {
  const versions = new Map(Object.entries(process.versions))
  const named = ['electron', 'chrome', 'node'].map((name) => [name, versions.get(name) ?? 'none'])
  return {
    step: 'facts',
    versions: Object.fromEntries(named),
    keyRing: platform.os === 'linux' ? safeStorage.getSelectedStorageBackend() : null,
    displays: screen
      .getAllDisplays()
      .map(({ size: { width, height }, scaleFactor }) => ({ width, height, scale: scaleFactor })),
    trayHost: (await findTrayHost(platform, process.env)).kind,
    onBattery: platform.os === 'linux' ? await readBattery(powerSupplyFolder) : null,
  }
}

async function showTray(): Promise<void> {
  const tray = createTray({
    platform,
    imageFolder: join(assets, 'tray'),
    onClick: () => {},
    onMenu: () => {},
  })
  for (const [nth, all] of states.entries()) {
    const summary = summarise(all)
    const mark = trayMark(summary, seeing, 'unknown')
    tray.update(summary, seeing, [{ kind: 'text', label: `Portlight, ${nth + 1} of ${states.length}: ${mark}` }])
    await wait(Number(eachMs))
    const image = trayImageName(mark, platform, { dark: false, highContrast: false })
    say({ step: 'tray', mark, image, bounds: tray.bounds() })
  }
  tray.destroy()
}

async function showNotification(): Promise<void> {
  const options = {
    clock: systemClock,
    iconFolder: join(assets, 'notify'),
    appId: 'io.github.portlight',
    listeners: { onClick: null, onAction: () => {} },
  }
  const adapters = [createNodeNotifier(options), createElectronNotifier(options)]
  const notifier = await chooseNotifier({ adapters, none: 'not-supported', clock: systemClock })
  const delivery = await notifier.notify(testNotification(randomUUID()))
  say({ step: 'notification', adapter: notifier.status.adapter, delivery })
  notifier.close()
}

async function tour(): Promise<void> {
  say(await facts())
  await showTray()
  await showNotification()
  say({ step: 'done' })
  app.exit(0)
}

app.setPath('userData', mkdtempSync(join(tmpdir(), 'portlight-tour-')))
app.on('window-all-closed', () => {})
app.on('ready', () => {
  tour().catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`)
    app.exit(1)
  })
})
