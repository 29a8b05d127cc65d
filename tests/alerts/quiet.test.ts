import { describe, expect, it } from 'vitest'
import { createQuietNow, isException, quietUntilMs } from '../../electron/alerts/quiet.ts'
import { defaultAlertSettings, type QuietHours } from '../../electron/contract/alert-settings.ts'

const [sunday, monday, tuesday, friday, saturday] = [0, 1, 2, 5, 6]

function hours(from: string, to: string, options: Partial<QuietHours> = {}): QuietHours {
  return { ...defaultAlertSettings.quietHours, enabled: true, from, to, timeZone: 'Europe/Berlin', ...options }
}

/** In Berlin's time, as is what it answers; 1 June 2026 is a Monday. */
function until(quiet: QuietHours, local: string, offset = '+02:00', offsetAfter = offset): string | null {
  const ms = quietUntilMs(quiet, Date.parse(`${local}:00${offset}`))
  if (ms === null) return null
  const hoursAfter = Number(offsetAfter.slice(1, 3))
  return new Date(ms + hoursAfter * 3_600_000).toISOString().slice(0, 16)
}

describe('quiet hours', () => {
  it.each<[QuietHours, string, string | null, string]>([
    [hours('22:00', '07:30'), '2026-06-01T21:59', null, 'not yet'],
    [hours('22:00', '07:30'), '2026-06-01T22:00', '2026-06-02T07:30', 'from the first minute'],
    [hours('22:00', '07:30'), '2026-06-02T03:00', '2026-06-02T07:30', 'over midnight'],
    [hours('22:00', '07:30'), '2026-06-02T07:29', '2026-06-02T07:30', 'to the last'],
    [hours('22:00', '07:30'), '2026-06-02T07:30', null, 'and no longer'],
    [hours('12:00', '13:00'), '2026-06-01T12:30', '2026-06-01T13:00', 'within a day'],
    [hours('22:00', '07:30', { enabled: false }), '2026-06-01T23:00', null, 'unless they are off'],
    [hours('22:00', '07:30', { days: [] }), '2026-06-01T23:00', null, 'or on no day'],
    [
      hours('22:00', '07:30', { days: [friday] }),
      '2026-06-06T03:00',
      '2026-06-06T07:30',
      'the day is that on which they begin',
    ],
    [hours('22:00', '07:30', { days: [saturday] }), '2026-06-06T03:00', null, 'not that on which they end'],
    [
      hours('00:00', '00:00', { days: [saturday, sunday] }),
      '2026-06-06T10:00',
      '2026-06-08T00:00',
      'whole days one after the other',
    ],
    [hours('22:00', '22:00', { days: [monday] }), '2026-06-02T21:59', '2026-06-02T22:00', 'of no length: a whole day'],
    [hours('22:00', '22:00', { days: [monday, tuesday] }), '2026-06-01T22:00', '2026-06-03T22:00', 'two of them'],
  ])('%#: %s', (quiet, local, expected) => expect(until(quiet, local)).toBe(expected))

  it('without an end have one that is over a week away', () => {
    const nowMs = Date.parse('2026-06-01T10:00:00Z')
    const untilMs = quietUntilMs(hours('08:00', '08:00'), nowMs) ?? 0
    expect((untilMs - nowMs) / 86_400_000).toBeGreaterThan(7)
  })

  it.each([
    // The clock is set forward at 02:00 on 29 March, back at 03:00 on 25 October.
    ['22:00', '07:30', '2026-03-28T23:00', '+01:00', '2026-03-29T07:30', '+02:00', 'an hour shorter in spring'],
    ['22:00', '07:30', '2026-10-24T23:00', '+02:00', '2026-10-25T07:30', '+01:00', 'an hour longer in autumn'],
    [
      '22:00',
      '02:30',
      '2026-03-28T23:00',
      '+01:00',
      '2026-03-29T03:00',
      '+02:00',
      'to a time left out: until it would have been',
    ],
    [
      '22:00',
      '02:30',
      '2026-10-24T23:00',
      '+02:00',
      '2026-10-25T02:30',
      '+02:00',
      'to a time that comes twice: the first',
    ],
    [
      '02:30',
      '05:00',
      '2026-03-29T03:00',
      '+02:00',
      '2026-03-29T05:00',
      '+02:00',
      'from a time left out: from when it would have been',
    ],
    [
      '02:30',
      '05:00',
      '2026-10-25T02:30',
      '+01:00',
      '2026-10-25T05:00',
      '+01:00',
      'from a time that comes twice: still, the second time',
    ],
  ])('%s to %s, at %s%s: %s%s, %s', (from, to, local, offset, expected, offsetAfter) => {
    expect(until(hours(from, to), local, offset, offsetAfter)).toBe(expected)
  })

  it('are in the machine’s zone where none is named', () => {
    // The tests run in UTC.
    expect(quietUntilMs(hours('22:00', '07:30', { timeZone: null }), Date.UTC(2026, 5, 1, 22))).toBe(
      Date.UTC(2026, 5, 2, 7, 30),
    )
  })

  it('make exceptions by tag', () => {
    const quiet = hours('22:00', '07:30', { exceptTags: ['prod', 'db'] })
    expect([isException(quiet, ['x', 'db']), isException(quiet, ['x']), isException(quiet)]).toEqual([
      true,
      false,
      false,
    ])
  })

  it('are asked often and reckoned seldom, and never too late', () => {
    let [nowMs, quiet] = [Date.parse('2026-06-01T19:59:59.500Z'), hours('22:00', '22:01')]
    const now = createQuietNow(
      () => quiet,
      () => nowMs,
    )
    const at = (ms: number) => {
      nowMs = ms
      return now()
    }
    const beginsMs = Date.parse('2026-06-01T20:00:00Z')
    expect(at(beginsMs - 1500)).toBeNull()
    expect(at(beginsMs)).toBe(beginsMs + 60_000)
    expect(at(beginsMs + 59_999)).toBe(beginsMs + 60_000)
    expect(at(beginsMs + 60_000)).toBeNull()
    expect(at(beginsMs)).toBe(beginsMs + 60_000)
    quiet = hours('22:00', '22:05')
    expect(at(beginsMs)).toBe(beginsMs + 300_000)
  })
})
