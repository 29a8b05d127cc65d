import { formatDuration, parseDuration } from '../contract/duration.ts'
import { readArguments } from './arguments.ts'

export const formats = ['text', 'json', 'prometheus'] as const
export type Format = (typeof formats)[number]

export interface CheckArguments {
  targets: string[]
  configs: string[]
  format: Format
  /** Null where the defaults hold. */
  timeoutMs: number | null
}

export type CheckRequest =
  | { kind: 'check'; arguments: CheckArguments }
  | { kind: 'help' }
  | { kind: 'version' }
  /** Without a message nothing was given at all. */
  | { kind: 'wrong'; message: string | null }

const wrong = (message: string | null): CheckRequest => ({ kind: 'wrong', message })

/** Reads the arguments of `check`. */
export function readCheckArguments(argv: readonly string[]): CheckRequest {
  const read = readArguments(argv, {
    config: { type: 'string', multiple: true },
    format: { type: 'string' },
    timeout: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
  })
  if (!read.ok) return wrong(read.message)
  const { values, positionals: targets } = read
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const configs = values.config ?? []
  const format = formats.find((known) => known === (values.format ?? 'text'))
  if (format === undefined) return wrong(`--format "${values.format}" is not known; write text, json or prometheus`)
  let timeoutMs: number | null = null
  if (values.timeout !== undefined) {
    const parsed = parseDuration(values.timeout)
    if (!parsed.ok) return wrong(`--timeout ${parsed.message}`)
    if (parsed.value < 1 || parsed.value > 600_000) {
      return wrong(`--timeout ${formatDuration(parsed.value)} is out of range; write 1ms to 10min`)
    }
    timeoutMs = parsed.value
  }
  if (targets.length === 0 && configs.length === 0) return wrong(null)
  return { kind: 'check', arguments: { targets, configs, format, timeoutMs } }
}
