import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import type { Retention } from '../../../electron/contract/history.ts'
import { openDatabase } from '../../../electron/storage/history/database.ts'
import { createStore } from '../../../electron/storage/history/store.ts'
import { temporaryDirectory } from '../temporary-directory.ts'
import { type Bench, benchOf, day, hour, minute, start, web } from './harness.ts'

const short: Retention = { rawDays: 1, fiveMinuteDays: 3, hourDays: 10 }

function open(retention: Retention): { bench: Bench; database: DatabaseSync; path: string } {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const opened = openDatabase(path)
  if (opened.kind === 'newer') throw new Error('newer')
  const store = createStore(opened.database, path, new Map(), retention)
  return { bench: benchOf(store), database: opened.database, path }
}

const targets = 3

/** Days of results every five minutes, with failures that say something, written every three hours. */
function run(bench: Bench, fromMs: number, days: number): void {
  for (let atMs = fromMs; atMs < fromMs + days * day; atMs += 3 * hour) {
    for (let n = 0; n < 36; n++) {
      for (let target = 0; target < targets; target++) {
        const observation = { target: { ...web, id: `t${target}` }, atMs: atMs + n * 5 * minute, holdMs: 10 * minute }
        bench.record({ ...observation, code: n % 12 === 7 ? 2 : 0, message: `Hour ${atMs / hour}.` })
      }
    }
    bench.gap({ fromMs: atMs + 22 * minute, toMs: atMs + 25 * minute, cause: 'asleep' })
    bench.save(atMs + 3 * hour, 3 * hour)
  }
}

const count = (database: DatabaseSync, what: string): number =>
  Number(Object.values(database.prepare(`SELECT count(*) FROM ${what}`).get() ?? {})[0])

it('keeps each tier as long as it is to be kept, and no longer', { timeout: 60_000 }, () => {
  const { bench, database } = open(short)
  const endMs = start + 20 * day
  run(bench, start, 20)
  bench.settle(endMs)
  const { reads } = bench.store
  const tierOf = (agoMs: number) => reads.series('t0', endMs - agoMs, endMs - agoMs + hour, 100).tier
  const known = (agoMs: number) => reads.uptimeBetween('t0', endMs - agoMs, endMs - agoMs + hour).coverage > 0.9
  expect([tierOf(20 * hour), known(20 * hour)]).toEqual(['raw', true])
  expect([tierOf(30 * hour), known(30 * hour)]).toEqual(['5m', true])
  expect([tierOf(5 * day), known(5 * day)]).toEqual(['1h', true])
  expect(known(9 * day)).toBe(true)
  // Hours are removed ten days at a time.
  expect(known(20 * day - hour)).toBe(false)
  expect(reads.results('t0', 0, endMs - 27 * hour, 10)).toEqual([])
  // What failures said goes with them.
  expect(count(database, `body WHERE at < ${endMs - 3 * day}`)).toBe(0)
  expect(count(database, `gap WHERE until < ${endMs - 11 * day}`)).toBe(0)
})

it('takes no more room as time goes on, and gives back what it no longer needs', { timeout: 60_000 }, () => {
  const { bench, database, path } = open(short)
  run(bench, start, 12)
  bench.settle(start + 12 * day)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const before = statSync(path).size
  run(bench, start + 13 * day, 12)
  bench.settle(start + 25 * day)
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  expect(statSync(path).size).toBeLessThan(1.3 * before)
  expect(bench.store.reads.size()).toEqual({ bytes: statSync(path).size, path })

  for (let target = 0; target < targets; target++) bench.forget(`t${target}`)
  bench.settle(start + 26 * day)
  for (const table of ['raw', 'rollup_5m', 'rollup_1h', 'tail', 'body', 'latest', 'progress', 'target', 'incident']) {
    expect([table, count(database, table)]).toEqual([table, 0])
  }
})

it('keeps for less or more from when it is told to', () => {
  const { bench } = open(short)
  run(bench, start, 4)
  const endMs = start + 4 * day
  bench.settle(endMs)
  const coverage = () => bench.store.reads.uptimeBetween('t0', endMs - 3 * day + hour, endMs - 3 * day + 2 * hour)
  expect(bench.store.reads.series('t0', endMs - 2 * day, endMs - 2 * day + hour, 100).tier).toBe('5m')
  bench.store.retain({ rawDays: 1, fiveMinuteDays: 2, hourDays: 7 })
  bench.settle(endMs + 3 * hour)
  expect(bench.store.reads.series('t0', endMs - 3 * day, endMs - 3 * day + hour, 100).tier).toBe('1h')
  expect(coverage().uptime).not.toBeNull()
})
