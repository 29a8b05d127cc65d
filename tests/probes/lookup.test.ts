import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createLookup } from '../../electron/probes/lookup.ts'
import type { Lookup, LookupAnswer, ProbeClock } from '../../electron/probes/spec.ts'

type Addresses = readonly { address: string; family: number }[]

/** A resolver that answers when the test says so. */
class Resolver {
  readonly asked: string[] = []
  private readonly pending = new Map<string, { resolve(found: Addresses): void; reject(error: Error): void }>()

  readonly ask = (name: string): Promise<Addresses> => {
    this.asked.push(name)
    return new Promise((resolve, reject) => this.pending.set(name, { resolve, reject }))
  }

  async answer(name: string, found: Addresses = [{ address: '127.0.0.1', family: 4 }]): Promise<void> {
    this.take(name).resolve(found)
    await settled()
  }

  async fail(name: string, code: string): Promise<void> {
    this.take(name).reject(systemError(code))
    await settled()
  }

  private take(name: string): { resolve(found: Addresses): void; reject(error: Error): void } {
    const question = this.pending.get(name)
    if (!question) throw new Error(`${name} is not being asked`)
    this.pending.delete(name)
    return question
  }
}

function systemError(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** Lets everything happen that needs no time. */
async function settled(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0)
}

const clock: ProbeClock = { monotonicMs: () => performance.now(), wallMs: () => Date.now() }
const signal = new AbortController().signal
let resolver = new Resolver()
let openNullDevice = vi.fn()
let lookup: Lookup = createLookup({ clock })

beforeEach(() => {
  vi.useFakeTimers()
  resolver = new Resolver()
  openNullDevice = vi.fn()
  lookup = createLookup({ clock, getaddrinfo: resolver.ask, openNullDevice })
})
afterEach(() => vi.useRealTimers())

function look(
  name: string,
  more: { family?: 4 | 6; withinMs?: number; signal?: AbortSignal } = {},
): Promise<LookupAnswer> {
  return lookup(name, {
    family: more.family ?? null,
    deadlineMs: clock.monotonicMs() + (more.withinMs ?? 5000),
    signal: more.signal ?? signal,
  })
}

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}.test`)

/** Looks names up until each has had its time-out once; their questions stay unanswered. */
async function timeOut(names: readonly string[]): Promise<LookupAnswer[]> {
  const answers = Promise.all(names.map((name) => look(name, { withinMs: 100 })))
  await vi.advanceTimersByTimeAsync(110)
  return answers
}

describe('a name', () => {
  test('is asked once while several wait for it, whatever the case', async () => {
    const answers = Promise.all([look('db.test'), look('DB.test'), look('db.test')])
    await resolver.answer('db.test')
    const found = { ok: true, addresses: [{ address: '127.0.0.1', family: 4 }], durationMs: 0 }
    expect(await answers).toEqual([found, found, found])
    expect(resolver.asked).toEqual(['db.test'])
  })

  test('is asked anew once the answer is in', async () => {
    const first = look('db.test')
    await resolver.answer('db.test')
    await first
    const second = look('db.test')
    await resolver.answer('db.test', [{ address: '127.0.0.2', family: 4 }])
    expect(await second).toMatchObject({ addresses: [{ address: '127.0.0.2' }] })
    expect(resolver.asked).toHaveLength(2)
  })

  test('yields all its addresses, in order and once each', async () => {
    const answer = look('db.test')
    await resolver.answer('db.test', [
      { address: '::1', family: 6 },
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ])
    expect(await answer).toMatchObject({
      addresses: [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ],
    })
  })

  test('yields the addresses of the family wanted, and says so when there are none', async () => {
    const answers = Promise.all([look('db.test', { family: 4 }), look('db.test', { family: 6 })])
    await resolver.answer('db.test')
    expect(await answers).toMatchObject([
      { ok: true, addresses: [{ address: '127.0.0.1', family: 4 }] },
      { ok: false, failure: 'no-address' },
    ])
  })

  test('that is an address is not asked for', async () => {
    expect(await look('127.0.0.1')).toEqual({
      ok: true,
      addresses: [{ address: '127.0.0.1', family: 4 }],
      durationMs: 0,
    })
    expect(await look('fe80::1%lo')).toMatchObject({ addresses: [{ address: 'fe80::1%lo', family: 6 }] })
    expect(await look('::1', { family: 4 })).toMatchObject({ ok: false, failure: 'no-address' })
    expect(resolver.asked).toEqual([])
  })
})

describe('each who waits', () => {
  test('keeps a deadline of its own', async () => {
    const ended: string[] = []
    const brief = look('db.test', { withinMs: 100 }).then((answer) => {
      ended.push('brief')
      return answer
    })
    const patient = look('db.test', { withinMs: 1000 }).then((answer) => {
      ended.push('patient')
      return answer
    })
    await vi.advanceTimersByTimeAsync(99)
    expect(ended).toEqual([])
    await vi.advanceTimersByTimeAsync(2)
    expect(ended).toEqual(['brief'])
    await vi.advanceTimersByTimeAsync(200)
    await resolver.answer('db.test')
    expect(await brief).toMatchObject({ ok: false, failure: 'timeout' })
    expect(await patient).toMatchObject({ ok: true })
  })

  test('is stopped by a signal of its own', async () => {
    const controller = new AbortController()
    const stopped = look('db.test', { signal: controller.signal })
    const other = look('db.test')
    controller.abort()
    expect(await stopped).toMatchObject({ ok: false, failure: 'aborted' })
    await resolver.answer('db.test')
    expect(await other).toMatchObject({ ok: true })
  })

  test('is told the time since it asked, not since the first did', async () => {
    const first = look('db.test')
    await vi.advanceTimersByTimeAsync(300)
    const second = look('db.test')
    await vi.advanceTimersByTimeAsync(50)
    await resolver.answer('db.test')
    expect((await first).durationMs).toBe(350)
    expect((await second).durationMs).toBe(50)
  })

  test('stops waiting for a place at once when stopped, and is never asked for', async () => {
    for (const name of numbered('busy', 60)) void look(name, { withinMs: 60_000 })
    const controller = new AbortController()
    const answer = look('late.test', { signal: controller.signal })
    controller.abort()
    expect(await answer).toMatchObject({ ok: false, failure: 'aborted' })
    await resolver.answer('busy0.test')
    expect(resolver.asked).not.toContain('late.test')
  })
})

describe('places', () => {
  test('are 60; the next name waits for one, and the wait is not latency', async () => {
    for (const name of numbered('busy', 60)) void look(name, { withinMs: 60_000 })
    const answer = look('late.test')
    await vi.advanceTimersByTimeAsync(700)
    expect(resolver.asked).toHaveLength(60)
    await resolver.answer('busy7.test')
    expect(resolver.asked.slice(60)).toEqual(['late.test'])
    await vi.advanceTimersByTimeAsync(30)
    await resolver.answer('late.test')
    expect(await answer).toMatchObject({ ok: true, durationMs: 30 })
  })

  test('for names whose last answer was a time-out are 4, and fifty such do not delay a healthy name', async () => {
    const dead = numbered('dead', 50)
    const answers = await timeOut(dead)
    expect(answers.every((answer) => !answer.ok && answer.failure === 'timeout')).toBe(true)
    for (const name of dead) await resolver.fail(name, 'EAI_AGAIN')
    const asked = resolver.asked.length

    const again = dead.map((name) => look(name, { withinMs: 1000 }))
    await settled()
    expect(resolver.asked.slice(asked)).toEqual(dead.slice(0, 4))

    const healthy = look('healthy.test')
    await resolver.answer('healthy.test')
    expect(await healthy).toMatchObject({ ok: true, durationMs: 0 })

    // A place given back goes to the next of them.
    await resolver.fail('dead0.test', 'EAI_AGAIN')
    expect(resolver.asked.at(-1)).toBe('dead4.test')
    await vi.advanceTimersByTimeAsync(1100)
    const ended = await Promise.all(again)
    expect(ended.slice(5).every((answer) => !answer.ok && answer.failure === 'timeout')).toBe(true)
  })

  test('are left for a healthy name when fifty others hang for ever, the first time they are asked', async () => {
    for (const name of numbered('dead', 50)) void look(name)
    const healthy = look('healthy.test')
    await resolver.answer('healthy.test')
    expect(await healthy).toMatchObject({ ok: true, durationMs: 0 })
    await vi.advanceTimersByTimeAsync(60_000)
    for (const name of numbered('dead', 50)) void look(name)
    const again = look('healthy.test')
    await resolver.answer('healthy.test')
    expect(await again).toMatchObject({ ok: true, durationMs: 0 })
  })

  test('count a lookup whose waiters have gone, for it still runs', async () => {
    await timeOut(numbered('dead', 60))
    const healthy = look('healthy.test')
    await settled()
    expect(resolver.asked).not.toContain('healthy.test')
    await resolver.fail('dead3.test', 'EAI_AGAIN')
    expect(resolver.asked).toContain('healthy.test')
    await resolver.answer('healthy.test')
    expect(await healthy).toMatchObject({ ok: true })
  })

  test('are given again to a name that has answered in time', async () => {
    const names = numbered('slow', 5)
    await timeOut(names)
    for (const name of names) await resolver.fail(name, 'EAI_AGAIN')
    for (const name of names) {
      const answer = look(name)
      await resolver.answer(name)
      await answer
    }
    const asked = resolver.asked.length
    for (const name of names) void look(name, { withinMs: 60_000 })
    expect(resolver.asked.slice(asked)).toEqual(names)
  })

  test('are not made scarce for a name that timed out without having been asked', async () => {
    const busy = numbered('busy', 60)
    for (const name of busy) void look(name, { withinMs: 60_000 })
    const waited = await timeOut(numbered('late', 6))
    expect(waited.every((answer) => !answer.ok && answer.failure === 'timeout' && answer.durationMs === 0)).toBe(true)
    for (const name of busy) await resolver.answer(name)
    const asked = resolver.asked.length
    for (const name of numbered('late', 6)) void look(name, { withinMs: 60_000 })
    expect(resolver.asked.slice(asked)).toEqual(numbered('late', 6))
  })
})

describe('a failed lookup', () => {
  test('is the system’s word where it says the name is unknown', async () => {
    const answer = look('nowhere.test')
    await vi.advanceTimersByTimeAsync(40)
    await resolver.fail('nowhere.test', 'ENOTFOUND')
    expect(await answer).toEqual({ ok: false, failure: 'not-found', code: 'ENOTFOUND', durationMs: 40 })
    expect(openNullDevice).toHaveBeenCalledTimes(1)
  })

  test('is a failure of the resolver otherwise', async () => {
    const answer = look('nowhere.test')
    await resolver.fail('nowhere.test', 'EAI_AGAIN')
    expect(await answer).toMatchObject({ ok: false, failure: 'failed', code: 'EAI_AGAIN' })
  })

  test.each(['EMFILE', 'ENFILE', 'ENOMEM'])(
    'is this machine’s fault where not even the null device opens: %s',
    async (code) => {
      openNullDevice.mockImplementation(() => {
        throw systemError(code)
      })
      const answer = look('db.test')
      await resolver.fail('db.test', 'ENOTFOUND')
      expect(await answer).toMatchObject({ ok: false, failure: 'resources', code })
    },
  )

  test('is not this machine’s fault where the null device is merely out of bounds', async () => {
    openNullDevice.mockImplementation(() => {
      throw systemError('EACCES')
    })
    const answer = look('db.test')
    await resolver.fail('db.test', 'ENOTFOUND')
    expect(await answer).toMatchObject({ ok: false, failure: 'not-found' })
  })
})

test('the system’s resolver knows this machine', async () => {
  vi.useRealTimers()
  const system = createLookup({ clock })
  const answer = await system('localhost', { family: 4, deadlineMs: clock.monotonicMs() + 5000, signal })
  expect(answer).toMatchObject({ ok: true, addresses: [{ address: '127.0.0.1', family: 4 }] })
})
