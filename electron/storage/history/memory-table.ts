import type { DatabaseSync } from 'node:sqlite'
import type { MemoryChange, MemoryEntry } from './messages.ts'

export interface MemoryTable {
  change(change: MemoryChange): void
  see(targetId: string, atMs: number): void
  all(): { memory: MemoryEntry[]; seen: { targetId: string; atMs: number }[] }
  /** Removes all of the targets that nobody has seen since then; what is about the machine stays. */
  purge(beforeMs: number): void
}

export function createMemoryTable(database: DatabaseSync): MemoryTable {
  const upsert = database.prepare(
    `INSERT INTO memory (target_id, kind, json) VALUES (?, ?, ?)
     ON CONFLICT (target_id, kind) DO UPDATE SET json = excluded.json`,
  )
  const remove = database.prepare('DELETE FROM memory WHERE target_id = ? AND kind = ?')
  const see = database.prepare(
    'INSERT INTO seen (target_id, at) VALUES (?, ?) ON CONFLICT (target_id) DO UPDATE SET at = excluded.at',
  )
  const memory = database.prepare('SELECT target_id, kind, json FROM memory')
  const seen = database.prepare('SELECT target_id, at FROM seen')
  const purgeMemory = database.prepare(
    `DELETE FROM memory WHERE target_id <> '' AND target_id IN (SELECT target_id FROM seen WHERE at < ?)`,
  )
  const purgeSeen = database.prepare('DELETE FROM seen WHERE at < ?')

  return {
    change({ targetId, kind, json }) {
      if (json === null) remove.run(targetId, kind)
      else upsert.run(targetId, kind, json)
    },
    see: (targetId, atMs) => void see.run(targetId, Math.round(atMs)),
    all: () => ({
      memory: memory.all().map(({ target_id, kind, json }) => ({
        targetId: String(target_id),
        kind: String(kind),
        json: String(json),
      })),
      seen: seen.all().map(({ target_id, at }) => ({ targetId: String(target_id), atMs: Number(at) })),
    }),
    purge(beforeMs) {
      purgeMemory.run(Math.round(beforeMs))
      purgeSeen.run(Math.round(beforeMs))
    },
  }
}
