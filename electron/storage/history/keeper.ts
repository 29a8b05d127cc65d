import type { DatabaseSync } from 'node:sqlite'
import type { Retention } from '../../contract/history.ts'
import type { Notice } from '../../contract/snapshot.ts'
import { moveAside } from '../set-aside.ts'
import { faultOf, type OpenedDatabase, openDatabase } from './database.ts'
import type { Opened, Report, Write } from './messages.ts'
import * as notices from './notices.ts'
import { answer, type Query } from './reads.ts'
import { rescueMemory } from './rescue-memory.ts'
import type { TargetRef } from './rows.ts'
import { createStore, type Store } from './store.ts'

/** Keeps a history going whatever becomes of its file. */
export interface Keeper {
  opened: Opened
  /** Whether it is in the file now; what is not is kept for the next time. */
  write(write: Write): boolean
  /** Does what is due after a write. */
  tidy(): void
  retain(retention: Retention): void
  /** Answers a question. Throws what SQLite throws, but for a damaged file, which is begun anew. */
  ask(query: Query): unknown
  close(): void
}

export interface KeeperOptions {
  path: string
  nowMs: number
  monotonicMs: number
  retention: Retention
  report: (report: Report) => void
}

interface Current {
  database: DatabaseSync
  store: Store
  inMemory: boolean
}

/** A disk that was full may take a while to be emptied; each attempt costs next to nothing. */
const retryAfterMs = 5000

/** Opens the file, or goes on without one. It never throws. */
export function createKeeper({ path, nowMs, monotonicMs, report, ...options }: KeeperOptions): Keeper {
  const handles = new Map<number, TargetRef>()
  let { retention } = options
  let failedMs: number | null = null
  let last: Pick<Write, 'nowMs' | 'monotonicMs'> = { nowMs, monotonicMs }
  const told: Notice[] = []
  let current = begin()
  const { inMemory } = current
  const remembered = inMemory && !told.some(({ code }) => code === 'history-set-aside') ? rescueMemory(path) : null

  /** Throws where it cannot be written: that is found out now, and not when something is to be saved. */
  function useFile(file: OpenedDatabase & { kind: 'open' }, nowMs: number): Current {
    try {
      const store = createStore(file.database, path, handles, retention)
      store.resume(nowMs)
      store.save(nowMs)
      return { database: file.database, store, inMemory: false }
    } catch (error) {
      file.database.close()
      throw error
    }
  }

  function useMemory(): Current {
    const opened = openDatabase(null)
    if (opened.kind === 'newer') throw new Error('an empty database has a schema')
    return { database: opened.database, store: createStore(opened.database, null, handles, retention), inMemory: true }
  }

  function begin(): Current {
    try {
      const file = openDatabase(path)
      if (file.kind === 'open') return useFile(file, nowMs)
      told.push(notices.newer(path, file.version))
    } catch (error) {
      const fault = faultOf(error)
      if (fault.kind === 'corrupt') return beginAnew(nowMs, told)
      told.push(notices.notSaved(path, error))
    }
    return useMemory()
  }

  /** Puts the damaged file out of the way and begins another, in memory where that cannot be done. */
  function beginAnew(nowMs: number, tell: Notice[]): Current {
    const aside = moveAside(path, 'corrupt', new Date(nowMs))
    tell.push(notices.setAside(path, aside))
    if (!aside.ok) return useMemory()
    try {
      const file = openDatabase(path)
      if (file.kind === 'open') return useFile(file, nowMs)
    } catch (error) {
      tell.push(notices.notSaved(path, error))
    }
    return useMemory()
  }

  function replace(): void {
    closeQuietly(current.database)
    const tell: Notice[] = []
    current = beginAnew(last.nowMs, tell)
    for (const notice of tell) report({ type: 'fault', notice })
    report({ type: 'anew' })
  }

  function save(write: Write): boolean {
    try {
      current.store.save(write.nowMs)
    } catch (error) {
      if (faultOf(error).kind === 'corrupt' && !current.inMemory) {
        replace()
        current.store.take(write)
        return save(write)
      }
      if (failedMs === null) report({ type: 'fault', notice: notices.notSaved(path, error) })
      failedMs = write.monotonicMs
      return false
    }
    if (failedMs !== null) report({ type: 'recovered', id: notices.notSavedId })
    failedMs = null
    return !current.inMemory
  }

  return {
    opened: { ...(remembered ?? current.store.memory.all()), notices: told, inMemory },
    write(write) {
      last = write
      current.store.take(write)
      const isWaiting = failedMs !== null && write.monotonicMs - failedMs < retryAfterMs
      return isWaiting ? false : save(write)
    },
    tidy() {
      if (failedMs !== null) return
      try {
        current.store.tidy(last.nowMs, last.monotonicMs)
      } catch (error) {
        const { kind } = faultOf(error)
        if (kind === 'corrupt' && !current.inMemory) replace()
        // A disk without room says so when results are to be written; this can wait.
        if (kind === 'mistake') report({ type: 'fault', notice: notices.notSaved(path, error) })
      }
    },
    retain(next) {
      retention = next
      current.store.retain(next)
    },
    ask(query) {
      try {
        return answer(current.store.reads, query)
      } catch (error) {
        if (faultOf(error).kind !== 'corrupt' || current.inMemory) throw error
        replace()
        return answer(current.store.reads, query)
      }
    },
    close: () => closeQuietly(current.database),
  }
}

/** What was committed is in the file, closed in order or not; a damaged file may not even be closed. */
function closeQuietly(database: DatabaseSync): void {
  try {
    database.close()
  } catch {
    // See above.
  }
}
