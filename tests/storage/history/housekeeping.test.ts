import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { defaultRetention } from '../../../electron/contract/history.ts'
import { openDatabase } from '../../../electron/storage/history/database.ts'
import { createStore } from '../../../electron/storage/history/store.ts'
import { temporaryDirectory } from '../temporary-directory.ts'
import { type Bench, benchOf, createBench, day, hour, minute, start } from './harness.ts'

function open(path: string): { bench: Bench; database: DatabaseSync } {
  const opened = openDatabase(path)
  if (opened.kind === 'newer') throw new Error('newer')
  const { database } = opened
  return { bench: benchOf(createStore(database, path, new Map(), defaultRetention)), database }
}

const count = ({ bench }: { bench: Bench }): number =>
  bench.store.reads.results('web', start, start + day, 10_000).length

function record(bench: Bench, fromMs: number, toMs: number): void {
  for (let atMs = fromMs; atMs < toMs; atMs += minute) bench.record({ atMs, holdMs: 2 * minute })
}

it('has every result once, in order or not, also for who opens the file next', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const first = open(path)
  record(first.bench, start, start + 2 * hour)
  first.bench.save(start + 2 * hour)
  expect(count(first)).toBe(120)
  first.bench.settle(start + 2 * hour)
  expect(count(first)).toBe(120)
  record(first.bench, start + 5 * hour, start + 6 * hour)
  first.bench.save(start + 6 * hour)
  first.database.close()
  expect(count(open(path))).toBe(180)
})

it('does the work another time where it came to nothing, and loses nothing meanwhile', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const { bench, database } = open(path)
  record(bench, start, start + 2 * hour)
  bench.save(start + 2 * hour)
  database.exec("CREATE TRIGGER refuse BEFORE INSERT ON rollup_1h BEGIN SELECT RAISE(ABORT, 'refused'); END")
  expect(() => bench.save(start + 3 * hour, 10 * minute)).toThrow('refused')
  const uptime = () => bench.store.reads.uptimeBetween('web', start, start + 2 * hour)
  expect(uptime()).toEqual({ uptime: 1, coverage: 1 })
  expect(bench.store.reads.results('web', start, start + day, 10_000)).toHaveLength(120)
  database.exec('DROP TRIGGER refuse')
  bench.save(start + 3 * hour, 10 * minute)
  expect(database.prepare('SELECT count(*) AS count FROM rollup_1h').get()).toEqual({ count: 1 })
  expect(uptime()).toEqual({ uptime: 1, coverage: 1 })
  database.close()
  expect(open(path).bench.store.reads.results('web', start, start + day, 10_000)).toHaveLength(120)
})

it('changes nothing of what is only left as rollups by what comes days late', () => {
  const bench = createBench()
  record(bench, start, start + 2 * hour)
  bench.save(start + 2 * hour)
  bench.settle(start + 5 * day)
  const hourOf = () => bench.store.reads.series('web', start, start + 2 * hour, 10)
  const before = hourOf()
  bench.record({ atMs: start + 10 * minute + 1, code: 2 })
  bench.save(start + 6 * day)
  bench.settle(start + 6 * day)
  expect(hourOf()).toEqual(before)
  expect(bench.store.reads.results('web', 0, start + day, 10)).toEqual([])
})

it('keeps a result that still holds, however old', () => {
  const bench = createBench({ ...defaultRetention, rawDays: 1 })
  // Probed once a day, and late.
  bench.record({ atMs: start, holdMs: 30 * hour })
  for (let atMs = start; atMs <= start + 28 * hour; atMs += 30 * minute) bench.save(atMs, 30 * minute)
  const { reads } = bench.store
  expect(reads.uptimeBetween('web', start + 27 * hour, start + 28 * hour)).toEqual({ uptime: 1, coverage: 1 })
  expect(reads.overview(['web'], start + 28 * hour).targets.web?.spark.every((slot) => slot !== null)).toBe(true)
  expect(reads.uptimeBetween('web', start, start + 28 * hour)).toEqual({ uptime: 1, coverage: 1 })
})

it('knows why nothing is known in an hour in which nothing was recorded at all', () => {
  const bench = createBench()
  record(bench, start, start + hour)
  bench.gap({ targetId: 'web', fromMs: start + hour, toMs: start + 5 * day, cause: 'paused' })
  bench.save(start + hour)
  bench.settle(start + 5 * day)
  record(bench, start + 5 * day, start + 5 * day + 10 * minute)
  bench.save(start + 5 * day + 10 * minute)
  const series = bench.store.reads.series('web', start + 5 * day - 50 * minute, start + 5 * day + 10 * minute, 100)
  expect(series).toMatchObject({
    tier: 'raw',
    gaps: [{ from: start + 5 * day - 50 * minute, to: start + 5 * day, cause: 'paused' }],
  })
})
