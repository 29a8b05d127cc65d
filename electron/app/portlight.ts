import type { CheckedNotifier } from '../alerts/notifier.ts'
import { defaultAlertSettings } from '../contract/alert-settings.ts'
import type { Settings } from '../contract/settings.ts'
import type { HostFacts, Notice } from '../contract/snapshot.ts'
import type { SecretRef, TargetConfig } from '../contract/target-config.ts'
import type { MachineFacts } from '../interop/machine.ts'
import { createMonitor } from '../monitor/monitor.ts'
import type { Clock, MachineEvents, Memory, Monitor, NetworkFacts } from '../monitor/ports.ts'
import type { History } from '../storage/history.ts'
import type { Log } from '../storage/log.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { alertsOf } from './alert-options.ts'
import { composeAlerts } from './compose-alerts.ts'
import { createFaults } from './faults.ts'
import { createFeed, type Feed } from './feed.ts'
import { createFileTargets, type FileTarget } from './file-targets.ts'
import { createFollowedFolders } from './followed-folders.ts'
import { createHandlers } from './handlers.ts'
import { createImporter } from './importer.ts'
import { createMetricsSwitch, type ListenMetrics } from './metrics-switch.ts'
import { createNetwork } from './network.ts'
import { createNotices, type Notices } from './notices.ts'
import { tellNotifierStatus } from './notifier-notice.ts'
import { createOwnTargets, untilMs } from './own-targets.ts'
import { createProbeTarget } from './probe-target.ts'
import type { Prober } from './prober.ts'
import { startRecorder } from './recorder.ts'
import { createHandle, type Handle } from './requests.ts'
import { secretRefs } from './secret-refs.ts'
import { sightView, targetView } from './views.ts'

/** Targets that come from files given at start. */
export interface FileTargets {
  targets: readonly FileTarget[]
  /** Holds the secrets these files contain. */
  secrets: SecretStore
}

export interface PortlightDeps {
  host: Omit<HostFacts, 'notifier'>
  clock: Clock
  /** In [0, 1). */
  random: () => number
  /** A random UUID for a new target. */
  newId: () => string
  probe: Prober
  settings: SettingsStore
  secrets: SecretStore
  files: FileTargets
  /** What reading files needs to know of this machine, and where `~/` leads. */
  reading: { machine: MachineFacts; home: string }
  history: History
  /** What must outlive the program beside the settings. */
  memory: Memory
  notifier: CheckedNotifier
  machine: MachineEvents
  /** How this machine is connected; absent where nobody can tell. */
  network?: () => NetworkFacts
  log: Log
  /** What opening the stores and files brought up. */
  notices: readonly Notice[]
  /** Null where there is no window to hide. */
  hideWindow: (() => void) | null
  /** Serves metrics where the person asks for it; left out where they are served anyway. */
  listenMetrics?: ListenMetrics
}

export interface Portlight {
  /** Begins probing. */
  start(): void
  /** Ends every probe and forgets what was removed; nothing is told afterwards. Saving and closing stores is the host's. */
  stop(): Promise<void>
  handle: Handle
  feed: Feed
  notices: Notices
  monitor: Monitor
}

/** Puts the parts together that both hosts share. */
export function createPortlight(deps: PortlightDeps): Portlight {
  const { clock, settings, log } = deps
  const { machine: facts, home } = deps.reading
  const logError = (message: string) => (error: unknown) => log.error(message, { error: describe(error) })

  const notices = createNotices(deps.notices, () => feed.changed(null))
  settings.onSetAside((notice) => notices.raise(notice))
  const faults = createFaults(notices)
  const network = createNetwork(settings, deps.secrets)
  const monitor = createMonitor({
    clock,
    random: deps.random,
    machine: deps.machine,
    ...(deps.network ? { network: deps.network } : {}),
    memory: deps.memory,
    rules: () => settings.current.alerts ?? defaultAlertSettings,
    inMaintenance: (target) => alerts.inMaintenance(target),
    probe: createProbeTarget({
      probe: deps.probe,
      clock,
      secretsOf: (target) => files.secretsOf(target.id) ?? deps.secrets,
      network: () => network.defaults(),
      onResolved: (target, resolved) => faults.resolved(target, resolved),
    }),
    onFault: ({ where, targetId, error }) =>
      log.error(`a ${where} of the monitor failed`, { target: targetId, error: describe(error) }),
  })
  const files = createFileTargets({
    begin,
    change: (target) => monitor.update(target),
    end: (id) => monitor.remove(id),
  })
  const followed = createFollowedFolders({ files, notices, clock, machine: facts, onChange: () => feed.changed(null) })
  const importer = createImporter({
    settings,
    secrets: deps.secrets,
    machine: facts,
    newId: deps.newId,
    onAdded: begin,
    onChanged: (target) => monitor.update(target),
  })
  const own = createOwnTargets({
    settings,
    secrets: deps.secrets,
    clock,
    newId: deps.newId,
    onForgotten: (id) => deps.history.forget(id),
  })

  function view(id: string) {
    const target = monitor.target(id)
    const status = monitor.status(id)
    return target && status ? targetView(target, status, files.sourceFile(id), alerts.silenceOf(target)) : null
  }

  /** A person's own in the order of the settings, which a removal taken back keeps, then those from files. */
  function ids(): string[] {
    return [...settings.current.targets.map(({ id }) => id), ...files.ids()]
  }

  const feed = createFeed(
    {
      host: () => ({ ...deps.host, notifier: deps.notifier.status.adapter }),
      preferences: () => settings.current.preferences,
      notices: () => notices.list(),
      followed: () => followed.list(),
      sight: () => sightView(monitor.sight()),
      view,
      views: () => ids().flatMap((id) => view(id) ?? []),
      states: () => ids().flatMap((id) => monitor.status(id)?.state ?? []),
    },
    clock,
    logError('a listener of the feed failed'),
  )

  const stopTellingStatus = tellNotifierStatus(deps.notifier, notices)
  const recorder = startRecorder({ monitor, history: deps.history })
  const alerts = composeAlerts({
    clock,
    settings,
    monitor,
    memory: deps.memory,
    notifier: deps.notifier,
    secrets: deps.secrets,
    hostname: facts.hostname,
    version: deps.host.version,
    random: deps.random,
    newId: deps.newId,
    log,
    onDecision: (decision) => deps.history.decision(decision),
    onSilenceChange: (id) => feed.changed(id),
  })

  monitor.subscribe((event) => {
    if (event.type === 'removed') faults.removed(event.id)
    if (event.type === 'result') faults.result(event.result)
    if (event.type === 'status' && event.after.paused) faults.paused(event.target.id)
    if (event.type === 'removed') feed.changed(event.id)
    else if ('target' in event) feed.changed(event.target.id)
    else if (event.type === 'sight') feed.changed(null)
  })

  const metrics = createMetricsSwitch({
    settings,
    monitor,
    notices,
    version: deps.host.version,
    listen: deps.listenMetrics ?? null,
  })
  const handlers = createHandlers({
    monitor,
    settings,
    own,
    feed,
    notices,
    files,
    followed,
    importer,
    alertHandling: alerts.handling,
    history: { history: deps.history, settings, monitor, clock, timeZone: machineTimeZone },
    home,
    notifier: deps.notifier,
    hideWindow: deps.hideWindow,
    newId: deps.newId,
    network: network.handlers,
    metrics: metrics.handlers,
    webhook: alerts.webhook,
  })

  function begin(target: TargetConfig): void {
    const pause = settings.current.paused[target.id]
    monitor.add(target, pause ? { untilMs: untilMs(pause) } : null)
  }

  /** A crash while a removal could still be taken back leaves its secrets; from the next start on nothing refers to them. */
  let forgetting: Promise<void> | null = null

  return {
    handle: createHandle(handlers, (channel, error) =>
      log.error('a request failed', { channel, error: describe(error) }),
    ),
    feed,
    notices,
    monitor,
    start() {
      if (settings.complete) forgetting = deps.secrets.keepOnly(keptSecrets(settings.current))
      for (const target of settings.current.targets) begin(target)
      files.set('start', deps.files.targets, deps.files.secrets)
      monitor.start()
      // It says itself what went wrong; stop() waits for it.
      void metrics.start()
      // Each is read for as long as it is followed; stop() waits for what is under way.
      for (const path of settings.current.followed ?? []) void followed.follow(path)
    },
    async stop() {
      stopTellingStatus()
      feed.stop()
      await followed.stop()
      await monitor.stop()
      alerts.stop()
      recorder.stop()
      await Promise.all([alerts.close(), own.close(), metrics.stop(), forgetting])
    },
  }
}

/** IANA name of this machine's zone, wherever it travels. */
const machineTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

function keptSecrets(settings: Settings): SecretRef[] {
  const { webhook } = alertsOf(settings)
  const proxyPassword = settings.network?.proxyPassword
  return [...settings.targets.flatMap(secretRefs), ...[webhook, proxyPassword].flatMap((ref) => ref ?? [])]
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
