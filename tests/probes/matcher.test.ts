import { existsSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { doJob, type MatchJob } from '../../electron/probes/match-job.ts'
import { createMatcher, judgeNow } from '../../electron/probes/matcher.ts'
import type { Matcher } from '../../electron/probes/spec.ts'
import { systemClock } from './vectors/lab.ts'

const huge = Buffer.alloc(10 * 1024 * 1024, 'lorem ipsum dolor ')
const large = Buffer.from(`${'lorem ipsum '.repeat(50_000)}the end`)

function limits(timeoutMs = 10_000, signal = new AbortController().signal) {
  return { deadlineMs: systemClock.monotonicMs() + timeoutMs, clock: systemClock, signal }
}

const pattern = (text: string): MatchJob => ({ kind: 'pattern', pattern: text })

/** No literal to skip to and case to fold, so every byte is looked at. */
const slow = pattern('(?i)ZZ.*Y')

const shared = createMatcher()

async function judged(content: Uint8Array, job: MatchJob, matcher = shared): Promise<boolean | string> {
  const answer = await matcher.judge(content, job, limits())
  if (!answer.ok) return answer.failure
  return answer.verdict.met || answer.verdict.why
}

/** How many worker threads run now. */
function threads(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort' || kind === 'Worker').length
}

/** The longest time the event loop did not get round to a timer, while `during` ran. */
async function longestBlockMs(during: () => Promise<unknown>): Promise<number> {
  let longestMs = 0
  let lastMs = performance.now()
  const tick = (): void => {
    longestMs = Math.max(longestMs, performance.now() - lastMs)
    lastMs = performance.now()
  }
  const timer = setInterval(tick, 1)
  await during()
  tick()
  clearInterval(timer)
  return longestMs
}

test.each([
  ['(?i)LOREM IPSUM', true],
  ['^lorem', true],
  ['the end$', true],
  ['\\Athe', 'absent'],
  ['ipsum{2}', 'absent'],
  ['(?s)lorem.*end', true],
  ['(x', 'invalid'],
])('a large content against %s, in a thread as here', async (text, verdict) => {
  expect(await judged(large, pattern(text))).toBe(verdict)
  expect(await judged(large.subarray(-12 * 100 - 7), pattern(text))).toBe(verdict)
})

test('bytes that are no UTF-8 count as one character each', async () => {
  const few = Buffer.from([0x61, 0xff, 0xfe, 0x62])
  expect(await judged(few, pattern('^a..b$'))).toBe(true)
  expect(await judged(few, pattern('^a.b$'))).toBe('absent')
})

test('what is small is judged here, and whatever may take long is not', () => {
  expect(judgeNow(Buffer.alloc(10_000, 'x'), pattern('y'))).toEqual({ met: false, why: 'absent', found: null })
  expect(judgeNow(Buffer.alloc(300_000, 'x'), pattern('y'))).toBeNull()
  // Few bytes, but a large pattern: half a second where it is at its worst.
  expect(judgeNow(Buffer.alloc(4096, 'x'), pattern('(?:[a-z]{1,100}){9}[0-9]'))).toBeNull()
  expect(judgeNow(Buffer.from('{"a":1}'), { kind: 'json', path: '$.a', equals: '1' })).toEqual({ met: true })
  expect(judgeNow(Buffer.from('{"a":1}'), { kind: 'json', path: '$..a', equals: '1' })).toBeNull()
  expect(judgeNow(Buffer.alloc(300_000, ' '), { kind: 'json', path: '$.a', equals: null })).toBeNull()
})

test('10 MiB do not hold up the event loop, as they would here', async () => {
  const job = pattern('[a-z ]+\\d')
  // The thread's start is not what this is about.
  await judged(large, job)
  const hereMs = await longestBlockMs(async () => doJob(huge, job))
  const besideMs = await longestBlockMs(() => judged(huge, job))
  expect(hereMs).toBeGreaterThan(100)
  expect(besideMs).toBeLessThan(Math.max(20, hereMs / 10))
})

test('one thread does all jobs, in turn', async () => {
  const matcher = createMatcher()
  expect(await judged(large, pattern('ipsum'), matcher)).toBe(true)
  const withOne = threads()
  const all = Promise.all(['dolor', 'end$', '(y', '^lorem'].map((text) => judged(large, pattern(text), matcher)))
  expect(threads()).toBe(withOne)
  expect(await all).toEqual(['absent', true, 'invalid', true])
  expect(threads()).toBe(withOne)
})

/** Fails if the job given second waits for the one given first to end by itself. */
async function stopFirst(matcher: Matcher, stop: () => void, signal: AbortSignal, timeoutMs: number) {
  const first = matcher.judge(huge, slow, limits(timeoutMs, signal))
  const second = matcher.judge(large, pattern('the end$'), limits())
  stop()
  return { first: await first, second: await second }
}

test('a deadline ends the job and its thread, and the next job gets a new one', async () => {
  const startMs = systemClock.monotonicMs()
  const { first, second } = await stopFirst(createMatcher(), () => {}, new AbortController().signal, 50)
  expect(first).toEqual({ ok: false, failure: 'timeout' })
  expect(second).toEqual({ ok: true, verdict: { met: true } })
  expect(systemClock.monotonicMs() - startMs).toBeGreaterThanOrEqual(48)
})

test('stopping ends the job, and the next job gets a new thread', async () => {
  const controller = new AbortController()
  const { first, second } = await stopFirst(createMatcher(), () => controller.abort(), controller.signal, 10_000)
  expect(first).toEqual({ ok: false, failure: 'aborted' })
  expect(second).toEqual({ ok: true, verdict: { met: true } })
})

test('stopping leaves no thread behind', async () => {
  const before = threads()
  const controller = new AbortController()
  const ending = createMatcher().judge(huge, slow, limits(10_000, controller.signal))
  expect(threads()).toBeGreaterThan(before)
  controller.abort()
  expect(await ending).toEqual({ ok: false, failure: 'aborted' })
  // Left to itself it would search for another two seconds, and then wait for ever.
  await vi.waitFor(() => expect(threads()).toBeLessThanOrEqual(before), { timeout: 1000, interval: 10 })
})

test('a job whose turn has not come is left out without harm to the one before it', async () => {
  const matcher = createMatcher()
  const first = matcher.judge(huge, slow, limits())
  expect(await matcher.judge(large, slow, limits(30))).toEqual({ ok: false, failure: 'timeout' })
  expect(await first).toEqual({ ok: true, verdict: { met: false, why: 'absent', found: null } })
})

test('a thread that cannot be had is a fault of this machine, for each job', async () => {
  const matcher = createMatcher({ workerUrl: new URL('./no-such-worker.js', import.meta.url) })
  expect(await judged(large, slow, matcher)).toBe('resources')
  expect(await judged(large, slow, matcher)).toBe('resources')
  expect(await judged(Buffer.from('small'), pattern('s'), matcher)).toBe(true)
})

test('the built worker answers as the unbuilt one does', async () => {
  const workerUrl = new URL('../../dist/match-worker.js', import.meta.url)
  expect(existsSync(workerUrl), 'npm run build comes first').toBe(true)
  const built = createMatcher({ workerUrl })
  expect(await judged(large, pattern('(?i)THE END$'), built)).toBe(true)
  expect(await judged(large, { kind: 'json', path: '$', equals: null }, built)).toBe('not-json')
})

test('a long text that repeats itself is looked for in a thread', async () => {
  const content = Buffer.alloc(300_000, 'a')
  const text = `${'a'.repeat(2000)}b${'a'.repeat(2000)}`
  expect(judgeNow(content, { kind: 'text', text })).toBeNull()
  const blockedMs = await longestBlockMs(async () => {
    expect(await judged(content, { kind: 'text', text })).toBe('absent')
  })
  expect(blockedMs).toBeLessThan(200)
  expect(await judged(Buffer.from(`${'x'.repeat(300_000)}${text}`), { kind: 'text', text })).toBe(true)
})

test('a short text, or one in a small content, is looked for at once', () => {
  expect(judgeNow(huge, { kind: 'text', text: 'dolor lorem' })).toEqual({ met: true })
  expect(judgeNow(Buffer.from('naïve'), { kind: 'text', text: 'ï'.repeat(500) })).toMatchObject({ why: 'absent' })
})
