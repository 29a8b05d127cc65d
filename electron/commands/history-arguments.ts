import { resolve } from 'node:path'
import { parseDuration } from '../contract/duration.ts'
import type { Request } from './answer.ts'
import { readArguments } from './arguments.ts'

export const historyUsage = `Usage: portlight history TARGET [OPTION...]

Prints the results kept of one target, the oldest first, also while Portlight runs.

  TARGET           its name, its address, or its id
  --since TIME     how far back, 7d unless told; 90min and 36h are written so too
  --format FORMAT  text (default), json or csv
  --data-dir DIR   where settings and history are kept
  --help           print this
  --version        print the version

Exit status: 0 printed, also where there are no results; 1 the output could not be
written; 2 an argument is wrong, there is no such target, or several are called so,
or the history cannot be read.
`

export const reportUsage = `Usage: portlight report [OPTION...]

Prints the incidents of all targets and how much of the time each was up, in words
that can be sent to somebody, also while Portlight runs.

  --since TIME    how far back, 30d unless told; 90min and 36h are written so too
  --data-dir DIR  where settings and history are kept
  --help          print this
  --version       print the version

Exit status: 0 printed, 1 the output could not be written, 2 an argument is wrong or
the history cannot be read.
`

export const historyFormats = ['text', 'json', 'csv'] as const
export type HistoryFormat = (typeof historyFormats)[number]

export interface ReportArguments {
  sinceMs: number
  /** Absolute; null for the one both hosts share. */
  dataDirectory: string | null
}

export interface HistoryArguments extends ReportArguments {
  target: string
  format: HistoryFormat
}

const wrong = (message: string) => ({ kind: 'wrong', message }) as const

const dayMs = 86_400_000

/** Nothing is kept for longer. */
const maxSinceMs = 3650 * dayMs

const common = {
  since: { type: 'string' },
  'data-dir': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const

/** Reads the arguments of `history`. */
export function readHistoryArguments(argv: readonly string[]): Request<HistoryArguments> {
  const read = readArguments(argv, { ...common, format: { type: 'string' } })
  if (!read.ok) return wrong(read.message)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [target, extra] = positionals
  if (target === undefined) return wrong('TARGET is missing; name one by its name, address or id')
  if (extra !== undefined) return wrong(`"${extra}" is one target too many; a name with spaces needs quotes`)
  const format = historyFormats.find((known) => known === (values.format ?? 'text'))
  if (format === undefined) return wrong(`--format "${values.format}" is not known; write text, json or csv`)
  const range = readRange(values, 7 * dayMs)
  return typeof range === 'string' ? wrong(range) : { kind: 'run', arguments: { target, format, ...range } }
}

/** Reads the arguments of `report`. */
export function readReportArguments(argv: readonly string[]): Request<ReportArguments> {
  const read = readArguments(argv, common)
  if (!read.ok) return wrong(read.message)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [extra] = positionals
  if (extra !== undefined) return wrong(`"${extra}" is not an option; a report is about all targets`)
  const range = readRange(values, 30 * dayMs)
  return typeof range === 'string' ? wrong(range) : { kind: 'run', arguments: range }
}

/** A text says what is wrong. */
function readRange(
  { since, 'data-dir': directory }: { since?: string | undefined; 'data-dir'?: string | undefined },
  usualMs: number,
): ReportArguments | string {
  const parsed = since === undefined ? { ok: true as const, value: usualMs } : parseDuration(since)
  if (!parsed.ok) return `--since "${since}" is not a duration; write 7d or 90min`
  if (parsed.value < 1000 || parsed.value > maxSinceMs) return `--since "${since}" is not between 1s and 3650d`
  if (directory === '') return '--data-dir names no directory'
  return { sinceMs: parsed.value, dataDirectory: directory === undefined ? null : resolve(directory) }
}
