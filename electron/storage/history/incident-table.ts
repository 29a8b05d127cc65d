import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import { type Incident, incidentSchema } from '../../contract/history.ts'
import type { IncidentState } from '../../monitor/transition.ts'
import type { IncidentRange } from './reads.ts'
import type { TargetKeys } from './target-keys.ts'

export interface IncidentTable {
  save(key: number, incident: IncidentState): void
  list(range: IncidentRange): Incident[]
  /** Removes what was closed before then. */
  purge(beforeMs: number): void
}

export function createIncidentTable(database: DatabaseSync, keys: TargetKeys): IncidentTable {
  const upsert = database.prepare(
    `INSERT INTO incident (id, target, opened, last_seen, closed, end_unknown, codes, worst, reason, message, failures)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET
       opened = excluded.opened, last_seen = excluded.last_seen, closed = excluded.closed,
       end_unknown = excluded.end_unknown, codes = excluded.codes, worst = excluded.worst, reason = excluded.reason,
       message = excluded.message, failures = excluded.failures`,
  )
  const one = database.prepare('SELECT opened, id FROM incident WHERE id = ?')
  const page = (where: string) =>
    database.prepare(
      `SELECT * FROM incident
       WHERE ${where} AND opened < :to AND (opened, id) < (:opened, :id) AND (closed IS NULL OR closed >= :from)
       ORDER BY opened DESC, id DESC LIMIT :limit`,
    )
  const ofAll = page('TRUE')
  const ofOne = page('target = :target')
  const purge = database.prepare('DELETE FROM incident WHERE closed < ?')

  return {
    save(key, incident) {
      const { reason, message } = incident.result
      upsert.run(
        incident.id,
        key,
        Math.round(incident.openedMs),
        Math.round(incident.lastSeenMs),
        incident.closedMs === null ? null : Math.round(incident.closedMs),
        incident.endUnknown ? 1 : 0,
        JSON.stringify(incident.codes),
        incident.worst,
        reason,
        message,
        incident.failures,
      )
    },
    list({ id, fromMs, toMs, limit, before }) {
      const target = id === null ? null : keys.keyOf(id)
      if ((id !== null && target === null) || toMs <= fromMs) return []
      const last = before === undefined || before === null ? undefined : one.get(before)
      const range = {
        from: fromMs,
        to: toMs,
        limit,
        opened: last ? Number(last.opened) : toMs,
        id: last ? String(last.id) : '',
      }
      const rows = target === null ? ofAll.all(range) : ofOne.all({ ...range, target })
      return rows.flatMap((row) => {
        const targetId = keys.idOf(Number(row.target))
        const parsed = targetId === null ? undefined : incidentSchema.safeParse(read(row, targetId))
        return parsed?.success ? [parsed.data] : []
      })
    },
    purge: (beforeMs) => void purge.run(Math.round(beforeMs)),
  }
}

function read(row: Record<string, SQLOutputValue>, targetId: string): unknown {
  return {
    id: row.id,
    targetId,
    openedAt: row.opened,
    closedAt: row.closed,
    endUnknown: row.end_unknown === 1,
    codes: JSON.parse(String(row.codes)),
    worst: row.worst,
    reason: row.reason,
    message: row.message,
    failures: row.failures,
  }
}
