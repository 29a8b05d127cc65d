import type { QuietHours } from '../contract/alert-settings.ts'
import { addDays, dayOf, timeOfDayMs, wallTimeOf, weekdayOf } from './wall-time.ts'

/** How far ahead the end is looked for where quiet times follow one another without a pause. */
const aheadDays = 8

/** The machine may have travelled to another time zone. */
const recheckMs = 60_000

/**
 * When the quiet time ends in which `nowMs` lies, wall clock; null outside, where `nextMs` is when the next begins. Where one follows the other for ever it is an
 * end over a week ahead. A quiet time begins on each of its days by the clock on the wall, and ends by it, so that it is
 * an hour longer or shorter in the night in which the clock is changed.
 */
export function quietTime(hours: QuietHours, nowMs: number): { untilMs: number | null; nextMs: number } {
  if (!hours.enabled || hours.days.length === 0) return { untilMs: null, nextMs: Infinity }
  const wall = wallTimeOf(hours.timeZone)
  const [fromMs, toMs] = [timeOfDayMs(hours.from), timeOfDayMs(hours.to)]
  const today = dayOf(wall.shown(nowMs))
  let untilMs = nowMs
  // From the day before yesterday on: one of a whole day that began late yesterday by a clock set forward since.
  for (let nth = -2; nth <= aheadDays; nth++) {
    const day = addDays(today, nth)
    if (!hours.days.includes(weekdayOf(day))) continue
    const beginsMs = wall.instant(day + fromMs)
    if (beginsMs > untilMs) return { untilMs: untilMs === nowMs ? null : untilMs, nextMs: beginsMs }
    untilMs = Math.max(untilMs, wall.instant((toMs > fromMs ? day : addDays(day, 1)) + toMs))
  }
  return { untilMs: untilMs === nowMs ? null : untilMs, nextMs: untilMs }
}

/** When the quiet time ends in which `nowMs` lies, wall clock; null outside. */
export function quietUntilMs(hours: QuietHours, nowMs: number): number | null {
  return quietTime(hours, nowMs).untilMs
}

/** `quietUntilMs` at any time, computed anew only when a quiet time may have begun or ended since, or they are others. */
export function createQuietNow(hours: () => QuietHours, wallMs: () => number): () => number | null {
  let of: QuietHours | null = null
  let [fromMs, knownUntilMs] = [0, 0]
  let untilMs: number | null = null
  return () => {
    const [now, nowMs] = [hours(), wallMs()]
    if (now === of && nowMs >= fromMs && nowMs < knownUntilMs) return untilMs
    const quiet = quietTime(now, nowMs)
    of = now
    untilMs = quiet.untilMs
    fromMs = nowMs
    knownUntilMs = Math.min(nowMs + recheckMs, untilMs ?? quiet.nextMs)
    return untilMs
  }
}

/** Whether a target of these tags is told all the same. */
export function isException(hours: QuietHours, tags: readonly string[] = []): boolean {
  return tags.some((tag) => hours.exceptTags.includes(tag))
}
