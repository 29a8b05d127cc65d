import { setTimeout as after } from 'node:timers/promises'
import * as fc from 'fast-check'
import { expect } from 'vitest'

/** Over all properties together; `FUZZ_CASES=100000` digs deeper. */
const allCases = numberFrom('FUZZ_CASES', 2000)
/** `FUZZ_SEED` repeats a run, `FUZZ_CASE` one case of it. */
const runSeed = numberFrom('FUZZ_SEED', Math.trunc(Math.random() * 2 ** 31))
const onlyCase = numberFrom('FUZZ_CASE', -1)

/** Most of a case is waiting, so that many at once take little longer than one. */
const inFlight = 50
/** A broken probe breaks in hundreds of cases; the first few say all there is to say. */
const enoughFailures = 3
/** Making a failing case smaller means running it again and again. */
const shrinkWithinMs = 10_000

function numberFrom(variable: string, otherwise: number): number {
  const text = process.env[variable]
  return text === undefined || text === '' ? otherwise : Number(text)
}

/** How long the cases of a share may take: a hundred times what they need. */
export function timeLimitMs(share: number): number {
  return 60_000 + share * allCases * 100
}

/**
 * Runs a share of all cases against a property, 50 at a time, and then sees that nothing is left behind. A failing case is
 * made as small as it goes and named with what repeats it.
 */
export async function fuzz<T>(
  title: string,
  share: number,
  arbitrary: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
): Promise<void> {
  const count = Math.ceil(allCases * share)
  process.stderr.write(`fuzz: ${count} cases of ${title}, FUZZ_SEED=${runSeed}\n`)
  const before = openResources()
  const startMs = performance.now()
  const failures: string[] = []
  let next = 0

  async function work(): Promise<void> {
    while (next < count && failures.length < enoughFailures) {
      const nth = next++
      if (onlyCase !== -1 && nth !== onlyCase) continue
      const details = await fc.check(fc.asyncProperty(arbitrary, holds), {
        seed: caseSeed(nth),
        numRuns: 1,
        interruptAfterTimeLimit: shrinkWithinMs,
      })
      if (!details.failed) continue
      const repeat = `FUZZ_SEED=${runSeed} FUZZ_CASES=${allCases} FUZZ_CASE=${nth}`
      const { errorInstance: error, counterexample } = details
      const broken = error instanceof Error ? (error.stack ?? error.message) : String(error)
      const said = counterexample === null ? `it was not over within ${shrinkWithinMs} ms` : broken
      failures.push(`${repeat}\n${JSON.stringify(counterexample, shortBytes)}\n${said}`)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  expect(failures.slice(0, enoughFailures).join('\n\n')).toBe('')
  await nothingLeft(before)
  process.stderr.write(`fuzz: ${count} cases of ${title} held, ${Math.round(performance.now() - startMs)} ms\n`)
}

/** One seed per case, so that it can be repeated alone. Neighbours must not resemble each other: fast-check's would. */
function caseSeed(nth: number): number {
  let mixed = Math.imul(runSeed ^ Math.imul(nth + 1, 0x9e3779b1), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

/** How many of each kind keep this process running: sockets, servers, timers, lookups. */
function openResources(): Map<string, number> {
  const counts = new Map<string, number>()
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/**
 * Handles close a turn of the event loop later than their sockets, and the test runner has timers of its own. A server of
 * the fuzzing's takes one connection a turn, so that on a busy machine thousands that were given up may wait for it.
 */
async function nothingLeft(before: ReadonlyMap<string, number>): Promise<void> {
  let left: [string, number][] = []
  for (let look = 0; look < 1500; look++) {
    await after(20)
    left = Array.from(openResources()).filter(([kind, count]) => count > (before.get(kind) ?? 0))
    if (left.length === 0) return
  }
  expect(left, 'left behind').toEqual([])
}

/** Bytes as text, and not all of them: a case of 80,000 is no help to a reader. */
function shortBytes(_key: string, value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value
  const start = Buffer.from(value.subarray(0, 200)).toString('latin1')
  return value.byteLength > 200 ? `${start}… of ${value.byteLength} bytes` : start
}
