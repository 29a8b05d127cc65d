import { parsePayload } from '../../electron/contract/payload.ts'
import type {
  HttpTarget,
  TargetConfig,
  TcpTarget,
  TlsOptions,
  UdpTarget,
} from '../../electron/contract/target-config.ts'
import { joinHostPort, parseTarget, writeTarget } from '../../electron/contract/target-grammar.ts'
import { printfFormat, shellQuote } from './shell-quote.ts'

export const tools = { http: 'curl', tls: 'openssl', tcp: 'nc', udp: 'nc' } as const

export interface CommandLine {
  /** For a POSIX shell. */
  text: string
  /** It says `placeholder` where a secret belongs, or names a file that the person has to write. */
  lacks: boolean
}

/** Stands where a secret was. */
export const placeholder = 'SECRET'

const isRef = (value: unknown): boolean => typeof value === 'object' && value !== null && 'secret' in value
const seconds = (ms: number): string => String(ms / 1000)
/** nc counts whole seconds, and takes 0 for none at all. */
const wholeSeconds = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1000)))

/** A command that does what a probe of the target does, as far as the tool can, with secrets left out. */
export function commandLine(target: TargetConfig): CommandLine {
  const lacks = needsSecrets(target)
  if (target.protocol === 'http') return { text: ['curl', ...curlArguments(target)].map(shellQuote).join(' '), lacks }
  const secure = target.protocol === 'tcp' && target.tls !== undefined
  const command = secure ? ['openssl', ...opensslArguments(target, target.tls ?? {})] : ['nc', ...ncArguments(target)]
  const text = command.map(shellQuote).join(' ')
  const sent = parsePayload(target.send ?? '', target.sendEncoding ?? 'text')
  if (sent.ok && sent.value.length > 0) return { text: `printf ${printfFormat(sent.value)} | ${text}`, lacks }
  return { text: secure ? `${text} </dev/null` : text, lacks }
}

function needsSecrets(target: TargetConfig): boolean {
  const tls = target.protocol === 'udp' ? undefined : target.tls
  const pems = [tls?.ca, tls?.cert, tls?.key].some((pem) => pem !== undefined && !('file' in pem))
  if (target.protocol !== 'http') return pems
  const { headers = [], password, proxyPassword } = target
  return pems || headers.some(({ value }) => isRef(value)) || password !== undefined || proxyPassword !== undefined
}

type Pem = NonNullable<TlsOptions['ca']>

function pemArguments(flag: string, pem: Pem | undefined, standIn: string): string[] {
  if (pem === undefined) return []
  return [flag, 'file' in pem ? pem.file : standIn]
}

function curlArguments(target: HttpTarget): string[] {
  const { method = 'GET', headers = [], body = '', tls = {}, family, username, password, proxy } = target
  const given = headers.map(
    ({ name, value }) => [name, typeof value === 'string' ? value.trim() : placeholder] as const,
  )
  const has = (wanted: string): boolean => given.some(([name]) => name.toLowerCase() === wanted)
  const { url, options } = verifiedAs(target.target, tls.serverName, has('host'))
  const upper = method.toUpperCase()
  return [
    // -g: brackets and braces in the address are themselves.
    '-gi',
    '--max-time',
    seconds(target.responseTimeoutMs),
    ...(target.followRedirects ? ['-L', '--max-redirs', '10'] : []),
    ...(upper === 'HEAD' ? ['-I'] : upper === (body === '' ? 'GET' : 'POST') ? [] : ['-X', method]),
    ...(has('accept-encoding') ? [] : ['--compressed']),
    // curl takes a header without a value only with a semicolon, and "name:" for one to be left out.
    ...given.flatMap(([name, value]) => ['-H', value === '' ? `${name};` : `${name}: ${value}`]),
    ...(body !== '' && !has('content-type') ? ['-H', 'Content-Type:'] : []),
    ...(username === undefined && password === undefined
      ? []
      : ['-u', `${username ?? ''}:${password ? placeholder : ''}`]),
    ...(body === '' ? [] : ['--data-raw', body]),
    ...(tls.insecureSkipVerify ? ['-k'] : []),
    ...pemArguments('--cacert', tls.ca, 'CA.pem'),
    ...pemArguments('--cert', tls.cert, 'CERT.pem'),
    ...pemArguments('--key', tls.key, 'KEY.pem'),
    ...(tls.minVersion ? [`--tlsv${tls.minVersion}`] : []),
    ...(tls.maxVersion ? ['--tls-max', tls.maxVersion] : []),
    ...(tls.cipherSuites ? ['--ciphers', tls.cipherSuites.join(':')] : []),
    ...(family ? [`-${family}`] : []),
    ...(target.interface ? ['--interface', target.interface] : []),
    ...(proxy ? ['-x', proxy] : []),
    ...(proxy && (target.proxyUsername !== undefined || target.proxyPassword)
      ? ['-U', `${target.proxyUsername ?? ''}:${target.proxyPassword ? placeholder : ''}`]
      : []),
    ...options,
    url,
  ]
}

/** curl verifies the name in the address, so another name stands there, and the connection goes to the host. */
function verifiedAs(
  address: string,
  serverName: string | undefined,
  hasHost: boolean,
): { url: string; options: string[] } {
  const parsed = parseTarget(address)
  const [, scheme = '', rest = ''] = /^(https:\/\/)[^/?#]*(.*)$/is.exec(address) ?? []
  if (!serverName || !parsed.ok || scheme === '') return { url: address, options: [] }
  const { host, port } = parsed.value
  const via = `${joinHostPort(serverName, port)}:${joinHostPort(host, port)}`
  const sentHost = port === 443 ? joinHostPort(host, port).replace(/:443$/, '') : joinHostPort(host, port)
  return {
    url: `${scheme}${joinHostPort(serverName, port)}${rest}`,
    options: ['--connect-to', via, ...(hasHost ? [] : ['-H', `Host: ${sentHost}`])],
  }
}

function ncArguments(target: TcpTarget | UdpTarget): string[] {
  const { protocol, timeoutMs, readTimeoutMs, send = '', expect = '', expectRegex = '', family } = target
  const parsed = parseTarget(writeTarget(protocol, false, target.target))
  const talks = send !== '' || expect !== '' || expectRegex !== ''
  // nc takes an address to come from, and no name of an interface.
  const source = target.interface !== undefined && /^[\d.]+$|:/.test(target.interface) ? ['-s', target.interface] : []
  return [
    talks ? '-v' : '-vz',
    ...(protocol === 'udp' ? ['-u'] : []),
    ...(family ? [`-${family}`] : []),
    ...source,
    '-w',
    wholeSeconds(talks || protocol === 'udp' ? readTimeoutMs : timeoutMs),
    ...(parsed.ok ? ['--', parsed.value.host, String(parsed.value.port)] : []),
  ]
}

const opensslVersions = { '1.0': '-tls1', '1.1': '-tls1_1', '1.2': '-tls1_2', '1.3': '-tls1_3' } as const

function opensslArguments(target: TcpTarget, tls: TlsOptions): string[] {
  const parsed = parseTarget(writeTarget('tcp', true, target.target))
  const host = parsed.ok ? parsed.value.host : target.target
  const only = tls.minVersion !== undefined && tls.minVersion === tls.maxVersion ? tls.minVersion : null
  const name = tls.serverName ?? host
  const isAddress = /^[\d.]+$|:/.test(name)
  return [
    's_client',
    '-connect',
    target.target,
    ...(isAddress ? [] : ['-servername', name]),
    ...(tls.insecureSkipVerify ? [] : [isAddress ? '-verify_ip' : '-verify_hostname', name, '-verify_return_error']),
    ...(target.starttls ? ['-starttls', target.starttls] : []),
    ...pemArguments('-CAfile', tls.ca, 'CA.pem'),
    ...pemArguments('-cert', tls.cert, 'CERT.pem'),
    ...pemArguments('-key', tls.key, 'KEY.pem'),
    ...(only ? [opensslVersions[only]] : []),
    ...(tls.cipherSuites ? ['-cipher', tls.cipherSuites.join(':')] : []),
    ...(target.family ? [`-${target.family}`] : []),
    target.send === undefined ? '-brief' : '-quiet',
  ]
}
