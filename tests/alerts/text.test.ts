import { describe, expect, it } from 'vitest'
import type { Failure, News } from '../../electron/alerts/news.ts'
import { sanitise } from '../../electron/alerts/sanitise.ts'
import { writeNotice, writeNotShown, writeOffline } from '../../electron/alerts/text.ts'
import { english } from '../../electron/alerts/words.ts'
import { chinese } from '../../electron/alerts/words.zh.ts'
import { notification as sample } from './notification.ts'

const hourMs = 3_600_000
const nowMs = Date.UTC(2026, 10, 22, 14, 3)
const target = { id: 'db-1', name: 'db-1', host: 'db-1', incidentId: 'i1' }
const failure: Failure = {
  label: 'Timeout',
  reason: 'connect-timeout',
  message: 'tcp db-1:5432 did not connect within 5 s.',
}
const refused: Failure = { label: 'ConnectionFailed', reason: 'refused', message: 'tcp db-1:5432 refused.' }
const message = 'tcp db-1:5432 connected in 1.9 ms.'

const one = (news: News, options = {}) => writeNotice([news], { id: 'x', nowMs, ...options })
const down = (name: string, host = name, why = failure): News => ({
  target: { id: name, name, host, incidentId: null },
  kind: 'down',
  failure: why,
  upForMs: null,
  behind: 0,
})

describe('one piece of news', () => {
  const rows: { news: News; title: string; body: string; urgency: string; severity: string }[] = [
    {
      news: { target, kind: 'down', failure, upForMs: 76 * hourMs, behind: 0 },
      title: 'db-1 is down: Timeout',
      body: 'Was up for 3 d 4 h. tcp db-1:5432 did not connect within 5 s.',
      urgency: 'critical',
      severity: 'down',
    },
    {
      news: { target, kind: 'down', failure, upForMs: null, behind: 1 },
      title: 'db-1 is down: Timeout',
      body: 'tcp db-1:5432 did not connect within 5 s. 1 target is reached through it and is not told by itself.',
      urgency: 'critical',
      severity: 'down',
    },
    {
      news: { target, kind: 'still-down', failure, downForMs: 2 * hourMs, behind: 0 },
      title: 'db-1 is still down: Timeout',
      body: 'Down for 2 h. tcp db-1:5432 did not connect within 5 s.',
      urgency: 'critical',
      severity: 'down',
    },
    {
      news: { target, kind: 'reminder', failure, downForMs: null, behind: 0 },
      title: 'db-1 is still down: Timeout',
      body: 'tcp db-1:5432 did not connect within 5 s.',
      urgency: 'normal',
      severity: 'down',
    },
    {
      news: { target, kind: 'changed', failure: refused, from: 'Timeout', downForMs: 90_000 },
      title: 'db-1: Timeout, now ConnectionFailed',
      body: 'Down for 1 min 30 s. tcp db-1:5432 refused.',
      urgency: 'normal',
      severity: 'down',
    },
    {
      news: { target, kind: 'up', message, downForMs: 2 * hourMs, atMs: nowMs - 60_000 },
      title: 'db-1 is up again',
      body: 'Was down for 2 h. tcp db-1:5432 connected in 1.9 ms.',
      urgency: 'normal',
      severity: 'up',
    },
    {
      news: { target, kind: 'up', message, downForMs: null, atMs: nowMs - 60_001 },
      title: 'db-1 is up again',
      body: 'Up since 2026-11-22 14:01. tcp db-1:5432 connected in 1.9 ms.',
      urgency: 'normal',
      severity: 'up',
    },
    {
      news: { target, kind: 'degraded', latencyMs: 900, limitMs: 500 },
      title: 'db-1 is slow: 900 ms',
      body: 'Its limit is 500 ms.',
      urgency: 'normal',
      severity: 'warning',
    },
    {
      news: { target, kind: 'restored' },
      title: 'db-1 is no longer slow',
      body: '',
      urgency: 'normal',
      severity: 'up',
    },
    {
      news: { target, kind: 'flapping', changes: 6, withinMs: 600_000 },
      title: 'db-1 is flapping',
      body: 'It changed 6 times within 10 min. Its changes are not told until it settles.',
      urgency: 'normal',
      severity: 'warning',
    },
    {
      news: { target, kind: 'steady', failure: null, latencyMs: null },
      title: 'db-1 has settled: up',
      body: '',
      urgency: 'normal',
      severity: 'up',
    },
    {
      news: { target, kind: 'steady', failure: refused, latencyMs: null },
      title: 'db-1 has settled: down, ConnectionFailed',
      body: 'tcp db-1:5432 refused.',
      urgency: 'critical',
      severity: 'down',
    },
    {
      news: { target, kind: 'certificate-changed', issuer: 'CN=R4', before: 'CN=R3' },
      title: 'Certificate of db-1 has another issuer',
      body: 'It was issued by CN=R4, the one before by CN=R3.',
      urgency: 'normal',
      severity: 'warning',
    },
  ]
  it.each(rows)('$title / $body', ({ news, ...expected }) => {
    expect(one(news)).toMatchObject({
      ...expected,
      id: 'x',
      subject: news.kind,
      targetId: 'db-1',
      targetIds: ['db-1'],
      incidentIds: ['i1'],
    })
  })

  it('offers to snooze what is down, and nothing else', () => {
    expect(one(down('a')).actions).toEqual(['snooze-1h', 'open'])
    expect(one({ target, kind: 'up', message, downForMs: null, atMs: nowMs }).actions).toEqual(['open'])
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
  ])('of a certificate with %d hours left', (hours, title, end) => {
    const ending = { subject: 'CN=db-1', leaf: true, expiresAtMs: nowMs + hours * hourMs }
    expect(one({ target, kind: 'certificate', ending })).toMatchObject({
      title,
      body: `The leaf certificate (CN=db-1) ${end}.`,
      urgency: hours <= 0 ? 'critical' : 'normal',
    })
  })

  it('says which certificate of the path it is', () => {
    const ending = { subject: 'C=US, O=Let’s Encrypt, CN=R3', leaf: false, expiresAtMs: nowMs + 50 * hourMs }
    expect(one({ target, kind: 'certificate', ending }).body).toBe(
      'The intermediate certificate (C=US, O=Let’s Encrypt, CN=R3) expires on 2026-11-24 16:03.',
    )
    expect(one({ target, kind: 'certificate', ending: { ...ending, subject: '' } }).body).toBe(
      'The intermediate certificate expires on 2026-11-24 16:03.',
    )
  })

  it('keeps room in the title for what happened, however long the name', () => {
    const long = { ...target, name: 'n'.repeat(2000) }
    const news: News = { target: long, kind: 'up', message, downForMs: null, atMs: nowMs }
    expect(one(news).title).toBe(`${'n'.repeat(79)}… is up again`)
  })

  it('can be of another language', () => {
    const german = {
      ...english,
      up: (name: string) => `${name} läuft wieder`,
      wasDown: (duration: string) => `${duration} lang gestört.`,
    }
    const news: News = { target, kind: 'up', message, downForMs: 1000, atMs: nowMs }
    expect(one(news, { words: german })).toMatchObject({
      title: 'db-1 läuft wieder',
      body: '1 s lang gestört. tcp db-1:5432 connected in 1.9 ms.',
    })
  })
})

describe('in Chinese', () => {
  const words = chinese

  it.each<[News, string, string]>([
    [
      { target, kind: 'down', failure, upForMs: 76 * hourMs, behind: 2 },
      'db-1 故障：Timeout 超时',
      '此前正常 3 天 4 小时。超时。tcp db-1:5432 did not connect within 5 s. 有 2 个目标要经过它才能到达，不另行通知。',
    ],
    [
      { target, kind: 'changed', failure: refused, from: 'Timeout', downForMs: null },
      'db-1：由 Timeout 超时 变为 ConnectionFailed 连接失败',
      '被拒绝。tcp db-1:5432 refused.',
    ],
    [{ target, kind: 'up', message, downForMs: 90_000, atMs: nowMs }, 'db-1 已恢复', '故障持续了 1 分钟 30 秒。'],
    [{ target, kind: 'degraded', latencyMs: 1240, limitMs: 500 }, 'db-1 变慢：1.2 秒', '上限为 500 ms。'],
  ])('%#', (news, title, body) => {
    expect(one(news, { words })).toMatchObject({ title, body })
  })

  it('gathers several by host and reason', () => {
    const many = [down('a', 'nas.lan', refused), down('b', 'nas.lan', refused), down('c', 'db.lan')] as const
    expect(writeNotice([...many], { id: 'x', nowMs, words })).toMatchObject({
      title: '3 个目标故障：nas.lan 上 2 个（被拒绝），另有 1 个',
      body: 'a、b、c。',
    })
  })
})

const title = (all: readonly [News, ...News[]]) => writeNotice(all, { id: 'x', nowMs }).title

describe('several of a kind', () => {
  it('name what they have in common: hosts, else reasons', () => {
    const nas = (n: number, why = refused) => down(`nas-${n}`, 'nas.lan', why)
    expect(title([nas(1), nas(2), down('x'), nas(3), down('y')])).toBe('5 targets down: 3 on nas.lan (refused), 2 more')
    expect(title([nas(1), nas(2, failure)])).toBe('2 targets down: 2 on nas.lan')
    expect(title([down('a'), down('b', 'b', refused), down('c')])).toBe('3 targets down: 2 timeout, 1 refused')
    const hosts = ['a', 'a', 'a', 'b', 'b', 'c', 'c', 'd'].map((host, n) => down(`t${n}`, host, refused))
    const [first, ...others] = hosts
    if (!first) throw new Error('no news')
    expect(title([first, ...others])).toBe('8 targets down: 3 on a (refused), 2 on b (refused), 3 more')
  })

  it('name no reasons where there is no room for them', () => {
    const odd = { ...failure, reason: 'tls-name-mismatch' } as const
    const hosts = ['h'.repeat(29), 'g'.repeat(29)]
    const all = Array.from({ length: 200 }, (_, n) => down(`t${n}`, hosts[n % 2], n % 2 === 0 ? odd : refused))
    const [first, ...others] = all
    if (!first) throw new Error('no news')
    expect(title([first, ...others])).toBe(`200 targets down: 100 on ${hosts[0]}, 100 on ${hosts[1]}`)
  })

  it('do without where they have nothing in common', () => {
    const unknown = { label: null, reason: null, message: '' }
    expect(title([down('a', 'a', unknown), down('b', 'b', unknown)])).toBe('2 targets down')
  })

  it.each<[string, (name: string) => News]>([
    [
      '2 targets up again',
      (name) => ({ target: { ...target, host: name }, kind: 'up', message, downForMs: 1, atMs: 0 }),
    ],
    ['2 targets are slow', () => ({ target, kind: 'degraded', latencyMs: 1, limitMs: 1 })],
    ['2 targets are flapping', () => ({ target, kind: 'flapping', changes: 6, withinMs: 1 })],
    ['2 targets have settled: 2 down', () => ({ target, kind: 'steady', failure, latencyMs: null })],
    ['2 targets have settled: 2 up', () => ({ target, kind: 'steady', failure: null, latencyMs: null })],
    ['2 targets show another certificate', () => ({ target, kind: 'certificate-changed', issuer: '', before: '' })],
  ])('%s', (expected, make) => expect(title([make('a'), make('b')])).toBe(expected))

  it('list as many names as there is room for', () => {
    const [first, ...others] = Array.from({ length: 500 }, (_, n) => down(`${'name'.repeat(20)}${n}`, 'h'.repeat(300)))
    if (!first) throw new Error('no news')
    const notice = writeNotice([first, ...others], { id: 'x', nowMs, allFail: true })
    expect(notice.body).toMatch(/^Every target fails: .+ and 49\d more\.$/)
    expect(sanitise(notice)).toMatchObject({ title: notice.title, body: notice.body })
    expect(notice.targetIds).toHaveLength(500)
  })
})

describe('news of several kinds', () => {
  it('is told by how bad it is, and as urgent as the worst of it', () => {
    const flaps: News = { target: { ...target, name: 'f' }, kind: 'flapping', changes: 6, withinMs: 1 }
    const up: News = { target: { ...target, name: 'u' }, kind: 'up', message, downForMs: null, atMs: nowMs }
    expect(writeNotice([up, flaps, down('d')], { id: 'x', nowMs })).toMatchObject({
      subject: 'summary',
      title: '3 more notices',
      body: 'Down: d. Up: u. Other news: f.',
      urgency: 'critical',
      severity: 'down',
      targetId: null,
    })
    expect(writeNotice([up, flaps], { id: 'x', nowMs })).toMatchObject({ urgency: 'normal', severity: 'warning' })
  })
})

it.each([
  ['offline', 'This computer is offline'],
  ['captive-portal', 'This computer is offline: a login page answers in place of your targets'],
  ['dns', 'This computer is offline: its DNS server does not answer'],
] as const)('%s is told quietly', (cause, title) =>
  expect(writeOffline('x', cause)).toMatchObject({
    id: 'x',
    title,
    urgency: 'low',
    targetId: null,
    subject: 'offline',
  }),
)

it.each([
  [1, '1 more notification'],
  [12, '12 more notifications'],
])('%d not shown', (count, title) =>
  expect(writeNotShown(count, 'x')).toMatchObject({ id: 'x', title, targetId: null, urgency: 'normal' }),
)

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
