const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

export interface TimeTick {
  atMs: number
  /** A tick of whole days is named by its date, any other by its clock. */
  unit: 'day' | 'clock' | 'second'
}

const secondSteps = [1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000)
const minuteSteps = [1, 2, 5, 10, 15, 30].map((minutes) => minutes * minuteMs)
const hourSteps = [1, 2, 3, 4, 6, 12]
const daySteps = [1, 2, 3, 7, 14, 28]

/**
 * Round moments of the local clock between two, at most `most` of them. Hours and days are counted on the calendar, so
 * that a day of 23 or 25 hours moves no label off its round hour.
 */
export function timeTicks(fromMs: number, toMs: number, most: number): TimeTick[] {
  const spanMs = toMs - fromMs
  const fits = (stepMs: number): boolean => spanMs / stepMs <= most
  for (const stepMs of [...secondSteps, ...minuteSteps]) {
    if (!fits(stepMs)) continue
    const unit = stepMs < minuteMs ? 'second' : 'clock'
    const ticks: TimeTick[] = []
    // Offsets are quarters of an hour: steps up to 15 min are round everywhere, those of 30 min nearly everywhere.
    for (let atMs = Math.ceil(fromMs / stepMs) * stepMs; atMs <= toMs; atMs += stepMs) ticks.push({ atMs, unit })
    return ticks
  }
  const hours = hourSteps.find((step) => fits(step * hourMs))
  const days = daySteps.find((step) => fits(step * dayMs)) ?? Math.ceil(spanMs / dayMs / most)
  return hours === undefined
    ? calendarTicks(fromMs, toMs, 0, days, 'day')
    : calendarTicks(fromMs, toMs, hours, 0, 'clock')
}

function calendarTicks(fromMs: number, toMs: number, hours: number, days: number, unit: TimeTick['unit']): TimeTick[] {
  const start = new Date(fromMs)
  const at = (nth: number): number =>
    new Date(start.getFullYear(), start.getMonth(), start.getDate() + nth * days, nth * hours).getTime()
  const ticks: TimeTick[] = []
  for (let nth = 0; at(nth) <= toMs; nth++) if (at(nth) >= fromMs) ticks.push({ atMs: at(nth), unit })
  return ticks
}

const roundTops = [1, 2, 4, 6, 8, 10]

/** The top of a scale for values up to `highest`: a round number whose half is round too. Never 0. */
export function roundTop(highest: number): number {
  if (!(highest > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(highest))
  const top = roundTops.find((step) => step * power >= highest) ?? 10
  return top * power
}
