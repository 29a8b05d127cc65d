import { describe, expect, it } from 'vitest'
import type { Series, SeriesPoint } from '../../electron/contract/history.ts'
import { codeCounts, failureKind, totalCodes } from '../../renderer/chart/failure-kind.ts'
import { chartSentence, slotText } from '../../renderer/chart/read-out.ts'
import { slotsOf, wantedSlots } from '../../renderer/chart/slots.ts'
import { roundTop, timeTicks } from '../../renderer/chart/ticks.ts'
import { within } from '../../renderer/detail/time-range.ts'
import { formatMoment, formatTick, weekdays } from '../../renderer/i18n/moments.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const at = (iso: string): number => Date.parse(iso)

const point = (atMs: number, given: Partial<SeriesPoint> = {}): SeriesPoint => ({
  at: atMs,
  covered: 1,
  probes: 4,
  failures: 0,
  codes: {},
  degraded: 0,
  min: 10,
  p50: 12,
  p95: 20,
  max: 21,
  ...given,
})

const nothing = { min: null, p50: null, p95: null, max: null }

const seriesOf = (points: SeriesPoint[], given: Partial<Series> = {}): Series => ({
  from: 0,
  to: points.length * minute,
  slotMs: minute,
  tier: 'raw',
  points,
  gaps: [],
  p50: 12,
  p95: 20,
  ...given,
})

describe('timeTicks', () => {
  it.each([10 * minute, hour, day, 7 * day, 30 * day, 90 * day])(
    'puts at most seven round ticks into %d ms',
    (span) => {
      const most = 6
      const to = at('2026-11-22T13:58:45Z')
      const ticks = timeTicks(to - span, to, most)
      expect(ticks.length).toBeGreaterThan(1)
      expect(ticks.length).toBeLessThanOrEqual(most + 1)
      for (const { atMs } of ticks) {
        expect(atMs).toBeGreaterThanOrEqual(to - span)
        expect(atMs).toBeLessThanOrEqual(to)
      }
    },
  )

  it('names hours by the clock and days by their date', () => {
    const to = at('2026-11-22T13:58:45Z')
    expect(timeTicks(to - day, to, 6).map(formatTick)).toEqual(['16:00', '20:00', '00:00', '04:00', '08:00', '12:00'])
    expect(timeTicks(to - 7 * day, to, 6).map(formatTick)).toEqual(['17 Nov', '19 Nov', '21 Nov'])
  })
})

it.each([
  [0, 1],
  [0.7, 0.8],
  [312, 400],
  [401, 600],
  [1000, 1000],
  [9500, 10_000],
])('tops a scale for %d at %d', (highest, top) => expect(roundTop(highest)).toBeCloseTo(top))

describe('slots', () => {
  it('asks for no more slots than pixels, and for none shorter than the interval', () => {
    expect(wantedSlots(330, day, 15_000)).toBe(330)
    expect(wantedSlots(330, hour, 15_000)).toBe(240)
    expect(wantedSlots(330, hour, hour)).toBe(2)
  })

  it('leaves out slots between two probes, and breaks the line at failures and gaps', () => {
    const slots = slotsOf(
      seriesOf([
        point(0),
        point(minute, { ...nothing, probes: 0 }),
        point(2 * minute),
        point(3 * minute, { ...nothing, failures: 4, codes: { 1: 4 } }),
        point(4 * minute, { ...nothing, probes: 0, covered: 0 }),
      ]),
    )
    expect(slots.p50).toEqual([12, 12, null, null])
    expect(slots.x[0]).toBe(minute / 2)
  })
})

describe('failures', () => {
  it('counts codes, the most frequent first', () => {
    expect(codeCounts({ 1: 2, 2: 7, 6: 0 })).toEqual([
      { code: 2, count: 7 },
      { code: 1, count: 2 },
    ])
    expect(totalCodes([{ codes: { 1: 2 } }, { codes: { 1: 1, 3: 3 } }])).toEqual([
      { code: 1, count: 3 },
      { code: 3, count: 3 },
    ])
  })

  it('reads a code in its own family', () => {
    expect(failureKind('tcp', 1)).toBe('silent')
    expect(failureKind('http', 1)).toBe('reach')
    expect(failureKind('http', 6)).toBe('answer')
  })
})

describe('read-out', () => {
  const gap = { from: 0, to: 6 * hour + 35 * minute, cause: 'asleep' } as const

  it.each<[Partial<SeriesPoint>, string]>([
    [{}, 'median 12 ms · 95 % within 20 ms'],
    [{ probes: 1 }, '12 ms'],
    [{ max: 900 }, 'median 12 ms · 95 % within 20 ms · longest 900 ms'],
    [{ ...nothing, failures: 4, codes: { 1: 1, 2: 3 } }, '4 of 4 failed, ConnectionFailed, Timeout'],
    [{ ...nothing }, 'It answered'],
    [{ ...nothing, covered: 0, probes: 0 }, 'No data, asleep 6 h 35 min'],
  ])('%j', (given, text) => {
    const series = seriesOf([point(0, given)], { gaps: [gap] })
    expect(slotText(series, point(0, given), 'tcp')).toBe(text)
  })

  it('tells the chart in a sentence, with the last failures and the longest gaps', () => {
    const points = Array.from({ length: 10 }, (_, nth) =>
      point(nth * minute, nth % 2 === 0 ? { failures: 1, codes: { 1: 1 } } : {}),
    )
    const said = chartSentence(seriesOf(points, { gaps: [gap] }), at('1970-01-01T12:00:00Z'))
    expect(said).toBe(
      'median 12 ms, 95 % within 20 ms, failures at 00:04, 00:06, 00:08 and 2 more, No data, asleep 6 h 35 min',
    )
  })
})

it('dates a moment as exactly as its slot is long', () => {
  const now = at('2026-11-22T13:58:45Z')
  expect(formatMoment(at('2026-11-22T10:03:04Z'), 10_000, now)).toBe('10:03:04')
  expect(formatMoment(at('2026-11-21T10:03:04Z'), minute, now)).toBe('21 Nov 10:03')
  expect(formatMoment(at('2026-11-21T10:03:04Z'), day, now)).toBe('21 Nov')
})

it('begins the week on Monday', () => {
  expect(weekdays().map(({ day }) => day)).toEqual([1, 2, 3, 4, 5, 6, 0])
  expect(weekdays().map(({ long }) => long)[6]).toBe('Sunday')
})

it.each([
  ['as it is', [10, 20], [10, 20]],
  ['to a minute at least', [14.9, 15.1], [14.5, 15.5]],
  ['back to now', [25, 35], [20, 30]],
])('zooms %s', (_, [from = 0, to = 0], [expectedFrom = 0, expectedTo = 0]) => {
  const now = 30 * minute
  expect(within({ from: from * minute, to: to * minute }, now)).toEqual({
    from: expectedFrom * minute,
    to: expectedTo * minute,
  })
})
