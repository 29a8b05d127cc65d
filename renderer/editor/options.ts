import type { ExpectJson } from '../../electron/contract/expectations.ts'
import { payloadEncodings } from '../../electron/contract/payload.ts'
import {
  defaultDegradedOver,
  type HttpTarget,
  httpTargetSchema,
  nativeDefaults,
  startTlsProtocols,
  type TcpTarget,
  type TlsOptions,
  tcpTargetSchema,
  type UdpTarget,
  udpTargetSchema,
} from '../../electron/contract/target-config.ts'
import {
  choice,
  ciphers,
  count,
  duration,
  exact,
  headerLines,
  json,
  labels,
  list,
  type Notation,
  numberChoice,
  parents,
  pem,
  share,
  toggle,
  trimmed,
} from './read-option.ts'

/** Set by the program, or together with others. */
type Apart = 'id' | 'protocol' | 'origin' | 'tls' | 'expectJson'

/** Every option of the engine by its path. One without an entry in `options` does not compile. */
export type OptionName =
  | Exclude<keyof TcpTarget | keyof UdpTarget | keyof HttpTarget, Apart>
  | `tls.${keyof TlsOptions}`
  | `expectJson.${keyof ExpectJson}`

export const groups = [
  'main',
  'timing',
  'conversation',
  'request',
  'answer',
  'tls',
  'network',
  'notices',
  'labels',
] as const
export type Group = (typeof groups)[number]

/** What is probed, as the person chooses it. */
export const kinds = ['tcp', 'tls', 'udp', 'http'] as const
export type Kind = (typeof kinds)[number]

export interface Option extends Notation {
  group: Group
  input: 'line' | 'area' | 'switch' | 'choice' | 'secret' | 'headers' | 'address'
  /** Of a choice, after the empty one. */
  choices?: readonly (string | number)[]
  /** Takes a third of the row, as figures do. */
  short?: boolean
  /** What an empty field stands for; absent: nothing. */
  whenEmpty?: unknown
  /** What is stored of it is never shown. */
  secret?: boolean
}

const { intervalMs, timeoutMs, readTimeoutMs, responseTimeoutMs, followRedirects, expectStatus } = nativeDefaults
const versions = ['1.0', '1.1', '1.2', '1.3'] as const

const line = (group: Group, notation: Notation = trimmed): Option => ({ ...notation, group, input: 'line' })
const area = (group: Group, notation: Notation = exact): Option => ({ ...notation, group, input: 'area' })
const short = (group: Group, notation: Notation, whenEmpty?: unknown): Option => ({
  ...notation,
  group,
  input: 'line',
  short: true,
  whenEmpty,
})
const switched = (group: Group, on: true | undefined, off: false | undefined): Option => ({
  ...toggle(on, off),
  group,
  input: 'switch',
})
const oneOf = (group: Group, choices: readonly (string | number)[], notation = choice): Option => ({
  ...notation,
  group,
  input: 'choice',
  choices,
  short: true,
})
const secret = (group: Group): Option => ({ ...exact, group, input: 'secret', secret: true })

/** How each option is shown and read, in the order of the form. */
export const options: Record<OptionName, Option> = {
  target: { ...trimmed, group: 'main', input: 'address' },
  name: line('main'),
  tags: line('main', list),
  intervalMs: short('timing', duration, intervalMs),
  timeoutMs: short('timing', duration, timeoutMs),
  readTimeoutMs: short('timing', duration, readTimeoutMs),
  responseTimeoutMs: short('timing', duration, responseTimeoutMs),
  latencyLimitMs: short('timing', duration),
  degradedOver: short('timing', share),
  send: area('conversation'),
  sendEncoding: oneOf('conversation', payloadEncodings),
  expect: area('conversation'),
  method: short('request', trimmed),
  username: short('request', trimmed),
  password: secret('request'),
  headers: { ...exact, group: 'request', input: 'headers' },
  body: area('request'),
  followRedirects: { ...switched('request', true, false), whenEmpty: followRedirects },
  expectStatus: {
    ...line('answer'),
    whenEmpty: expectStatus,
    write: (value) => (typeof value === 'string' ? value : 'any'),
    read: (text) => ({ ok: true, value: text.trim().toLowerCase() === 'any' ? undefined : text.trim() }),
  },
  expectSubstring: area('answer'),
  expectRegex: line('answer', exact),
  forbidSubstring: area('answer'),
  forbidRegex: line('answer', exact),
  'expectJson.path': line('answer'),
  'expectJson.equals': line('answer', json),
  expectHeaders: area('answer', headerLines),
  starttls: oneOf('tls', startTlsProtocols),
  'tls.insecureSkipVerify': switched('tls', true, undefined),
  'tls.serverName': line('tls'),
  'tls.ca': area('tls', pem),
  'tls.cert': area('tls', pem),
  'tls.key': { ...area('tls', pem), secret: true },
  'tls.minVersion': oneOf('tls', versions),
  'tls.maxVersion': oneOf('tls', versions),
  'tls.cipherSuites': line('tls', ciphers),
  family: oneOf('network', [4, 6], numberChoice),
  interface: short('network', trimmed),
  proxy: line('network'),
  proxyUsername: short('network', trimmed),
  proxyPassword: secret('network'),
  confirmFailures: short('notices', count),
  confirmRecoveries: short('notices', count),
  retryIntervalMs: short('notices', duration),
  remind: switched('notices', undefined, false),
  dependsOn: area('notices', parents),
  labels: area('labels', labels),
}

// The keys of a table are its names; `Object.keys` has forgotten that.
const isOption = (name: string): name is OptionName => Object.hasOwn(options, name)
export const optionNames = Object.keys(options).filter(isOption)

/** What an empty field of an option with a rule of its own stands for, for the placeholder. */
export const restingDegradedOver = defaultDegradedOver

const shapes: Record<Kind, object> = {
  tcp: tcpTargetSchema.shape,
  tls: tcpTargetSchema.shape,
  udp: udpTargetSchema.shape,
  http: httpTargetSchema.shape,
}

/** Whether targets of this kind have the option. */
export function hasOption(kind: Kind, name: OptionName): boolean {
  if (kind === 'tcp' && (name === 'starttls' || name.startsWith('tls.'))) return false
  return Object.hasOwn(shapes[kind], name.split('.')[0] ?? name)
}

/** Where an option stands in the form: a pattern is of the conversation where there is no page. */
export function groupOf(kind: Kind, name: OptionName): Group {
  const { group } = options[name]
  return group === 'answer' && kind !== 'http' ? 'conversation' : group
}

/** The option at a path of the schema or the host, such as `expectHeaders.0.regex`; null for none. */
export function optionAt(path: string): OptionName | null {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (isOption(at)) return at
  }
  if (path === 'expectJson') return 'expectJson.path'
  return path === 'tls' ? 'tls.serverName' : null
}
