import * as z from 'zod/mini'
import { type Parsed, parseDuration } from '../../electron/contract/duration.ts'
import { settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'

type NumberSchema = z.ZodMiniType<number>

function fail(message: string): { ok: false; message: string } {
  return { ok: false, message }
}

/** What a schema has against a number, in words; bounds are written as the person writes the value. */
function check(schema: NumberSchema, value: number, write: (value: number) => string): Parsed<number> {
  const result = z.safeParse(schema, value)
  if (result.success) return { ok: true, value: result.data }
  const [issue] = result.error.issues
  if (issue?.code === 'too_small') return fail(t.fields.atLeast(write(Number(issue.minimum))))
  if (issue?.code === 'too_big') return fail(t.fields.atMost(write(Number(issue.maximum))))
  return fail(issue?.message || t.fields.notAccepted)
}

/** Reads a duration written with its unit (`5s`, `2 min`) into milliseconds within the schema's bounds. */
export function readDuration(schema: NumberSchema): (text: string) => Parsed<number> {
  return (text) => {
    const parsed = parseDuration(text)
    return parsed.ok ? check(schema, parsed.value, settingText) : fail(t.fields.notDuration(text))
  }
}

const dayMs = 86_400_000

/** Reads a number of days, with or without its unit, within the schema's bounds: `30`, `30 d`, `36 h`. */
export function readDays(schema: NumberSchema): (text: string) => Parsed<number> {
  return (text) => {
    if (/^\s*\d{1,6}\s*$/.test(text)) return check(schema, Number(text), t.fields.days)
    const parsed = parseDuration(text)
    return parsed.ok ? check(schema, parsed.value / dayMs, t.fields.days) : fail(t.fields.notDays(text))
  }
}

/** Reads a whole number within the schema's bounds. */
export function readCount(schema: NumberSchema): (text: string) => Parsed<number> {
  return (text) => (/^\s*\d{1,9}\s*$/.test(text) ? check(schema, Number(text), String) : fail(t.fields.notCount(text)))
}

/** Reads a time of day, also as `7:30` or `0730`; written back as `07:30`. */
export function readTimeOfDay(text: string): Parsed<string> {
  const match = /^\s*(\d{1,2})[:.]?(\d{2})\s*$/.exec(text)
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])]
  if (!match || hour > 23 || minute > 59) return fail(t.fields.notTime(text))
  return { ok: true, value: `${String(hour).padStart(2, '0')}:${match[2]}` }
}

/** Reads days left such as `30, 14, 7`: whole numbers within the schema's bounds, largest first, none twice. */
export function readDayList(schema: z.ZodMiniType<number[]>): (text: string) => Parsed<number[]> {
  return (text) => {
    const parts = text.split(/[\s,;，、]+/).filter((part) => part !== '')
    const wrong = parts.find((part) => !/^\d{1,4}$/.test(part))
    if (wrong !== undefined) return fail(t.fields.notCount(wrong))
    if (parts.length === 0) return fail(t.fields.noDays)
    const days = [...new Set(parts.map(Number))].sort((a, b) => b - a)
    const result = z.safeParse(schema, days)
    if (result.success) return { ok: true, value: days }
    const [issue] = result.error.issues
    const inside = issue?.path.length === 1
    if (inside && issue?.code === 'too_big') return fail(t.fields.atMost(t.fields.days(Number(issue.maximum))))
    return fail(t.fields.tooMany)
  }
}

/** The same, where an empty field stands for null. */
export function orNothing<T>(read: (text: string) => Parsed<T>): (text: string) => Parsed<T | null> {
  return (text) => (text.trim() === '' ? { ok: true, value: null } : read(text))
}
