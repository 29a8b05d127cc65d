export type Parsed<T> = { ok: true; value: T } | { ok: false; message: string }

const unitsMs: Record<string, number> = {
  ms: 1,
  millisecond: 1,
  milliseconds: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
  毫秒: 1,
  秒: 1000,
  分: 60_000,
  分钟: 60_000,
  时: 3_600_000,
  小时: 3_600_000,
  天: 86_400_000,
}

/**
 * Reads a duration as a person writes it: `5s`, `1500ms`, `2 min`, `1m30s`, `1.5 s`, `2 分钟`. A number needs its unit. The value
 * is in milliseconds, rounded, never negative; whether it lies in a sensible range is for the caller to say.
 */
export function parseDuration(text: string): Parsed<number> {
  const trimmed = text.trim().toLowerCase()
  const wrong = { ok: false, message: `"${text}" is not a duration; write 5s or 1500ms` } as const
  if (!/^(\d{1,12}(\.\d{1,6})?\s*[a-z\p{Script=Han}]+\s*)+$/u.test(trimmed)) return wrong
  let totalMs = 0
  for (const [, amount, unit] of trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([a-z\p{Script=Han}]+)/gu)) {
    const unitMs = unitsMs[unit ?? '']
    if (unitMs === undefined) return wrong
    totalMs += Number(amount) * unitMs
  }
  return { ok: true, value: Math.round(totalMs) }
}

const steps = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** How the units of a duration are written. */
export type DurationUnits = Readonly<Record<'ms' | 's' | 'min' | 'h' | 'd', string>>

export const englishUnits: DurationUnits = { ms: 'ms', s: 's', min: 'min', h: 'h', d: 'd' }
export const chineseUnits: DurationUnits = { ms: 'ms', s: '秒', min: '分钟', h: '小时', d: '天' }

/**
 * Writes a duration for a person with at most two units: `3 d 4 h`, `1 min 30 s`, `5 s`, `1.5 s`, `600 ms`.
 * Anything under a second is in milliseconds; under ten seconds one decimal is kept when it is not zero.
 */
export function formatDuration(durationMs: number, units: DurationUnits = englishUnits): string {
  const ms = Math.max(0, Math.round(durationMs))
  if (ms < 1000) return `${ms} ${units.ms}`
  if (ms < 10_000) return `${Math.round(ms / 100) / 10} ${units.s}`
  let rest = Math.round(ms / 1000) * 1000
  const parts: string[] = []
  for (const [unit, unitMs] of steps) {
    const count = Math.floor(rest / unitMs)
    if (count === 0 && parts.length === 0) continue
    rest -= count * unitMs
    if (count > 0) parts.push(`${count} ${units[unit]}`)
    if (parts.length === 2 || count === 0) break
  }
  return parts.join(' ')
}

/** Writes a duration exactly and as short as `parseDuration` reads it: `500ms`, `30s`, `2min`, `1h`, `90s`. */
export function writeDuration(ms: number): string {
  if (ms === 0 || ms % 1000 !== 0) return `${ms}ms`
  if (ms % 60_000 !== 0) return `${ms / 1000}s`
  return ms % 3_600_000 === 0 ? `${ms / 3_600_000}h` : `${ms / 60_000}min`
}
