import { expect, test, vi } from 'vitest'
import { containsText, matchesPattern } from '../../electron/probes/body-match.ts'
import { systemClock } from './vectors/lab.ts'

const limits = { clock: systemClock, signal: new AbortController().signal }
const large = Buffer.from(`${'lorem ipsum '.repeat(50_000)}the end`)

/** How many worker threads run now. */
function threads(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'MessagePort' || kind === 'Worker').length
}

test('a text is found as bytes', () => {
  const content = Buffer.from('größe\0x')
  expect(containsText(content, 'größe')).toBe(true)
  expect(containsText(content, '\0x')).toBe(true)
  expect(containsText(content, 'GRÖSSE')).toBe(false)
  expect(containsText(content, 'größe ')).toBe(false)
})

test.each([
  ['(?i)LOREM IPSUM', true],
  ['^lorem', true],
  ['the end$', true],
  ['\\Athe', false],
  ['ipsum{2}', false],
  ['(?s)lorem.*end', true],
])('a large content against %s, in a thread as here', async (pattern, found) => {
  expect(await matchesPattern(large, pattern, limits)).toEqual({ ok: true, found })
  const small = large.subarray(-10_000 * 12 - 7)
  expect(await matchesPattern(small, pattern, limits)).toEqual({ ok: true, found })
})

test('bytes that are no UTF-8 count as one character each', async () => {
  const content = Buffer.from([0x61, 0xff, 0xfe, 0x62])
  expect(await matchesPattern(content, '^a..b$', limits)).toEqual({ ok: true, found: true })
  expect(await matchesPattern(content, '^a.b$', limits)).toEqual({ ok: true, found: false })
})

test('a pattern that is none, small or large', async () => {
  expect(await matchesPattern(Buffer.from('x'), '(x', limits)).toEqual({ ok: false, failure: 'invalid' })
  expect(await matchesPattern(large, '(x', limits)).toEqual({ ok: false, failure: 'invalid' })
})

test('a large content does not hold up the event loop', async () => {
  const content = Buffer.alloc(10 * 1024 * 1024, 'lorem ipsum dolor ')
  let longestMs = 0
  let lastMs = performance.now()
  const tick = (): void => {
    longestMs = Math.max(longestMs, performance.now() - lastMs)
    lastMs = performance.now()
  }
  const timer = setInterval(tick, 1)
  const startMs = performance.now()
  // No literal to skip to, so every byte is looked at.
  expect(await matchesPattern(content, '(?i)ZZ.*Y', limits)).toEqual({ ok: true, found: false })
  tick()
  clearInterval(timer)
  expect(longestMs).toBeLessThan((performance.now() - startMs) / 3)
})

test('stopping ends the thread', async () => {
  const controller = new AbortController()
  const content = Buffer.alloc(10 * 1024 * 1024, 'lorem ipsum dolor ')
  await vi.waitFor(() => expect(threads()).toBe(0))
  const ending = matchesPattern(content, '(?i)ZZ.*Y', { ...limits, signal: controller.signal })
  expect(threads()).toBeGreaterThan(0)
  controller.abort()
  expect(await ending).toEqual({ ok: false, failure: 'aborted' })
  await vi.waitFor(() => expect(threads()).toBe(0))
})
