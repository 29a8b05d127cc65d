import type { DatabaseSync } from 'node:sqlite'

/** The latest whole result of each target, as JSON, saved now and then. */
export interface LatestTable {
  save(key: number, json: string): void
  read(key: number): string | null
  forget(key: number): void
}

export function createLatestTable(database: DatabaseSync): LatestTable {
  const upsert = database.prepare(
    'INSERT INTO latest (target, json) VALUES (?, ?) ON CONFLICT (target) DO UPDATE SET json = excluded.json',
  )
  const one = database.prepare('SELECT json FROM latest WHERE target = ?')
  const remove = database.prepare('DELETE FROM latest WHERE target = ?')
  return {
    save: (key, json) => void upsert.run(key, json),
    read(key) {
      const row = one.get(key)
      return row ? String(row.json) : null
    },
    forget: (key) => void remove.run(key),
  }
}
