import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defaultRetention } from '../../../electron/contract/history.ts'
import { createBatches } from '../../../electron/storage/history/batch.ts'
import { createKeeper } from '../../../electron/storage/history/keeper.ts'
import type { Report } from '../../../electron/storage/history/messages.ts'
import { openHistoryReader } from '../../../electron/storage/history-reader.ts'
import { row, start } from './harness.ts'

// Runs a history on a disk of its own, in the directory given, that fills up, is emptied, and becomes read-only, and
// prints what it was told of it as JSON.

const [directory = ''] = process.argv.slice(2)
const path = join(directory, 'history.sqlite')
const ballast = join(directory, 'ballast')
const reports: Report[] = []
let monotonicMs = 0

const open = () =>
  createKeeper({ path, nowMs: start, monotonicMs, retention: defaultRetention, report: (each) => reports.push(each) })
let keeper = open()
let batches = createBatches()
let recorded = 0

/** A second of results, each with a message of its own; answers whether it is in the file. */
function write(): boolean {
  monotonicMs += 1000
  for (let nth = 0; nth < 100; nth++) {
    recorded += 1
    batches.result(row({ atMs: start + recorded, code: 1, message: `${recorded} `.repeat(50) }))
  }
  const memory = [{ targetId: 'web', kind: 'told', json: `${recorded}` }]
  return keeper.write({
    nowMs: start + monotonicMs,
    monotonicMs,
    batches: batches.take(),
    memory,
    seen: [],
    latest: [],
  })
}

function count(): number {
  const results = keeper.ask({ name: 'results', args: ['web', 0, start * 2, 1_000_000] })
  return Array.isArray(results) ? results.length : -1
}

const before = write()
try {
  writeFileSync(ballast, Buffer.alloc(64 * 1024 * 1024))
} catch {
  // That is the point: as much as there was room for is there.
}
const full = Array.from({ length: 40 }, write)
const countWhileFull = count()
rmSync(ballast)
monotonicMs += 60_000
const after = write()
const countAfter = count()
keeper.close()
const told = reports.splice(0)

keeper = open()
const countReopened = count()
keeper.close()
execFileSync('mount', ['-o', 'remount,ro', directory])
batches = createBatches()
keeper = open()
const reader = openHistoryReader(path)
const readable = reader.ok ? reader.reader.reads.results('web', 0, start * 2, 1_000_000).length : reader
const readOnly = { readable, opened: keeper.opened, saved: [write(), write()], count: count() }

process.stdout.write(
  JSON.stringify({ before, full, told, countWhileFull, after, countAfter, countReopened, recorded, readOnly }),
)
