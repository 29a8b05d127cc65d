import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { defaultRetention } from '../../../electron/contract/history.ts'
import { createBatches } from '../../../electron/storage/history/batch.ts'
import { createKeeper, type Keeper } from '../../../electron/storage/history/keeper.ts'
import type { MemoryChange, Report } from '../../../electron/storage/history/messages.ts'
import { schemaVersion } from '../../../electron/storage/history/schema.ts'
import { temporaryDirectory } from '../temporary-directory.ts'
import { minute, type Observation, row, start } from './harness.ts'

function resultsOf(keeper: Keeper): unknown[] {
  const answer = keeper.ask({ name: 'results', args: ['web', 0, start + 60 * minute, 1000] })
  return Array.isArray(answer) ? answer : []
}

function keep(path: string, nowMs = start) {
  const reports: Report[] = []
  const keeper = createKeeper({
    path,
    nowMs,
    monotonicMs: 0,
    retention: defaultRetention,
    report: (report) => reports.push(report),
  })
  onTestFinished(() => keeper.close())
  const batches = createBatches()
  let monotonicMs = 0
  /** Whether it is in the file. */
  const write = (observations: Observation[], memory: MemoryChange[] = []): boolean => {
    for (const observation of observations) batches.result(row(observation))
    monotonicMs += 1000
    const nowMs = start + monotonicMs
    const saved = keeper.write({ nowMs, monotonicMs, batches: batches.take(), memory, seen: [], latest: [] })
    keeper.tidy()
    return saved
  }
  const wait = (durationMs: number): void => {
    monotonicMs += durationMs
  }
  return { keeper, reports, write, wait, count: () => resultsOf(keeper).length }
}

/** As a disk does that loses what it was given: a table begins at a page that is not there. */
function damage(path: string): void {
  const database = new DatabaseSync(path)
  database.enableDefensive(false)
  database.exec(`PRAGMA writable_schema=ON;
    UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'tail' OR name = 'raw';
    PRAGMA schema_version=99`)
  database.close()
}

const told: MemoryChange = { targetId: 'web', kind: 'told', json: '{"code":2}' }

it('sets a damaged file aside and begins another', () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'history.sqlite')
  writeFileSync(path, 'garbage '.repeat(1000))
  const { keeper, write, count } = keep(path)
  const [aside] = readdirSync(directory).filter((name) => name.startsWith('history.corrupt-'))
  expect(aside).toMatch(/^history\.corrupt-\d{8}T\d{6}Z\.sqlite$/)
  expect(readFileSync(join(directory, aside ?? ''), 'utf8')).toBe('garbage '.repeat(1000))
  expect(keeper.opened).toMatchObject({
    inMemory: false,
    notices: [{ code: 'history-set-aside', params: { path: join(directory, aside ?? ''), original: path } }],
  })
  expect(write([{ atMs: start }])).toBe(true)
  expect(count()).toBe(1)
})

it('does the same when the file turns out to be damaged while it is used, and goes on with the same targets', () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'history.sqlite')
  const { reports, write, count } = keep(path)
  expect(write([{ atMs: start }], [told])).toBe(true)
  damage(path)
  expect(write([{ atMs: start + minute }])).toBe(true)
  expect(reports).toMatchObject([
    { type: 'fault', notice: { code: 'history-set-aside', params: { original: path } } },
    { type: 'anew' },
  ])
  expect(count()).toBe(1)
  expect(write([{ atMs: start + 2 * minute }])).toBe(true)
  expect(count()).toBe(2)
  expect(reports).toHaveLength(2)
})

it('finds that out from a question too', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const { reports, write, count } = keep(path)
  write([{ atMs: start }])
  damage(path)
  expect(count()).toBe(0)
  expect(reports).toMatchObject([{ notice: { code: 'history-set-aside' } }, { type: 'anew' }])
})

it('leaves a file of a newer version alone, remembers what it can read of it, and keeps the rest in memory', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  copyFileSync(join(import.meta.dirname, 'files', 'version-2.sqlite'), path)
  const newer = new DatabaseSync(path)
  newer.exec(`PRAGMA user_version=${schemaVersion + 1}`)
  newer.close()
  const before = readFileSync(path)
  const { keeper, write, count } = keep(path)
  expect(keeper.opened).toMatchObject({ inMemory: true, notices: [{ code: 'history-newer', params: { path } }] })
  expect(keeper.opened.memory).toContainEqual(expect.objectContaining({ targetId: 'web', kind: 'told' }))
  expect(write([{ atMs: start }])).toBe(false)
  expect(count()).toBe(1)
  expect(readFileSync(path).equals(before)).toBe(true)
})

it('goes on in memory where the file cannot be made', () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'no-such-folder', 'history.sqlite')
  const { keeper, write, count } = keep(path)
  expect(keeper.opened).toMatchObject({
    inMemory: true,
    notices: [{ code: 'history-not-saved', params: { path, reason: 'There is no such file or directory.' } }],
  })
  expect(write([{ atMs: start }])).toBe(false)
  expect(write([{ atMs: start + minute }])).toBe(false)
  expect(count()).toBe(2)
  expect(readdirSync(directory)).toEqual([])
})

it('says once that it cannot write, loses nothing meanwhile, and recovers by itself', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const { reports, write, wait, count } = keep(path)
  expect(write([{ atMs: start }], [told])).toBe(true)
  const other = new DatabaseSync(path)
  other.exec('BEGIN EXCLUSIVE')
  expect(write([{ atMs: start + 1 * minute }])).toBe(false)
  expect(write([{ atMs: start + 2 * minute }])).toBe(false)
  wait(10_000)
  expect(write([{ atMs: start + 3 * minute }])).toBe(false)
  expect(reports).toMatchObject([
    { type: 'fault', notice: { code: 'history-not-saved', params: { reason: 'Another program holds it.' } } },
  ])
  other.exec('ROLLBACK')
  other.close()
  wait(10_000)
  expect(write([{ atMs: start + 4 * minute }])).toBe(true)
  expect(reports.slice(1)).toEqual([{ type: 'recovered', id: 'history-not-saved' }])
  expect(count()).toBe(5)

  const again = keep(path, start + 20 * minute)
  expect(again.count()).toBe(5)
  expect(again.keeper.opened.memory).toEqual([told])
})

it('ends what was held where the program was last alive, however it ended', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const first = keep(path)
  // An interval of a day: it would hold until tomorrow.
  first.write([{ atMs: start, holdMs: 24 * 60 * minute }])
  first.keeper.close()
  const second = keep(path, start + 30 * minute)
  const uptime = second.keeper.ask({ name: 'uptimeBetween', args: ['web', start, start + 40 * minute] })
  expect(uptime).toEqual({ uptime: 1, coverage: 1 / (40 * 60) })
  expect(second.keeper.ask({ name: 'series', args: ['web', start, start + 30 * minute, 60] })).toMatchObject({
    gaps: [{ to: start + 30 * minute, cause: 'closed' }],
  })
  expect(existsSync(`${path}-wal`)).toBe(true)
})

it('keeps no more of a row the schema refuses than the row', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const { keeper, write, count } = keep(path)
  const batches = createBatches()
  batches.decision({
    at: 'no date at all',
    targetId: 'web',
    subject: 'down',
    outcome: 'told',
    rule: null,
    params: {},
    incidentId: null,
  })
  keeper.write({ nowMs: start, monotonicMs: 1, batches: batches.take(), memory: [], seen: [], latest: [] })
  expect(write([{ atMs: start }])).toBe(true)
  expect(count()).toBe(1)
})
