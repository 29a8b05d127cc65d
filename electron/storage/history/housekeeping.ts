import type { DatabaseSync } from 'node:sqlite'
import type { Retention } from '../../contract/history.ts'
import type { Archive } from './archive.ts'
import type { BodyTable } from './body-table.ts'
import type { DecisionTable } from './decision-table.ts'
import type { IncidentTable } from './incident-table.ts'
import { keysToRoll, pack, purge, roll } from './maintenance.ts'

/** What has to be done now and then, in pieces that hold nobody up. */
export interface Housekeeping {
  /** Does what is due, within a transaction. Answers how to take it back where that comes to nothing, in order. */
  work(nowMs: number, monotonicMs: number): (() => void)[]
  /** What must come after the transaction. */
  afterwards(): void
  retain(retention: Retention): void
}

/** Results wait this long, or for this many, to be put in order. */
const packEveryMs = 300_000
const packCount = 20_000

/** Targets that are rolled up, or purged, in one transaction. */
const targetsAtOnce = 50

const purgeEveryMs = 3_600_000

/** A wall clock that has just jumped is not believed when it says that years have passed: nothing is removed by it yet. */
const steadyForMs = 600_000
const jumpMs = 60_000

const dayMs = 86_400_000

/** Pages given back to the system after a transaction: 2 MiB. */
const pagesAtOnce = 512

interface Tables {
  archive: Archive
  bodies: BodyTable
  incidents: IncidentTable
  decisions: DecisionTable
}

export function createHousekeeping(database: DatabaseSync, tables: Tables, initial: Retention): Housekeeping {
  const { archive } = tables
  const free = database.prepare('PRAGMA freelist_count')
  let retention = initial
  let packedMs: number | null = null
  let purgedMs: number | null = null
  let last: { wallMs: number; monotonicMs: number } | null = null
  let steadySinceMs = 0
  let toRoll: number[] = []
  let toPurge: number[] = []

  function watchClock(nowMs: number, monotonicMs: number): void {
    const drift = last === null ? Infinity : nowMs - last.wallMs - (monotonicMs - last.monotonicMs)
    if (Math.abs(drift) > jumpMs) steadySinceMs = monotonicMs
    last = { wallMs: nowMs, monotonicMs }
  }

  function packAll(nowMs: number, monotonicMs: number): (() => void)[] {
    packedMs ??= monotonicMs
    if (monotonicMs - packedMs < packEveryMs && archive.tail.count < packCount) return []
    packedMs = monotonicMs
    const { undo } = pack(archive)
    toRoll = keysToRoll(archive, nowMs)
    return [undo]
  }

  function purgeAll(nowMs: number, monotonicMs: number): void {
    if (monotonicMs - steadySinceMs < steadyForMs) return
    if (purgedMs !== null && monotonicMs - purgedMs < purgeEveryMs) return
    purgedMs = monotonicMs
    toPurge = archive.progress.keys()
    tables.bodies.purge(nowMs - (retention.rawDays + 1) * dayMs)
    tables.incidents.purge(nowMs - retention.hourDays * dayMs)
    tables.decisions.purge()
    archive.gaps.purge(nowMs - retention.hourDays * dayMs)
  }

  return {
    work(nowMs, monotonicMs) {
      watchClock(nowMs, monotonicMs)
      const undo = packAll(nowMs, monotonicMs)
      purgeAll(nowMs, monotonicMs)
      for (const key of toRoll.splice(0, targetsAtOnce)) undo.push(roll(archive, key, nowMs).undo)
      for (const key of toPurge.splice(0, targetsAtOnce)) undo.push(purge(archive, key, retention, nowMs).undo)
      return undo
    },
    afterwards() {
      // Some are left for what comes next.
      if (Number(free.get()?.freelist_count ?? 0) > 2 * pagesAtOnce) {
        database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`)
      }
    },
    retain(next) {
      retention = next
      purgedMs = null
    },
  }
}
