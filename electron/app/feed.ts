import type { Progress } from '../contract/import.ts'
import type { Preferences } from '../contract/settings.ts'
import type { Delta, Followed, HostFacts, Notice, SightView, Snapshot, TargetView } from '../contract/snapshot.ts'
import { type State, summarise } from '../contract/states.ts'
import { createListeners } from '../monitor/listeners.ts'
import type { Clock, Timer, Unsubscribe } from '../monitor/ports.ts'

/** How long changes are gathered: well under what an eye takes for delay, and a burst of results is one delta. */
const gatherMs = 50

/** Where the feed reads from, each time it needs to. */
export interface FeedSource {
  host(): HostFacts
  preferences(): Preferences
  notices(): Notice[]
  followed(): Followed[]
  sight(): SightView
  /** How far an import is. */
  importing(): Progress | null
  /** Null once the target is gone. */
  view(id: string): TargetView | null
  /** All of them, in the order shown. */
  views(): TargetView[]
  states(): Iterable<State>
}

export interface Feed {
  /** Everything, at the version that the next delta starts from. */
  snapshot(): Snapshot
  subscribe(listener: (delta: Delta) => void): Unsubscribe
}

export interface FeedControl extends Feed {
  /** Something about the target, or about everything else when the id is null, is not as it was last told. */
  changed(id: string | null): void
  /** Nothing is told any more. */
  stop(): void
}

/**
 * Tells what changed, gathered and numbered. Only ids are noted as things happen; what there is to say of them is read
 * when the delta is made. A snapshot may already hold what the delta after it repeats, which changes nothing.
 */
export function createFeed(source: FeedSource, clock: Clock, onThrow: (error: unknown) => void): FeedControl {
  const listeners = createListeners<Delta>(onThrow)
  const dirty = new Set<string>()
  let listening = 0
  let version = 0
  let timer: Timer | null = null
  let stopped = false

  function shared() {
    return {
      version,
      summary: summarise(source.states()),
      notices: source.notices(),
      followed: source.followed(),
      sight: source.sight(),
      importing: source.importing(),
      preferences: source.preferences(),
    }
  }

  function flush(): void {
    timer = null
    const from = version
    version += 1
    const ids = [...dirty]
    dirty.clear()
    if (listening === 0) return
    const views = ids.map((id) => [id, source.view(id)] as const)
    const delta: Delta = {
      ...shared(),
      from,
      changed: views.flatMap(([, view]) => view ?? []),
      removed: views.flatMap(([id, view]) => (view ? [] : [id])),
    }
    listeners.emit(delta)
  }

  return {
    snapshot: () => ({ ...shared(), host: source.host(), targets: source.views() }),
    subscribe(listener) {
      const unsubscribe = listeners.subscribe(listener)
      listening += 1
      let subscribed = true
      return () => {
        if (subscribed) listening -= 1
        subscribed = false
        unsubscribe()
      }
    },
    changed(id) {
      if (id !== null) dirty.add(id)
      if (!stopped) timer ??= clock.after(gatherMs, flush)
    },
    stop() {
      stopped = true
      timer?.cancel()
      timer = null
    },
  }
}
