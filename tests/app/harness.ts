import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { CheckedNotifier, Notification } from '../../electron/alerts/notifier.ts'
import { openHostHistory } from '../../electron/app/host-history.ts'
import { createPortlight, type Portlight } from '../../electron/app/portlight.ts'
import type { PortlightDeps } from '../../electron/app/portlight-deps.ts'
import { createProber } from '../../electron/app/prober.ts'
import type { RequestChannel } from '../../electron/contract/channels.ts'
import { contract, type RequestOf, type ResponseOf } from '../../electron/contract/schemas.ts'
import type { Delta } from '../../electron/contract/snapshot.ts'
import { createConfFile } from '../../electron/headless/conf-file.ts'
import { createKeyFileCipher } from '../../electron/headless/key-file.ts'
import type { MachineEvents } from '../../electron/monitor/ports.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createEncryptedSecrets } from '../../electron/storage/encrypted-secrets.ts'
import { createLog } from '../../electron/storage/log.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { openSettings } from '../../electron/storage/settings.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { answering } from './answering.ts'
import { memoryInMemory, noHistory } from './kept.ts'

/** A machine that never sleeps. */
export const awake: MachineEvents = {
  onSuspend: () => () => {},
  onResume: () => () => {},
  onOnlineChange: () => () => {},
}

/** Takes every notification and keeps it. */
export function recordingNotifier(): CheckedNotifier & { shown: Notification[] } {
  const shown: Notification[] = []
  return {
    name: 'recorder',
    ...answering('recorder'),
    shown,
    notify: async (notification) => {
      shown.push(notification)
      return 'shown'
    },
  }
}

export interface TestApp {
  portlight: Portlight
  directory: string
  notifier: ReturnType<typeof recordingNotifier>
  /** Asks as the page does, and expects success. */
  ask: <C extends RequestChannel>(channel: C, request: RequestOf<C>) => Promise<ResponseOf<C>>
  /** Resolves with the first delta, from now on, that fits. */
  delta(fits: (delta: Delta) => boolean): Promise<Delta>
  stop(): Promise<void>
}

/** The program with the history of its directory, in its own thread, which is closed after it. */
export async function startAppWithHistory(options: Parameters<typeof startApp>[0] = {}): Promise<TestApp> {
  const { directory = temporaryDirectory() } = options
  const log = createLog(join(directory, 'logs'), systemClock)
  const settings = openSettings(createConfFile(directory), () => new Date()).store
  const opened = await openHostHistory(directory, options.clock ?? systemClock, settings.current, log)
  const { history, memory, notices } = opened
  const app = startApp({ settings, log, history, memory, notices, ...options, directory })
  opened.tell(app.portlight.notices)
  let stopped: Promise<void> | null = null
  const stop = () => (stopped ??= app.stop().then(() => opened.close()))
  onTestFinished(stop)
  return { ...app, stop }
}

const responses: { [C in RequestChannel]: { response: { parse(value: unknown): ResponseOf<C> } } } = contract

/** The whole program over real files, sockets and time; what `options` names is replaced. It is stopped with the test. */
export function startApp(options: Partial<PortlightDeps> & { directory?: string; started?: boolean } = {}): TestApp {
  const { directory = temporaryDirectory(), started = true, ...replaced } = options
  const clock = options.clock ?? systemClock
  const now = () => new Date(clock.wallMs())
  const settings = openSettings(createConfFile(directory), now)
  const notifier = recordingNotifier()
  const log = createLog(join(directory, 'logs'), systemClock)
  const portlight = createPortlight({
    host: { kind: 'headless', version: '0.0.0-test', dataDirectory: directory },
    clock,
    random: () => 0,
    newId: randomUUID,
    probe: createProber('0.0.0-test', systemClock),
    settings: settings.store,
    secrets: createEncryptedSecrets(
      join(directory, 'secrets.json'),
      createKeyFileCipher(
        { path: join(directory, 'key', 'secret.key'), provided: false, within: false },
        process.platform,
      ),
      now,
    ),
    files: { targets: [], secrets: createMemorySecrets() },
    reading: { machine: { hostname: 'test-host', ip: '', env: {} }, home: directory },
    history: noHistory,
    memory: memoryInMemory(),
    notifier,
    machine: awake,
    log,
    notices: settings.notices,
    hideWindow: null,
    ...replaced,
  })
  let stopped: Promise<void> | null = null
  const stop = () => {
    stopped ??= (async () => {
      await portlight.stop()
      await log.close()
    })()
    return stopped
  }
  onTestFinished(stop)
  if (started) portlight.start()
  return {
    portlight,
    directory,
    notifier,
    stop,
    async ask(channel, request) {
      const answer = await portlight.handle(channel, request)
      if (!answer.ok) throw new Error(`${answer.code}: ${answer.message}`)
      return responses[channel].response.parse(answer.value)
    },
    delta: (fits) =>
      new Promise((resolve) => {
        const unsubscribe = portlight.feed.subscribe((delta) => {
          if (!fits(delta)) return
          unsubscribe()
          resolve(delta)
        })
      }),
  }
}
