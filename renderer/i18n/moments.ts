import type { TimeTick } from '../chart/ticks.ts'
import { t } from './text.ts'

const { locale } = t

const dayMs = 86_400_000
const minuteMs = 60_000

const clock = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const clockToSecond = new Intl.DateTimeFormat(locale, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
const dateOfYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' })
const weekday = new Intl.DateTimeFormat(locale, { weekday: 'narrow' })
const weekdayShort = new Intl.DateTimeFormat(locale, { weekday: 'short' })
const weekdayLong = new Intl.DateTimeFormat(locale, { weekday: 'long' })

/** The label of a tick: its date where it stands for a day, else its clock. */
export function formatTick({ atMs, unit }: TimeTick): string {
  if (unit === 'day') return date.format(atMs)
  return unit === 'second' ? clockToSecond.format(atMs) : clock.format(atMs)
}

/**
 * A moment that is good for as long as a slot: to the second, to the minute, or, for a slot of a day or more, its date. The
 * day stands before it where it is not today.
 */
export function formatMoment(atMs: number, slotMs: number, nowMs: number): string {
  if (slotMs >= dayMs) return date.format(atMs)
  const time = (slotMs < minuteMs ? clockToSecond : clock).format(atMs)
  return dateOfYear.format(atMs) === dateOfYear.format(nowMs) ? time : `${date.format(atMs)} ${time}`
}

/** The days of a week, Monday first, 0 being Sunday, with their shortest, short and full names. */
export const weekdays: readonly { day: number; short: string; medium: string; long: string }[] = [
  1, 2, 3, 4, 5, 6, 0,
].map((day) => {
  // The fourth of January 1970 was a Sunday.
  const at = new Date(1970, 0, 4 + day, 12)
  return { day, short: weekday.format(at), medium: weekdayShort.format(at), long: weekdayLong.format(at) }
})
