import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { type GapCause, gapCauses } from '../../contract/history.ts'
import type { Mark } from './timeline.ts'

/** The key of what is about every target. */
export const everyTarget = 0

export interface KeptGap {
  fromMs: number
  /** Null: not over yet. */
  toMs: number | null
  cause: GapCause
}

export interface GapTable {
  /** Whether it was not known before. */
  save(key: number, gap: KeptGap): boolean
  /** Where observation of the target ends in the stretch, and what held when it begins, in order of time. */
  marks(key: number, fromMs: number, toMs: number): Mark[]
  /** Gaps of the target, or of all, that touch the stretch, in order of their beginning. */
  between(key: number, fromMs: number, toMs: number): KeptGap[]
  /** Ends what is not over: the program was not there to see its end. */
  endAll(atMs: number): void
  purge(beforeMs: number): void
  forget(key: number): void
}

export function createGapTable(database: DatabaseSync): GapTable {
  const known = database.prepare('SELECT until FROM gap WHERE target = ? AND at = ? AND cause = ?')
  const upsert = database.prepare(
    `INSERT INTO gap (target, at, cause, until) VALUES (?, ?, ?, ?)
     ON CONFLICT (target, at, cause) DO UPDATE SET until = excluded.until`,
  )
  const inside = database.prepare(
    'SELECT at, cause, until FROM gap WHERE target = ? AND at >= ? AND at < ? ORDER BY at',
  )
  const last = database.prepare('SELECT at, cause, until FROM gap WHERE target = ? AND at < ? ORDER BY at DESC LIMIT 1')
  const reaching = database.prepare(
    `SELECT at, cause, until FROM gap
     WHERE target IN (0, :key) AND at < :to AND (until IS NULL OR until > :from) ORDER BY at`,
  )
  const endAll = database.prepare('UPDATE gap SET until = max(at, ?) WHERE until IS NULL')
  const purge = database.prepare('DELETE FROM gap WHERE until < ?')
  const forget = database.prepare('DELETE FROM gap WHERE target = ?')

  function marksOf(key: number, fromMs: number, toMs: number): Mark[] {
    const before = last.get(key, fromMs)
    return [...(before ? [before] : []), ...inside.all(key, fromMs, toMs)].map(read).map(({ fromMs, cause }) => ({
      atMs: fromMs,
      cause,
    }))
  }

  return {
    save(key, { fromMs, toMs, cause }) {
      const place = gapCauses.indexOf(cause)
      const atMs = Math.max(0, Math.round(fromMs))
      const isNew = known.get(key, atMs, place) === undefined
      upsert.run(key, atMs, place, toMs === null ? null : Math.max(atMs, Math.round(toMs)))
      return isNew
    },
    marks: (key, fromMs, toMs) =>
      [...marksOf(key, fromMs, toMs), ...marksOf(everyTarget, fromMs, toMs)].toSorted((a, b) => a.atMs - b.atMs),
    between: (key, fromMs, toMs) => reaching.all({ key, from: fromMs, to: toMs }).map(read),
    endAll: (atMs) => void endAll.run(Math.round(atMs)),
    purge: (beforeMs) => void purge.run(Math.round(beforeMs)),
    forget: (key) => void forget.run(key),
  }
}

function read(row: Record<string, SQLOutputValue>): KeptGap {
  return {
    fromMs: Number(row.at),
    toMs: row.until === null ? null : Number(row.until),
    cause: gapCauses[Number(row.cause)] ?? 'unknown',
  }
}
