import type { CheckedNotifier } from '../alerts/notifier.ts'
import { testNotification } from '../alerts/test-notification.ts'
import type { AlertWords } from '../alerts/words.ts'
import type { Answer, FailureCode } from '../contract/schemas.ts'
import { maxFollowed, type Settings } from '../contract/settings.ts'
import type { Monitor } from '../monitor/ports.ts'
import type { SettingsStore } from '../storage/ports.ts'
import { type AlertHandlersDeps, alertHandlers } from './alert-handlers.ts'
import type { ComposedWebhook } from './compose-webhook.ts'
import type { DataHandlers } from './data-handlers.ts'
import type { DesktopHandlers } from './desktop-handlers.ts'
import type { Drafts } from './drafts.ts'
import type { FeedControl } from './feed.ts'
import type { FileTargetSet } from './file-targets.ts'
import type { FollowedFolders } from './followed-folders.ts'
import { type HistoryHandlersDeps, historyHandlers } from './history-handlers.ts'
import { importHandlers } from './import-handlers.ts'
import type { Importer } from './importer.ts'
import type { MetricsSwitch } from './metrics-switch.ts'
import type { Network } from './network.ts'
import type { Notices } from './notices.ts'
import { type Begun, type OwnTargets, untilMs } from './own-targets.ts'
import { absolutePath, folderFault } from './person-path.ts'
import type { Handlers } from './requests.ts'

export interface HandlersDeps {
  monitor: Monitor
  settings: SettingsStore
  own: OwnTargets
  feed: FeedControl
  notices: Notices
  files: Pick<FileTargetSet, 'sourceFile'>
  followed: FollowedFolders
  importer: Importer
  alertHandling: AlertHandlersDeps
  history: HistoryHandlersDeps
  /** Where `~/` leads. */
  home: string
  notifier: CheckedNotifier
  hideWindow: (() => void) | null
  newId: () => string
  drafts: Drafts['handlers']
  openPage: ((address: string) => Promise<boolean>) | null
  /** What is told, in words; read at each use. */
  words: () => AlertWords
  network: Network['handlers']
  metrics: MetricsSwitch['handlers']
  webhook: ComposedWebhook['handlers']
  desktop: DesktopHandlers
  data: DataHandlers
}

type Nothing = Answer<Record<string, never>>
const done: Nothing = { ok: true, value: {} }
const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

/** Answers every channel of the contract; one that is missing does not compile. */
export function createHandlers(deps: HandlersDeps): Handlers {
  const { monitor, settings, own, feed, notices, files, followed, importer, home, notifier, hideWindow } = deps

  function save(edit: (before: Settings) => Settings): Nothing {
    const saved = settings.change(edit)
    return saved.ok ? done : failed('not-saved', saved.message)
  }

  function watch({ target, pause }: Begun): string {
    monitor.add(target, pause && { untilMs: untilMs(pause) })
    return target.id
  }

  /** Why one of these must not be changed here: it comes from a file. */
  function readOnly(ids: readonly string[], what: string): Answer<never> | null {
    const file = ids.map((id) => files.sourceFile(id)).find((path) => path !== null)
    return file === undefined ? null : failed('read-only', `this target comes from ${file}; ${what} it there`)
  }

  /** The targets meant, or a failure when one of them is not known. */
  function targets(ids: readonly string[] | null): { ok: true; ids: readonly string[] } | Answer<never> {
    if (ids === null) return { ok: true, ids: monitor.targets().map(({ id }) => id) }
    if (ids.every((id) => monitor.target(id))) return { ok: true, ids }
    return failed('not-found', 'a target is no longer in the list')
  }

  return {
    'snapshot:get': () => ({ ok: true, value: feed.snapshot() }),
    'targets:add': async ({ line, name }) => {
      const added = await own.add(line, name)
      return added.ok ? { ok: true, value: { id: watch(added) } } : added
    },
    'targets:remove': ({ ids }) => {
      const refused = readOnly(ids, 'remove')
      if (refused) return refused
      const answer = own.remove(ids)
      if (!answer.ok) return answer
      for (const id of answer.removed) monitor.remove(id)
      return done
    },
    'targets:restore': ({ ids }) => {
      const answer = own.restore(ids)
      return answer.ok ? { ok: true, value: { restored: answer.restored.map(watch) } } : answer
    },
    'targets:amend': ({ changes }) => {
      const refused = readOnly(
        changes.map(({ id }) => id),
        'change',
      )
      if (refused) return refused
      const answer = own.amend(changes)
      if (!answer.ok) return answer
      for (const target of answer.changed) monitor.update(target)
      return done
    },
    'targets:pause': ({ ids, until }) => {
      const meant = targets(ids)
      if (!('ids' in meant)) return meant
      const pauses = Object.fromEntries(meant.ids.map((id) => [id, { until }]))
      const saved = save((before) => ({ ...before, paused: { ...before.paused, ...pauses } }))
      if (saved.ok) for (const id of meant.ids) monitor.pause(id, untilMs({ until }))
      return saved
    },
    'targets:resume': ({ ids }) => {
      const meant = targets(ids)
      if (!('ids' in meant)) return meant
      const resumed = new Set(meant.ids)
      const saved = save((before) => ({
        ...before,
        paused: Object.fromEntries(Object.entries(before.paused).filter(([id]) => !resumed.has(id))),
      }))
      if (saved.ok) for (const id of meant.ids) monitor.resume(id)
      return saved
    },
    'targets:probe': ({ ids }) => {
      const meant = targets(ids)
      if (!('ids' in meant)) return meant
      // The monitor owns these probes and always settles them; their results arrive as deltas.
      for (const id of meant.ids) void monitor.probeNow(id)
      return done
    },
    'preferences:set': (change) => {
      const saved = save((before) => ({ ...before, preferences: { ...before.preferences, ...change } }))
      if (!saved.ok) return saved
      feed.changed(null)
      return { ok: true, value: settings.current.preferences }
    },
    ...deps.drafts,
    'targets:open': async ({ id }) => {
      const target = monitor.target(id)
      if (!target) return failed('not-found', 'this target is no longer in the list')
      if (!deps.openPage || target.protocol !== 'http') return failed('unsupported', 'there is nothing to open here')
      if (await deps.openPage(target.target)) return done
      return failed('unsupported', `no browser took ${target.target}; copy the address and open it yourself`)
    },
    ...alertHandlers(deps.alertHandling),
    ...deps.network,
    ...deps.metrics,
    ...deps.desktop,
    ...historyHandlers(deps.history),
    ...deps.webhook,
    ...importHandlers(importer, home),
    ...deps.data,
    'followed:add': async ({ path: written }) => {
      const parsed = absolutePath(written, home)
      if (!parsed.ok) return failed('unreadable', parsed.message)
      const path = parsed.value
      const before = settings.current.followed ?? []
      if (before.includes(path)) return failed('duplicate', `${path} is followed already`)
      if (before.length >= maxFollowed) return failed('unsupported', `at most ${maxFollowed} folders are followed`)
      const fault = await folderFault(path)
      if (fault !== null) return failed('unreadable', fault)
      const saved = save((settings) => ({ ...settings, followed: [...before, path] }))
      if (!saved.ok) return saved
      await followed.follow(path)
      return { ok: true, value: { path } }
    },
    'followed:remove': async ({ path }) => {
      const saved = save((before) => ({ ...before, followed: before.followed?.filter((other) => other !== path) }))
      if (!saved.ok) return saved
      await followed.unfollow(path)
      return done
    },
    'notices:dismiss': ({ id }) => {
      notices.dismiss(id)
      return done
    },
    'notifications:test': async () => {
      const delivery = await notifier.notify(testNotification(deps.newId(), deps.words()))
      return { ok: true, value: { shown: delivery === 'shown', ...notifier.status } }
    },
    'window:hide': () => {
      if (!hideWindow) return failed('unsupported', 'there is no window to hide')
      hideWindow()
      return done
    },
  }
}
