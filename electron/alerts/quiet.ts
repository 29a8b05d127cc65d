import type { QuietHours } from '../contract/alert-settings.ts'
import { addDays, dayOf, timeOfDayMs, wallTimeOf, weekdayOf } from './wall-time.ts'

/** How far ahead the end is looked for where quiet times follow one another without a pause. */
const aheadDays = 8

/**
 * When the quiet time ends in which `nowMs` lies, wall clock; null outside. Where one follows the other for ever it is an
 * end over a week ahead. A quiet time begins on each of its days by the clock on the wall, and ends by it, so that it is
 * an hour longer or shorter in the night in which the clock is changed.
 */
export function quietUntilMs(hours: QuietHours, nowMs: number): number | null {
  if (!hours.enabled || hours.days.length === 0) return null
  const wall = wallTimeOf(hours.timeZone)
  const [fromMs, toMs] = [timeOfDayMs(hours.from), timeOfDayMs(hours.to)]
  const today = dayOf(wall.shown(nowMs))
  let untilMs = nowMs
  // From the day before yesterday on: one of a whole day that began late yesterday by a clock set forward since.
  for (let nth = -2; nth <= aheadDays; nth++) {
    const day = addDays(today, nth)
    if (!hours.days.includes(weekdayOf(day))) continue
    const beginsMs = wall.instant(day + fromMs)
    if (beginsMs > untilMs) break
    untilMs = Math.max(untilMs, wall.instant((toMs > fromMs ? day : addDays(day, 1)) + toMs))
  }
  return untilMs === nowMs ? null : untilMs
}

/** Whether a target of these tags is told all the same. */
export function isException(hours: QuietHours, tags: readonly string[] = []): boolean {
  return tags.some((tag) => hours.exceptTags.includes(tag))
}
