import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { defaultRetention } from '../../electron/contract/history.ts'
import { openDatabase } from '../../electron/storage/history/database.ts'
import { schemaVersion } from '../../electron/storage/history/schema.ts'
import { createStore } from '../../electron/storage/history/store.ts'
import { type HistoryReader, openHistoryReader } from '../../electron/storage/history-reader.ts'
import { benchOf, hour, minute, start, web } from './history/harness.ts'
import { temporaryDirectory } from './temporary-directory.ts'

function open(path: string): HistoryReader {
  const opened = openHistoryReader(path)
  if (!opened.ok) throw new Error(opened.message)
  return opened.reader
}

const count = ({ reads }: HistoryReader): number => reads.results('web', start, start + 2 * hour, 1000).length

it('sees one moment of what another writes, and the next one when it is opened again', () => {
  const path = join(temporaryDirectory(), 'history.sqlite')
  const opened = openDatabase(path)
  if (opened.kind === 'newer') throw new Error('newer')
  const bench = benchOf(createStore(opened.database, path, new Map(), defaultRetention))
  for (let n = 0; n < 60; n++) bench.record({ atMs: start + n * minute, code: n % 10 === 0 ? 2 : 0 })
  bench.save(start + hour)

  const first = open(path)
  expect(count(first)).toBe(60)
  expect(first.reads.targets()).toEqual([web])
  // Meanwhile everything is put in order, and more is written.
  bench.settle(start + 2 * hour)
  bench.record({ atMs: start + 61 * minute })
  bench.save(start + 4 * hour)
  expect(count(first)).toBe(60)
  expect(first.reads.results('web', start, start + minute, 1)).toMatchObject([{ message: 'Nothing answered.' }])
  first.close()

  const second = open(path)
  expect(count(second)).toBe(61)
  second.close()
})

it('says in one sentence what is wrong with a file it cannot read, and changes none', () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'history.sqlite')
  expect(openHistoryReader(path)).toMatchObject({ ok: false, code: 'missing', message: expect.stringContaining(path) })

  writeFileSync(path, 'no database '.repeat(1000))
  expect(openHistoryReader(path)).toMatchObject({ ok: false, code: 'damaged' })

  copyFileSync(join(import.meta.dirname, 'history', 'files', 'version-1.sqlite'), path)
  const before = readFileSync(path)
  expect(openHistoryReader(path)).toMatchObject({ ok: false, code: 'older' })
  expect(readFileSync(path).equals(before)).toBe(true)

  const database = new DatabaseSync(path)
  database.exec(`PRAGMA user_version=${schemaVersion + 1}`)
  database.close()
  expect(openHistoryReader(path)).toMatchObject({ ok: false, code: 'newer' })

  writeFileSync(path, '')
  expect(openHistoryReader(path)).toMatchObject({ ok: false, code: 'older' })
})
