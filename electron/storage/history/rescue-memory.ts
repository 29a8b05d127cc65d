import type { DatabaseSync } from 'node:sqlite'
import { openReadOnly } from './database.ts'
import { createMemoryTable } from './memory-table.ts'
import type { Opened } from './messages.ts'

/**
 * What a file that cannot be written, or is of another version, remembers of targets. Empty where not even that can be
 * read: a notification too many rather than none.
 */
export function rescueMemory(path: string): Pick<Opened, 'memory' | 'seen'> {
  let database: DatabaseSync | null = null
  try {
    database = openReadOnly(path)
    return createMemoryTable(database).all()
  } catch {
    return { memory: [], seen: [] }
  } finally {
    database?.close()
  }
}
