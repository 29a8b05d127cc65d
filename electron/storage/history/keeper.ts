import type { DatabaseSync } from 'node:sqlite'
import type { Notice } from '../../contract/snapshot.ts'
import { moveAside } from '../set-aside.ts'
import { faultOf, openDatabase } from './database.ts'
import { memoryKeptMs } from './held-memory.ts'
import type { Opened, Report, Write } from './messages.ts'
import type { Reads } from './reads.ts'
import { rescueMemory } from './rescue-memory.ts'
import type { TargetRef } from './rows.ts'
import { createStore, type Store } from './store.ts'

/** Keeps a history going whatever becomes of its file. */
export interface Keeper {
  opened: Opened
  /** Whether it is in the file now; what is not is kept for the next time. */
  write(write: Write): boolean
  reads(): Reads
  close(): void
}

interface Current {
  database: DatabaseSync
  store: Store
  /** Null: in memory. */
  path: string | null
}

/** A disk that was full may take a while to be emptied; each attempt costs next to nothing. */
const retryAfterMs = 5000

/** Opens the file, or goes on without one. It never throws. */
export function createKeeper(path: string, nowMs: number, report: (report: Report) => void): Keeper {
  const handles = new Map<number, TargetRef>()
  const notices: Notice[] = []
  let current = begin(nowMs)
  let failing: { sinceMs: number } | null = null

  function store(database: DatabaseSync, at: string | null): Current {
    try {
      return { database, store: createStore(database, at, handles), path: at }
    } catch (error) {
      database.close()
      throw error
    }
  }

  function inMemory(): Current {
    const opened = openDatabase(null)
    if (opened.kind === 'newer') throw new Error('an empty database has a schema')
    return store(opened.database, null)
  }

  function begin(nowMs: number): Current {
    try {
      const opened = openDatabase(path)
      if (opened.kind === 'open') return store(opened.database, path)
      notices.push(newer(path, opened.version))
    } catch (error) {
      const fault = faultOf(error)
      if (fault.kind === 'corrupt') return anew(nowMs)
      notices.push(notSaved(path, fault.kind === 'unavailable' ? fault.reason : String(error)))
    }
    return inMemory()
  }

  /** Puts the damaged file out of the way and begins another, in memory where that cannot be done. */
  function anew(nowMs: number): Current {
    const aside = moveAside(path, 'corrupt', new Date(nowMs))
    notices.push(setAside(path, aside))
    if (!aside.ok) return inMemory()
    try {
      const opened = openDatabase(path)
      if (opened.kind === 'open') return store(opened.database, path)
    } catch (error) {
      const fault = faultOf(error)
      notices.push(notSaved(path, fault.kind === 'unavailable' ? fault.reason : String(error)))
    }
    return inMemory()
  }

  function replace(write: Write): void {
    notices.length = 0
    try {
      current.database.close()
    } catch {
      // A damaged file may not even be closed in order.
    }
    current = anew(write.nowMs)
    for (const notice of notices) report({ type: 'fault', notice })
    report({ type: 'anew' })
    current.store.take(write)
  }

  function save(write: Write): boolean {
    try {
      current.store.save()
      if (failing) report({ type: 'recovered', id: notSavedId })
      failing = null
      return current.path !== null
    } catch (error) {
      const fault = faultOf(error)
      if (fault.kind === 'corrupt' && current.path !== null) {
        replace(write)
        return save(write)
      }
      const reason = fault.kind === 'unavailable' ? fault.reason : String(error)
      if (!failing) report({ type: 'fault', notice: notSaved(path, reason) })
      failing = { sinceMs: write.monotonicMs }
      return false
    }
  }

  const told = [...notices]
  return {
    opened: {
      ...(current.path === null && told.every(({ id }) => id !== setAsideId)
        ? rescueMemory(path)
        : prune(current.store, nowMs)),
      notices: told,
      inMemory: current.path === null,
    },
    write(write) {
      current.store.take(write)
      if (failing && write.monotonicMs - failing.sinceMs < retryAfterMs) return false
      return save(write)
    },
    reads: () => current.store.reads,
    close() {
      try {
        current.database.close()
      } catch {
        // What was committed is in the file, closed in order or not.
      }
    },
  }
}

function prune({ memory }: Store, nowMs: number): Pick<Opened, 'memory' | 'seen'> {
  const all = memory.all()
  const gone = new Set(all.seen.filter(({ atMs }) => nowMs - atMs > memoryKeptMs).map(({ targetId }) => targetId))
  gone.delete('')
  return {
    memory: all.memory.filter(({ targetId }) => !gone.has(targetId)),
    seen: all.seen.filter(({ targetId }) => !gone.has(targetId)),
  }
}

const notSavedId = 'history-not-saved'
const setAsideId = 'history'

function notSaved(path: string, reason: string): Notice {
  const sentence = `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`
  return { id: notSavedId, severity: 'error', code: 'history-not-saved', params: { path, reason: sentence } }
}

function newer(path: string, version: number): Notice {
  return {
    id: setAsideId,
    severity: 'warning',
    code: 'history-newer',
    params: { path, version: String(version) },
  }
}

function setAside(path: string, aside: ReturnType<typeof moveAside>): Notice {
  const params: Notice['params'] = aside.ok
    ? { path: aside.path, original: path }
    : { original: path, reason: `${aside.message}.` }
  return { id: setAsideId, severity: 'warning', code: 'history-set-aside', params }
}
