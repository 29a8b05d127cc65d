import type { DatabaseSync } from 'node:sqlite'

const hourMs = 3_600_000

/** A body is kept once for failures that lie this close together, so that it can be removed some time after the last. */
const sharedMs = 6 * hourMs

/** Different ones that are kept of a target in that time: a server that never says the same twice must not fill the disk. */
const maxShared = 32

/** The parts of failures that repeat: message, detail, certificate and so on, as JSON. */
export interface BodyTable {
  /** The number it has, or null where too many were kept already. Saved with `save`. */
  number(key: number, atMs: number, json: string): number | null
  read(number: number): string | null
  save(): void
  saved(): void
  /** Removes what no result can refer to that is younger than that. */
  purge(beforeMs: number): void
  forget(key: number): void
}

interface Recent {
  sinceMs: number
  numbers: Map<string, number>
}

export function createBodyTable(database: DatabaseSync): BodyTable {
  const insert = database.prepare('INSERT INTO body (id, target, at, json) VALUES (?, ?, ?, ?)')
  const one = database.prepare('SELECT json FROM body WHERE id = ?')
  const purge = database.prepare('DELETE FROM body WHERE at < ?')
  const forget = database.prepare('DELETE FROM body WHERE target = ?')
  const recent = new Map<number, Recent>()
  const unsaved = new Map<number, { key: number; atMs: number; json: string }>()
  // Of removed ones too: a number is never given twice.
  let next = Number(database.prepare("SELECT seq FROM sqlite_sequence WHERE name = 'body'").get()?.seq ?? 0) + 1

  function recentOf(key: number, atMs: number): Recent {
    const known = recent.get(key)
    if (known && Math.abs(atMs - known.sinceMs) < sharedMs) return known
    const begun = { sinceMs: atMs, numbers: new Map<string, number>() }
    recent.set(key, begun)
    return begun
  }

  return {
    number(key, atMs, json) {
      const { sinceMs, numbers } = recentOf(key, atMs)
      const known = numbers.get(json)
      if (known !== undefined) return known
      if (numbers.size >= maxShared) return null
      const number = next++
      numbers.set(json, number)
      // The time by which it is removed: it may be referred to for as long as it is shared.
      unsaved.set(number, { key, atMs: sinceMs + sharedMs, json })
      return number
    },
    read(number) {
      const waiting = unsaved.get(number)
      if (waiting) return waiting.json
      const row = one.get(number)
      return row ? String(row.json) : null
    },
    save() {
      for (const [number, { key, atMs, json }] of unsaved) insert.run(number, key, atMs, json)
    },
    saved: () => unsaved.clear(),
    purge: (beforeMs) => void purge.run(Math.round(beforeMs)),
    forget(key) {
      recent.delete(key)
      for (const [number, body] of unsaved) if (body.key === key) unsaved.delete(number)
      forget.run(key)
    },
  }
}
