import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import type { Clock } from '../../electron/monitor/ports.ts'
import { openAlertMemory } from '../../electron/storage/alert-memory.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { realClock } from './real-clock.ts'
import { temporaryDirectory } from './temporary-directory.ts'

const told = { code: 2, sinceMs: 1_790_000_000_000, certificates: { 'AA:BB': 7 } }
const unexpected = (message: string) => {
  throw new Error(message)
}

it('remembers across a restart, for its owner alone', async () => {
  const path = join(temporaryDirectory(), 'state.json')
  const first = openAlertMemory(path, realClock, unexpected)
  first.memory.set('a', told)
  first.memory.set('b', told)
  first.memory.delete('b')
  await first.close()
  expect(statSync(path).mode & 0o777).toBe(0o600)

  const second = openAlertMemory(path, realClock, unexpected)
  expect(second.notices).toEqual([])
  expect(second.memory.get('a')).toEqual(told)
  expect(second.memory.get('b')).toBeUndefined()
})

it('saves many changes as one, within a second', async () => {
  const path = join(temporaryDirectory(), 'state.json')
  const waits: { delayMs: number; callback: () => void }[] = []
  const clock: Clock = {
    ...realClock,
    after: (delayMs, callback) => {
      waits.push({ delayMs, callback })
      return { cancel: () => {} }
    },
  }
  const opened = openAlertMemory(path, clock, unexpected)
  for (let n = 0; n < 100; n++) opened.memory.set(`t${n}`, told)
  expect(waits).toHaveLength(1)
  expect(waits[0]?.delayMs).toBeLessThanOrEqual(1000)
  waits[0]?.callback()
  await opened.close()
  expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')).told)).toHaveLength(100)
})

it.each(['{"schemaVersion":1,"told"', '{"schemaVersion":1,"told":{"a":{"code":"two"}}}'])(
  'puts a damaged file aside and starts afresh: %s',
  (content) => {
    const directory = temporaryDirectory()
    const path = join(directory, 'state.json')
    writeFileSync(path, content)
    const { memory, notices } = openAlertMemory(path, realClock, unexpected)
    expect(memory.get('a')).toBeUndefined()
    const copy = readdirSync(directory).find((name) => name.startsWith('state.corrupt-')) ?? ''
    expect(readFileSync(join(directory, copy), 'utf8')).toBe(content)
    expect(notices).toMatchObject([
      { code: 'state-set-aside', params: { path: join(directory, copy), original: path } },
    ])
  },
)

it('says when it cannot save, and saves what was not saved with the next change', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'later', 'state.json')
  const errors: string[] = []
  const opened = openAlertMemory(path, realClock, (message) => errors.push(message))
  opened.memory.set('a', told)
  await opened.close()
  expect(errors).toEqual([`${path} could not be saved: there is no such file or directory`])
  writeFileSync(join(directory, 'later'), '')
  opened.memory.set('b', told)
  await opened.close()
  expect(errors).toHaveLength(2)
})

it('tries again after a failed save, though nothing changes any more', async () => {
  const directory = temporaryDirectory()
  const path = join(directory, 'later', 'state.json')
  const clock = createFakeClock()
  const failed = Promise.withResolvers<string>()
  const opened = openAlertMemory(path, clock, failed.resolve)
  opened.memory.set('a', told)
  await clock.advance(500)
  await failed.promise
  mkdirSync(join(directory, 'later'))
  await clock.advance(30_000)
  await vi.waitUntil(() => existsSync(path))
  await opened.close()
  expect(clock.pending()).toBe(0)
})

const dayMs = 86_400_000

it.each([
  { days: 89, seenAfterDays: null, kept: true, why: 'out of reach for a while' },
  { days: 91, seenAfterDays: null, kept: false, why: 'gone' },
  { days: 170, seenAfterDays: 85, kept: true, why: 'there all the while, with nothing new to tell' },
])('after $days days of a target that is $why: kept $kept', async ({ days, seenAfterDays, kept }) => {
  const path = join(temporaryDirectory(), 'state.json')
  const clock = createFakeClock()
  const first = openAlertMemory(path, clock, unexpected)
  first.memory.set('a', told)
  await first.close()
  if (seenAfterDays !== null) {
    clock.shiftWall(seenAfterDays * dayMs)
    const between = openAlertMemory(path, clock, unexpected)
    between.memory.seen('a')
    await between.close()
  }
  clock.shiftWall((days - (seenAfterDays ?? 0)) * dayMs)
  expect(openAlertMemory(path, clock, unexpected).memory.get('a')).toEqual(kept ? told : undefined)
})

it('reads a file that does not say when its targets were seen', () => {
  const path = join(temporaryDirectory(), 'state.json')
  writeFileSync(path, JSON.stringify({ schemaVersion: 1, told: { a: told } }))
  expect(openAlertMemory(path, realClock, unexpected).memory.get('a')).toEqual(told)
})
