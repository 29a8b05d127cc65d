import { resolve } from 'node:path'
import type { Request } from './answer.ts'
import { readArguments } from './arguments.ts'

export const exportUsage = `Usage: portlight export --format FORMAT [OPTION...]

Writes targets for other programs. What a format cannot say is a warning; secrets
are never written.

  --format FORMAT  categraf  input.net_response and input.http_response, in TOML
                   blackbox  modules of blackbox_exporter, scrape configurations and
                             alert rules of Prometheus, in YAML
                   json      everything, for portlight import
  --config PATH    the targets of a Categraf file or directory, in place of your own
  --data-dir DIR   where your own are kept; with --config, both are written
  --output DIR     the directory to write into, made if need be; - is the standard
                   output, for one file at a time
  --help           print this
  --version        print the version

Exit status: 0 written, 2 an argument or file is wrong, and nothing was written.
`

export const exportFormats = ['categraf', 'blackbox', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportArguments {
  format: ExportFormat
  configs: string[]
  /** Absolute; null for the one both hosts share. */
  dataDirectory: string | null
  /** Absolute; null for the standard output. */
  output: string | null
}

const wrong = (message: string) => ({ kind: 'wrong', message }) as const

/** Reads the arguments of `export`. */
export function readExportArguments(argv: readonly string[]): Request<ExportArguments> {
  const read = readArguments(argv, {
    format: { type: 'string' },
    config: { type: 'string', multiple: true },
    'data-dir': { type: 'string' },
    output: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
  })
  if (!read.ok) return wrong(read.message)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [extra] = positionals
  if (extra !== undefined) return wrong(`"${extra}" is not an option; name files with --config and --output`)
  const format = exportFormats.find((known) => known === values.format)
  if (format === undefined) {
    const given = values.format === undefined ? '--format is missing' : `--format "${values.format}" is not known`
    return wrong(`${given}; write categraf, blackbox or json`)
  }
  const { 'data-dir': dataDirectory, output = '-' } = values
  if (dataDirectory === '') return wrong('--data-dir names no directory')
  if (output === '') return wrong('--output names no directory')
  return {
    kind: 'run',
    arguments: {
      format,
      configs: values.config ?? [],
      dataDirectory: dataDirectory === undefined ? null : resolve(dataDirectory),
      output: output === '-' ? null : resolve(output),
    },
  }
}
