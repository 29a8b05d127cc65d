import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Handle } from '../../electron/app/requests.ts'
import { requestChannels } from '../../electron/contract/channels.ts'
import { contract, failureSchema } from '../../electron/contract/schemas.ts'
import { answerPage } from '../../electron/desktop/ipc.ts'
import { dropUndefined } from '../../electron/desktop/plain-json.ts'
import { startApp } from '../app/harness.ts'
import { pageFrame } from '../desktop/stand-in.ts'
import { invoke } from '../desktop-host/ipc.ts'

let handle: Handle = async () => ({ ok: true, value: {} })
let nowMs = 0
answerPage(
  (channel, payload) => handle(channel, payload),
  // A second between any two requests: how often a page may ask is another test's.
  { monotonicMs: () => (nowMs += 1000) },
  () => {},
)

/** What requests are made of, so that some come close to a good one. */
const keys = fc.constantFrom(
  ...'id ids line name until path paths scope kind tag from to at points limit format url theme enabled port'.split(
    ' ',
  ),
  '__proto__',
  'constructor',
)
const leaves = fc.oneof(
  fc.constantFrom(null, '', 'target', 'csv', '2026-01-01T00:00:00Z', '127.0.0.1:1', '../../etc/passwd', 'a\r\nb', '\0'),
  fc.string({ maxLength: 50 }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(undefined),
)
const { value: payloads } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    leaves,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 5, noNullPrototype: true }),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, maxDepth: 2 }),
  ),
}))

/** A request as JSON would carry it: without the keys that have no value. */
function asJson(payload: unknown): unknown {
  const copy: unknown = structuredClone(payload)
  dropUndefined(copy)
  return copy
}

/** What structured cloning refuses never leaves the page. */
function clonable(value: unknown): boolean {
  try {
    structuredClone(value)
    return true
  } catch {
    return false
  }
}

/** Defines tests that send every channel so many messages. The file that calls it stands in for Electron. */
export function fuzzChannels(cases: number): void {
  const seed = Number(process.env.FUZZ_SEED ?? Math.trunc(Math.random() * 2 ** 31))
  describe(`${cases} messages on each channel, FUZZ_SEED=${seed}`, () => {
    it.each(requestChannels)('%s takes no bad one, and survives them all', async (channel) => {
      // No target is probed, and nothing is asked of the network.
      const app = startApp({ started: false, probe: () => Promise.reject(new Error('nothing is probed here')) })
      handle = app.portlight.handle
      await fc.assert(
        fc.asyncProperty(payloads.filter(clonable), async (payload) => {
          const answer = await invoke(pageFrame, `portlight:${channel}`, [payload])
          const failure = failureSchema.safeParse(answer)
          if (failure.success) expect(failure.data.code).not.toBe('internal')
          else expect(contract[channel].request.safeParse(asJson(payload)).success, JSON.stringify(answer)).toBe(true)
        }),
        { seed, numRuns: cases },
      )
      expect(Reflect.get({}, 'polluted')).toBeUndefined()
    })
  })
}
