import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { errorReason } from './error-reason.ts'

export interface DataLock {
  /** Lets the next instance in; twice is harmless. */
  release(): void
}

const busy = 5

/**
 * Takes the data directory for this process. The lock is the operating system's, held through SQLite because Node offers
 * no file locks itself: the kernel drops it when the process dies, however it dies, so there is no stale lock to clear.
 */
export function lockDataDirectory(
  directory: string,
): { ok: true; lock: DataLock } | { ok: false; taken: boolean; message: string } {
  const path = join(directory, 'portlight.lock')
  let database: DatabaseSync | null = null
  try {
    createIfMissing(path)
    database = new DatabaseSync(path, { timeout: 0 })
    // A journal in memory, or a crash would leave one on disk.
    database.exec('PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE')
    return { ok: true, lock: { release: closer(database) } }
  } catch (error) {
    database?.close()
    const taken = error instanceof Error && 'errcode' in error && error.errcode === busy
    return {
      ok: false,
      taken,
      message: taken
        ? `another Portlight already uses ${directory}; use its window, stop it, or name another directory with --data-dir`
        : `${path} cannot be locked: ${errorReason(error)}`,
    }
  }
}

// SQLite would create it readable by all. An existing file is never opened here: closing any handle to it would drop a
// lock this process already holds (POSIX record locks belong to the process, not to the handle).
function createIfMissing(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

function closer(database: DatabaseSync): () => void {
  let held = true
  return () => {
    if (held) database.close()
    held = false
  }
}
