import type { DatabaseSync } from 'node:sqlite'
import { decodeResults, encodeResults } from './raw-codec.ts'
import type { KeptResult } from './result-columns.ts'
import { hourMs, hourOf, placeOf, rowId, rowsOf } from './tiers.ts'

/** Raw results in the file, by target and hour. */
export interface RawTable {
  /** Adds results, in order of their start, to what is there. */
  add(key: number, results: readonly KeptResult[]): void
  /** Appends those of all hours that the stretch touches, in order of their start. */
  read(key: number, fromMs: number, toMs: number, into: KeptResult[]): void
  /** The last that began before that hour. */
  before(key: number, hourStartMs: number): KeptResult | null
  /** The first that began in that hour or later. */
  after(key: number, hourStartMs: number): KeptResult | null
  /**
   * Removes hours before that one, but the last that reaches into it. Answers until when the results that are gone, the
   * last of them held, say what happened; null where none are.
   */
  purge(key: number, hourStartMs: number): number | null
  forget(key: number): void
}

export function createRawTable(database: DatabaseSync): RawTable {
  const one = database.prepare('SELECT data FROM raw WHERE id = ?')
  const range = database.prepare('SELECT id, data FROM raw WHERE id BETWEEN ? AND ? ORDER BY id')
  const last = database.prepare('SELECT id, data FROM raw WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1')
  const first = database.prepare('SELECT id, data FROM raw WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1')
  const put = database.prepare(
    'INSERT INTO raw (id, data) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data',
  )
  const remove = database.prepare('DELETE FROM raw WHERE id BETWEEN ? AND ?')

  function before(key: number, hourStartMs: number): KeptResult | null {
    return decode(last.get(rowsOf(key).first, row(key, hourStartMs) - 1)).at(-1) ?? null
  }

  return {
    before,
    add(key, results) {
      for (const [hourStartMs, added] of Map.groupBy(results, ({ atMs }) => hourOf(atMs))) {
        const id = row(key, hourStartMs)
        const there = decode({ id, ...one.get(id) })
        put.run(id, encodeResults(merge(there, added), hourStartMs))
      }
    },
    read(key, fromMs, toMs, into) {
      if (toMs <= fromMs) return
      for (const { id, data } of range.iterate(row(key, fromMs), row(key, toMs - 1))) {
        if (data instanceof Uint8Array) decodeResults(data, placeOf(Number(id)) * hourMs, into)
      }
    },
    after: (key, hourStartMs) => decode(first.get(row(key, hourStartMs), rowsOf(key).last))[0] ?? null,
    purge(key, hourStartMs) {
      const { first: from } = rowsOf(key)
      const held = before(key, hourStartMs)
      const keep = held && held.atMs + held.holdMs > hourStartMs ? row(key, held.atMs) : row(key, hourStartMs)
      const gone = last.get(from, keep - 1)
      const lastGone = decode(gone).at(-1)
      if (!gone || !lastGone) return null
      remove.run(from, keep - 1)
      const heldMs = Math.ceil((lastGone.atMs + lastGone.holdMs) / hourMs) * hourMs
      return Math.max(heldMs, (placeOf(Number(gone.id)) + 1) * hourMs)
    },
    forget(key) {
      const { first: from, last: to } = rowsOf(key)
      remove.run(from, to)
    },
  }
}

function row(key: number, atMs: number): number {
  return rowId(key, Math.max(0, Math.floor(atMs / hourMs)))
}

function decode(found: Record<string, unknown> | undefined): KeptResult[] {
  const results: KeptResult[] = []
  if (found?.data instanceof Uint8Array) decodeResults(found.data, placeOf(Number(found.id)) * hourMs, results)
  return results
}

/** Both are in order; of those that began at one instant the added ones come last. */
export function merge(there: readonly KeptResult[], added: readonly KeptResult[]): readonly KeptResult[] {
  const lastThere = there.at(-1)
  const firstAdded = added[0]
  if (!lastThere || !firstAdded || lastThere.atMs <= firstAdded.atMs) return [...there, ...added]
  return [...there, ...added].toSorted((a, b) => a.atMs - b.atMs)
}
