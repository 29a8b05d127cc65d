import { resolve } from 'node:path'
import type { Request } from './answer.ts'
import { readArguments } from './arguments.ts'

export const importUsage = `Usage: portlight import PATH... [OPTION...]

Adds the targets of Categraf's files to your own. Importing the same files again
changes nothing; files that were edited change the targets that came from them.

  PATH             a Categraf file (net_response or http_response), a directory with
                   input.net_response or input.http_response, or a file written by
                   portlight export --format json
  --data-dir DIR   where settings and secrets are kept
  --key-file FILE  the key that encrypts secrets, as for portlight serve
  --dry-run        only print what would be added, changed and left out
  --format FORMAT  text (default) or json
  --help           print this
  --version        print the version

Exit status: 0 done, 2 an argument or file is wrong, or Portlight is running on the
data directory; then nothing was imported.
`

export interface ImportArguments {
  paths: string[]
  /** Absolute; null for the one both hosts share. */
  dataDirectory: string | null
  keyFile: string | null
  dryRun: boolean
  format: 'text' | 'json'
}

const wrong = (message: string) => ({ kind: 'wrong', message }) as const

/** Reads the arguments of `import`. */
export function readImportArguments(argv: readonly string[]): Request<ImportArguments> {
  const read = readArguments(argv, {
    'data-dir': { type: 'string' },
    'key-file': { type: 'string' },
    'dry-run': { type: 'boolean' },
    format: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
  })
  if (!read.ok) return wrong(read.message)
  const { values, positionals: paths } = read
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const { format = 'text' } = values
  if (format !== 'text' && format !== 'json') return wrong(`--format "${format}" is not known; write text or json`)
  const dataDirectory = values['data-dir']
  if (dataDirectory === '') return wrong('--data-dir names no directory')
  if (values['key-file'] === '') return wrong('--key-file names no file')
  if (paths.length === 0) return wrong('there is nothing to import; give a file or a directory')
  return {
    kind: 'run',
    arguments: {
      paths,
      dataDirectory: dataDirectory === undefined ? null : resolve(dataDirectory),
      keyFile: values['key-file'] ?? null,
      dryRun: values['dry-run'] ?? false,
      format,
    },
  }
}
