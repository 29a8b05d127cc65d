import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { faultOf } from './database.ts'
import { createDecisionTable } from './decision-table.ts'
import { createIncidentTable } from './incident-table.ts'
import { createMemoryTable, type MemoryTable } from './memory-table.ts'
import type { Batch, Write } from './messages.ts'
import type { Reads } from './reads.ts'
import type { TargetRef } from './rows.ts'
import { createTargetKeys } from './target-keys.ts'

/** The history in an open database. Nothing here waits: it belongs in a thread of its own. */
export interface Store {
  /** Takes it into account; it is saved by the next `save` that succeeds. */
  take(write: Write): void
  /** Writes all that is not saved, in one transaction. Throws what SQLite throws; nothing is lost, and nothing half written. */
  save(): void
  memory: MemoryTable
  reads: Reads
}

/**
 * `path` is what is told of its size; null for a database in memory. `handles` are the targets told so far: they outlive
 * a file that has to be begun anew.
 */
export function createStore(database: DatabaseSync, path: string | null, handles: Map<number, TargetRef>): Store {
  const keys = createTargetKeys(database)
  const incidents = createIncidentTable(database, keys)
  const decisions = createDecisionTable(database)
  const memory = createMemoryTable(database)
  const forgetTarget = database.prepare('DELETE FROM target WHERE key = ?')
  /** What is to be done in the next transaction, in order. */
  let pending: (() => void)[] = []

  function takeBatch(batch: Batch): void {
    for (const { handle, target } of batch.targets) handles.set(handle, target)
    for (const incident of batch.incidents) {
      const key = keys.keyFor(incident.targetId)
      pending.push(() => incidents.save(key, incident))
    }
    for (const decision of batch.decisions) pending.push(() => decisions.save(decision))
    for (const id of batch.forgotten) {
      const forgotten = keys.forget(id)
      pending.push(() => {
        for (const key of forgotten) forgetTarget.run(key)
        decisions.forget(id)
      })
    }
  }

  return {
    memory,
    take({ batches, memory: changes, seen }) {
      for (const batch of batches) takeBatch(batch)
      for (const change of changes) pending.push(() => memory.change(change))
      for (const { targetId, atMs } of seen) pending.push(() => memory.see(targetId, atMs))
    },
    save() {
      database.exec('BEGIN IMMEDIATE')
      try {
        keys.save()
        for (const act of pending) attempt(act)
        database.exec('COMMIT')
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
      keys.saved()
      pending = []
    },
    reads: {
      series: (_id, fromMs, toMs) => ({
        from: fromMs,
        to: toMs,
        slotMs: 1,
        tier: 'raw',
        points: [],
        gaps: [],
        p50: null,
        p95: null,
      }),
      uptime: () => ({}),
      uptimeBetween: () => ({ uptime: null, coverage: 0 }),
      overview: () => ({ targets: {}, slotMs: 60_000 }),
      incidents: (range) => incidents.list(range),
      nearest: () => null,
      results: () => [],
      decisions: (range) => decisions.list(range),
      size: () => ({ bytes: path === null ? 0 : sizeOf(path), path: path ?? '' }),
      targets: () => keys.current(),
    },
  }
}

/** A row that the schema refuses is a mistake in the program, and must not keep all others from being written. */
function attempt(act: () => void): void {
  try {
    act()
  } catch (error) {
    if (faultOf(error).kind !== 'mistake') throw error
  }
}

function sizeOf(path: string): number {
  return ['', '-wal'].reduce((sum, end) => sum + (statSync(path + end, { throwIfNoEntry: false })?.size ?? 0), 0)
}
