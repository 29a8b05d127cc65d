import { closeSync, existsSync, openSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { errorCode, errorReason } from '../error-reason.ts'
import { migrations, schemaVersion } from './schema.ts'

export type OpenedDatabase = { kind: 'open'; database: DatabaseSync } | { kind: 'newer'; version: number }

/**
 * Opens the file, or a database in memory for null, and brings it to this version's schema, in one transaction. Throws
 * what SQLite throws; see `faultOf`. A file of a newer version is left as it is.
 */
export function openDatabase(path: string | null): OpenedDatabase {
  if (path !== null) createIfMissing(path)
  // Nobody else should write it. Whoever does all the same must not hold up the questions that wait.
  const database = new DatabaseSync(path ?? ':memory:', { timeout: 200 })
  try {
    const version = versionOf(database)
    if (version > schemaVersion) {
      database.close()
      return { kind: 'newer', version }
    }
    // Has to come before the first table; a file that has tables keeps what it has.
    database.exec('PRAGMA auto_vacuum=INCREMENTAL')
    // A commit is in the system's hands at once, and on the disk at the next checkpoint: a killed program loses nothing.
    database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-8000')
    migrate(database, version)
    return { kind: 'open', database }
  } catch (error) {
    if (database.isOpen) database.close()
    throw error
  }
}

/** Opens the file to read it, wherever it lies. Throws what SQLite throws. */
export function openReadOnly(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 2000 })
  try {
    versionOf(database)
    return database
  } catch (error) {
    database.close()
    // On a disk that cannot be written there is no place for the file by which readers and the writer agree; there is
    // no writer there either.
    if (faultOf(error).kind !== 'unavailable' || existsSync(`${path}-wal`)) throw error
    const url = pathToFileURL(path)
    url.searchParams.set('immutable', '1')
    return new DatabaseSync(url, { readOnly: true })
  }
}

/** Zero for a file without a schema. */
export function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

function migrate(database: DatabaseSync, from: number): void {
  if (from === schemaVersion) return
  database.exec('BEGIN IMMEDIATE')
  try {
    for (const migration of migrations.slice(from)) database.exec(migration)
    database.exec(`PRAGMA user_version=${schemaVersion}`)
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

// SQLite would create it readable by all.
function createIfMissing(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

/** What a failure means: the file is damaged, it cannot be written for now, or what was asked of SQLite makes no sense. */
export type DatabaseFault = { kind: 'corrupt' } | { kind: 'unavailable'; reason: string } | { kind: 'mistake' }

const corrupt = [11, 26]

const reasons: Record<number, string> = {
  5: 'another program holds it',
  6: 'another program holds it',
  7: 'there is no memory left',
  8: 'the file is read-only',
  10: 'the disk does not answer as it should',
  13: 'the disk is full',
  14: 'it cannot be opened',
  23: 'permission denied',
}

/** Judges by the primary result code, the low byte of what SQLite reports, or by what the system said of the file. */
export function faultOf(error: unknown): DatabaseFault {
  if (error instanceof Error && 'errcode' in error) {
    const code = Number(error.errcode) & 0xff
    if (corrupt.includes(code)) return { kind: 'corrupt' }
    const reason = reasons[code]
    return reason === undefined ? { kind: 'mistake' } : { kind: 'unavailable', reason }
  }
  return errorCode(error) === null ? { kind: 'mistake' } : { kind: 'unavailable', reason: errorReason(error) }
}
