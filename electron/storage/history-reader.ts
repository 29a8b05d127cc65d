import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { createArchive } from './history/archive.ts'
import { createBodyTable } from './history/body-table.ts'
import { faultOf, openReadOnly, versionOf } from './history/database.ts'
import { createDecisionTable } from './history/decision-table.ts'
import { fileSize } from './history/file-size.ts'
import { createIncidentTable } from './history/incident-table.ts'
import { createLatestTable } from './history/latest-table.ts'
import { createReads } from './history/queries/reads.ts'
import type { Reads } from './history/reads.ts'
import { schemaVersion } from './history/schema.ts'
import { createTargetKeys } from './history/target-keys.ts'

/** A history that is read and never changed, as it was when it was opened, also while another process writes it. */
export interface HistoryReader {
  reads: Reads
  close(): void
}

export type OpenedReader =
  | { ok: true; reader: HistoryReader }
  /** `message` says what to do about it. */
  | { ok: false; code: 'missing' | 'newer' | 'older' | 'damaged' | 'unavailable'; message: string }

/** For a program that ends soon: it answers in the thread that asks. */
export function openHistoryReader(path: string): OpenedReader {
  if (!existsSync(path)) return { ok: false, code: 'missing', message: `there is no history at ${path}` }
  let database: DatabaseSync | null = null
  try {
    database = openReadOnly(path)
    const fault = versionFault(path, versionOf(database))
    if (fault) {
      database.close()
      return fault
    }
    // Everything that is read from here on is of one moment.
    database.exec('BEGIN')
    return { ok: true, reader: readerOf(database, path) }
  } catch (error) {
    if (database?.isOpen) database.close()
    const fault = faultOf(error)
    if (fault.kind === 'corrupt') {
      const message = `${path} is damaged; start Portlight once: it sets the file aside and begins another`
      return { ok: false, code: 'damaged', message }
    }
    const reason = fault.kind === 'unavailable' ? fault.reason : String(error)
    return { ok: false, code: 'unavailable', message: `${path} cannot be read: ${reason}` }
  }
}

function versionFault(path: string, version: number): (OpenedReader & { ok: false }) | null {
  if (version > schemaVersion) {
    return { ok: false, code: 'newer', message: `${path} is from a newer Portlight; use that version to read it` }
  }
  if (version < schemaVersion) {
    const message = `${path} is from an earlier Portlight; start this version once to bring it up to date`
    return { ok: false, code: 'older', message }
  }
  return null
}

function readerOf(database: DatabaseSync, path: string): HistoryReader {
  const keys = createTargetKeys(database)
  const bodies = createBodyTable(database)
  const latest = createLatestTable(database)
  return {
    reads: createReads({
      keys,
      archive: createArchive(database),
      incidents: createIncidentTable(database, keys),
      decisions: createDecisionTable(database),
      wholes: { body: (number) => bodies.read(number), latest: (key) => latest.read(key) },
      size: () => ({ bytes: fileSize(path), path }),
    }),
    close: () => database.close(),
  }
}
