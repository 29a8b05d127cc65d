import type { Progress } from '../contract/import.ts'
import type { Preferences } from '../contract/settings.ts'
import type { Delta, Followed, HostFacts, Notice, SightView, Snapshot, TargetView } from '../contract/snapshot.ts'
import { type State, summarise } from '../contract/states.ts'
import { createListeners } from '../monitor/listeners.ts'
import type { Clock, Timer, Unsubscribe } from '../monitor/ports.ts'

/** How long changes are gathered: a frame of a screen of 60 Hz, so that a burst of results is drawn once. */
const gatherMs = 16

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
  /** Of every target, by id. */
  states(): Iterable<readonly [string, State]>
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
  /** As last told, by id. Ten thousand targets are not asked again for each of sixty deltas a second. */
  let states: Map<string, State> | null = null
  let listening = 0
  let version = 0
  let timer: Timer | null = null
  let stopped = false
  /** Something changed since the version was last told, with nobody to tell. */
  let missed = false

  function shared(known: ReadonlyMap<string, State>) {
    return {
      version,
      summary: summarise(known.values()),
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
    states ??= new Map(source.states())
    for (const [id, view] of views) {
      if (view) states.set(id, view.state)
      else states.delete(id)
    }
    const delta: Delta = {
      ...shared(states),
      from,
      changed: views.flatMap(([, view]) => view ?? []),
      removed: views.flatMap(([id, view]) => (view ? [] : [id])),
    }
    listeners.emit(delta)
  }

  return {
    snapshot() {
      missed = false
      const targets = source.views()
      const known = new Map(targets.map(({ id, state }) => [id, state]))
      return { ...shared(known), host: source.host(), targets }
    },
    subscribe(listener) {
      const unsubscribe = listeners.subscribe(listener)
      // What changed with nobody listening was not noted.
      if (listening === 0) states = null
      listening += 1
      let subscribed = true
      return () => {
        if (subscribed) listening -= 1
        subscribed = false
        unsubscribe()
      }
    },
    changed(id) {
      if (listening === 0) {
        // A snapshot from before is of an older version, so that no later delta fits it.
        if (!missed) version += 1
        missed = true
        return
      }
      if (id !== null) dirty.add(id)
      else states = null
      if (!stopped) timer ??= clock.after(gatherMs, flush)
    },
    stop() {
      stopped = true
      timer?.cancel()
      timer = null
    },
  }
}
