import { resolve } from 'node:path'
import { readArguments } from './arguments.ts'

export const serveUsage = `Usage: portlight serve [--config PATH]... [OPTION...]

Watches targets and shows them in a browser. The first line printed is the address
of the page; whoever knows it can see and change everything, so keep it to yourself.

  --config PATH      also watch the targets of a Categraf file (net_response or
                     http_response), or of a directory with input.net_response or
                     input.http_response; they are read at start and never changed
  --data-dir DIR     where settings, secrets and logs are kept
  --host HOST        address to listen on, 127.0.0.1 unless told
  --port PORT        port to listen on; 0, the default, takes any that is free
  --allow-host NAME  a name by which browsers may call this machine
  --key-file FILE    the key that encrypts secrets, made if need be, mode 0600, outside
                     the data directory; a credential portlight.key of systemd is one too
  --token-file FILE  the secret part of the address, 43 characters of base64url, to
                     have the same address at each start; PORTLIGHT_TOKEN does too
  --no-open          do not open the page in a browser
  --no-notify        show no notifications
  --help             print this
  --version          print the version

Exit status: 0 stopped by a signal, 2 an argument or file is wrong, the data
directory or the address cannot be had.
`

export interface ServeArguments {
  configs: string[]
  /** Absolute; null for the one both hosts share. */
  dataDirectory: string | null
  host: string
  port: number
  allowHosts: string[]
  tokenFile: string | null
  keyFile: string | null
  open: boolean
  notify: boolean
}

export type ServeRequest =
  | { kind: 'serve'; arguments: ServeArguments }
  | { kind: 'help' }
  | { kind: 'version' }
  | { kind: 'wrong'; message: string }

const wrong = (message: string): ServeRequest => ({ kind: 'wrong', message })

/** Reads the arguments of `serve`. */
export function readServeArguments(argv: readonly string[]): ServeRequest {
  const read = readArguments(argv, {
    config: { type: 'string', multiple: true },
    'data-dir': { type: 'string' },
    host: { type: 'string' },
    port: { type: 'string' },
    'allow-host': { type: 'string', multiple: true },
    'token-file': { type: 'string' },
    'key-file': { type: 'string' },
    'no-open': { type: 'boolean' },
    'no-notify': { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean' },
  })
  if (!read.ok) return wrong(read.message)
  const { values, positionals } = read
  if (values.help) return { kind: 'help' }
  if (values.version) return { kind: 'version' }
  const [extra] = positionals
  if (extra !== undefined) return wrong(`"${extra}" is not an option; add targets in the page or with --config`)
  const { host = '127.0.0.1', port = '0' } = values
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return wrong(`--port "${port}" is not a number from 0 to 65535`)
  // An address in brackets is how it stands in a URL; the system takes it without.
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  if (!/^[\w.:%-]+$/.test(bare)) return wrong(`--host "${host}" is not a name or an address; write 127.0.0.1 or ::1`)
  const allowHosts = values['allow-host'] ?? []
  const odd = allowHosts.find((name) => !/^[\w.-]+$/.test(name))
  if (odd !== undefined) return wrong(`--allow-host "${odd}" is not a host name; write it without scheme and port`)
  const dataDirectory = values['data-dir']
  if (dataDirectory === '') return wrong('--data-dir names no directory')
  if (values['key-file'] === '') return wrong('--key-file names no file')
  return {
    kind: 'serve',
    arguments: {
      configs: values.config ?? [],
      dataDirectory: dataDirectory === undefined ? null : resolve(dataDirectory),
      host: bare,
      port: Number(port),
      allowHosts,
      tokenFile: values['token-file'] ?? null,
      keyFile: values['key-file'] ?? null,
      open: values['no-open'] !== true,
      notify: values['no-notify'] !== true,
    },
  }
}
