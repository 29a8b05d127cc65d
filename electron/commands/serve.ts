import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { homedir, hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { chooseNotifier } from '../alerts/choose-notifier.ts'
import { createNodeNotifier } from '../alerts/node-notifier.ts'
import type { NotificationListeners } from '../alerts/notifier.ts'
import { openHostHistory } from '../app/host-history.ts'
import { snoozeFromNotification } from '../app/notification-actions.ts'
import { createPortlight } from '../app/portlight.ts'
import type { FileTargets } from '../app/portlight-deps.ts'
import { createProber } from '../app/prober.ts'
import type { Notice } from '../contract/snapshot.ts'
import { createConfFile } from '../headless/conf-file.ts'
import { startHttpServer } from '../headless/server.ts'
import { placeText } from '../interop/config-report.ts'
import { localMachine } from '../interop/machine.ts'
import { readConfigs } from '../interop/read-configs.ts'
import { createHeartbeat } from '../monitor/heartbeat.ts'
import { readNetwork } from '../monitor/network-facts.ts'
import { systemClock } from '../monitor/system-clock.ts'
import { defaultDataDirectory, openDataDirectory } from '../storage/data-directory.ts'
import { type DataLock, lockDataDirectory } from '../storage/lock.ts'
import { createLog } from '../storage/log.ts'
import { createMemorySecrets } from '../storage/memory-secrets.ts'
import type { SecretStore } from '../storage/ports.ts'
import { openSettings } from '../storage/settings.ts'
import { openDataSecrets } from './data-files.ts'
import { version } from './help.ts'
import { canOpenBrowser, openBrowser, openWithSystem } from './open-browser.ts'
import { readServeArguments, type ServeArguments, serveUsage } from './serve-arguments.ts'
import { readToken } from './serve-token.ts'

/** The process as the command sees it. */
export interface ServeIo {
  stdout: { readonly isTTY?: boolean; write(text: string): unknown }
  stderr: { write(text: string): unknown }
  env: Readonly<Record<string, string | undefined>>
  home: string
  platform: NodeJS.Platform
  root: boolean
  /** Fires when the program is to end. */
  signal: AbortSignal
}

/** All of it together must be over within five seconds, or a service manager kills it. */
const stopWithinMs = 4000

/** Something the person has to put right; its message is the line they see. */
class Refusal extends Error {}

/**
 * Runs `portlight serve` until the signal fires. Answers its exit status: 0 stopped, 2 an argument or file is wrong, the
 * data directory or the address cannot be had; then nothing was started.
 */
export async function runServe(argv: readonly string[], io: ServeIo): Promise<number> {
  const request = readServeArguments(argv)
  switch (request.kind) {
    case 'help':
      io.stdout.write(serveUsage)
      return 0
    case 'version':
      io.stdout.write(`${version}\n`)
      return 0
    case 'wrong':
      io.stderr.write(`portlight serve: ${request.message}\nTry: portlight serve --help\n`)
      return 2
    case 'serve':
      try {
        await serve(request.arguments, io)
        return 0
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        io.stderr.write(`${error.message}\n`)
        return 2
      }
  }
}

async function serve(options: ServeArguments, io: ServeIo): Promise<void> {
  const token = await readToken(options.tokenFile, io.env.PORTLIGHT_TOKEN, io.platform)
  if (!token.ok) throw new Refusal(`portlight serve: ${token.message}`)
  const files = await readFileTargets(options.configs, io)
  const directory = options.dataDirectory ?? defaultDataDirectory(io)
  const lock = takeDirectory(directory)
  try {
    const kept = openDataSecrets(directory, options.keyFile, io, () => new Date(systemClock.wallMs()))
    if (!kept.ok) throw new Refusal(`portlight serve: ${kept.message}`)
    await serveLocked(options, io, { token: token.token, files, directory, secrets: kept.secrets })
  } finally {
    lock.release()
  }
}

async function readFileTargets(paths: string[], io: ServeIo): Promise<FileTargets & { notices: Notice[] }> {
  const secrets = createMemorySecrets(io.env)
  const read = await readConfigs(paths, { secrets: (value) => secrets.sink(value), machine: localMachine(io.env) })
  for (const warning of read.warnings) io.stderr.write(`${placeText(warning)}: warning: ${warning.message}\n`)
  if (read.errors.length > 0) {
    throw new Refusal(read.errors.map((error) => `${placeText(error)}: error: ${error.message}`).join('\n'))
  }
  const notices = read.warnings.map(({ file, line, message }, nth): Notice => {
    const params: Notice['params'] = { file, message, ...(line === null ? {} : { line: String(line) }) }
    return { id: `config-${nth}`, severity: 'warning', code: 'config-warning', params }
  })
  return { targets: read.targets, secrets, notices }
}

function takeDirectory(directory: string): DataLock {
  const opened = openDataDirectory(directory)
  if (!opened.ok) throw new Refusal(`portlight serve: ${opened.message}`)
  const locked = lockDataDirectory(directory)
  if (!locked.ok) throw new Refusal(`portlight serve: ${locked.message}`)
  return locked.lock
}

async function serveLocked(
  options: ServeArguments,
  io: ServeIo,
  {
    token,
    files,
    directory,
    secrets,
  }: { token: string; files: FileTargets & { notices: Notice[] }; directory: string; secrets: SecretStore },
): Promise<void> {
  const clock = systemClock
  const now = () => new Date(clock.wallMs())
  const log = createLog(join(directory, 'logs'), clock)
  const settings = openSettings(createConfFile(directory), now)
  const history = await openHostHistory(directory, clock, settings.store.current, log)
  const machine = createHeartbeat(clock, (error) =>
    log.error('a listener of the heartbeat failed', { error: String(error) }),
  )
  const listeners: NotificationListeners = {
    // Who clicks is looking.
    onClick: canOpenBrowser({ ...io, terminal: true }) ? () => openPage(server.address, io) : null,
    onAction: (ids) => void snoozeFromNotification(portlight.handle, clock, log, ids),
  }
  const notifier = await chooseNotifier({
    adapters: options.notify
      ? [createNodeNotifier({ clock, iconFolder: notifyIcons(), appId: 'io.github.portlight', listeners })]
      : [],
    none: options.notify ? 'not-supported' : 'turned-off',
    clock,
  })
  const portlight = createPortlight({
    host: { kind: 'headless', version, dataDirectory: directory },
    clock,
    random: Math.random,
    newId: randomUUID,
    probe: createProber(version, clock),
    settings: settings.store,
    secrets,
    files,
    reading: { machine: localMachine(io.env), home: io.home },
    history: history.history,
    memory: history.memory,
    notifier,
    machine,
    network: readNetwork,
    locale: new Intl.DateTimeFormat().resolvedOptions().locale,
    log,
    notices: [...settings.notices, ...history.notices, ...files.notices],
    hideWindow: null,
  })
  history.tell(portlight.notices)
  const listening = await startHttpServer({
    portlight,
    pageDirectory: pageDirectory(),
    host: options.host,
    port: options.port,
    token,
    ownNames: [hostname()],
    allowHosts: options.allowHosts,
    version,
    clock,
    onError: (error) => log.error('an answer over HTTP failed', { error: String(error) }),
  })
  if (!listening.ok) {
    machine.stop()
    notifier.close()
    await history.close()
    throw new Refusal(`portlight serve: ${listening.message}`)
  }
  const { server } = listening
  portlight.start()
  io.stdout.write(`${server.address}\n`)
  log.info('serving', { version, directory, host: options.host })
  greet(options, io, server)

  await aborted(io.signal)
  const stopping = (async () => {
    machine.stop()
    await Promise.all([server.stop(), portlight.stop()])
    notifier.close()
    await history.close()
    log.info('stopped')
    await log.close()
  })()
  await Promise.race([stopping, new Promise<void>((resolve) => clock.after(stopWithinMs, resolve))])
}

/** Seen from the bundle's chunk, the bundle, or the source; null where the images were not installed. */
function notifyIcons(): string | null {
  const candidates = ['../../assets', '../assets'].map((path) => resolve(import.meta.dirname, path, 'notify'))
  return candidates.find((path) => existsSync(join(path, 'info.png'))) ?? null
}

/** The built page, seen from the bundle's chunk, the bundle, or the source. */
function pageDirectory(): string {
  const candidates = ['../renderer', 'renderer', '../../dist/renderer'].map((path) =>
    resolve(import.meta.dirname, path),
  )
  return candidates.find((path) => existsSync(join(path, 'index.html'))) ?? join(import.meta.dirname, '../renderer')
}

function greet(
  options: ServeArguments,
  io: ServeIo,
  { address, loopback }: { address: string; loopback: boolean },
): void {
  if (!loopback) {
    io.stderr.write(
      `portlight serve: ${options.host} can be reached from other computers, without encryption; put a proxy with TLS before it\n`,
    )
  }
  if (!options.open || !canOpenBrowser({ ...io, terminal: io.stdout.isTTY ?? false })) return
  openPage(address, io)
}

/** Opening is a favour: the program neither waits for it nor depends on it. */
function openPage(address: string, io: ServeIo): void {
  const deps = { home: io.home, clock: systemClock, signal: io.signal, open: openWithSystem }
  void openBrowser(address, deps, () =>
    io.stderr.write('portlight serve: no browser could be opened; open the address above\n'),
  )
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/**
 * The young generation grows to 64 MB in each half where there is room, and a program that runs for months gets there, for
 * a few kilobytes a probe. Of 1 MB, which is where it begins, little is alive when it is full.
 */
function keepYoungHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** Runs the command on this process until it is told to end. */
export async function run(argv: string[]): Promise<number> {
  keepYoungHeapSmall()
  const stop = new AbortController()
  // A second signal means no more than the first: conf's way of writing files (when-exit) raises each signal once again.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stop.abort())
  // A reader that has taken the address and gone away must not end the watch.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => null)
  return runServe(argv, {
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    home: homedir(),
    platform: process.platform,
    root: process.getuid?.() === 0,
    signal: stop.signal,
  })
}
