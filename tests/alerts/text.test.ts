import { describe, expect, it } from 'vitest'
import type { AlertNotice } from '../../electron/alerts/policy.ts'
import { sanitise } from '../../electron/alerts/sanitise.ts'
import { english, writeNotice, writeNotShown } from '../../electron/alerts/text.ts'
import { probeResult } from '../monitor/samples.ts'
import { notification as sample } from './notification.ts'

const hourMs = 3_600_000
const nowMs = Date.UTC(2026, 10, 22, 14, 3)
const down = probeResult('db-1', 1)
const up = probeResult('db-1', 0)

describe('a notice in words', () => {
  const rows: { notice: AlertNotice; title: string; body: string; urgency: string }[] = [
    {
      notice: { kind: 'down', result: down, upForMs: 76 * hourMs },
      title: 'db-1 is down: Timeout',
      body: 'Was up for 3 d 4 h. tcp db-1:5432 did not connect within 5 s.',
      urgency: 'critical',
    },
    {
      notice: { kind: 'down', result: down, upForMs: null },
      title: 'db-1 is down: Timeout',
      body: 'tcp db-1:5432 did not connect within 5 s.',
      urgency: 'critical',
    },
    {
      notice: { kind: 'changed', result: probeResult('db-1', 2), from: 'Timeout', downForMs: 90_000 },
      title: 'db-1: Timeout, now ConnectionFailed',
      body: 'Down for 1 min 30 s. tcp db-1:5432 did not connect within 5 s.',
      urgency: 'normal',
    },
    {
      notice: { kind: 'up', result: up, downForMs: 2 * hourMs },
      title: 'db-1 is up again',
      body: 'Was down for 2 h. tcp db-1:5432 connected in 1.9 ms.',
      urgency: 'normal',
    },
  ]
  it.each(rows)('$title / $body', ({ notice, ...expected }) => {
    expect(writeNotice(notice, nowMs)).toMatchObject({ ...expected, targetId: 'db-1' })
  })

  // The tests run in UTC.
  it.each([
    [7 * 24, 'Certificate of db-1 expires in 7 days', 'expires on 2026-11-29 14:03'],
    [7 * 24 - 0.01, 'Certificate of db-1 expires in 7 days', 'expires on 2026-11-29 14:02'],
    [24, 'Certificate of db-1 expires in 1 day', 'expires on 2026-11-23 14:03'],
    [9.96, 'Certificate of db-1 expires in 1 day', 'expires on 2026-11-23 00:00'],
    [9.9, 'Certificate of db-1 expires today', 'expires on 2026-11-22 23:57'],
    [0, 'Certificate of db-1 has expired', 'expired on 2026-11-22 14:03'],
    [-100, 'Certificate of db-1 has expired', 'expired on 2026-11-18 10:03'],
  ])('a certificate with %d hours left', (hours, title, end) => {
    const ending = { subject: 'CN=db-1', leaf: true, expiresAtMs: nowMs + hours * hourMs }
    expect(writeNotice({ kind: 'certificate', result: up, ending }, nowMs)).toMatchObject({
      title,
      body: `The leaf certificate (CN=db-1) ${end}.`,
      urgency: hours <= 0 ? 'critical' : 'normal',
    })
  })

  it('says which certificate of the path it is', () => {
    const ending = { subject: 'C=US, O=Let’s Encrypt, CN=R3', leaf: false, expiresAtMs: nowMs + 50 * hourMs }
    expect(writeNotice({ kind: 'certificate', result: up, ending }, nowMs).body).toBe(
      'The intermediate certificate (C=US, O=Let’s Encrypt, CN=R3) expires on 2026-11-24 16:03.',
    )
    expect(writeNotice({ kind: 'certificate', result: up, ending: { ...ending, subject: '' } }, nowMs).body).toBe(
      'The intermediate certificate expires on 2026-11-24 16:03.',
    )
  })

  it('keeps room in the title for what happened, however long the name', () => {
    const { title } = writeNotice({ kind: 'up', result: { ...up, name: 'n'.repeat(2000) }, downForMs: null }, nowMs)
    expect(title).toBe(`${'n'.repeat(79)}… is up again`)
  })

  it('has an id of its own per target, kind and probe', () => {
    const notices: AlertNotice[] = [
      { kind: 'up', result: up, downForMs: null },
      { kind: 'down', result: up, upForMs: null },
      { kind: 'up', result: { ...up, id: 'db-2' }, downForMs: null },
      { kind: 'up', result: { ...up, startedAt: '2026-01-01T00:00:00.001Z' }, downForMs: null },
    ]
    expect(new Set(notices.map((notice) => writeNotice(notice, nowMs).id)).size).toBe(4)
  })

  it('can be of another language', () => {
    const german = {
      ...english,
      up: (name: string) => `${name} läuft wieder`,
      wasDown: (duration: string) => `${duration} lang gestört.`,
    }
    expect(writeNotice({ kind: 'up', result: up, downForMs: 1000 }, nowMs, german)).toMatchObject({
      title: 'db-1 läuft wieder',
      body: '1 s lang gestört. tcp db-1:5432 connected in 1.9 ms.',
    })
  })

  it.each([
    [1, '1 more notification'],
    [12, '12 more notifications'],
  ])('%d not shown', (count, title) =>
    expect(writeNotShown(count, 'x')).toMatchObject({ id: 'x', title, targetId: null, urgency: 'normal' }),
  )
})

describe('sanitise', () => {
  const notification = sample({ urgency: 'low' })

  it.each([
    ['two\r\nlines\tand\0more', 'two lines and more'],
    ['\u001b[31mred\u007f\u009b', '[31mred'],
    ['a\u2028b\u2029c', 'a b c'],
    ['  spaced  ', 'spaced'],
    ['--version', '\u200b--version'],
    ['\n-u low', '\u200b-u low'],
    ['half \ud83d', 'half \ufffd'],
    ['“$(id)” `id` "q" \\', '“$(id)” `id` "q" \\'],
    ['a - b', 'a - b'],
  ])('%j becomes %j', (text, clean) => {
    expect(sanitise({ ...notification, title: text, body: text })).toEqual({
      ...notification,
      title: clean,
      body: clean,
    })
  })

  it('cuts at 120 and 500 characters, never within one', () => {
    const { title, body } = sanitise({ ...notification, title: '😀'.repeat(121), body: '😀'.repeat(501) })
    expect(title).toBe(`${'😀'.repeat(119)}…`)
    expect(body).toBe(`${'😀'.repeat(499)}…`)
    expect(sanitise({ ...notification, title: '😀'.repeat(120) }).title).toBe('😀'.repeat(120))
  })

  it('changes nothing the second time', () => {
    const once = sanitise({ ...notification, title: `-${'x'.repeat(300)}`, body: '\n- a' })
    expect(sanitise(once)).toEqual(once)
    expect(Array.from(once.title)).toHaveLength(120)
  })
})
