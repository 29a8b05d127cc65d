import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wallTimeOf } from '../../electron/alerts/wall-time.ts'

const iso = (ms: number) => new Date(ms).toISOString().slice(0, 16)
const shown = (text: string) => Date.parse(`${text}:00Z`)

describe('a clock on the wall', () => {
  it.each([
    ['Europe/Berlin', '2026-01-15T12:00', '2026-01-15T11:00', 'in winter'],
    ['Europe/Berlin', '2026-07-15T12:00', '2026-07-15T10:00', 'in summer'],
    ['Europe/Berlin', '2026-03-29T01:59', '2026-03-29T00:59', 'before the hour that is left out'],
    ['Europe/Berlin', '2026-03-29T02:00', '2026-03-29T01:00', 'where it is left out, its end'],
    ['Europe/Berlin', '2026-03-29T02:30', '2026-03-29T01:00', 'and so within it'],
    ['Europe/Berlin', '2026-03-29T03:00', '2026-03-29T01:00', 'and right after it'],
    ['Europe/Berlin', '2026-10-25T02:30', '2026-10-25T00:30', 'the first of the two where it comes twice'],
    ['Europe/Berlin', '2026-10-25T03:00', '2026-10-25T02:00', 'after both'],
    ['America/St_Johns', '2026-03-08T02:15', '2026-03-08T05:30', 'half an hour off'],
    ['Australia/Lord_Howe', '2026-10-04T02:10', '2026-10-03T15:30', 'where half an hour is left out'],
    ['Pacific/Kiritimati', '2026-06-01T00:00', '2026-05-31T10:00', 'fourteen hours ahead'],
    ['Asia/Shanghai', '2026-06-01T08:00', '2026-06-01T00:00', 'without changes'],
    ['No/Where', '2026-06-01T08:00', '2026-06-01T08:00', 'of the machine, here UTC, where the zone is unknown'],
  ])('%s shows %s at %s: %s', (zone, local, utc) => expect(iso(wallTimeOf(zone).instant(shown(local)))).toBe(utc))

  it('shows what it is asked for, or the first thing after it, and never earlier', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Tehran', null]
    const minuteMs = 60_000
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: shown('2005-01-01T00:00') / minuteMs, max: shown('2035-01-01T00:00') / minuteMs }),
        (zone, minute) => {
          const wall = wallTimeOf(zone)
          const instant = wall.instant(minute * minuteMs)
          expect(wall.shown(instant)).toBeGreaterThanOrEqual(minute * minuteMs)
          expect(wall.shown(instant - 1)).toBeLessThan(minute * minuteMs)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
