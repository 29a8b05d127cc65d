import type { DatabaseSync } from 'node:sqlite'
import { hourOf } from './tiers.ts'

/** How far a target's history was rolled up, in whole hours. */
export interface Progress {
  /** Before this the rollups say what happened, from it on the raw results. */
  rolledMs: number
  /** Before this raw results are gone: nothing that comes late can change it. */
  purgedMs: number
}

export interface ProgressTable {
  of(key: number): Progress | null
  /** Something became known of that instant: what was rolled up from there on is to be rolled up again. */
  touch(key: number, atMs: number): void
  touchAll(atMs: number): void
  set(key: number, progress: Progress): void
  keys(): number[]
  save(): void
  saved(): void
  forget(key: number): void
}

export function createProgressTable(database: DatabaseSync): ProgressTable {
  const upsert = database.prepare(
    `INSERT INTO progress (target, rolled, purged) VALUES (?, ?, ?)
     ON CONFLICT (target) DO UPDATE SET rolled = excluded.rolled, purged = excluded.purged`,
  )
  const remove = database.prepare('DELETE FROM progress WHERE target = ?')
  const all = new Map<number, Progress>()
  const changed = new Set<number>()
  for (const { target, rolled, purged } of database.prepare('SELECT target, rolled, purged FROM progress').all()) {
    all.set(Number(target), { rolledMs: Number(rolled), purgedMs: Number(purged) })
  }

  function set(key: number, progress: Progress): void {
    all.set(key, progress)
    changed.add(key)
  }

  function touchKnown(key: number, progress: Progress, atMs: number): void {
    const rolledMs = Math.max(progress.purgedMs, hourOf(atMs))
    if (rolledMs < progress.rolledMs) set(key, { ...progress, rolledMs })
  }

  return {
    of: (key) => all.get(key) ?? null,
    touch(key, atMs) {
      const progress = all.get(key)
      if (progress) touchKnown(key, progress, atMs)
      else set(key, { rolledMs: hourOf(atMs), purgedMs: 0 })
    },
    touchAll(atMs) {
      for (const [key, progress] of all) touchKnown(key, progress, atMs)
    },
    set,
    keys: () => [...all.keys()],
    save() {
      for (const key of changed) {
        const progress = all.get(key)
        if (progress) upsert.run(key, progress.rolledMs, progress.purgedMs)
      }
    },
    saved: () => changed.clear(),
    forget(key) {
      all.delete(key)
      changed.delete(key)
      remove.run(key)
    },
  }
}
