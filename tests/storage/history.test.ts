import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, it, onTestFinished, vi } from 'vitest'
import { defaultRetention } from '../../electron/contract/history.ts'
import type { Notice } from '../../electron/contract/snapshot.ts'
import type { Clock } from '../../electron/monitor/ports.ts'
import { HistoryClosed } from '../../electron/storage/history/link.ts'
import { type OpenedHistory, type OpenHistory, openHistory } from '../../electron/storage/history.ts'
import { openHistoryReader } from '../../electron/storage/history-reader.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { day, minute, row, start, web } from './history/harness.ts'
import { realClock } from './real-clock.ts'
import { temporaryDirectory } from './temporary-directory.ts'

async function open(
  path: string,
  clock: Clock = realClock,
  more: Partial<OpenHistory> = {},
): Promise<OpenedHistory & { faults: Notice[] }> {
  const faults: Notice[] = []
  const opened = await openHistory({
    path,
    clock,
    retention: defaultRetention,
    onFault: (notice) => faults.push(notice),
    ...more,
  })
  onTestFinished(() => opened.close())
  return { ...opened, faults }
}

const inDirectory = (): string => join(temporaryDirectory(), 'history.sqlite')

it('writes what came within a second in one transaction, and answers from it', async () => {
  const path = inDirectory()
  const clock = createFakeClock(start)
  const { history } = await open(path, clock)
  for (let n = 0; n < 100; n++) history.result(row({ atMs: start - n * 15_000 }))
  expect(await history.results('web', 0, start + 1, 1000)).toEqual([])
  await clock.advance(1000)
  expect(await history.results('web', 0, start + 1, 1000)).toHaveLength(100)
  const opened = openHistoryReader(path)
  if (!opened.ok) throw new Error(opened.message)
  expect(opened.reader.reads.uptimeBetween('web', start - 10 * minute, start)).toEqual({ uptime: 1, coverage: 1 })
  opened.reader.close()
})

it('keeps all of it when it is closed', async () => {
  const path = inDirectory()
  const first = await open(path, createFakeClock(start))
  first.history.result(row({ atMs: start }))
  first.history.decision({
    at: new Date(start).toISOString(),
    targetId: 'web',
    subject: 'down',
    outcome: 'suppressed',
    rule: 'snoozed',
    params: {},
    incidentId: null,
  })
  first.memory.set('web', 'told', { code: 2 })
  first.memory.set('', 'offline', [1, null, 'x'])
  first.memory.set('gone', 'told', 1)
  first.memory.delete('gone')
  await first.close()
  expect(statSync(path).mode & 0o777).toBe(0o600)

  const second = await open(path, createFakeClock(start + minute))
  expect(second.notices).toEqual([])
  expect(second.memory.get('web', 'told')).toEqual({ code: 2 })
  expect(second.memory.get('', 'offline')).toEqual([1, null, 'x'])
  expect(second.memory.get('gone', 'told')).toBeUndefined()
  expect(await second.history.decisions({ id: 'web', limit: 5 })).toMatchObject([{ rule: 'snoozed' }])
  // Of the latest result all is kept, though it succeeded.
  expect(await second.history.nearest('web', start)).toMatchObject({ result: { timings: { connect: 2 } } })
  expect(await second.history.targets()).toEqual([web])
  expect((await second.history.size()).bytes).toBeGreaterThan(0)
})

it('has the whole of the latest result at once, and of an earlier success only what counts', async () => {
  const clock = createFakeClock(start)
  const { history } = await open(inDirectory(), clock)
  history.result(row({ atMs: start }))
  history.result(row({ atMs: start + 15_000 }))
  await clock.advance(1000)
  const [latest, earlier] = await history.results('web', start, start + minute, 10)
  expect(latest?.result).toMatchObject({ timings: { connect: 2 }, remoteAddress: '127.0.0.1:443' })
  expect(earlier).toMatchObject({ at: start, code: 0, latency: 20, result: null, message: null })
})

it('moves the state of earlier versions into itself once', async () => {
  const path = inDirectory()
  const state = join(path, '..', 'state.json')
  const content = JSON.stringify({
    schemaVersion: 1,
    told: { a: { code: 2, sinceMs: 5, certificates: { 'AA:BB': 7 }, seenMs: start } },
  })
  writeFileSync(state, content)
  const first = await open(path)
  expect(first.notices).toEqual([])
  expect(first.memory.get('a', 'told')).toEqual({ code: 2, sinceMs: 5 })
  expect(first.memory.get('a', 'certificates')).toEqual({ 'AA:BB': 7 })
  expect(existsSync(state)).toBe(false)
  expect(readFileSync(`${state}.moved`, 'utf8')).toBe(content)
  first.memory.set('a', 'told', { code: 0, sinceMs: 6 })
  await first.close()
  expect((await open(path)).memory.get('a', 'told')).toEqual({ code: 0, sinceMs: 6 })
})

it('puts a state aside that it cannot read, once', async () => {
  const path = inDirectory()
  const directory = join(path, '..')
  writeFileSync(join(directory, 'state.json'), '{"schemaVersion":1,"told"')
  const first = await open(path)
  const copy = readdirSync(directory).find((name) => name.startsWith('state.corrupt-')) ?? ''
  expect(first.notices).toMatchObject([{ code: 'state-set-aside', params: { path: join(directory, copy) } }])
  await first.close()
  expect((await open(path)).notices).toEqual([])
})

it.each([
  { days: 89, seenAfter: null, kept: true, why: 'out of reach for a while' },
  { days: 91, seenAfter: null, kept: false, why: 'gone' },
  { days: 170, seenAfter: 85, kept: true, why: 'there all the while, with nothing new to tell' },
])('after $days days of a target that is $why: remembered $kept', async ({ days, seenAfter, kept }) => {
  const path = inDirectory()
  const clock = createFakeClock()
  const first = await open(path, clock)
  first.memory.set('a', 'told', 1)
  first.memory.set('', 'machine', 1)
  await first.close()
  if (seenAfter !== null) {
    clock.shiftWall(seenAfter * day)
    const between = await open(path, clock)
    between.memory.seen('a')
    await between.close()
  }
  clock.shiftWall((days - (seenAfter ?? 0)) * day)
  const last = await open(path, clock)
  expect(last.memory.get('a', 'told')).toBe(kept ? 1 : undefined)
  expect(last.memory.get('', 'machine')).toBe(1)
})

it('gives up a question that is given up, and answers the others', async () => {
  const { history } = await open(inDirectory())
  const given = new AbortController()
  const asked = history.series('web', 0, day, 100, given.signal)
  const other = history.size()
  given.abort(new Error('no longer wanted'))
  await expect(asked).rejects.toThrow('no longer wanted')
  expect((await other).bytes).toBeGreaterThan(0)
  await expect(history.size(AbortSignal.abort(new Error('never')))).rejects.toThrow('never')
})

it('answers no question once it is closed, also none that waits', async () => {
  const opened = await open(inDirectory())
  const { history } = opened
  const waiting = history.overview(
    Array.from({ length: 5000 }, (_, n) => `target-${n}`),
    start,
  )
  const settled = waiting.then(
    () => 'answered',
    (error: unknown) => error,
  )
  await opened.close()
  expect([await settled].some((end) => end === 'answered' || end instanceof HistoryClosed)).toBe(true)
  await expect(history.size()).rejects.toBeInstanceOf(HistoryClosed)
})

it('works without its thread, says so once, and remembers what it is told', async () => {
  const missing = pathToFileURL(join(temporaryDirectory(), 'no-worker.js'))
  const { history, memory, notices, faults } = await open(inDirectory(), realClock, { workerUrl: missing })
  await vi.waitUntil(() => notices.length + faults.length > 0)
  expect(notices).toMatchObject([{ code: 'history-not-saved' }])
  memory.set('a', 'told', 1)
  history.result(row({ atMs: start }))
  expect(memory.get('a', 'told')).toBe(1)
  await expect(history.size()).rejects.toBeInstanceOf(HistoryClosed)
  expect(faults).toEqual([])
})

it('goes on without a thread that does not answer, at its start as at its end', async () => {
  const silent = join(temporaryDirectory(), 'silent.mjs')
  writeFileSync(silent, "import { parentPort } from 'node:worker_threads'; parentPort.on('message', () => {})")
  const clock = createFakeClock(start)
  const opening = open(inDirectory(), clock, { workerUrl: pathToFileURL(silent) })
  await clock.advance(10_000)
  const { notices, memory } = await opening
  expect(notices).toMatchObject([{ code: 'history-not-saved', params: { reason: 'The disk does not answer.' } }])
  memory.set('a', 'told', 1)
  expect(memory.get('a', 'told')).toBe(1)

  const once = join(temporaryDirectory(), 'once.mjs')
  writeFileSync(
    once,
    `import { parentPort } from 'node:worker_threads'
     const opened = { type: 'opened', notices: [], memory: [], seen: [], inMemory: false }
     parentPort.on('message', ({ type }) => { if (type === 'open') parentPort.postMessage(opened) })`,
  )
  const other = createFakeClock(start)
  const opened = await open(inDirectory(), other, { workerUrl: pathToFileURL(once) })
  opened.history.result(row({ atMs: start }))
  await other.advance(1000)
  const closing = opened.close()
  await other.advance(5000)
  await closing
  expect(other.pending()).toBe(0)
})

it('tells what is wrong with its file when it is opened', async () => {
  const path = inDirectory()
  copyFileSync(import.meta.filename, path)
  const { notices, history } = await open(path)
  expect(notices).toMatchObject([{ code: 'history-set-aside', params: { original: path } }])
  expect(await history.targets()).toEqual([])
})

it('counts to the last sign of life where nothing was written for long', async () => {
  const path = inDirectory()
  const clock = createFakeClock(start)
  const first = await open(path, clock)
  // Probed once a day: nothing more is written for hours.
  first.history.result(row({ atMs: start, holdMs: day }))
  for (let n = 0; n < 20; n++) {
    await clock.advance(30_000)
    await first.history.size()
  }
  const opened = openHistoryReader(path)
  if (!opened.ok) throw new Error(opened.message)
  opened.reader.close()
  // A second program sees what a crash would leave.
  const copy = inDirectory()
  for (const end of ['', '-wal']) copyFileSync(path + end, copy + end)
  const second = await open(copy, createFakeClock(start + 60 * minute))
  const { coverage } = await second.history.uptimeBetween('web', start, start + 60 * minute)
  expect(coverage * 60).toBeGreaterThan(9)
  expect(coverage * 60).toBeLessThanOrEqual(10)
})
