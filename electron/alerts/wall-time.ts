const dayMs = 86_400_000

/** A day of the calendar, as milliseconds since 1970 in a world where every day has 24 hours. */
export type Day = number

/** A time zone's clock on the wall: what it shows, and when it shows it. */
export interface WallTime {
  /** What the clock shows at that instant, in milliseconds since 1970 as if it were UTC. */
  shown(ms: number): number
  /** The first instant at which it shows this or later: where an hour is left out its end, where one comes twice the first. */
  instant(shownMs: number): number
}

/** The day that a clock showing this shows. */
export function dayOf(shownMs: number): Day {
  return Math.floor(shownMs / dayMs) * dayMs
}

/** So many days later. */
export function addDays(day: Day, days: number): Day {
  return day + days * dayMs
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day).getUTCDay()
}

/** Milliseconds since midnight of `22:00`. */
export function timeOfDayMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}

const known = new Map<string, WallTime>()

/** The clock of an IANA zone; of the machine's own, wherever it travels, for null or a name that nobody knows here. */
export function wallTimeOf(timeZone: string | null): WallTime {
  if (timeZone === null) return machines
  const before = known.get(timeZone)
  if (before) return before
  const made = wallTime(offsetIn(timeZone) ?? machineOffset)
  known.set(timeZone, made)
  return made
}

const machines = wallTime(machineOffset)

function machineOffset(ms: number): number {
  return -new Date(ms).getTimezoneOffset() * 60_000
}

/** How far the zone's clock is ahead of UTC, in milliseconds; null for a zone unknown to this system. */
function offsetIn(timeZone: string): ((ms: number) => number) | null {
  const fields = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const
  let format: Intl.DateTimeFormat
  try {
    format = new Intl.DateTimeFormat('en-US', { ...fields, second: 'numeric', hourCycle: 'h23', timeZone })
  } catch {
    return null
  }
  return (ms) => {
    const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]))
    const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
    const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
    return shown - Math.floor(ms / 1000) * 1000
  }
}

function wallTime(offset: (ms: number) => number): WallTime {
  return {
    shown: (ms) => ms + offset(ms),
    instant(shownMs) {
      // No zone changes its offset twice within two days.
      const [before, after] = [offset(shownMs - dayMs), offset(shownMs + dayMs)]
      const candidates = [shownMs - before, shownMs - after].filter((ms) => ms + offset(ms) === shownMs)
      if (candidates.length > 0) return Math.min(...candidates)
      // The hour is left out: the clock jumps over it somewhere between these two.
      let [low, high] = [shownMs - after, shownMs - before]
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2)
        if (offset(middle) === before) low = middle
        else high = middle
      }
      return high
    },
  }
}
