import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { defaultRetention, type UptimeRange, uptimeRanges } from '../../electron/contract/history.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createBatches } from '../../electron/storage/history/batch.ts'
import { openDatabase } from '../../electron/storage/history/database.ts'
import { rangeMs } from '../../electron/storage/history/queries/uptime.ts'
import { createStore } from '../../electron/storage/history/store.ts'
import { type OpenedHistory, openHistory } from '../../electron/storage/history.ts'
import { probeResult } from '../storage/history/harness.ts'
import { intervalMs, yearEndMs, yearOfHistory, yearTargetId, yearTargets } from './history-year.ts'
import type { PairRow } from './row.ts'

/** As wide as a chart in the popover is in device pixels, at most. */
const points = 800

/** Asked of the thread without work of its own: what the way there and back takes. */
const reference = 'the size of the history, asked of the same thread'

/** The slowest of the chart's ranges, each as the middle of several targets. */
export const historyChart: PairRow = {
  name: 'history-chart',
  unit: 'ms',
  reference,
  goal: { value: 30 },
  prepare: () => asked((opened, range, id) => opened.history.series(id, yearEndMs - rangeMs[range], yearEndMs, points)),
}

export const historyUptime: PairRow = {
  name: 'history-uptime',
  unit: 'ms',
  reference,
  goal: { value: 10 },
  // Not at the edge of an hour, where it is easiest.
  prepare: () => asked((opened, range, id) => opened.history.uptime(id, [range], yearEndMs - 17 * 60_000)),
}

export const historyOverview: PairRow = {
  name: 'history-overview-200',
  unit: 'ms',
  reference,
  goal: { value: 200 },
  prepare: () =>
    asked((opened) =>
      opened.history.overview(
        Array.from({ length: yearTargets }, (_, n) => yearTargetId(n)),
        yearEndMs,
      ),
    ),
}

async function asked(ask: (opened: OpenedHistory, range: UptimeRange, id: string) => Promise<unknown>) {
  const directory = mkdtempSync(join(tmpdir(), 'portlight-bench-'))
  const path = join(directory, 'history.sqlite')
  copyFileSync(yearOfHistory(), path)
  const clock = { ...systemClock, wallMs: () => yearEndMs }
  const opened = await openHistory({ path, clock, retention: defaultRetention, onFault: () => {} })
  let turn = 0
  return {
    async ours() {
      const slowest: number[] = []
      for (const range of uptimeRanges) {
        const times: number[] = []
        for (let nth = 0; nth < 5; nth++) {
          const id = yearTargetId(turn++ % yearTargets)
          times.push(await timed(() => ask(opened, range, id)))
        }
        slowest.push(middle(times))
      }
      return Math.max(...slowest)
    },
    theirs: () => timed(() => opened.history.size()),
    async close() {
      await opened.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now()
  await act()
  return performance.now() - beganMs
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

/** Results per transaction: as many as a thousand targets at 1 s bring. */
const perWrite = 1000
const writes = 20

export const historyWrite: PairRow = {
  name: 'history-write',
  unit: 'rows/s',
  reference: 'one INSERT per result into a table with a primary key of target and time, in the same transactions',
  goal: { atLeast: 20_000 },
  async prepare() {
    const directory = mkdtempSync(join(tmpdir(), 'portlight-bench-'))
    const opened = openDatabase(join(directory, 'ours.sqlite'))
    if (opened.kind === 'newer') throw new Error('the file is newer than the bench')
    const store = createStore(opened.database, null, new Map(), defaultRetention)
    const batches = createBatches()
    const plain = new DatabaseSync(join(directory, 'theirs.sqlite'))
    plain.exec(`PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;
      CREATE TABLE result (target, at, code, flags, latency, PRIMARY KEY (target, at)) WITHOUT ROWID`)
    const insert = plain.prepare('INSERT INTO result VALUES (?, ?, ?, ?, ?)')
    let [ourMs, theirMs] = [yearEndMs, yearEndMs]

    return {
      ours: async () =>
        rowsPerSecond(() => {
          ourMs += 1000
          for (let n = 0; n < perWrite; n++) batches.result(resultAt(n, ourMs))
          const write = { nowMs: ourMs, monotonicMs: ourMs, batches: batches.take(), memory: [], seen: [], latest: [] }
          store.take(write)
          store.save(ourMs)
          store.tidy(ourMs, ourMs)
        }),
      theirs: async () =>
        rowsPerSecond(() => {
          theirMs += 1000
          plain.exec('BEGIN')
          for (let n = 0; n < perWrite; n++) insert.run(n, theirMs + n, 0, 9, 20.123)
          plain.exec('COMMIT')
        }),
      async close() {
        opened.database.close()
        plain.close()
        rmSync(directory, { recursive: true, force: true })
      },
    }
  },
}

function rowsPerSecond(write: () => void): number {
  const beganMs = performance.now()
  for (let nth = 0; nth < writes; nth++) write()
  return (perWrite * writes) / ((performance.now() - beganMs) / 1000)
}

function resultAt(n: number, atMs: number) {
  const target = { id: `target-${n}`, protocol: 'tcp' as const, target: `target-${n}.example:443`, name: `target-${n}` }
  return {
    target,
    result: probeResult({ target, atMs: atMs + n, latencyMs: 20.123 }),
    counted: true,
    degraded: false,
    maintenance: false,
    holdMs: intervalMs + 10_000,
  }
}

export const historyBytes: PairRow = {
  name: 'history-bytes-per-result',
  unit: 'bytes',
  reference: 'the payload alone, without what the pages of the file add',
  goal: { value: 24 },
  prepare: async () =>
    measuredFile((database) => {
      const { pages, payload } = {
        pages: sum(database, "SELECT sum(pgsize) FROM dbstat WHERE name = 'raw'"),
        payload: sum(database, "SELECT sum(payload) FROM dbstat WHERE name = 'raw'"),
      }
      const results = (2 * 86_400_000 * yearTargets) / intervalMs
      return { ours: pages / results, theirs: payload / results }
    }),
}

export const historySize: PairRow = {
  name: 'history-size',
  unit: 'MB',
  reference: 'the payload alone, without what the pages of the file add',
  goal: { value: 150 },
  prepare: async () =>
    measuredFile((database, path) => ({
      ours: statSync(path).size / 1e6,
      theirs: sum(database, 'SELECT sum(payload) FROM dbstat') / 1e6,
    })),
}

function measuredFile(measure: (database: DatabaseSync, path: string) => { ours: number; theirs: number }) {
  const path = yearOfHistory()
  const database = new DatabaseSync(path, { readOnly: true })
  const { ours, theirs } = measure(database, path)
  return { ours: async () => ours, theirs: async () => theirs, close: async () => database.close() }
}

function sum(database: DatabaseSync, query: string): number {
  return Number(Object.values(database.prepare(query).get() ?? {})[0])
}
