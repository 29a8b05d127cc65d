import type { QuietHours } from '../contract/alert-settings.ts'
import { addDays, dayOf, timeOfDayMs, wallTimeOf, weekdayOf } from './wall-time.ts'

/** How far ahead the end is looked for where quiet times follow one another without a pause. */
const aheadDays = 8

/** Hundreds of targets may ask at once. */
const keptMs = 1000

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

/** `quietUntilMs` at any time, computed anew once a second at most. */
export function createQuietNow(hours: () => QuietHours, wallMs: () => number): () => number | null {
  let of: QuietHours | null = null
  let atMs = 0
  let untilMs: number | null = null
  return () => {
    const [now, nowMs] = [hours(), wallMs()]
    const known = now === of && nowMs >= atMs && nowMs < Math.min(atMs + keptMs, untilMs ?? Infinity)
    if (known) return untilMs
    of = now
    atMs = nowMs
    untilMs = quietUntilMs(now, nowMs)
    return untilMs
  }
}

/** Whether a target of these tags is told all the same. */
export function isException(hours: QuietHours, tags: readonly string[] = []): boolean {
  return tags.some((tag) => hours.exceptTags.includes(tag))
}
