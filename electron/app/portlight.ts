import { join } from 'node:path'
import { wordsFor } from '../alerts/words-for.ts'
import { defaultAlertSettings } from '../contract/alert-settings.ts'
import { languageFor } from '../contract/language.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { interfaceNames, systemLine } from '../interop/machine.ts'
import { createMonitor } from '../monitor/monitor.ts'
import type { Monitor } from '../monitor/ports.ts'
import { readLogTail } from '../storage/log-tail.ts'
import { composeAlerts } from './compose-alerts.ts'
import { composeFeed } from './compose-feed.ts'
import { createDataDeletion } from './data-deletion.ts'
import { dataHandlers } from './data-handlers.ts'
import { tellDependencyFault } from './dependency-notice.ts'
import { noDesktop } from './desktop-handlers.ts'
import { diagnosticsText } from './diagnostics.ts'
import { createDrafts } from './drafts.ts'
import { createFaults } from './faults.ts'
import type { Feed } from './feed.ts'
import { createFileTargets } from './file-targets.ts'
import { createFollowedFolders } from './followed-folders.ts'
import { createHandlers } from './handlers.ts'
import { createImporter } from './importer.ts'
import { createMetricsSwitch } from './metrics-switch.ts'
import { createNetwork } from './network.ts'
import { createNotices, type Notices } from './notices.ts'
import { tellNotifierStatus } from './notifier-notice.ts'
import { createOwnTargets, untilMs } from './own-targets.ts'
import type { PortlightDeps } from './portlight-deps.ts'
import { createProbeTarget } from './probe-target.ts'
import { startRecorder } from './recorder.ts'
import { createHandle, type Handle } from './requests.ts'
import { settingsSecretRefs } from './secret-refs.ts'
import { createSettingsParts } from './settings-parts.ts'
import { switchSettings } from './switch-settings.ts'

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

  const words = () => wordsFor[languageFor(settings.current.preferences.language, [deps.locale ?? 'en'])]

  const notices = createNotices(deps.notices, () => feed.changed(null))
  settings.onSetAside((notice) => notices.raise(notice))
  const faults = createFaults(notices)
  const network = createNetwork({ settings, secrets: deps.secrets, home, interfaces: interfaceNames })
  const monitor = createMonitor({
    clock,
    random: deps.random,
    machine: deps.machine,
    ...(deps.network ? { network: deps.network } : {}),
    ...(deps.pace ? { pace: deps.pace } : {}),
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
  const inSession = deps.desktop !== undefined
  const ask: Handle = (channel, payload) => handle(channel, payload)
  const parts = createSettingsParts({ settings: () => settings.current, handle: ask, desktop: inSession })
  const importer = createImporter({
    settings,
    secrets: deps.secrets,
    machine: facts,
    clock,
    newId: deps.newId,
    parts,
    onAdded: begin,
    onChanged: (target) => monitor.update(target),
    onRemoved(id) {
      monitor.remove(id)
      deps.history.forget(id)
    },
    onProgress: () => feed.changed(null),
  })
  const own = createOwnTargets({
    settings,
    secrets: deps.secrets,
    clock,
    newId: deps.newId,
    onForgotten: (id) => deps.history.forget(id),
  })

  const host = () => ({ ...deps.host, notifier: deps.notifier.status.adapter })
  const feed = composeFeed({
    clock,
    host,
    importing: () => importer.progress(),
    settings,
    monitor,
    notices,
    faults,
    files,
    followed,
    silenceOf: (target) => alerts.silenceOf(target),
    onThrow: logError('a listener of the feed failed'),
  })
  const stopTellingStatus = tellNotifierStatus(deps.notifier, notices)
  const recorder = startRecorder({
    monitor,
    history: deps.history,
    ...(deps.pace ? { pace: deps.pace } : {}),
  })
  const alerts = composeAlerts({
    clock,
    settings,
    words,
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

  const drafts = createDrafts({
    settings,
    secrets: deps.secrets,
    clock,
    newId: deps.newId,
    home,
    probe: deps.probe,
    network: () => network.defaults(),
    source: (id) => {
      const target = monitor.target(id) ?? own.removed(id)
      return target && { target, secrets: files.secretsOf(id) ?? deps.secrets }
    },
    sourceFile: (id) => files.sourceFile(id),
    onAdded: begin,
    onChanged: (target) => monitor.update(target),
  })
  const metrics = createMetricsSwitch({
    settings,
    monitor,
    notices,
    version: deps.host.version,
    listen: deps.listenMetrics ?? null,
  })
  const deletion = createDataDeletion({
    settings,
    secrets: deps.secrets,
    history: deps.history,
    clock,
    isWatched: (id) => monitor.target(id) !== null && monitor.target(id) !== undefined,
    switchTo: (next) =>
      switchSettings(next, {
        settings,
        monitor,
        followed,
        history: deps.history,
        begin,
        onChange() {
          alerts.handling.onChange()
          feed.changed(null)
        },
        handle: ask,
        desktop: inSession,
      }),
  })
  const logDirectory = join(deps.host.dataDirectory, 'logs')
  const startedMs = clock.monotonicMs()
  const data = dataHandlers({
    settings,
    parts,
    history: deps.history,
    deletion,
    logDirectory,
    diagnostics: () =>
      diagnosticsText({
        host,
        settings,
        secrets: deps.secrets,
        monitor,
        notices: () => notices.list(),
        history: deps.history,
        clock,
        startedMs,
        system: systemLine,
        hostname: facts.hostname,
        home,
        readLog: () => readLogTail(logDirectory),
      }),
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
    drafts: drafts.handlers,
    openPage: deps.openPage ?? null,
    words,
    network: network.handlers,
    metrics: metrics.handlers,
    desktop: deps.desktop ?? noDesktop,
    data,
    webhook: alerts.webhook,
  })

  function begin(target: TargetConfig): void {
    const pause = settings.current.paused[target.id]
    monitor.add(target, pause ? { untilMs: untilMs(pause) } : null)
  }

  /** A crash while a removal could still be taken back leaves its secrets; from the next start on nothing refers to them. */
  let forgetting: Promise<void> | null = null

  const handle = createHandle(handlers, (channel, error) =>
    log.error('a request failed', { channel, error: describe(error) }),
  )

  return {
    handle,
    feed,
    notices,
    monitor,
    start() {
      if (settings.complete) forgetting = deps.secrets.keepOnly(settingsSecretRefs(settings.current))
      const { targets } = settings.current
      tellDependencyFault(targets, join(deps.host.dataDirectory, 'config.json'), notices)
      for (const target of targets) begin(target)
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
      await drafts.stop()
      await monitor.stop()
      alerts.stop()
      recorder.stop()
      await importer.close()
      await Promise.all([alerts.close(), own.close(), deletion.close(), metrics.stop(), forgetting])
    },
  }
}

/** IANA name of this machine's zone, wherever it travels. */
const machineTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
