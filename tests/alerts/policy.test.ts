import { describe, expect, it } from 'vitest'
import { type AlertNotice, decide } from '../../electron/alerts/policy.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import type { ToldTarget } from '../../electron/monitor/ports.ts'
import { certificate, probeResult } from '../monitor/samples.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const startMs = Date.UTC(2026, 0, 1)

interface Step {
  result: ProbeResult
  /** Minutes after the trace began. */
  atMin: number
  /** The program was started anew before this result. */
  restart?: boolean
}

/** Plays results one after the other, keeping only what was told across a restart, and watching but for local faults. */
function play(steps: Step[], toldBefore?: ToldTarget): { notices: AlertNotice[]; told: ToldTarget | undefined } {
  let told = toldBefore
  let watchedSinceMs: number | null = null
  const notices: AlertNotice[] = []
  for (const { result, atMin, restart } of steps) {
    const nowMs = startMs + atMin * minuteMs
    // What was told goes through a file.
    if (restart) told = told && JSON.parse(JSON.stringify(told))
    if (restart) watchedSinceMs = null
    const decision = decide(told, result, nowMs, watchedSinceMs === null ? null : nowMs - watchedSinceMs)
    told = decision.told
    if (result.resultCode === null) watchedSinceMs = null
    else if (decision.began) watchedSinceMs = nowMs
    notices.push(...decision.notices)
  }
  return { notices, told }
}

/** A trace of codes a minute apart; `|` is a restart, `-` a local fault. */
function trace(text: string): Step[] {
  let restart = false
  const steps: Step[] = []
  for (const sign of text) {
    if (sign === '|') restart = true
    else {
      const result = probeResult('a', sign === '-' ? null : Number(sign))
      steps.push({ result, atMin: steps.length, restart })
      restart = false
    }
  }
  return steps
}

/** `down`, `up` or `Timeout>ConnectionFailed`, and the minutes it says, where known. */
function summary(notice: AlertNotice): string {
  switch (notice.kind) {
    case 'down':
      return `down ${notice.upForMs === null ? '?' : notice.upForMs / minuteMs}`
    case 'up':
      return `up ${notice.downForMs === null ? '?' : notice.downForMs / minuteMs}`
    case 'changed':
      return `${notice.from}>${notice.result.result} ${notice.downForMs === null ? '?' : notice.downForMs / minuteMs}`
    case 'certificate':
      return 'certificate'
  }
}

describe('codes', () => {
  it.each([
    { codes: '0', told: [], why: 'a first success is no news' },
    { codes: '000', told: [], why: 'nor is another' },
    { codes: '1', told: ['down ?'], why: 'a first failure is' },
    { codes: '11', told: ['down ?'], why: 'once' },
    { codes: '001', told: ['down 2'], why: 'up for two minutes, as far as seen' },
    { codes: '0110', told: ['down 1', 'up 2'], why: 'and up again' },
    { codes: '0120', told: ['down 1', 'Timeout>ConnectionFailed 1', 'up 2'], why: 'the outage began with the first' },
    { codes: '0101', told: ['down 1', 'up 1', 'down 1'], why: 'every change is told' },
    { codes: '-', told: [], why: 'a local fault is no verdict' },
    { codes: '0-0', told: [], why: 'and changes nothing' },
    { codes: '0-1', told: ['down ?'], why: 'nor hides what follows, but for how long it was up' },
    { codes: '01-1', told: ['down 1'], why: 'nor repeats it' },
    { codes: '01-0', told: ['down 1', 'up 2'], why: 'nor delays it' },
    { codes: '01|1', told: ['down 1'], why: 'down before and after a restart' },
    { codes: '01|0', told: ['down 1', 'up 1'], why: 'down before, up after' },
    { codes: '01|2', told: ['down 1', 'Timeout>ConnectionFailed 1'], why: 'down otherwise after' },
    { codes: '0|1', told: ['down ?'], why: 'nobody knows when it went down' },
    { codes: '0|-1', told: ['down ?'], why: 'nor after a local fault' },
    { codes: '0|01', told: ['down ?'], why: 'nor whether it was up while the program was off' },
    { codes: '0|001001', told: ['down ?', 'up 1', 'down 2'], why: 'but again from the next change on' },
    { codes: '0|0', told: [], why: 'up before and after' },
    { codes: '|1', told: ['down ?'], why: 'nothing known before' },
  ])('$codes: $why', ({ codes, told }) => expect(play(trace(codes)).notices.map(summary)).toEqual(told))

  it('are remembered with the time the outage began, not the time its reason changed', () => {
    expect(play(trace('0012')).told).toEqual({ code: 2, sinceMs: startMs + 2 * minuteMs, certificates: {} })
  })

  it('leave what was told as it is when there is nothing new', () => {
    const told: ToldTarget = { code: 1, sinceMs: startMs, certificates: { 'AA:01': 7 } }
    expect(play(trace('11-1'), told).told).toBe(told)
  })

  it.each([
    { sinceMs: startMs + dayMs, why: 'the wall clock was set back' },
    { sinceMs: 86_400_000, why: 'it was not yet set when the outage began' },
  ])('claim no duration from an earlier run when $why', ({ sinceMs }) => {
    expect(play(trace('0'), { code: 1, sinceMs, certificates: {} }).notices.map(summary)).toEqual(['up ?'])
    expect(play(trace('2'), { code: 1, sinceMs, certificates: {} }).notices.map(summary)).toEqual([
      'Timeout>ConnectionFailed ?',
    ])
  })

  it('measure what was watched throughout by the monotonic clock', () => {
    const told: ToldTarget = { code: 1, sinceMs: 0, certificates: {} }
    const { notices } = decide(told, probeResult('a', 0), startMs, 5 * minuteMs)
    expect(notices.map(summary)).toEqual(['up 5'])
  })
})

/** Looks at a certificate that ends `leftDays` after each look. */
function looks(fingerprint: string, leftDays: number[], options: Partial<ProbeResult> = {}): Step[] {
  const endMs = startMs + 100 * dayMs
  return leftDays.map((days) => ({
    result: probeResult('a', 0, { certificate: certificate(fingerprint, endMs), ...options }),
    atMin: (100 - days) * 1440,
  }))
}

function thresholds(steps: Step[]): (number | undefined)[] {
  let told: ToldTarget | undefined
  const tellings: (number | undefined)[] = []
  for (const step of steps) {
    const played = play([step], told)
    told = played.told
    const fingerprint = step.result.certificate?.chainExpiresFingerprint256 ?? ''
    if (played.notices.some(({ kind }) => kind === 'certificate')) tellings.push(told?.certificates[fingerprint])
  }
  return tellings
}

describe('certificates', () => {
  it.each([
    { days: [31, 30.01], told: [], why: 'more than 30 days is no news' },
    { days: [30, 29, 20], told: [30], why: 'once within 30 days' },
    { days: [30, 14, 7, 3, 1, 0], told: [30, 14, 7, 3, 1, 0], why: 'once at each threshold' },
    { days: [6.5], told: [7], why: 'the smallest of several passed at once' },
    { days: [40, 2, 2], told: [3], why: 'also after a long absence' },
    { days: [0.9, 0.5, 0.01], told: [1], why: 'not silent on the last day' },
    { days: [0], told: [0], why: 'nor at the very end' },
    { days: [-0.001, -5, -400], told: [0], why: 'expired, once' },
    { days: [0.5, -0.5], told: [1, 0], why: 'the last day, then its end' },
    { days: [7, 8, 7], told: [7], why: 'a clock set back and forth repeats nothing' },
    { days: [20, -5, 19, 13], told: [30, 0, 30, 14], why: 'a clock that ran years ahead silences nothing' },
    { days: [-400, 40, 29], told: [0, 30], why: 'nor when the end is far off again' },
  ])('$days days left: $why', ({ days, told }) => expect(thresholds(looks('AA', days))).toEqual(told))

  it('are told again for the next certificate, and remembered across restarts', () => {
    const first = looks('AA', [7])[0]
    const renewed = looks('BB', [6])[0]
    if (!first || !renewed) throw new Error('no steps')
    const told = play([first, { ...first, restart: true }, renewed, { ...renewed, restart: true }])
    expect(told.notices.map(summary)).toEqual(['certificate', 'certificate'])
    expect(told.told?.certificates).toEqual({ AA: 7, BB: 7 })
  })

  it('that alternate behind a balancer are told once each, also when one of them is long renewed', () => {
    const renewed = { result: probeResult('a', 0, { certificate: certificate('CC', startMs + 400 * dayMs) }), atMin: 0 }
    const steps: Step[] = []
    for (let turn = 0; turn < 50; turn++) {
      for (const fingerprint of ['AA', 'BB']) steps.push(...looks(fingerprint, [6.9]), { ...renewed })
    }
    expect(play(steps).notices).toHaveLength(2)
  })

  it('in a rotation of 256 are told once each', () => {
    const turn = Array.from({ length: 256 }, (_, n) => looks(`F${n}`, [5])).flat()
    expect(play([...turn, ...turn, ...turn]).notices).toHaveLength(256)
  })

  it('are forgotten when 256 others have been told since', () => {
    const steps = Array.from({ length: 300 }, (_, n) => looks(`F${n}`, [5])).flat()
    const { told, notices } = play(steps)
    expect(notices).toHaveLength(300)
    expect(Object.keys(told?.certificates ?? {})).toEqual(Array.from({ length: 256 }, (_, n) => `F${n + 44}`))
  })

  it('that tell a new threshold count as the newest', () => {
    const steps = [...looks('A', [5]), ...Array.from({ length: 255 }, (_, n) => looks(`F${n}`, [5])).flat()]
    const again = [...looks('A', [1]), ...looks('F255', [5])]
    const { told } = play([...steps, ...again])
    expect(told?.certificates['A']).toBe(1)
    expect(told?.certificates['F0']).toBeUndefined()
  })

  it('that expired and make the probe fail are told once, by the failure', () => {
    const failed = { reason: 'tls-expired', resultCode: 1, result: 'ConnectionFailed', protocol: 'http' } as const
    const [first, expired, later] = [
      ...looks('AA', [0.5], { protocol: 'http' }),
      ...looks('AA', [-0.1], failed),
      ...looks('AA', [-2], failed),
    ]
    if (!first || !expired || !later) throw new Error('no steps')
    const { notices, told } = play([first, expired, later, { ...later, restart: true }])
    expect(notices.map(({ kind }) => kind)).toEqual(['certificate', 'down'])
    expect(notices[1]?.result.reason).toBe('tls-expired')
    expect(told?.certificates).toEqual({ AA: 0 })
  })

  it('that have days left are told also when the probe fails because another one expired', () => {
    const [step] = looks('AA', [5], {
      protocol: 'http',
      resultCode: 1,
      result: 'ConnectionFailed',
      reason: 'tls-expired',
    })
    if (!step) throw new Error('no step')
    expect(play([step]).notices.map(({ kind }) => kind)).toEqual(['down', 'certificate'])
  })

  it('that expire while the target is down with that very code already are told by themselves', () => {
    const down = { protocol: 'http', resultCode: 1, result: 'ConnectionFailed' } as const
    const [refused, expired] = [
      ...looks('AA', [0.5], { ...down, reason: 'refused', certificate: null }),
      ...looks('AA', [-0.1], { ...down, reason: 'tls-expired' }),
    ]
    if (!refused || !expired) throw new Error('no steps')
    expect(play([refused, expired]).notices.map(({ kind }) => kind)).toEqual(['down', 'certificate'])
  })

  it('are told beside a failure for another reason', () => {
    const [step] = looks('AA', [5], {
      protocol: 'http',
      resultCode: 6,
      result: 'CodeMismatch',
      reason: 'status-mismatch',
    })
    if (!step) throw new Error('no step')
    expect(play([step]).notices.map(({ kind }) => kind)).toEqual(['down', 'certificate'])
  })

  it('count by the one on the path that ends first, and name it', () => {
    const endMs = startMs + 100 * dayMs
    const path = certificate('LEAF', endMs + 60 * dayMs, {
      chainExpiresAt: new Date(endMs).toISOString(),
      chainExpiresSubject: 'CN=R3',
      chainExpiresFingerprint256: 'INTER',
    })
    const { notices, told } = play(looks('', [10], { certificate: path }))
    expect(notices).toMatchObject([
      { kind: 'certificate', ending: { subject: 'CN=R3', leaf: false, expiresAtMs: endMs } },
    ])
    expect(told?.certificates).toEqual({ INTER: 14 })
  })

  it('without a date that can be read say nothing', () => {
    const odd = certificate('AA', startMs, { chainExpiresAt: '' })
    expect(play(looks('', [10], { certificate: odd })).notices).toEqual([])
  })
})
