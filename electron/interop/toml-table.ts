import type { ConfigReport } from './config-report.ts'
import { isRecord, type TomlDocument, type TomlPath, type TomlRecord } from './toml-document.ts'

/**
 * One table of a document with typed access. A value of another type is an error in the report and reads as absent:
 * Categraf refuses the whole plugin there. Messages name the key and never repeat its value.
 */
export interface Table {
  /** The names in it, in lower case. */
  keys: readonly string[]
  value(key: string): unknown
  text(key: string): string | undefined
  texts(key: string): string[] | undefined
  flag(key: string): boolean | undefined
  integer(key: string): number | undefined
  /** A table of strings, such as labels. */
  textRecord(key: string): Record<string, string> | undefined
  warn(key: string, message: string, ...below: TomlPath): void
  fail(key: string, message: string, ...below: TomlPath): void
  lineOf(key: string, ...below: TomlPath): number | null
}

/** What a value is, in the words of an error. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isRecord(value)) return 'a table'
  if (typeof value === 'boolean') return 'true or false'
  if (typeof value === 'string') return 'a string'
  return typeof value === 'number' || typeof value === 'bigint' ? 'a number' : 'a date'
}

export function openTable(document: TomlDocument, path: TomlPath, record: TomlRecord, report: ConfigReport): Table {
  // Categraf's TOML library matches keys without regard to case, so TARGETS works there too.
  const entries = new Map(Object.entries(record).map(([key, value]) => [key.toLowerCase(), { key, value }]))
  const { file } = document

  const lineOf = (key: string, ...below: TomlPath): number | null =>
    document.lineOf([...path, entries.get(key)?.key ?? key, ...below])

  const fail = (key: string, message: string, ...below: TomlPath): void => {
    report.errors.push({ code: 'invalid-value', file, line: lineOf(key, ...below), message })
  }

  function read<T>(key: string, wanted: string, is: (value: unknown) => value is T): T | undefined {
    const value = entries.get(key)?.value
    if (value === undefined || is(value)) return value
    fail(key, `${key} is ${kindOf(value)}; it takes ${wanted}`)
    return undefined
  }

  return {
    keys: [...entries.keys()],
    value: (key) => entries.get(key)?.value,
    text: (key) => read(key, 'a string', isText),
    texts: (key) => read(key, 'a list of strings', isTexts),
    flag: (key) => read(key, 'true or false', isFlag),
    integer: (key) => read(key, 'a whole number', isInteger),
    textRecord: (key) => read(key, 'a table of strings, such as { env = "prod" }', isTextRecord),
    warn: (key, message, ...below) => report.warnings.push({ file, line: lineOf(key, ...below), message }),
    fail,
    lineOf,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText)
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isInteger = (value: unknown): value is number => Number.isSafeInteger(value)
/** Whether a value is a table of strings. */
export const isTextRecord = (value: unknown): value is Record<string, string> =>
  isRecord(value) && Object.values(value).every(isText)
