import type { Delta, Snapshot } from '../electron/contract/snapshot.ts'
import type { Client } from './bridge.ts'

export interface PageState {
  /** Null until the first snapshot has come. */
  snapshot: Snapshot | null
  connected: boolean
  /** Deltas that came while a snapshot was on its way. */
  early: readonly Delta[]
  /** A snapshot has been asked for, or must be. */
  behind: boolean
}

export type PageAction =
  | { type: 'connection'; connected: boolean }
  | { type: 'snapshot'; snapshot: Snapshot }
  | { type: 'delta'; delta: Delta }

export const initialState: PageState = { snapshot: null, connected: true, early: [], behind: true }

/** Applies a delta made for exactly this version; targets keep their places and unchanged ones their identity. */
function merge(snapshot: Snapshot, delta: Delta): Snapshot {
  const { from: _from, changed: changes, removed: gone, ...rest } = delta
  const changed = new Map(changes.map((target) => [target.id, target]))
  const removed = new Set(gone)
  const targets = snapshot.targets
    .filter((target) => !removed.has(target.id))
    .map((target) => changed.get(target.id) ?? target)
  const known = new Set(snapshot.targets.map((target) => target.id))
  const added = changes.filter((target) => !known.has(target.id))
  return { ...snapshot, ...rest, targets: [...targets, ...added] }
}

/** A host that sends and does not answer must not fill the page's memory; what is missing then shows as a gap. */
const mostEarly = 1000

/**
 * The page's whole memory of the host. A delta at or below the known version is stale and dropped; one that starts from
 * another version leaves a gap, and from then on the page is behind until a snapshot comes.
 */
export function reduce(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'connection':
      // What came in between is unknown after a break, and the host may have begun anew: ask for everything.
      return action.connected ? { ...state, connected: true, behind: true, early: [] } : { ...state, connected: false }
    case 'snapshot': {
      const fresh: PageState = { ...state, snapshot: action.snapshot, behind: false, early: [] }
      return state.early.reduce((next, delta) => reduce(next, { type: 'delta', delta }), fresh)
    }
    case 'delta': {
      const { snapshot, behind, early } = state
      if (!snapshot || behind) return { ...state, early: [...early, action.delta].slice(-mostEarly) }
      if (action.delta.version <= snapshot.version) return state
      if (action.delta.from !== snapshot.version) return { ...state, behind: true, early: [action.delta] }
      return { ...state, snapshot: merge(snapshot, action.delta) }
    }
  }
}

export interface PageStore {
  get: () => PageState
  subscribe: (listener: () => void) => () => void
  /** Begins listening to the host. Returns how to stop. */
  start: () => () => void
}

/** How long to wait before asking again when the host answered that it could not give a snapshot. */
const retryMs = 2000

/** Runs something soon, and before the next frame is drawn. */
export type OnFrame = (run: () => void) => void

/**
 * Keeps the page in step with the host through one client. However many deltas come, listeners hear of them once a frame:
 * a host that is faster than the page must not keep it drawing.
 */
export function createStore(client: Client, onFrame: OnFrame): PageStore {
  let state = initialState
  let telling = false
  const listeners = new Set<() => void>()
  let asking = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  const tell = (): void => {
    telling = false
    for (const listener of listeners) listener()
  }

  const dispatch = (action: PageAction): void => {
    const before = state
    state = reduce(state, action)
    if (state !== before) {
      if (action.type !== 'delta') tell()
      else if (!telling) {
        telling = true
        onFrame(tell)
      }
    }
    // While behind, deltas only queue up for the snapshot already asked for.
    const mustAsk = state.behind && (action.type !== 'delta' || !before.behind)
    if (mustAsk && state.connected) void ask()
  }

  const ask = async (): Promise<void> => {
    clearTimeout(retry)
    asking += 1
    const asked = asking
    const answer = await client.request('snapshot:get', {})
    // A later request has taken over, or nobody listens any more.
    if (asked !== asking) return
    if (answer.ok) dispatch({ type: 'snapshot', snapshot: answer.value })
    else retry = setTimeout(() => void ask(), retryMs)
  }

  return {
    get: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    start: () => {
      const stopDeltas = client.on('delta', (delta) => dispatch({ type: 'delta', delta }))
      const stopConnection = client.onConnection((connected) => dispatch({ type: 'connection', connected }))
      return () => {
        asking += 1
        clearTimeout(retry)
        stopDeltas()
        stopConnection()
      }
    },
  }
}
