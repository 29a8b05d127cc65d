import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterGap,
  afterJump,
  doubted,
  judge,
  type Observation,
  unjudged,
  type Verdict,
} from '../../electron/monitor/verdict.ts'
import { beganMs, judgeAll, line, seen, usual } from './observations.ts'

/** What is said, and at which of the results, counted from 0: `2 down`. */
function story(text: string, rules: Partial<typeof usual> = {}, before: Verdict = unjudged): string[] {
  return judgeAll(line(text), rules, before).said.map(({ atMs, transition }) => `${atMs / 5000} ${transition.kind}`)
}

describe('a verdict', () => {
  it.each([
    { results: '0', says: [], settled: 'up' },
    { results: '2', says: [], settled: null },
    { results: '22', says: ['1 down'], settled: 'down' },
    { results: '022', says: ['2 down'], settled: 'down' },
    { results: '02222', says: ['2 down'], settled: 'down' },
    { results: '020', says: ['2 unconfirmed'], settled: 'up' },
    { results: '02020', says: ['2 unconfirmed', '4 unconfirmed'], settled: 'up' },
    { results: '0220', says: ['2 down', '3 up'], settled: 'up' },
    { results: '02200', says: ['2 down', '3 up'], settled: 'up' },
    { results: '0210', says: ['2 down', '3 up'], settled: 'up' },
    { confirmFailures: 1, results: '020', says: ['1 down', '2 up'], settled: 'up' },
    { confirmFailures: 3, results: '0222', says: ['3 down'], settled: 'down' },
    { confirmFailures: 3, results: '02202222', says: ['3 unconfirmed', '6 down'], settled: 'down' },
    { confirmRecoveries: 2, results: '02202', says: ['2 down'], settled: 'down' },
    { confirmRecoveries: 2, results: '02200', says: ['2 down', '4 up'], settled: 'up' },
    { confirmRecoveries: 2, results: '022020200', says: ['2 down', '8 up'], settled: 'up' },
    // Another code counts once it has been seen as often as a failure must be.
    { results: '0221', says: ['2 down'], settled: 'down' },
    { results: '02211', says: ['2 down', '4 changed'], settled: 'down' },
    { results: '022121211', says: ['2 down', '8 changed'], settled: 'down' },
    { results: '0221133', says: ['2 down', '4 changed', '6 changed'], settled: 'down' },
    { results: '02213133', says: ['2 down', '7 changed'], settled: 'down' },
    { confirmFailures: 1, results: '021', says: ['1 down', '2 changed'], settled: 'down' },
    // What does not count neither confirms nor ends anything, and what it interrupts begins anew.
    { results: '0~2~2~2', says: [], settled: 'up' },
    { results: '02~2', says: [], settled: 'up' },
    { results: '02~22', says: [], settled: 'up' },
    { results: '02~222', says: ['4 down'], settled: 'down' },
    { results: '~2~222', says: ['3 down'], settled: 'down' },
    { results: '~220', says: ['2 unconfirmed'], settled: 'up' },
    { results: '022~0', says: ['2 down'], settled: 'down' },
    { results: '022~0~00', says: ['2 down', '5 up'], settled: 'up' },
    { confirmRecoveries: 2, results: '0220~20', says: ['2 down'], settled: 'down' },
    { results: '022~1~1~1', says: ['2 down'], settled: 'down' },
    { results: '~0', says: [], settled: null },
    // What is doubtful counts, but for the last that is needed.
    { results: '0?2?2?2', says: [], settled: 'up' },
    { results: '0?2?2?22', says: ['4 down'], settled: 'down' },
    { results: '0?22', says: ['2 down'], settled: 'down' },
    { confirmFailures: 1, results: '0?22', says: ['2 down'], settled: 'down' },
    { confirmFailures: 1, results: '0?2?2', says: [], settled: 'up' },
  ] as const)('of $results says $says', ({ results, says, settled, ...rules }) => {
    expect(story(results, rules)).toEqual(says)
    expect(judgeAll(line(results), rules).verdict.settled).toBe(settled)
  })

  it('says since when it is down, for how long it was up, and by which code', () => {
    const { said } = judgeAll(line('0 0 2 1'))
    expect(said[0]?.transition).toMatchObject({ kind: 'down', code: 1, sinceMs: beganMs + 10_000, upForMs: 10_000 })
  })

  it('says for how long it was down, from the first failure to the first success', () => {
    const { said } = judgeAll(line('0 2 2 2 0 0'), { confirmRecoveries: 2 })
    expect(said.at(-1)?.transition).toMatchObject({ kind: 'up', downSinceMs: beganMs + 5000, downForMs: 15_000 })
  })

  it('does not know for how long it was up when it is down from the start, or nobody watched', () => {
    expect(judgeAll(line('22')).said[0]?.transition).toMatchObject({ upForMs: null })
    const { verdict } = judgeAll(line('0'))
    const [again] = judgeAll([seen(2, 90_000), seen(2, 95_000)], {}, afterGap(verdict)).said
    expect(again?.transition).toMatchObject({ kind: 'down', sinceMs: beganMs + 90_000, upForMs: null })
  })

  it('names both codes where the code changes, and since when it is down at all', () => {
    const { said, verdict } = judgeAll(line('0 2 2 1 1'))
    expect(said.at(-1)?.transition).toMatchObject({ kind: 'changed', from: 2, code: 1, sinceMs: beganMs + 5000 })
    expect(verdict.code).toBe(1)
  })

  it('takes what two probes see at the same moment for one failure', () => {
    expect(judgeAll([seen(0, 0), seen(2, 10_000), seen(2, 10_499)]).said).toEqual([])
    expect(judgeAll([seen(0, 0), seen(2, 10_000), seen(2, 10_499), seen(2, 10_500)]).said).toHaveLength(1)
  })

  it('shows what is being confirmed, also by results that do not count', () => {
    const { verdicts } = judgeAll(line('0 ~2 ~2 2 0'))
    expect(verdicts.map(({ failing }) => failing && [failing.count, failing.seen, failing.sinceMs - beganMs])).toEqual([
      null,
      [0, 1, 5000],
      [0, 2, 5000],
      [1, 3, 5000],
      null,
    ])
  })

  it('goes by the rules of the moment: fewer failures needed than there are settle it with the next', () => {
    const { verdict } = judgeAll(line('0 2 2 2'), { confirmFailures: 5 })
    expect(judge(verdict, seen(2, 60_000), { ...usual, confirmFailures: 2 }).transitions).toMatchObject([
      { kind: 'down' },
    ])
  })
})

describe('after a gap', () => {
  const down = judgeAll(line('022')).verdict

  it('a target that is down stays down, silently, and is up with the first success', () => {
    expect(story('22', {}, afterGap(down))).toEqual([])
    expect(story('0', {}, afterGap(down))).toEqual(['0 up'])
  })

  it('nobody knows how long an outage was that nobody saw end', () => {
    expect(judgeAll([seen(0, 60_000)], {}, afterGap(down)).said[0]?.transition).toMatchObject({
      downSinceMs: beganMs + 5000,
      downForMs: null,
    })
  })

  it('an outage that goes on lasted, by the wall clock, from its first failure', () => {
    const resumed = [seen(2, 60_000), seen(0, 65_000)]
    expect(judgeAll(resumed, {}, afterGap(down)).said[0]?.transition).toMatchObject({ kind: 'up', downForMs: 60_000 })
  })

  it('nor is a length known that the wall clock would make negative', () => {
    const setBack = [seen(2, 60_000), { ...seen(0, 65_000), startedMs: beganMs }]
    expect(judgeAll(setBack, {}, afterGap(down)).said[0]?.transition).toMatchObject({ kind: 'up', downForMs: null })
  })

  it('an outage lasted as long as it was watched where only the wall clock jumped', () => {
    const ahead = [2, 0].map((code, index) => ({
      ...seen(code, 15_000 + index * 5000),
      startedMs: beganMs + 9_000_000,
    }))
    expect(judgeAll(ahead, {}, afterJump(down)).said[0]?.transition).toMatchObject({ kind: 'up', downForMs: 15_000 })
  })

  it('a failure has to be confirmed anew', () => {
    const confirming = judgeAll(line('02')).verdict
    expect(story('2', {}, afterGap(confirming))).toEqual([])
    expect(story('22', {}, afterGap(confirming))).toEqual(['1 down'])
  })

  it('a target is up since it was seen again', () => {
    const { verdict } = judgeAll([seen(0, 60_000)], {}, afterGap(judgeAll(line('0')).verdict))
    expect(verdict).toMatchObject({ sinceMs: beganMs + 60_000, watchedMs: 60_000, interrupted: false })
  })
})

describe('once doubted', () => {
  it('failures begin anew and are still shown', () => {
    const confirming = doubted(judgeAll(line('0 2'), { confirmFailures: 3 }).verdict)
    expect(confirming.failing).toMatchObject({ count: 0, sinceMs: beganMs + 5000 })
    expect(story('22', { confirmFailures: 3 }, confirming)).toEqual([])
    const { said } = judgeAll([seen(2, 60_000), seen(2, 65_000)], {}, confirming)
    // Down since the first of those that count.
    expect(said[0]?.transition).toMatchObject({ kind: 'down', sinceMs: beganMs + 60_000 })
  })

  it('a recovery does not, for a success counts all the same', () => {
    const recovering = judgeAll(line('0220'), { confirmRecoveries: 2 }).verdict
    const { said } = judgeAll([seen(0, 60_000)], { confirmRecoveries: 2 }, doubted(recovering))
    expect(said[0]?.transition.kind).toBe('up')
  })
})

describe('a degraded target', () => {
  const limited = { latencyLimitMs: 500 }

  it.each([
    { results: '_0_0_', says: ['4 degraded'] },
    { results: '__0', says: [] },
    { results: '__00_', says: ['4 degraded'] },
    { results: '__000_', says: [] },
    // It is restored once half as many are slow, not one fewer.
    { results: '___0', says: ['2 degraded'] },
    { results: '___000', says: ['2 degraded'] },
    { results: '___0000', says: ['2 degraded', '6 restored'] },
    { results: '___00_0', says: ['2 degraded'] },
    // Down it is no longer degraded, and up again it begins anew.
    { results: '___22__', says: ['2 degraded', '4 down', '5 up'] },
    { results: '___22___', says: ['2 degraded', '4 down', '5 up', '7 degraded'] },
    { results: '___2_', says: ['2 degraded', '4 unconfirmed'] },
    { results: '~_~_~_', says: [] },
    { slow: 1, of: 1, results: '_0_', says: ['0 degraded', '1 restored', '2 degraded'] },
    { slow: 1, of: 1, results: '22_', says: ['1 down', '2 up', '2 degraded'] },
  ])('of $results says $says', ({ results, says, slow = 3, of = 5 }) => {
    expect(story(results, { ...limited, degradedOver: { slow, of } })).toEqual(says)
  })

  it('says how slow it was, and what its limit is', () => {
    const { said, verdict } = judgeAll(line('0___'), limited)
    expect(said[0]?.transition).toMatchObject({ kind: 'degraded', latencyMs: 900, limitMs: 500 })
    expect(verdict).toMatchObject({ settled: 'degraded', code: 0, sinceMs: beganMs + 15_000 })
  })

  it('is restored when its limit is taken away', () => {
    const { verdict } = judgeAll(line('___'), limited)
    expect(story('_', {}, verdict)).toEqual(['0 restored'])
  })

  it.each([{ responseTimeMs: 500 }, { responseTimeMs: null }])(
    'is none by a success in $responseTimeMs ms',
    (result) => {
      const results = [0, 1, 2].map((index) => seen(0, index * 5000, { result }))
      expect(judgeAll(results, limited).verdict.settled).toBe('up')
    },
  )
})

describe('flapping', () => {
  /** Two failures and a success, 10 s apart: one change to down and one to up in 30 s. */
  const flap = '220'

  it('is one word for the fifth change within half an hour, and silence from then on', () => {
    const { said, verdict } = judgeAll(line(`0${flap.repeat(20)}`, 10_000))
    expect(said.map(({ transition }) => transition.kind)).toEqual(['down', 'up', 'down', 'up', 'flapping'])
    expect(said.at(-1)?.transition).toMatchObject({ kind: 'flapping', changes: 5, withinMs: 60_000 })
    expect(verdict.flaps.flapping).toBe(true)
    // What it is stays known.
    expect(verdict.settled).toBe('up')
  })

  it('is none where changes come slower than five in half an hour', () => {
    // Down for 450 s and up for 450 s: four changes in 30 min.
    const results = Array.from({ length: 900 }, (_, index) =>
      seen(Math.floor((index * 10) / 450) % 2 === 1 ? 2 : 0, index * 10_000),
    )
    const { said } = judgeAll(results)
    expect(said).not.toContainEqual(
      expect.objectContaining({ transition: expect.objectContaining({ kind: 'flapping' }) }),
    )
    expect(said.length).toBeGreaterThan(18)
  })

  it('is also what never lasts long enough to be confirmed: ten failures alone in half an hour', () => {
    const { said } = judgeAll(line('20'.repeat(30), 15_000))
    expect(said.map(({ transition }) => transition.kind)).toEqual([...Array<string>(9).fill('unconfirmed'), 'flapping'])
  })

  it('is not made by failures that do not count', () => {
    expect(story('0' + '~20'.repeat(30))).toEqual(Array.from({ length: 30 }, (_, n) => `${2 * n + 2} unconfirmed`))
  })

  it.each([
    { at: 'up', code: 0 },
    { at: 'down', code: 2 },
  ])('settles $at after ten minutes without a change', ({ at, code }) => {
    const { verdict } = judgeAll(line(`0${flap.repeat(5)}`, 10_000))
    const from = 160_000
    const calm = Array.from({ length: 80 }, (_, index) => seen(code, from + index * 10_000))
    const { said, verdict: after } = judgeAll(calm, {}, verdict)
    expect(said.map(({ transition }) => transition)).toMatchObject([{ kind: 'steady', stands: at }])
    const lastChangeMs = at === 'down' ? from + 10_000 : 150_000
    expect(said[0]?.atMs).toBe(lastChangeMs + 600_000)
    expect(after.flaps).toEqual({ flapping: false, changes: [] })
  })

  it('does not settle while something is being confirmed', () => {
    const { verdict } = judgeAll(line(`0${flap.repeat(5)}`, 10_000))
    expect(judgeAll([seen(2, 1_000_000)], {}, verdict).said).toEqual([])
  })

  it('tells what comes after it has settled as ever', () => {
    const { verdict } = judgeAll(line(`0${flap.repeat(5)}`, 10_000))
    const later = [0, 0, 2, 2, 0].map((code, index) => seen(code, 900_000 + index * 10_000))
    expect(judgeAll(later, {}, verdict).said.map(({ transition }) => transition.kind)).toEqual(['steady', 'down', 'up'])
  })
})

const row = (code: number, count: number) =>
  Array.from({ length: count }, (_, index) => seen(code, 100_000_000 + index * 5000))

describe('whatever the results', () => {
  const observation = fc.record({
    code: fc.constantFrom(0, 0, 1, 2),
    weight: fc.constantFrom<Observation['weight']>('full', 'full', 'full', 'doubtful', 'none'),
    afterMs: fc.integer({ min: 1, max: 400_000 }),
    gap: fc.constantFrom('no', 'no', 'no', 'no', 'gap', 'doubt'),
  })
  const rules = fc.record({
    confirmFailures: fc.integer({ min: 1, max: 4 }),
    confirmRecoveries: fc.integer({ min: 1, max: 3 }),
  })

  /** Judges them, and answers what was settled and said at each. */
  function run(
    steps: readonly (typeof observation extends fc.Arbitrary<infer T> ? T : never)[],
    of: Partial<typeof usual>,
  ) {
    let verdict = unjudged
    let atMs = 0
    return steps.map((step) => {
      atMs += step.afterMs
      if (step.gap === 'gap') verdict = afterGap(verdict)
      if (step.gap === 'doubt') verdict = doubted(verdict)
      const before = verdict
      const judged = judge(before, seen(step.code, atMs, { weight: step.weight }), { ...usual, ...of })
      verdict = judged.verdict
      return { step, before, after: verdict, said: judged.transitions.map(({ kind }) => kind) }
    })
  }

  it('a target is down only after enough failures in a row that counted, with nothing in between', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 60 }), rules, (steps, of) => {
        const judged = run(steps, of)
        for (const [index, { before, after }] of judged.entries()) {
          if (before.settled === 'down' || after.settled !== 'down') continue
          const last = judged.slice(index + 1 - of.confirmFailures, index + 1)
          expect(last).toHaveLength(of.confirmFailures)
          expect(last.every(({ step }) => step.code !== 0 && step.weight !== 'none')).toBe(true)
          expect(last.slice(1).every(({ step }) => step.gap === 'no')).toBe(true)
          expect(last.at(-1)?.step.weight).toBe('full')
        }
      }),
    )
  })

  it('so many successes in a row that count end it, and so many failures begin it', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 40 }), rules, (steps, of) => {
        const verdict = run(steps, of).at(-1)?.after ?? unjudged
        expect(judgeAll(row(2, of.confirmFailures), of, verdict).verdict.settled).toBe('down')
        expect(judgeAll(row(0, of.confirmRecoveries), of, verdict).verdict.settled).not.toBe('down')
      }),
    )
  })

  it('what is said alternates: down and up in turn, and nothing between flapping and steady', () => {
    fc.assert(
      fc.property(fc.array(observation, { maxLength: 120 }), rules, (steps, of) => {
        let known: string | null = null
        for (const { said, after } of run(steps, of)) {
          for (const kind of said) {
            if (kind === 'down') expect(['up', 'steady', null]).toContain(known)
            if (kind === 'up') expect(['down', 'steady']).toContain(known)
            if (kind === 'steady') expect(known).toBe('flapping')
            else expect(known).not.toBe('flapping')
            if (['down', 'up', 'flapping', 'steady'].includes(kind)) known = kind
          }
          if (known === 'down' || known === 'up') expect(after.settled === 'down').toBe(known === 'down')
          expect(after.flaps.flapping).toBe(known === 'flapping')
        }
      }),
    )
  })
})
