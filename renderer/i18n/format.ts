import { perLanguage, t } from './text.ts'

/** A figure and its unit, kept apart because they are set in different sizes. */
export interface Measure {
  value: string
  unit: string
}

const secondMs = 1000
const minuteMs = 60 * secondMs
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

const whole = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }))
const oneDecimal = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
)
const upToOneDecimal = perLanguage((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }))
const dateFormat = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
)
const dayFormat = perLanguage((locale) => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }))
const secondFormat = perLanguage(
  (locale) =>
    new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    }),
)
const clockFormat = perLanguage(
  (locale) => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
)

/** A whole number with the language's grouping: `1,240`. */
export function formatCount(count: number): string {
  return whole().format(count)
}

/** A latency in milliseconds up to 10 s (one decimal under 10 ms), from there in seconds with one decimal. */
export function formatLatency(ms: number): Measure {
  if (ms >= 10 * secondMs) return { value: oneDecimal().format(ms / secondMs), unit: t.units.s }
  return { value: ms < 9.95 ? upToOneDecimal().format(ms) : whole().format(ms), unit: t.units.ms }
}

/** A latency in one string: `1,240 ms`. */
export function latencyText(ms: number): string {
  const { value, unit } = formatLatency(ms)
  return `${value} ${unit}`
}

/** How long something has lasted, in the largest unit that fits, rounded down: `12 min`. Never negative. */
export function formatSpan(ms: number): Measure {
  if (ms < minuteMs) return { value: String(Math.max(0, Math.floor(ms / secondMs))), unit: t.units.s }
  if (ms < hourMs) return { value: String(Math.floor(ms / minuteMs)), unit: t.units.min }
  if (ms < dayMs) return { value: String(Math.floor(ms / hourMs)), unit: t.units.h }
  return { value: whole().format(Math.floor(ms / dayMs)), unit: t.units.d }
}

/** How long ago something was, in one unit: `4 s`, `12 min`. */
export function ageText(ms: number): string {
  const { value, unit } = formatSpan(ms)
  return `${value} ${unit}`
}

/** How long something has lasted, with the next smaller unit: `1 h 12 min`, `3 d 4 h`, `45 s`. Rounded down. */
export function spanText(ms: number): string {
  const { value, unit } = formatSpan(ms)
  const hours = Math.floor((ms % dayMs) / hourMs)
  const minutes = Math.floor((ms % hourMs) / minuteMs)
  if (unit === t.units.d && hours > 0) return `${value} ${unit} ${hours} ${t.units.h}`
  if (unit === t.units.h && minutes > 0) return `${value} ${unit} ${minutes} ${t.units.min}`
  return `${value} ${unit}`
}

/** A span still to come, rounded up so that it never reads 0 before it is over: `4 s`. */
export function countdownText(ms: number): string {
  const step = ms > minuteMs ? minuteMs : secondMs
  return spanText(Math.ceil(Math.max(0, ms) / step) * step)
}

/** A duration someone has set, in the unit it is a whole number of: `5 s`, `1.5 s`, `600 ms`, `2 min`. */
export function settingText(ms: number): string {
  if (ms < secondMs) return `${whole().format(ms)} ${t.units.ms}`
  if (ms < minuteMs || ms % minuteMs !== 0) return `${upToOneDecimal().format(ms / secondMs)} ${t.units.s}`
  if (ms % hourMs !== 0) return `${whole().format(ms / minuteMs)} ${t.units.min}`
  return `${whole().format(ms / hourMs)} ${t.units.h}`
}

const twoDecimals = perLanguage(
  (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
)

/** A share in [0, 1] as an uptime: two decimals, rounded down, so that 100 stands only where nothing failed. */
export function formatUptime(share: number): Measure {
  if (share >= 1) return { value: '100', unit: '%' }
  // A hundredth of a per cent is 1e-4; the nudge undoes what binary fractions lose of 0.9995.
  return { value: twoDecimals().format(Math.max(0, Math.floor(share * 1e4 + 1e-6) / 100)), unit: '%' }
}

/** An uptime in one string: `98.85 %`. */
export function uptimeText(share: number): string {
  const { value, unit } = formatUptime(share)
  return `${value} ${unit}`
}

/** A share in [0, 1] in whole per cent, rounded down; what is more than nothing never reads 0. */
export function formatCoverage(share: number): Measure {
  const percent = Math.floor(share * 100 + 1e-6)
  return { value: percent === 0 && share > 0 ? '<1' : whole().format(percent), unit: '%' }
}

/** A coverage in one string: `71 %`. */
export function coverageText(share: number): string {
  const { value, unit } = formatCoverage(share)
  return `${value} ${unit}`
}

/** Bytes in binary units with one decimal from KiB on: `900 B`, `12.4 KiB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${whole().format(bytes)} B`
  if (bytes < 1024 ** 2) return `${upToOneDecimal().format(bytes / 1024)} KiB`
  return `${upToOneDecimal().format(bytes / 1024 ** 2)} MiB`
}

/** A date for a person, in their own time zone: `1 Dec 2026`. Text that is no date comes back as it is. */
export function formatDate(iso: string): string {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? iso : dateFormat().format(time)
}

/** The clock to the second, with the day before it where it is not today: `13:58:41`, `2 Nov 13:58:41`. */
export function formatTime(iso: string, nowMs: number): string {
  return withDay(iso, nowMs, secondFormat())
}

/** The clock to the minute, with the day before it where it is not today: `15:00`, `2 Nov 15:00`. */
export function formatClock(iso: string, nowMs: number): string {
  return withDay(iso, nowMs, clockFormat())
}

function withDay(iso: string, nowMs: number, format: Intl.DateTimeFormat): string {
  const time = Date.parse(iso)
  if (Number.isNaN(time)) return iso
  const sameDay = dateFormat().format(time) === dateFormat().format(nowMs)
  return sameDay ? format.format(time) : `${dayFormat().format(time)} ${format.format(time)}`
}

/** Whole days from now to a date, rounded down; negative once it is past, NaN for text that is no date. */
export function daysUntil(iso: string, nowMs: number): number {
  return Math.floor((Date.parse(iso) - nowMs) / dayMs)
}

/**
 * A message as programs word it (`"x" is not a port; write 1 to 65535`), set as sentences with curly quotes. The
 * quoted text itself is left alone. In another language than English, what is known there is said in it.
 */
export function asSentences(message: string): string {
  const translated = t.fromProgram(message)
  if (translated !== null) return translated
  const quoted = message.trim().replace(/"([^"]*)"/g, '“$1”')
  const parts = quoted.split(/; (?=write )/)
  return parts
    .map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}${/[.!?…]$/.test(part) ? '' : '.'}`)
    .join(' ')
}

/** Text cut to a length, with an ellipsis in place of what is gone; line breaks and controls become spaces. */
export function clip(text: string, maxLength: number): string {
  const flat = text.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return flat.length <= maxLength ? flat : `${flat.slice(0, maxLength - 1).trimEnd()}…`
}

/** What writes from right to left, or tells others to. */
const turns = /[\p{Bidi_Control}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u

/** A name as it stands in a sentence: cut to what can be read, and kept from turning what stands beside it. */
export function inSentence(name: string): string {
  const short = clip(name, 60)
  // First strong isolate and its end, after UAX #9, section 2.4.
  return turns.test(short) ? `\u2068${short}\u2069` : short
}
