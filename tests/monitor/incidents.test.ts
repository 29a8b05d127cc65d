import { describe, expect, it } from 'vitest'
import { abandoned, foldIncident, type OpenIncident } from '../../electron/monitor/incidents.ts'
import type { IncidentState } from '../../electron/monitor/transition.ts'
import { afterGap, judge, type Observation, unjudged, type Verdict } from '../../electron/monitor/verdict.ts'
import { beganMs, line, seen, usual } from './observations.ts'

interface Run {
  verdict: Verdict
  open: OpenIncident | null
  /** As told after each observation. */
  told: (IncidentState | null)[]
}

function run(
  observations: Observation[],
  before: Run = { verdict: unjudged, open: null, told: [] },
  rules = usual,
): Run {
  return observations.reduce((folded: Run, observation) => {
    const { verdict } = judge(folded.verdict, observation, rules)
    const { open, told } = foldIncident(folded.open, 'a', folded.verdict, observation, verdict)
    return { verdict, open, told: [...folded.told, told] }
  }, before)
}

describe('an incident', () => {
  it('opens when the target is down, dated from the first failure that counted', () => {
    const { told } = run(line('0 ~1 1 2'))
    expect(told.slice(0, 3)).toEqual([null, null, null])
    expect(told[3]).toEqual({
      id: `a:${beganMs + 10_000}`,
      targetId: 'a',
      openedMs: beganMs + 10_000,
      lastSeenMs: beganMs + 15_000,
      closedMs: null,
      endUnknown: false,
      codes: [1, 2],
      worst: 1,
      result: { reason: 'refused', message: 'tcp a:5432 did not connect within 5 s.' },
      failures: 2,
    })
  })

  it('opens at once where one failure is enough', () => {
    const { told } = run(line('0 2'), undefined, { ...usual, confirmFailures: 1 })
    expect(told[1]).toMatchObject({ openedMs: beganMs + 5000, failures: 1, codes: [2] })
  })

  it.each([
    { results: '22', worst: 2, codes: [2] },
    { results: '21', worst: 2, codes: [2, 1] },
    { results: '2112', worst: 2, codes: [2, 1] },
    { results: '21121', worst: 1, codes: [2, 1] },
    { results: '223313', worst: 3, codes: [2, 3, 1] },
  ])('of $results has the codes $codes, the worst of which is $worst', ({ results, worst, codes }) => {
    expect(run(line(results)).open?.state).toMatchObject({ codes, worst, failures: results.length })
  })

  it('goes on with each failure that counts, and with nothing else', () => {
    const { told, open } = run(line('0 2 2 2 ~2 ~0'))
    expect(told.map((each) => each?.lastSeenMs ?? null)).toEqual([
      null,
      null,
      beganMs + 10_000,
      beganMs + 15_000,
      null,
      null,
    ])
    expect(open?.state.failures).toBe(3)
  })

  it('ends with the first of the successes that made the target up', () => {
    const { told, open } = run(line('0 2 2 0 2 0 0'), undefined, { ...usual, confirmRecoveries: 2 })
    expect(open).toBeNull()
    expect(told.at(-1)).toMatchObject({ closedMs: beganMs + 25_000, endUnknown: false, failures: 3 })
    // Neither a success that was not confirmed nor one that may be says anything of it.
    expect([told[3], told[5]]).toEqual([null, null])
  })

  it('goes on after a gap if the next failure says so', () => {
    const before = run(line('0 2 2'))
    const resumed = { ...before, verdict: afterGap(before.verdict) }
    const { told, open } = run([seen(2, 60_000), seen(0, 65_000)], resumed)
    expect(told.at(-2)).toMatchObject({ openedMs: beganMs + 5000, lastSeenMs: beganMs + 60_000, closedMs: null })
    expect(told.at(-1)).toMatchObject({ closedMs: beganMs + 65_000, endUnknown: false })
    expect(open).toBeNull()
  })

  it('ended, after a gap, at an unknown time after it was last seen if the next success says so', () => {
    const before = run(line('0 2 2'))
    const resumed = { ...before, verdict: afterGap(before.verdict) }
    const { told } = run([seen(0, 60_000)], resumed)
    expect(told.at(-1)).toMatchObject({ closedMs: beganMs + 10_000, lastSeenMs: beganMs + 10_000, endUnknown: true })
  })

  it('does not end before it was last seen when the clock is set back', () => {
    const { told } = run([{ ...seen(0, 60_000), startedMs: beganMs - 3_600_000 }], run(line('0 2 2')))
    expect(told.at(-1)).toMatchObject({ closedMs: beganMs + 10_000, endUnknown: false })
  })

  it('that nobody watches any more ended at an unknown time', () => {
    const { open } = run(line('0 2 2'))
    expect(open && abandoned(open)).toMatchObject({ closedMs: beganMs + 10_000, endUnknown: true })
  })
})
