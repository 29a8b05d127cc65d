import './desktop/thread-pool.ts'
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, session } from 'electron'
import { chooseNotifier } from './alerts/choose-notifier.ts'
import { createNodeNotifier } from './alerts/node-notifier.ts'
import type { NotificationListeners } from './alerts/notifier.ts'
import { openHostHistory } from './app/host-history.ts'
import { snoozeFromNotification } from './app/notification-actions.ts'
import { createPortlight } from './app/portlight.ts'
import { createProber } from './app/prober.ts'
import type { Notice } from './contract/snapshot.ts'
import { createCipher } from './desktop/cipher.ts'
import { guardAgainstCrashes } from './desktop/crash-guard.ts'
import { createElectronNotifier } from './desktop/electron-notifier.ts'
import { answerPage } from './desktop/ipc.ts'
import { hiddenArgument, startedHidden } from './desktop/login-item.ts'
import { menuActions } from './desktop/menu-actions.ts'
import { openInBrowser } from './desktop/open-external.ts'
import { readPlatform } from './desktop/platform.ts'
import { createPopover } from './desktop/popover.ts'
import { createMachineEvents } from './desktop/power.ts'
import { pageOrigin, registerPageScheme, servePage } from './desktop/protocol.ts'
import { quitWithSession, stopBeforeQuit } from './desktop/quit.ts'
import { confinePages, denyPermissions } from './desktop/security.ts'
import { createSession } from './desktop/session.ts'
import { showFeed } from './desktop/show-feed.ts'
import { createSettingsFile } from './desktop/store.ts'
import { createTray, type TrayIcon } from './desktop/tray.ts'
import { followTrayHost } from './desktop/tray-fallback.ts'
import { startMetricsServer } from './headless/metrics.ts'
import { localMachine } from './interop/machine.ts'
import { createHeartbeat } from './monitor/heartbeat.ts'
import { readNetwork } from './monitor/network-facts.ts'
import { systemClock } from './monitor/system-clock.ts'
import { crashJustBefore, writeCrashReport } from './storage/crash-report.ts'
import { defaultDataDirectory, openDataDirectory } from './storage/data-directory.ts'
import { createEncryptedSecrets } from './storage/encrypted-secrets.ts'
import { type DataLock, lockDataDirectory } from './storage/lock.ts'
import { createLog } from './storage/log.ts'
import { createMemorySecrets } from './storage/memory-secrets.ts'
import { openSettings } from './storage/settings.ts'

/** As in electron-builder.yml; Windows shows notifications only of programs it knows by this id. */
const appId = 'io.github.portlight'

const clock = systemClock
const now = () => new Date(clock.wallMs())
const platform = readPlatform(process)
const dataDirectory = defaultDataDirectory({ platform: process.platform, env: process.env, home: homedir() })

// The folder above dist/, in a clone and in the packed archive alike.
const root = join(import.meta.dirname, '..')
const built = join(root, 'dist')
// Notification daemons and node-notifier's helpers cannot read inside the archive.
const notifyIcons = join(root, 'assets', 'notify').replace('app.asar', 'app.asar.unpacked')

/** The icon vanishes from the tray when nothing refers to it any more. */
let tray: TrayIcon | null = null

function crashNotice(path: string): Notice {
  return { id: 'crashed', severity: 'warning', code: 'crashed', params: { path } }
}

function refuse(message: string): void {
  process.stderr.write(`portlight: ${message}\n`)
  dialog.showErrorBox('Portlight cannot start', message)
  app.exit(2)
}

async function run(lock: DataLock): Promise<void> {
  const log = createLog(join(dataDirectory, 'logs'), clock)
  const settingsFile = createSettingsFile(dataDirectory)
  const settings = openSettings(settingsFile, now)
  const history = await openHostHistory(dataDirectory, clock, settings.store.current, log)

  quitWithSession()
  denyPermissions(session.defaultSession)
  servePage(join(built, 'renderer'))
  const popover = createPopover({
    platform,
    clock,
    preload: join(built, 'preload.cjs'),
    url: `${pageOrigin}/index.html`,
    trayBounds: () => tray?.bounds() ?? null,
    onError: (message) => log.error(message),
  })

  const openTarget = (id: string | null) => {
    if (id !== null) popover.navigate({ view: 'target', id })
    popover.show()
  }
  const listeners: NotificationListeners = {
    onClick: openTarget,
    onAction: (ids) => void snoozeFromNotification(portlight.handle, clock, log, ids),
  }
  const notifier = await chooseNotifier({
    adapters: [
      createNodeNotifier({ clock, iconFolder: notifyIcons, appId, listeners }),
      createElectronNotifier({ clock, iconFolder: notifyIcons, listeners }),
    ],
    none: 'not-supported',
    clock,
  })

  const onThrow = (error: unknown) => log.error('a listener of the heartbeat failed', { error: String(error) })
  const inSession = createSession({
    platform,
    clock,
    settings: settings.store,
    packaged: app.isPackaged,
    env: process.env,
    home: homedir(),
    executable: process.execPath,
    version: app.getVersion(),
    popover,
    notices: {
      raise: (notice) => portlight.notices.raise(notice),
      drop: (id) => portlight.notices.drop(id),
    },
  })
  const crash = crashJustBefore(join(dataDirectory, 'logs'), now())
  const machine = createHeartbeat(clock, onThrow, createMachineEvents(clock))
  const portlight = createPortlight({
    host: { kind: 'desktop', version: app.getVersion(), dataDirectory },
    clock,
    random: Math.random,
    newId: randomUUID,
    probe: createProber(app.getVersion(), clock),
    settings: settings.store,
    secrets: createEncryptedSecrets(join(dataDirectory, 'secrets.json'), createCipher(platform), now, process.env),
    files: { targets: [], secrets: createMemorySecrets() },
    reading: { machine: localMachine(process.env), home: homedir() },
    history: history.history,
    memory: history.memory,
    notifier,
    machine,
    pace: inSession.pace,
    desktop: inSession.handlers,
    network: readNetwork,
    locale: app.getLocale(),
    log,
    notices: [...settings.notices, ...history.notices, ...(crash === null ? [] : [crashNotice(crash)])],
    hideWindow: () => popover.hide(),
    openPage: openInBrowser,
    listenMetrics: (port, text) =>
      startMetricsServer({
        port,
        text,
        clock,
        onError: (error) => log.error('an answer over HTTP failed', { error: String(error) }),
      }),
  })
  history.tell(portlight.notices)

  answerPage(portlight.handle, clock, () => popover.pageListens())
  tray = createTray({
    platform,
    imageFolder: join(root, 'assets', 'tray'),
    onClick: (bounds) => popover.toggle(bounds),
    onMenu: menuActions(portlight, popover, settingsFile.path, clock),
  })
  const stopShowing = showFeed(portlight.feed, {
    tray,
    popover,
    clock,
    locale: app.getSystemLocale(),
    language: app.getLocale(),
  })

  const hidden = startedHidden(platform, process.argv)
  const trayHost = followTrayHost({
    platform,
    env: process.env,
    clock,
    tray,
    popover,
    notices: portlight.notices,
    hidden,
  })
  // The session may start it once more, when it was started by hand before.
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(hiddenArgument)) popover.show()
  })
  // macOS never starts a second one: it activates the first.
  app.on('activate', () => popover.show())
  stopBeforeQuit(clock, async () => {
    popover.release()
    stopShowing()
    trayHost.stop()
    inSession.stop()
    machine.stop()
    await portlight.stop().catch((error: unknown) => log.error('stopping failed', { error: String(error) }))
    notifier.close()
    await history.close()
    await log.close()
    lock.release()
  })

  portlight.start()
  inSession.start()
  log.info('started', { version: app.getVersion() })
  // Somebody who starts it for the first time should see more than a small icon.
  if (settings.store.current.targets.length === 0 && !hidden) popover.show()
}

function start(): void {
  guardAgainstCrashes({
    events: process,
    report: (error) => writeCrashReport(join(dataDirectory, 'logs'), { error, version: app.getVersion(), at: now() }),
    appImage: process.env.APPIMAGE,
  })
  const directory = openDataDirectory(dataDirectory, 'make it writable')
  if (!directory.ok) return refuse(directory.message)
  // Chromium's own files stay out of the data directory, which people look into and copy.
  const sessionData = join(dataDirectory, 'chromium')
  mkdirSync(sessionData, { recursive: true, mode: 0o700 })
  app.setName('Portlight')
  app.setPath('userData', dataDirectory)
  app.setPath('sessionData', sessionData)
  // The running instance shows its popover; this one does nothing at all.
  if (!app.requestSingleInstanceLock()) return app.quit()

  registerPageScheme()
  app.enableSandbox()
  confinePages()
  if (platform.os === 'win32') app.setAppUserModelId(appId)
  // Without a listener Electron quits when the popover's window is gone.
  app.on('window-all-closed', () => {})
  app.on('ready', () => {
    if (platform.os === 'darwin') app.setActivationPolicy('accessory')
    const locked = lockDataDirectory(dataDirectory)
    if (!locked.ok) return refuse(locked.message)
    run(locked.lock).catch((error: unknown) => {
      refuse(error instanceof Error ? (error.stack ?? error.message) : String(error))
    })
  })
}

start()
