import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CheckedNotifier } from '../../electron/alerts/notifier.ts'
import { openHostHistory } from '../../electron/app/host-history.ts'
import { createPortlight, type Portlight } from '../../electron/app/portlight.ts'
import { createProber } from '../../electron/app/prober.ts'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import { nativeDefaults, type TargetConfig } from '../../electron/contract/target-config.ts'
import { createConfFile } from '../../electron/headless/conf-file.ts'
import { startHttpServer } from '../../electron/headless/server.ts'
import { localMachine } from '../../electron/interop/machine.ts'
import { createHeartbeat } from '../../electron/monitor/heartbeat.ts'
import { createListeners } from '../../electron/monitor/listeners.ts'
import { readNetwork } from '../../electron/monitor/network-facts.ts'
import type { Clock } from '../../electron/monitor/ports.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createLog } from '../../electron/storage/log.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import type { SettingsStore } from '../../electron/storage/ports.ts'
import { openSettings } from '../../electron/storage/settings.ts'
import type { FastClock } from './fast-clock.ts'
import { protocolOf } from './lab-messages.ts'

const version = '0.0.0-endurance'

/** The whole program as `serve` puts it together, on a clock that runs faster. */
export interface Program {
  portlight: Portlight
  settings: SettingsStore
  /** Of the page. */
  address: string
  historyPath: string
  announce: { suspend(): void; resume(): void; online(online: boolean): void }
  stop(): Promise<void>
}

/** What a person would write for that server of the lab, with deadlines that suit it. */
export function targetOf(nth: number, port: number, intervalMs: number): TargetConfig {
  const protocol = protocolOf(nth)
  const about = { id: `target-${nth}`, intervalMs }
  if (protocol === 'http') {
    const target = `http://127.0.0.1:${port}/`
    const { followRedirects } = nativeDefaults
    return { ...about, protocol, target, responseTimeoutMs: 1000, followRedirects, expectStatus: '200' }
  }
  const exchange = { timeoutMs: 1000, readTimeoutMs: 1000, send: 'ping\n', expect: 'pong' }
  return { ...about, protocol, target: `127.0.0.1:${port}`, ...exchange }
}

export async function startProgram(deps: {
  directory: string
  clock: FastClock
  targets: TargetConfig[]
  notifier: CheckedNotifier
  /** Called before anything is probed. */
  onReady: (portlight: Portlight) => void
  onFault: (fault: string) => void
}): Promise<Program> {
  const { directory, clock, notifier, onFault } = deps
  const first: Settings = {
    ...defaultSettings,
    targets: deps.targets,
    retention: { rawDays: 30, fiveMinuteDays: 60, hourDays: 90 },
  }
  writeFileSync(join(directory, 'config.json'), JSON.stringify(first), { mode: 0o600 })
  const settings = openSettings(createConfFile(directory), () => new Date(clock.wallMs()))
  const written = createLog(join(directory, 'logs'), clock)
  const log: typeof written = {
    ...written,
    error(message, fields) {
      onFault(`${message} ${JSON.stringify(fields ?? {})}`)
      written.error(message, fields)
    },
  }
  // Its thread and the disk take as long as they take.
  const historyClock: Clock = { ...clock, after: (delayMs, callback) => systemClock.after(delayMs, callback) }
  const history = await openHostHistory(directory, historyClock, settings.store.current, log)
  const onThrow = (error: unknown) => onFault(String(error))
  const suspended = createListeners<null>(onThrow)
  const resumed = createListeners<null>(onThrow)
  const online = createListeners<boolean>(onThrow)
  const machine = createHeartbeat(clock, onThrow, {
    onSuspend: (listener) => suspended.subscribe(() => listener()),
    onResume: (listener) => resumed.subscribe(() => listener()),
    onOnlineChange: (listener) => online.subscribe(listener),
  })
  // Probes take as long as they take; only their dates are the run's.
  const probeClock = { monotonicMs: () => performance.now(), wallMs: () => clock.wallMs() }
  const portlight = createPortlight({
    host: { kind: 'headless', version, dataDirectory: directory },
    clock,
    random: Math.random,
    newId: randomUUID,
    probe: createProber(version, probeClock),
    settings: settings.store,
    secrets: createMemorySecrets(),
    files: { targets: [], secrets: createMemorySecrets() },
    reading: { machine: localMachine({}), home: directory },
    history: history.history,
    memory: history.memory,
    notifier,
    machine,
    network: readNetwork,
    log,
    notices: history.notices,
    hideWindow: null,
  })
  history.tell(portlight.notices)
  const listening = await startHttpServer({
    portlight,
    pageDirectory: directory,
    host: '127.0.0.1',
    port: 0,
    token: 'endurance',
    ownNames: [],
    allowHosts: [],
    version,
    clock,
    onError: onThrow,
  })
  if (!listening.ok) throw new Error(listening.message)
  deps.onReady(portlight)
  portlight.start()
  return {
    portlight,
    settings: settings.store,
    address: listening.server.address,
    historyPath: join(directory, 'history.sqlite'),
    announce: {
      suspend: () => suspended.emit(null),
      resume: () => resumed.emit(null),
      online: (now) => online.emit(now),
    },
    async stop() {
      machine.stop()
      await Promise.all([listening.server.stop(), portlight.stop()])
      notifier.close()
      await history.close()
      await log.close()
    },
  }
}
