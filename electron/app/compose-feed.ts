import type { Silence } from '../alerts/policy.ts'
import type { Progress } from '../contract/import.ts'
import type { HostFacts } from '../contract/snapshot.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Monitor } from '../monitor/ports.ts'
import type { SettingsStore } from '../storage/ports.ts'
import type { Faults } from './faults.ts'
import { createFeed, type FeedControl } from './feed.ts'
import type { FileTargetSet } from './file-targets.ts'
import type { FollowedFolders } from './followed-folders.ts'
import type { Notices } from './notices.ts'
import { sightView, targetView } from './views.ts'

export interface ComposeFeedDeps {
  clock: Clock
  host: () => HostFacts
  importing: () => Progress | null
  settings: SettingsStore
  monitor: Monitor
  notices: Notices
  faults: Faults
  files: Pick<FileTargetSet, 'ids' | 'sourceFile'>
  followed: Pick<FollowedFolders, 'list'>
  silenceOf: (target: TargetConfig) => Silence
  onThrow: (error: unknown) => void
}

/** Makes what the page is told of what the parts know, and tells it when the monitor says that something changed. */
export function composeFeed(deps: ComposeFeedDeps): FeedControl {
  const { settings, monitor, notices, faults, files } = deps

  function view(id: string) {
    const target = monitor.target(id)
    const status = monitor.status(id)
    return target && status ? targetView(target, status, files.sourceFile(id), deps.silenceOf(target)) : null
  }

  /** A person's own in the order of the settings, which a removal taken back keeps, then those from files. */
  function ids(): string[] {
    return [...settings.current.targets.map(({ id }) => id), ...files.ids()]
  }

  const feed = createFeed(
    {
      host: deps.host,
      importing: deps.importing,
      preferences: () => settings.current.preferences,
      notices: () => notices.list(),
      followed: () => deps.followed.list(),
      sight: () => sightView(monitor.sight()),
      view,
      views: () => ids().flatMap((id) => view(id) ?? []),
      states: () =>
        ids().flatMap((id) => {
          const status = monitor.status(id)
          return status ? [[id, status.state] as const] : []
        }),
    },
    deps.clock,
    deps.onThrow,
  )
  monitor.subscribe((event) => {
    if (event.type === 'removed') faults.removed(event.id)
    if (event.type === 'result') faults.result(event.result)
    if (event.type === 'status' && event.after.paused) faults.paused(event.target.id)
    if (event.type === 'removed') feed.changed(event.id)
    else if ('target' in event) feed.changed(event.target.id)
    else if (event.type === 'sight') feed.changed(null)
  })
  return feed
}
