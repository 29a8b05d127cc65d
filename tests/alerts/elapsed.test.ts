import { expect, it } from 'vitest'
import { createElapsed } from '../../electron/alerts/elapsed.ts'
import type { Sight } from '../../electron/monitor/transition.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'

const hourMs = 3_600_000
const asleep: Sight = { kind: 'blind', cause: 'asleep', sinceMs: 0 }
const resumed: Sight = { kind: 'settling', cause: 'resume', sinceMs: 0 }
const settling: Sight = { kind: 'settling', cause: 'clock', sinceMs: 0 }

/** Time as it passed when the sights come with these jumps of the wall clock before each. */
async function play(...steps: [jumpMs: number, sight: Sight][]) {
  const clock = createFakeClock()
  const elapsed = createElapsed(clock)
  for (const [jumpMs, sight] of steps) {
    await clock.advance(1000)
    clock.shiftWall(jumpMs)
    elapsed.hear({ type: 'sight', sight })
  }
  return {
    passedMs: elapsed.nowMs(),
    doubtful: elapsed.isDoubtfulSince(500),
    later: elapsed.isDoubtfulSince(50_000_000),
  }
}

it.each<[string, [number, Sight][], number, boolean]>([
  ['nothing', [[0, settling]], 1000, false],
  [
    'a sleep announced before',
    [
      [0, asleep],
      [9 * hourMs, resumed],
    ],
    2000 + 9 * hourMs,
    false,
  ],
  [
    'a sleep noticed afterwards',
    [
      [9 * hourMs, asleep],
      [0, resumed],
    ],
    2000 + 9 * hourMs,
    false,
  ],
  [
    'a sleep after which there is no network',
    [
      [0, asleep],
      [hourMs, { kind: 'blind', cause: 'offline', sinceMs: 0 }],
    ],
    2000 + hourMs,
    false,
  ],
  [
    'a sleep that the monotonic clock counts',
    [
      [0, asleep],
      [0, resumed],
    ],
    2000,
    false,
  ],
  ['a clock set forward', [[3 * hourMs, settling]], 1000, true],
  ['a clock set back', [[-3 * hourMs, settling]], 1000, true],
  [
    'a clock set back in a sleep',
    [
      [0, asleep],
      [-hourMs, resumed],
    ],
    2000,
    true,
  ],
  ['a clock that drifts', [[4000, settling]], 1000, false],
])('%s', async (_, steps, passedMs, doubtful) => {
  expect(await play(...steps)).toEqual({ passedMs, doubtful, later: false })
})
