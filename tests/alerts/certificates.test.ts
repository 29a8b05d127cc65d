import { describe, expect, it } from 'vitest'
import { thresholdPassed } from '../../electron/alerts/certificate-expiry.ts'
import type { CertificateRecord, ProbeResult } from '../../electron/contract/result.ts'
import { certificate, tcpTarget } from '../monitor/samples.ts'
import { createStage, type Stage, type StageOptions } from './stage.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const startMs = Date.UTC(2026, 0, 1)
const endMs = startMs + 100 * dayMs

/** Sets the wall clock to so many days before the end. */
function goTo({ clock }: Stage, leftDays: number): void {
  clock.shiftWall(endMs - leftDays * dayMs - clock.wallMs())
}

/** The target shows this certificate, and what there is to tell is told. */
async function show(stage: Stage, shown: CertificateRecord, given: Partial<ProbeResult> = {}): Promise<void> {
  stage.up('a', { certificate: shown, ...given })
  await stage.clock.advance(6000)
}

/** Shows it at every probe for as long as it lasts. */
async function showFor(stage: Stage, shown: CertificateRecord, durationMs: number): Promise<void> {
  const untilMs = stage.clock.monotonicMs() + durationMs
  while (stage.clock.monotonicMs() < untilMs) await show(stage, shown)
}

/** Shows one certificate on these days before its end. */
async function looks(leftDays: readonly number[], options: StageOptions = {}): Promise<Stage> {
  const stage = createStage(options)
  for (const days of leftDays) {
    goTo(stage, days)
    await show(stage, certificate('AA', endMs))
  }
  return stage
}

describe('a threshold', () => {
  const days = [30, 14, 7, 3, 1, 0]
  it.each([
    [31, days, null],
    [30, days, 30],
    [29, days, 30],
    [6.5, days, 7],
    [0.01, days, 1],
    [0, days, 0],
    [-0.5, days, 0],
    [-1, days, -1],
    [-2.5, days, -2],
    [6.5, [3, 30, 7, 7, 14], 7],
    [2, [-5, 30], 30],
    [-9, [30, 3], 3],
    [5, [3], null],
  ])('%d days before the end with %j: %s', (left, thresholds, passed) =>
    expect(thresholdPassed(endMs, endMs - left * dayMs, thresholds)).toBe(passed),
  )
})

describe('a certificate that ends', () => {
  it.each([
    { days: [31, 30.01], told: 0, why: 'more than 30 days is no news' },
    { days: [30, 29, 20], told: 1, why: 'once within 30 days' },
    { days: [30, 14, 7, 3, 1, 0], told: 6, why: 'once at each threshold' },
    { days: [6.5], told: 1, why: 'the smallest of several passed at once' },
    { days: [40, 2, 2], told: 1, why: 'also after a long absence' },
    { days: [0.9, 0.5, 0.01], told: 1, why: 'not silent on the last day' },
    { days: [0], told: 1, why: 'nor at the very end' },
    { days: [-0.001, -0.5, -0.9], told: 1, why: 'expired, once a day' },
    { days: [0.5, -0.1, -1.1, -1.5, -2.1], told: 4, why: 'every day' },
    { days: [-5, -5.5], told: 1, why: 'the days before are not made up' },
    { days: [7, 8, 7], told: 1, why: 'a clock set back and forth repeats nothing' },
    { days: [20, -5, 19, 13], told: 4, why: 'a clock that ran years ahead silences nothing' },
    { days: [-400, 40, 29], told: 2, why: 'nor when the end is far off again' },
  ])('$days days left: $why', async ({ days, told }) => {
    const stage = await looks(days)
    expect(stage.sent.filter(({ subject }) => subject === 'certificate')).toHaveLength(told)
  })

  it('says when, which one, and what became of it', async () => {
    const { sent, rules } = await looks([6.5, -0.5])
    expect(sent).toMatchObject([
      {
        title: 'Certificate of a expires in 7 days',
        body: 'The leaf certificate (CN=db-1) expires on 2026-04-11 00:00.',
        urgency: 'normal',
        severity: 'warning',
        targetId: 'a',
      },
      { title: 'Certificate of a has expired', urgency: 'critical', severity: 'down' },
    ])
    expect(rules()).toEqual(['certificate told', 'certificate told'])
  })

  it('is named by the one on the path that ends first', async () => {
    const stage = createStage()
    const path = certificate('LEAF', endMs + 60 * dayMs, {
      chainExpiresAt: new Date(endMs).toISOString(),
      chainExpiresSubject: 'CN=R3',
      chainExpiresFingerprint256: 'INTER',
    })
    goTo(stage, 10)
    await show(stage, path)
    expect(stage.sent.map(({ body }) => body)).toEqual([
      expect.stringMatching(/^The intermediate certificate \(CN=R3\)/),
    ])
  })

  it('is told by the thresholds as they are set, and not at all where turned off', async () => {
    const some = await looks([20, 5, 0.5, -0.5, -3], { settings: { certificateDays: [7, 1, 7] } })
    expect(some.sent).toHaveLength(2)
    const none = await looks([20, -1], { settings: { tellCertificates: false } })
    expect([none.sent, none.rules()]).toEqual([[], ['certificate kind-off', 'certificate kind-off']])
  })

  it('is told once, restarts or not, also by what earlier versions kept', async () => {
    const before = await looks([20])
    before.stop()
    const after = createStage({ clock: before.clock, memory: before.memory })
    await show(after, certificate('AA', endMs))
    expect(after.sent).toEqual([])

    const earlier = createStage()
    earlier.memory.set('a', 'told', { code: 0, sinceMs: 0, certificates: { AA: 14 } })
    earlier.stop()
    const stage = createStage({ clock: earlier.clock, memory: earlier.memory })
    goTo(stage, 10)
    await show(stage, certificate('AA', endMs))
    expect(stage.sent).toEqual([])
    goTo(stage, 5)
    await show(stage, certificate('AA', endMs))
    expect(stage.sent).toHaveLength(1)
  })

  it('is told after what held it back, and together with others', async () => {
    const stage = createStage({ targets: [tcpTarget('a'), tcpTarget('b')] })
    const silence = { snoozed: { until: new Date(stage.clock.wallMs() + 91 * dayMs).toISOString() } }
    stage.silences.set('a', silence)
    stage.silences.set('b', silence)
    goTo(stage, 10)
    for (const id of ['a', 'b', 'a', 'b']) stage.up(id, { certificate: certificate('AA', endMs) })
    await stage.clock.advance(minuteMs)
    expect(stage.sent).toEqual([])
    stage.silences.clear()
    await stage.clock.advance(minuteMs)
    expect(stage.titles()).toEqual(['Certificates of 2 targets expire soon or have expired'])
    expect(stage.rules()).toEqual(['certificate snoozed', 'certificate gathered'])
  })

  it('is not told when it was renewed while its notice was held back', async () => {
    const stage = createStage()
    stage.silences.set('a', { snoozed: { until: new Date(endMs).toISOString() } })
    goTo(stage, 5)
    await show(stage, certificate('AA', endMs))
    await showFor(stage, certificate('BB', endMs + 90 * dayMs), 6 * minuteMs)
    stage.silences.clear()
    await showFor(stage, certificate('BB', endMs + 90 * dayMs), 6 * minuteMs)
    expect([stage.sent, stage.rules()]).toEqual([[], ['certificate snoozed', 'certificate-changed kind-off']])
  })

  it('without a date that can be read says nothing', async () => {
    const stage = createStage()
    await show(stage, certificate('AA', startMs, { chainExpiresAt: '' }))
    expect(stage.sent).toEqual([])
  })

  it('is not somebody else’s, nor anything seen while this computer does not see', async () => {
    const stage = createStage()
    goTo(stage, 5)
    stage.confirming('a', { certificate: certificate('AA', endMs), reason: 'tls-name-mismatch' })
    stage.see({ kind: 'settling', cause: 'network', sinceMs: 0 })
    stage.result('a', 1, 'confirming', { certificate: certificate('BB', endMs) }, false)
    stage.see({ kind: 'seeing' })
    stage.result('a', null, 'no-data', { certificate: certificate('CC', endMs) })
    await stage.clock.advance(minuteMs)
    expect(stage.sent).toEqual([])
  })
})

it('is told of a target that is probed so seldom that the program has only just begun', async () => {
  const stage = createStage({ sight: { kind: 'settling', cause: 'start', sinceMs: 0 } })
  goTo(stage, 5)
  await show(stage, certificate('AA', endMs))
  expect(stage.sent).toHaveLength(1)
})

describe('a target that is down because its certificate expired', () => {
  const failed = { reason: 'tls-expired', certificate: certificate('AA', endMs) } as const

  it('is told as that, and not every day besides', async () => {
    const stage = createStage()
    goTo(stage, -0.1)
    stage.confirming('a', failed)
    await stage.clock.advance(5000)
    stage.down('a', 2, failed)
    await stage.clock.advance(minuteMs)
    goTo(stage, -1.5)
    stage.result('a', 2, 'down', failed)
    await stage.clock.advance(minuteMs)
    expect(stage.titles().filter((title) => !title.includes('still'))).toEqual(['a is down: ConnectionFailed'])
    expect(stage.rules()).toContain('certificate told-already')
  })

  it('is told both where it was down for another reason', async () => {
    const stage = createStage({ settings: { remindAfterMs: null } })
    goTo(stage, -0.1)
    stage.down('a', 2)
    await stage.clock.advance(minuteMs)
    stage.result('a', 2, 'down', failed)
    await stage.clock.advance(minuteMs)
    expect(stage.titles()).toEqual(['a is down: ConnectionFailed', 'Certificate of a has expired'])
  })

  it('of another host has its own told too', async () => {
    const stage = createStage()
    goTo(stage, 5)
    stage.down('a', 2, failed)
    await stage.clock.advance(minuteMs)
    expect(stage.titles()).toEqual(['a is down: ConnectionFailed', 'Certificate of a expires in 5 days'])
  })
})

describe('a renewed certificate', () => {
  const old = certificate('AA', endMs)
  const renewed = certificate('BB', endMs + 90 * dayMs)

  it('is told once, when the old one has been away for three results and five minutes', async () => {
    const stage = await looks([5])
    await showFor(stage, renewed, 5 * minuteMs - 12_000)
    expect(stage.sent).toHaveLength(1)
    await showFor(stage, renewed, 5 * minuteMs)
    expect(stage.sent.slice(1)).toMatchObject([
      {
        title: 'Certificate of a was renewed',
        body: 'The leaf certificate (CN=db-1) expires on 2026-07-10 00:00.',
        severity: 'up',
        subject: 'certificate-renewed',
      },
    ])
  })

  it('is told also when the program was not there', async () => {
    const before = await looks([5])
    before.stop()
    const after = createStage({ clock: before.clock, memory: before.memory })
    await showFor(after, renewed, 6 * minuteMs)
    expect(after.titles()).toEqual(['Certificate of a was renewed'])
  })

  it('is not told of a certificate whose end nobody was told of', async () => {
    const stage = await looks([40])
    await showFor(stage, renewed, 6 * minuteMs)
    expect(stage.sent).toEqual([])
  })

  it('is not told for three results of a target that is probed often', async () => {
    const stage = await looks([5])
    for (let nth = 0; nth < 20; nth++) stage.up('a', { certificate: renewed })
    await stage.clock.advance(6000)
    expect(stage.sent).toHaveLength(1)
  })

  it('is not told of one that ends even earlier', async () => {
    const stage = await looks([5])
    await showFor(stage, certificate('BB', endMs - dayMs), 6 * minuteMs)
    expect(stage.titles()).toEqual(['Certificate of a expires in 5 days', 'Certificate of a expires in 4 days'])
  })

  it('is told of a pair behind a balancer only when both are', async () => {
    const stage = createStage()
    goTo(stage, 5)
    for (let turn = 0; turn < 400; turn++) {
      // Runs of four of one kind are nothing unusual behind a balancer.
      await show(stage, turn % 8 < 4 ? old : renewed)
    }
    expect(stage.titles()).toEqual(['Certificate of a expires in 5 days'])
    await stage.clock.advance(dayMs)
    for (let nth = 0; nth < 3; nth++) await show(stage, renewed)
    expect(stage.titles().slice(1)).toEqual(['Certificate of a was renewed'])
  })
})

const rotation = (count: number) => Array.from({ length: count }, (_, n) => certificate(`F${n}`, endMs))

describe('certificates in rotation', () => {
  it('of 256 are told once each', async () => {
    const stage = createStage({ settings: { gatherMs: 0 } })
    goTo(stage, 5)
    let told = 0
    for (let turn = 0; turn < 3; turn++) {
      for (const shown of rotation(256)) stage.up('a', { certificate: shown })
      await stage.clock.advance(5 * minuteMs)
    }
    for (const { title } of stage.sent) told += title.startsWith('Certificate') ? 1 : 0
    expect(stage.rules().filter((rule) => rule === 'certificate gathered')).toHaveLength(256)
    expect(told).toBe(1)
  })

  it('are forgotten when 256 others have been told since', async () => {
    const stage = createStage()
    goTo(stage, 5)
    for (const shown of rotation(300)) await show(stage, shown)
    const kept = JSON.parse(stage.memory.kept.get('a certificates') ?? '{}')
    expect(Object.keys(kept.told)).toEqual(Array.from({ length: 256 }, (_, n) => `F${n + 44}`))
  })
})

describe('another certificate', () => {
  const first = certificate('AA', endMs, { issuer: 'CN=R3' })

  it('is told where asked for, once each, with its issuer', async () => {
    const stage = createStage({ settings: { tellCertificateChanges: true } })
    for (let turn = 0; turn < 3; turn++) {
      await show(stage, first)
      await show(stage, certificate('BB', endMs, { issuer: 'CN=R3' }))
      await show(stage, certificate('CC', endMs, { issuer: 'CN=Evil' }))
    }
    expect(stage.sent).toMatchObject([
      { title: 'Certificate of a is another one', body: 'It was issued by CN=R3, as was the one before.' },
      { title: 'Certificate of a has another issuer', body: 'It was issued by CN=Evil, the one before by CN=R3.' },
    ])
  })

  it('is remembered where not asked for, so that asking later tells no old news', async () => {
    const stage = createStage()
    await show(stage, first)
    await show(stage, certificate('BB', endMs))
    stage.state.settings = { ...stage.state.settings, tellCertificateChanges: true }
    await show(stage, first)
    await show(stage, certificate('BB', endMs))
    expect(stage.sent).toEqual([])
    await show(stage, certificate('CC', endMs))
    expect(stage.sent).toHaveLength(1)
  })
})
