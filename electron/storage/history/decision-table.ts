import type { DatabaseSync } from 'node:sqlite'
import { type Decision, decisionSchema } from '../../contract/decisions.ts'
import type { DecisionRange } from './reads.ts'

/** Enough to say why for weeks; one outage of everything makes hundreds at once. */
const kept = 20_000

export interface DecisionTable {
  save(decision: Decision): void
  /** The newest first, in the order they were made. */
  list(range: DecisionRange): Decision[]
  forget(targetId: string): void
  /** Removes the oldest over the number that is kept. */
  purge(): void
}

export function createDecisionTable(database: DatabaseSync): DecisionTable {
  const insert = database.prepare('INSERT INTO decision (at, target_id, json) VALUES (?, ?, ?)')
  const page = (where: string) =>
    database.prepare(`SELECT json FROM decision WHERE ${where} AND at < :before ORDER BY n DESC LIMIT :limit`)
  const ofAll = page('TRUE')
  const ofOne = page('target_id = :id')
  const forget = database.prepare('DELETE FROM decision WHERE target_id = ?')
  const purge = database.prepare('DELETE FROM decision WHERE n <= (SELECT max(n) FROM decision) - ?')

  return {
    save: (decision) => void insert.run(Date.parse(decision.at), decision.targetId, JSON.stringify(decision)),
    list({ id, limit, before }) {
      const range = { limit, before: before ?? Number.MAX_SAFE_INTEGER }
      const rows = id === null ? ofAll.all(range) : ofOne.all({ ...range, id })
      return rows.flatMap(({ json }) => {
        const parsed = decisionSchema.safeParse(JSON.parse(String(json)))
        return parsed.success ? [parsed.data] : []
      })
    },
    forget: (targetId) => void forget.run(targetId),
    purge: () => void purge.run(kept),
  }
}
