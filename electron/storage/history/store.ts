import type { DatabaseSync } from 'node:sqlite'
import type { Retention } from '../../contract/history.ts'
import { createArchive } from './archive.ts'
import { createBodyTable } from './body-table.ts'
import { faultOf } from './database.ts'
import { createDecisionTable } from './decision-table.ts'
import { fileSize } from './file-size.ts'
import { everyTarget } from './gap-table.ts'
import { memoryKeptMs } from './held-memory.ts'
import { createHousekeeping } from './housekeeping.ts'
import { createIncidentTable } from './incident-table.ts'
import { createLatestTable } from './latest-table.ts'
import { createMemoryTable, type MemoryTable } from './memory-table.ts'
import { type Batch, columns, type Write } from './messages.ts'
import { createMeta } from './meta.ts'
import { createReads } from './queries/reads.ts'
import type { Reads } from './reads.ts'
import { type KeptResult, readResult } from './result-columns.ts'
import type { GapRow, TargetRef } from './rows.ts'
import { createTargetKeys } from './target-keys.ts'

/** The history in an open database. Nothing here waits: it belongs in a thread of its own. */
export interface Store {
  /** Ends what was held when the program was last there, and forgets what nobody has seen for long. To be called once. */
  resume(nowMs: number): void
  /** Takes it into account; it is saved by the next `save` that succeeds. */
  take(write: Write): void
  /** Writes all that is not saved, in one transaction. Throws what SQLite throws; nothing is lost then. */
  save(nowMs: number): void
  /**
   * Does what has become due, in a transaction of its own, which holds up no result. Throws what SQLite throws; it is
   * then done another time.
   */
  tidy(nowMs: number, monotonicMs: number): void
  retain(retention: Retention): void
  memory: MemoryTable
  reads: Reads
}

/**
 * `path` is what is told of its size; null for a database in memory. `handles` are the targets told so far: they outlive
 * a file that has to be begun anew.
 */
export function createStore(
  database: DatabaseSync,
  path: string | null,
  handles: Map<number, TargetRef>,
  retention: Retention,
): Store {
  const keys = createTargetKeys(database)
  const archive = createArchive(database)
  const bodies = createBodyTable(database)
  const incidents = createIncidentTable(database, keys)
  const decisions = createDecisionTable(database)
  const latest = createLatestTable(database)
  const memory = createMemoryTable(database)
  const meta = createMeta(database)
  const housekeeping = createHousekeeping(database, { archive, bodies, incidents, decisions }, retention)
  const keyOfHandle = new Map<number, number>()
  /** What is to be done in the next transaction, in order. */
  let pending: (() => void)[] = []

  function keyOf(handle: number): number | null {
    const known = keyOfHandle.get(handle)
    if (known !== undefined) return known
    const target = handles.get(handle)
    if (!target) return null
    const key = keys.resolve(target)
    keyOfHandle.set(handle, key)
    return key
  }

  function takeResults({ results, details }: Batch): void {
    const byKey = new Map<number, KeptResult[]>()
    const detailAt = new Map(details.map((detail) => [detail.row, detail]))
    for (let row = 0; row < results.length / columns; row++) {
      const { handle, kept } = readResult(results, row)
      const key = keyOf(handle)
      if (key === null) continue
      const detail = detailAt.get(row)
      if (detail) kept.detail = { body: bodies.number(key, kept.atMs, detail.body), timings: detail.timings }
      const group = byKey.get(key)
      if (group) group.push(kept)
      else byKey.set(key, [kept])
      archive.progress.touch(key, kept.atMs)
    }
    for (const [key, group] of byKey) {
      archive.tail.add(
        key,
        group.toSorted((a, b) => a.atMs - b.atMs),
      )
    }
  }

  function takeGap(gap: GapRow): void {
    const key = gap.targetId === null ? everyTarget : keys.keyFor(gap.targetId)
    pending.push(() => {
      if (!archive.gaps.save(key, gap)) return
      if (key === everyTarget) archive.progress.touchAll(gap.fromMs)
      else if (archive.progress.of(key)) archive.progress.touch(key, gap.fromMs)
    })
  }

  function forget(id: string): void {
    const forgotten = keys.forget(id)
    for (const [handle, key] of keyOfHandle) if (forgotten.includes(key)) keyOfHandle.delete(handle)
    for (const [handle, target] of handles) if (target.id === id) handles.delete(handle)
    for (const key of forgotten) archive.tail.forget(key)
    pending.push(() => {
      decisions.forget(id)
      for (const key of forgotten) {
        archive.forget(key)
        bodies.forget(key)
        latest.forget(key)
      }
    })
  }

  function takeBatch(batch: Batch): void {
    for (const { handle, target } of batch.targets) {
      handles.set(handle, target)
      keyOfHandle.set(handle, keys.resolve(target))
    }
    takeResults(batch)
    for (const gap of batch.gaps) takeGap(gap)
    for (const incident of batch.incidents) {
      const key = keys.keyFor(incident.targetId)
      pending.push(() => incidents.save(key, incident))
    }
    for (const decision of batch.decisions) pending.push(() => decisions.save(decision))
    for (const id of batch.forgotten) forget(id)
  }

  return {
    memory,
    resume(nowMs) {
      pending.push(() => memory.purge(nowMs - memoryKeptMs))
      const aliveMs = meta.get('alive')
      if (aliveMs === null) return
      pending.push(() => archive.gaps.endAll(aliveMs))
      takeGap({ targetId: null, fromMs: aliveMs, toMs: Math.max(aliveMs, nowMs), cause: 'closed' })
    },
    take({ batches, memory: changes, seen, latest: wholes }) {
      for (const batch of batches) takeBatch(batch)
      for (const change of changes) pending.push(() => memory.change(change))
      for (const { targetId, atMs } of seen) pending.push(() => memory.see(targetId, atMs))
      for (const { targetId, json } of wholes) {
        const key = keys.keyOf(targetId)
        if (key !== null) pending.push(() => latest.save(key, json))
      }
    },
    save(nowMs) {
      transact(database, () => {
        keys.save()
        bodies.save()
        for (const act of pending) attempt(act)
        meta.set('alive', nowMs)
        archive.tail.save()
        archive.progress.save()
      })
      for (const each of [keys, bodies, archive.tail, archive.progress]) each.saved()
      pending = []
    },
    tidy(nowMs, monotonicMs) {
      if (!housekeeping.isDue(nowMs, monotonicMs)) return
      const undo: (() => void)[] = []
      try {
        transact(database, () => {
          housekeeping.work(nowMs, monotonicMs, undo)
          archive.progress.save()
        })
      } catch (error) {
        for (const act of undo.toReversed()) act()
        throw error
      }
      archive.progress.saved()
      housekeeping.afterwards()
    },
    retain: (retention) => housekeeping.retain(retention),
    reads: createReads({
      keys,
      archive,
      incidents,
      decisions,
      wholes: { body: (number) => bodies.read(number), latest: (key) => latest.read(key) },
      size: () => ({ bytes: path === null ? 0 : fileSize(path), path: path ?? '' }),
    }),
  }
}

function transact(database: DatabaseSync, act: () => void): void {
  database.exec('BEGIN IMMEDIATE')
  try {
    act()
    database.exec('COMMIT')
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
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
