import { describe, expect, it } from 'vitest'
import {
  createMaintenanceNow,
  maintenanceOf,
  nextMaintenanceChangeMs,
  openMaintenance,
} from '../../electron/alerts/maintenance.ts'
import type { Maintenance } from '../../electron/contract/alert-settings.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const at = (text: string) => Date.parse(text)
const iso = (ms: number | null | undefined) => (typeof ms === 'number' ? new Date(ms).toISOString().slice(0, 16) : null)

function weekly(days: number[], from: string, durationMs: number, options: Partial<Maintenance> = {}): Maintenance {
  const when = { kind: 'weekly', days, from, durationMs, timeZone: 'Europe/Berlin' } as const
  return { id: 'w', name: 'Weekly', targetIds: null, tags: null, when, ...options }
}

function once(from: string, until: string, options: Partial<Maintenance> = {}): Maintenance {
  return { id: 'o', name: 'Once', targetIds: null, tags: null, when: { kind: 'once', from, until }, ...options }
}

const untilOf = (window: Maintenance, now: string) => iso(openMaintenance([window], at(now))[0]?.untilMs)

describe('a maintenance window', () => {
  // 1 June 2026 is a Monday; Berlin is then two hours ahead of UTC.
  const mondays = weekly([1], '02:00', 3 * hourMs)
  it.each([
    [once('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z'), '2026-06-01T09:59:59Z', null],
    [once('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z'), '2026-06-01T10:00:00Z', '2026-06-01T11:00'],
    [once('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z'), '2026-06-01T11:00:00Z', null],
    [once('2026-06-01T11:00:00Z', '2026-06-01T10:00:00Z'), '2026-06-01T10:30:00Z', null],
    [mondays, '2026-05-31T23:59:59Z', null],
    [mondays, '2026-06-01T00:00:00Z', '2026-06-01T03:00'],
    [mondays, '2026-06-01T02:59:59Z', '2026-06-01T03:00'],
    [mondays, '2026-06-01T03:00:00Z', null],
    [mondays, '2026-06-02T01:00:00Z', null],
    [weekly([1], '22:00', 4 * hourMs), '2026-06-01T23:00:00Z', '2026-06-02T00:00'],
    [weekly([1], '00:00', 7 * dayMs - hourMs), '2026-06-07T20:00:00Z', '2026-06-07T21:00'],
    [weekly([1, 2], '00:00', 36 * hourMs), '2026-06-01T00:00:00Z', '2026-06-03T10:00'],
    // It lasts three hours also in the nights in which the clock is changed.
    [weekly([0], '01:00', 3 * hourMs), '2026-03-29T02:59:00Z', '2026-03-29T03:00'],
    [weekly([0], '01:00', 3 * hourMs), '2026-10-25T01:59:00Z', '2026-10-25T02:00'],
    [weekly([0], '02:30', hourMs), '2026-03-29T01:00:00Z', '2026-03-29T02:00'],
    [weekly([0], '02:30', hourMs), '2026-10-25T00:30:00Z', '2026-10-25T01:30'],
    [weekly([0], '02:30', hourMs), '2026-10-25T01:30:00Z', null],
  ])('%# at %s is open until %s', (window, now, expected) => expect(untilOf(window, now)).toBe(expected))

  it('that never ends has an end over a week away', () => {
    const [open] = openMaintenance([weekly([1], '00:00', 7 * dayMs)], at('2026-06-03T00:00:00Z'))
    expect(((open?.untilMs ?? 0) - at('2026-06-03T00:00:00Z')) / dayMs).toBeGreaterThan(7)
  })

  it.each<[Pick<Maintenance, 'targetIds' | 'tags'>, boolean, string]>([
    [{ targetIds: null, tags: null }, true, 'every target'],
    [{ targetIds: ['a'], tags: null }, true, 'those named'],
    [{ targetIds: ['b'], tags: null }, false, 'no others'],
    [{ targetIds: null, tags: ['lan'] }, true, 'those with a tag'],
    [{ targetIds: null, tags: ['wan'] }, false, 'of another tag'],
    [{ targetIds: ['b'], tags: ['lan'] }, true, 'either'],
    [{ targetIds: [], tags: [] }, false, 'none'],
  ])('%j: %s, %s', (scope, expected) => {
    const open = openMaintenance(
      [once('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z', scope)],
      at('2026-06-01T10:30:00Z'),
    )
    expect(maintenanceOf(open, { id: 'a', tags: ['lan'] }) !== null).toBe(expected)
  })

  it('of several is the one that ends last', () => {
    const open = openMaintenance(
      [
        once('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z', { name: 'short' }),
        once('2026-06-01T10:00:00Z', '2026-06-01T12:00:00Z', { name: 'long' }),
      ],
      at('2026-06-01T10:30:00Z'),
    )
    expect(maintenanceOf(open, { id: 'a' })?.window.name).toBe('long')
  })

  it.each([
    ['2026-06-01T09:00:00Z', '2026-06-01T10:00'],
    ['2026-06-01T10:30:00Z', '2026-06-01T11:00'],
    ['2026-06-01T11:00:00Z', '2026-06-08T00:00'],
  ])('at %s changes next at %s', (now, expected) => {
    const windows = [once('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z'), weekly([1], '02:00', hourMs)]
    expect(iso(nextMaintenanceChangeMs(windows, at(now)))).toBe(expected)
    expect(nextMaintenanceChangeMs([], at(now))).toBeNull()
  })

  it('is reckoned anew when it opens or ends, when the clock is set, and when it is another', () => {
    let nowMs = at('2026-06-01T09:59:30Z')
    let windows = [once('2026-06-01T10:00:00Z', '2026-06-01T11:00:00Z')]
    const open = createMaintenanceNow(
      () => windows,
      () => nowMs,
    )
    const isOpen = (text: string) => {
      nowMs = at(text)
      return open().length > 0
    }
    expect([
      isOpen('2026-06-01T09:59:30Z'),
      isOpen('2026-06-01T10:00:00Z'),
      isOpen('2026-06-01T10:59:59Z'),
      isOpen('2026-06-01T11:00:00Z'),
      isOpen('2026-06-01T10:30:00Z'),
    ]).toEqual([false, true, true, false, true])
    windows = []
    expect(open()).toEqual([])
  })
})
