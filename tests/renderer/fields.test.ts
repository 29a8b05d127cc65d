import { describe, expect, it } from 'vitest'
import { alertSettingsSchema, type Maintenance } from '../../electron/contract/alert-settings.ts'
import type { Parsed } from '../../electron/contract/duration.ts'
import { retentionSchema } from '../../electron/contract/history.ts'
import {
  orNothing,
  readCount,
  readDayList,
  readDays,
  readDuration,
  readTimeOfDay,
} from '../../renderer/fields/read-value.ts'
import { draftOf, newDraft, readDraft } from '../../renderer/settings/notifications/maintenance-draft.ts'
import { maintenanceText } from '../../renderer/settings/notifications/maintenance-text.ts'
import { alertSettings } from './fixtures/history.ts'
import { nowMs } from './fixtures/result.ts'

const { shape } = alertSettingsSchema

function outcome<T>(parsed: Parsed<T>): T | string {
  return parsed.ok ? parsed.value : parsed.message
}

describe('values written as text', () => {
  it.each([
    ['10s', 10_000],
    ['1 min', 60_000],
    ['5 parsecs', '"5 parsecs" is not a duration; write 5s or 1500ms'],
    ['2 min', 'Write at most 1 min.'],
    ['', '"" is not a duration; write 5s or 1500ms'],
  ])('duration %j', (text, expected) => {
    expect(outcome(readDuration(shape.gatherMs)(text))).toBe(expected)
  })

  it.each([
    ['3', 3],
    [' 20 ', 20],
    ['0', 'Write at least 1.'],
    ['21', 'Write at most 20.'],
    ['-1', '"-1" is not a whole number; write 3 or 14'],
    ['2.5', '"2.5" is not a whole number; write 3 or 14'],
  ])('count %j', (text, expected) => {
    expect(outcome(readCount(shape.confirmFailures)(text))).toBe(expected)
  })

  it.each([
    ['30', 30],
    ['36 h', 1.5],
    ['2 days', 2],
    ['0', 'Write at least 1 day.'],
    ['a while', '"a while" is not a number of days; write 30 or 30 d'],
  ])('days %j', (text, expected) => {
    expect(outcome(readDays(retentionSchema.shape.rawDays)(text))).toBe(expected)
  })

  it.each([
    ['22:00', '22:00'],
    ['7:30', '07:30'],
    ['0730', '07:30'],
    ['24:00', '"24:00" is not a time of day; write 22:00'],
    ['7', '"7" is not a time of day; write 22:00'],
  ])('time of day %j', (text, expected) => {
    expect(outcome(readTimeOfDay(text))).toBe(expected)
  })

  it.each<[string, number[] | string]>([
    ['7, 30 14', [30, 14, 7]],
    ['7,7', [7]],
    ['30, -1', '"-1" is not a whole number; write 3 or 14'],
    ['400', 'Write at most 365 days.'],
    ['', 'There is none; write 30, 14, 7, 3, 1, 0'],
    [Array.from({ length: 21 }, (_, nth) => nth).join(), 'Write at most 20.'],
  ])('days left %j', (text, expected) => {
    expect(outcome(readDayList(shape.certificateDays)(text))).toEqual(expected)
  })

  it('takes an empty field for nothing only where nothing is a value', () => {
    expect(outcome(orNothing(readDuration(shape.gatherMs))(' '))).toBeNull()
  })
})

describe('maintenance windows', () => {
  const weekly: Maintenance = alertSettings.maintenance[0] ?? expect.fail('the fixture has no window')
  const once: Maintenance = {
    ...weekly,
    tags: null,
    when: { kind: 'once', from: '2026-11-23T22:00:00.000Z', until: '2026-11-24T01:00:00.000Z' },
  }

  it.each([weekly, once, { ...once, targetIds: ['a', 'b'] }])('come back as they were from a draft', (window) => {
    expect(readDraft(draftOf(window))).toEqual({ ok: true, window })
  })

  it('begin at the next full hour', () => {
    const draft = newDraft(nowMs, 'a')
    expect([draft.onceFrom, draft.onceUntil]).toEqual(['2026-11-22T14:00', '2026-11-22T16:00'])
  })

  const draft = { ...newDraft(nowMs, 'a'), name: 'Patch night' }
  const everyWeek = { ...draft, kind: 'weekly' as const }

  it.each([
    [{ ...draft, name: '  ' }, 'name'],
    [{ ...draft, tags: [] }, 'tags'],
    [{ ...draft, onceFrom: '' }, 'onceFrom'],
    [{ ...draft, onceUntil: draft.onceFrom }, 'onceUntil'],
    [{ ...everyWeek, days: [] }, 'days'],
    [{ ...everyWeek, from: '25:00' }, 'from'],
    [{ ...everyWeek, duration: '5 parsecs' }, 'duration'],
    [{ ...everyWeek, duration: '8 d' }, 'duration'],
    [{ ...everyWeek, duration: '5 s' }, 'duration'],
    [{ ...draft, name: 'x'.repeat(201) }, 'name'],
  ])('say which field is wrong (%#)', (wrong, field) => {
    const read = readDraft(wrong)
    expect(read.ok ? null : read.fault.field).toBe(field)
    expect(read.ok ? '' : read.fault.message).not.toBe('')
  })

  it('are told in one line', () => {
    expect(maintenanceText(weekly, nowMs)).toBe('Tue 23:00 for 2 h · tagged production · Europe/Berlin')
    expect(maintenanceText(once, nowMs)).toBe('23 Nov 22:00 to 24 Nov 01:00 · Everything')
  })
})
