import type { TimeTick } from '../chart/ticks.ts'
import { perLanguage } from './text.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

const clock = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
)
const clockToSecond = perLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
)
const date = perLanguage((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }))
const dateOfYear = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
)

/** The label of a tick: its date where it stands for a day, else its clock. */
export function formatTick({ atMs, unit }: TimeTick): string {
  if (unit === 'day') return date().format(atMs)
  return unit === 'second' ? clockToSecond().format(atMs) : clock().format(atMs)
}

/**
 * A moment that is good for as long as a slot: to the second, to the minute, or, for a slot of a day or more, its date. The
 * day stands before it where it is not today.
 */
export function formatMoment(atMs: number, slotMs: number, nowMs: number): string {
  if (slotMs >= dayMs) return date().format(atMs)
  const time = (slotMs < minuteMs ? clockToSecond : clock)().format(atMs)
  return dateOfYear().format(atMs) === dateOfYear().format(nowMs) ? time : `${date().format(atMs)} ${time}`
}

interface Weekday {
  /** 0 is Sunday. */
  day: number
  short: string
  medium: string
  long: string
}

/** The days of a week, Monday first, with their shortest, short and full names. */
export const weekdays = perLanguage((locale): readonly Weekday[] => {
  const name = (width: 'narrow' | 'short' | 'long') => new Intl.DateTimeFormat(locale, { weekday: width })
  const [short, medium, long] = [name('narrow'), name('short'), name('long')]
  return [1, 2, 3, 4, 5, 6, 0].map((day) => {
    // The fourth of January 1970 was a Sunday.
    const at = new Date(1970, 0, 4 + day, 12)
    return { day, short: short.format(at), medium: medium.format(at), long: long.format(at) }
  })
})
