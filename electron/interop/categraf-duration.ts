import { formatDuration } from '../contract/duration.ts'
import { maxIntervalMs, minIntervalMs } from '../contract/target-config.ts'
import type { Table } from './toml-table.ts'

const unitsMs: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  // Go takes both micro signs: U+00B5 and the Greek letter U+03BC.
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
}

/** Reads a duration as Go's time.ParseDuration does, in milliseconds; null when it is none. */
export function parseGoDuration(text: string): number | null {
  const [, sign = '', rest = ''] = /^([+-]?)(.*)$/s.exec(text) ?? []
  if (rest === '0') return 0
  if (!/^((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(rest)) return null
  let totalMs = 0
  for (const [, amount, unit] of rest.matchAll(/([\d.]+)([a-zµμ]+)/g))
    totalMs += Number(amount) * (unitsMs[unit ?? ''] ?? 0)
  return sign === '-' ? -totalMs : totalMs
}

interface Read {
  ms: number
  /** What was cut off, in seconds. */
  cutS: number
}

function seconds(value: number): Read | null {
  if (!Number.isFinite(value)) return null
  const whole = Math.trunc(value)
  return { ms: whole * 1000, cutS: value - whole }
}

/** Categraf's rule: a number, quoted or not, is whole seconds, its fraction cut off; other text is a Go duration. */
function read(value: unknown): Read | null {
  if (typeof value === 'number') return seconds(value)
  if (typeof value !== 'string') return null
  const text = value.replaceAll(/['"]/g, '')
  if (text === '') return { ms: 0, cutS: 0 }
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return seconds(Number(text))
  const ms = parseGoDuration(text)
  return ms === null ? null : { ms, cutS: 0 }
}

/** Null when absent, zero, or not a positive duration: then the default holds. */
function positiveMs(table: Table, key: string): number | null {
  const value = table.value(key)
  if (value === undefined) return null
  const found = read(value)
  if (!found) {
    table.fail(key, `${key} is not a duration; write "5s", "1500ms" or a number of seconds`)
    return null
  }
  if (found.cutS !== 0) {
    const wanted = Math.round(found.ms + found.cutS * 1000)
    const used = found.ms === 0 ? 'the default' : formatDuration(found.ms)
    table.warn(key, `${key} is read as ${used}, as Categraf cuts a number to whole seconds; write "${wanted}ms"`)
  }
  if (found.ms < 0) {
    table.warn(key, `${key} is negative, which Categraf times out at once; the default is used here, so remove it`)
    return null
  }
  return found.ms === 0 ? null : found.ms
}

function within(table: Table, key: string, ms: number, minMs: number, maxMs: number): number {
  const used = Math.min(Math.max(Math.ceil(ms), minMs), maxMs)
  if (ms < minMs || ms > maxMs) {
    const bound = ms < minMs ? 'below the least' : 'above the most'
    table.warn(key, `${key} is ${bound} Portlight does; ${formatDuration(used)} is used`)
  }
  return used
}

/** A timeout in milliseconds, 1 ms to 10 min. Absent or zero means the default. */
export function readTimeoutMs(table: Table, key: string, defaultMs: number): number {
  const ms = positiveMs(table, key)
  return ms === null ? defaultMs : within(table, key, Math.max(1, ms), 1, 600_000)
}

/** An interval in milliseconds, 1 s to 1 day; null where it is absent or zero and another level decides. */
export function readIntervalMs(table: Table, key: string): number | null {
  const ms = positiveMs(table, key)
  return ms === null ? null : within(table, key, ms, minIntervalMs, maxIntervalMs)
}
