import type { DatabaseSync } from 'node:sqlite'

/** Numbers about the file itself. `alive`: when the program last wrote, wall clock. */
export interface Meta {
  get(name: 'alive'): number | null
  set(name: 'alive', value: number): void
}

export function createMeta(database: DatabaseSync): Meta {
  const one = database.prepare('SELECT value FROM meta WHERE name = ?')
  const upsert = database.prepare(
    'INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  )
  return {
    get(name) {
      const value = one.get(name)?.value
      return typeof value === 'number' ? value : null
    },
    set: (name, value) => void upsert.run(name, Math.round(value)),
  }
}
