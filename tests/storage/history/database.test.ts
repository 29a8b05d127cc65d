import { copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { defaultRetention } from '../../../electron/contract/history.ts'
import { openDatabase, versionOf } from '../../../electron/storage/history/database.ts'
import { migrations, schemaVersion } from '../../../electron/storage/history/schema.ts'
import { createStore } from '../../../electron/storage/history/store.ts'
import { temporaryDirectory } from '../temporary-directory.ts'
import { benchOf, hour, minute, start } from './harness.ts'

/** A file that the program wrote when this was the version of its schema. */
function fileOf(version: number): string {
  const path = join(temporaryDirectory(), 'history.sqlite')
  copyFileSync(join(import.meta.dirname, 'files', `version-${version}.sqlite`), path)
  return path
}

function open(path: string): DatabaseSync {
  const opened = openDatabase(path)
  if (opened.kind === 'newer') throw new Error('newer')
  return opened.database
}

function schemaOf(database: DatabaseSync): unknown[] {
  return database
    .prepare("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name")
    .all()
}

it.each(migrations.map((_, index) => index + 1))(
  'brings a file of version %i up to date, and loses nothing',
  (version) => {
    const database = open(fileOf(version))
    expect(versionOf(database)).toBe(schemaVersion)
    expect(schemaOf(database)).toEqual(schemaOf(open(join(temporaryDirectory(), 'new.sqlite'))))
    expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(database.prepare('PRAGMA auto_vacuum').get()).toEqual({ auto_vacuum: 2 })

    const bench = benchOf(createStore(database, null, new Map(), defaultRetention))
    expect(bench.store.memory.all().memory).toContainEqual(expect.objectContaining({ targetId: 'web', kind: 'told' }))
    const range = { id: 'web', fromMs: 0, toMs: Date.UTC(2027, 0, 1), limit: 10 }
    expect(bench.store.reads.incidents(range)).toMatchObject([{ id: 'incident-1' }])
    // And it goes on from there.
    bench.record({ atMs: Date.UTC(2026, 10, 1) })
    bench.save(Date.UTC(2026, 10, 1, 0, 1))
    expect(bench.store.reads.results('web', Date.UTC(2026, 10, 1), Date.UTC(2026, 10, 2), 5)).toHaveLength(1)
  },
)

it('reads the results of a file of version 2 as they were written', () => {
  const { reads } = createStore(open(fileOf(2)), null, new Map(), defaultRetention)
  const { uptime, coverage } = reads.uptimeBetween('web', start, start + 3 * hour)
  expect(coverage).toBe(1)
  expect(uptime).toBeCloseTo(178 / 180, 9)
  const { points } = reads.series('web', start, start + 3 * hour, 3)
  expect(points.map(({ probes, failures, min, max }) => ({ probes, failures, min, max }))).toEqual([
    { probes: 240, failures: 0, min: 20, max: 29 },
    { probes: 240, failures: 8, min: 20, max: 29 },
    { probes: 240, failures: 0, min: 20, max: 29 },
  ])
  expect(reads.nearest('web', start + hour + minute)).toMatchObject({
    code: 2,
    reason: 'refused',
    message: 'Nothing answered.',
  })
})

it('does not touch a file of a newer version', () => {
  const path = fileOf(schemaVersion)
  const database = new DatabaseSync(path)
  database.exec(`PRAGMA user_version=${schemaVersion + 1}`)
  database.close()
  const before = readFileSync(path)
  expect(openDatabase(path)).toEqual({ kind: 'newer', version: schemaVersion + 1 })
  expect(readFileSync(path).equals(before)).toBe(true)
})

it('leaves a file as it was when a migration fails, and makes new ones for its owner alone', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const database = new DatabaseSync(path)
  database.exec('CREATE TABLE tail (other); PRAGMA user_version=1')
  database.close()
  expect(() => openDatabase(path)).toThrow(/already exists/)
  const after = new DatabaseSync(path)
  expect(versionOf(after)).toBe(1)
  expect(schemaOf(after)).toHaveLength(1)
  after.close()

  const fresh = join(temporaryDirectory(), 'history.sqlite')
  open(fresh).close()
  expect(statSync(fresh).mode & 0o777).toBe(0o600)
})

it('says of a file that is none that it is damaged', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  writeFileSync(path, 'This is no database, but a text of some length that somebody saved under its name.'.repeat(50))
  expect(() => openDatabase(path)).toThrow(/not a database/)
})
