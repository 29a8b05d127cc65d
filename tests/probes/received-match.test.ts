import { expect, test } from 'vitest'
import { matchReceived } from '../../electron/probes/received-match.ts'
import type { Matcher } from '../../electron/probes/spec.ts'
import { bytes } from './vectors/lab.ts'

const never = () => expect.unreachable()

/** A matcher whose every search takes 10 ms, by a clock of its own. */
function slowMatcher() {
  let nowMs = 0
  const searched: number[] = []
  const matcher: Matcher = {
    judge: (content) => {
      searched.push(content.byteLength)
      nowMs += 10
      return Promise.resolve({ ok: true, verdict: { met: false, why: 'absent', found: null } })
    },
  }
  const clock = { monotonicMs: () => nowMs, wallMs: () => nowMs }
  return { matcher, searched, limits: { deadlineMs: 1000, clock, signal: new AbortController().signal } }
}

test('a peer that sends byte by byte has not everything searched for each, and the rest in the end', async () => {
  const { matcher, searched, limits } = slowMatcher()
  const wanted = { expect: null, expectRegex: 'x' }
  const received = matchReceived({ ...wanted, matcher, limits, onFound: never, onFault: never })
  for (let sent = 0; sent < 100; sent += 1) {
    received.add(bytes('a'))
    await Promise.resolve()
  }
  expect(searched).toEqual([1])
  await new Promise<void>((resolve) => received.finish(resolve))
  expect(searched).toEqual([1, 100])
})

test('what came last is looked at once more when time is up', async () => {
  const { matcher, searched, limits } = slowMatcher()
  const received = matchReceived({ expect: null, expectRegex: 'b$', matcher, limits, onFound: never, onFault: never })
  received.add(bytes('a'))
  await Promise.resolve()
  received.add(bytes('b'))
  expect(searched).toEqual([1])
  expect(received.stop()).toBe('found')
})
