import { nativeTarget } from '../../contract/native-target.ts'
import { type HttpTarget, type TargetConfig, targetConfigSchema } from '../../contract/target-config.ts'
import { parseTarget } from '../../contract/target-grammar.ts'
import type { SecretSink } from '../categraf-instance.ts'
import { isSecretHeader } from '../secret-header.ts'
import { type CurlContext, lastOf } from './curl-context.ts'
import { curlData } from './curl-data.ts'
import { type CurlArguments, readArguments } from './curl-options.ts'
import { curlProxy } from './curl-proxy.ts'
import { routed } from './curl-route.ts'
import { curlTls } from './curl-tls.ts'
import type { ShellCommand } from './shell-words.ts'

/** What one command says. Messages hold no password and no header's value. */
export interface CurlRead {
  /** With the id of the caller's counting. */
  targets: TargetConfig[]
  warnings: string[]
  errors: string[]
}

const has = (context: CurlContext, ...names: string[]): boolean => lastOf(context, ...names) !== undefined

/** Whether a command is one of curl, as typed or as copied with its path. */
export function isCurl(word: string | undefined): boolean {
  return word !== undefined && /^(?:.*[\\/])?curl(?:\.exe)?$/i.test(word)
}

/**
 * Reads a curl command (curl.1) as HTTP targets: one for each address in it. Like curl, it follows redirects only with
 * `-L`; unlike curl, a status of 400 or more is a failure. Credentials go to `secrets`.
 */
export function readCurl(command: ShellCommand, secrets: SecretSink, nextId: () => string): CurlRead {
  const read: CurlRead = { targets: [], warnings: [], errors: [] }
  const fail = (message: string): void => void read.errors.push(`curl: ${message}`)
  const warn = (message: string): void => void read.warnings.push(`curl: ${message}`)
  if (command.open) fail('a quote is not closed; copy the whole command')
  for (const name of new Set(command.unknown)) fail(`${name} is filled in by your shell; write its value in its place`)
  if (command.operator !== null)
    warn(`what follows "${command.operator}" is left out; put an address with "&" in quotes`)
  if (read.errors.length > 0) return read
  for (const transfer of transfers(readArguments(command.words.slice(1)))) {
    const failed = read.errors.length
    const context = { options: transfer.options, secrets, warn, fail }
    tellOptions(context)
    if (transfer.lacking !== null) fail(`${transfer.lacking} lacks its value; copy the whole command`)
    if (transfer.addresses.length === 0) fail('there is no address in it')
    if (read.errors.length > failed) continue
    for (const address of transfer.addresses) {
      const target = readTransfer(address, context, nextId)
      if (target) read.targets.push(target)
    }
  }
  return read
}

/** What `--next` parts. */
function transfers({ options, addresses, lacking }: CurlArguments): CurlArguments[] {
  const parts: CurlArguments[] = [{ options: [], addresses: [], lacking: null }]
  for (const option of options) {
    const part = parts.at(-1)
    if (option.name === 'next') parts.push({ options: [], addresses: [], lacking: null })
    else if (option.name === 'url') part?.addresses.push(option.value)
    else part?.options.push(option)
  }
  const [first] = parts
  // Where an address stands between them is not kept, and hardly anybody mixes both.
  if (first) first.addresses.push(...addresses)
  const last = parts.at(-1)
  if (last) last.lacking = lacking
  return parts
}

/** Nothing is left out in silence, but what only changes what curl prints. */
function tellOptions({ options, warn, fail }: CurlContext): void {
  for (const { as, meaning } of options) {
    if (meaning === 'unknown') warn(`${as} is not known here and is left out`)
    if (meaning === 'named') warn(`${as} is left out: there is nothing like it here`)
    if (meaning === 'needed') fail(`${as} cannot be done here, and without it the request would be another; remove it`)
  }
}

function readTransfer(address: string, outer: CurlContext, nextId: () => string): TargetConfig | null {
  let failed = false
  const fail = (message: string): void => {
    failed = true
    outer.fail(message)
  }
  const context = { ...outer, fail }
  if (!has(context, 'globoff') && /\{[^}]*,[^}]*\}|\[\w+-\w+(?::\d+)?\]/.test(address)) {
    fail('an address stands for several, as with {a,b} or [1-3]; write each on a line of its own')
    return null
  }
  const data = curlData(context)
  if (data === null) return null
  const url = withQuery(/^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`, data.query)
  const parsed = parseTarget(url)
  if (!parsed.ok) {
    fail(parsed.message)
    return null
  }
  if (parsed.value.protocol !== 'http') {
    fail('only http and https are read from a curl command; write the address alone')
    return null
  }
  const route = routed(parsed.value.target, parsed.value.host, parsed.value.port, context)
  const native = nativeTarget(nextId(), { ...parsed.value, target: route.target })
  if (native.protocol !== 'http') return null
  const headers = readHeaders(context, [...route.headers, ...data.headers])
  const method = lastOf(context, 'request') ?? (has(context, 'head') ? 'HEAD' : data.body === null ? undefined : 'POST')
  const target: HttpTarget = {
    ...native,
    ...times(context),
    followRedirects: has(context, 'location'),
    ...(method === undefined || method.toUpperCase() === 'GET' ? {} : { method }),
    ...(headers.length === 0 ? {} : { headers }),
    ...(data.body === null ? {} : { body: data.body }),
    ...signIn(parsed.value.username, parsed.value.password, context),
    ...curlProxy(context),
    ...curlTls(context, route.serverName),
    ...(has(context, 'ipv4') ? { family: 4 as const } : has(context, 'ipv6') ? { family: 6 as const } : {}),
    ...(has(context, 'interface') ? { interface: interfaceOf(context) } : {}),
  }
  const checked = targetConfigSchema.safeParse(target)
  if (failed) return null
  if (checked.success) return checked.data
  // Never the value: it may be a header's or a password's.
  const places = new Set(checked.error.issues.map(({ path }) => String(path[0] ?? 'the command')))
  fail(`its ${[...places].join(', ')} cannot be used: too long, or with a line break where none may be`)
  return null
}

function withQuery(url: string, query: string): string {
  if (query === '') return url
  const [, before = '', fragment = ''] = /^([^#]*)(.*)$/s.exec(url) ?? []
  return `${before}${before.includes('?') ? '&' : '?'}${query}${fragment}`
}

function times(context: CurlContext): { responseTimeoutMs?: number } {
  const text = lastOf(context, 'max-time')
  if (text === undefined) return {}
  const ms = Math.round(Number(text) * 1000)
  if (ms >= 1 && ms <= 600_000) return { responseTimeoutMs: ms }
  // Zero means none to curl.
  context.warn(`--max-time ${text.slice(0, 20)} is left out; it is at least 0.001 and at most 600 here`)
  return {}
}

function interfaceOf(context: CurlContext): string {
  return (lastOf(context, 'interface') ?? '').replace(/^(?:if|host)!/, '')
}

function readHeaders(
  context: CurlContext,
  more: NonNullable<HttpTarget['headers']>,
): NonNullable<HttpTarget['headers']> {
  const { options, secrets, warn, fail } = context
  const headers: NonNullable<HttpTarget['headers']> = []
  const add = (name: string, value: string): void => {
    if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(name)) return fail('a header has a name that is not one; remove it')
    if (/^(?:content-length|transfer-encoding)$/i.test(name))
      return warn(`the header ${name} is left out: it is written anew`)
    headers.push({ name, value: isSecretHeader(name) && value !== '' ? secrets(value) : value })
  }
  for (const { name: option, value } of options) {
    if (option === 'user-agent') add('User-Agent', value)
    if (option === 'referer') add('Referer', value.replace(/;auto$/, ''))
    if (option === 'oauth2-bearer') add('Authorization', `Bearer ${value}`)
    if (option === 'cookie') {
      if (value.includes('=')) add('Cookie', value)
      else fail('--cookie names a file, which is not read; write the cookies as NAME=VALUE')
    }
    if (option !== 'header') continue
    if (value.startsWith('@')) {
      fail('--header names a file, which is not read; write the headers out')
      continue
    }
    const [, name = '', colon, text = ''] = /^([^:;]*)([:;])?(.*)$/s.exec(value) ?? []
    if (colon === undefined || (colon === ';' && text.trim() !== ''))
      warn('a header without a colon is left out, as curl does')
    else if (colon === ':' && text.trim() === '')
      warn(`--header "${name}:" takes a header away, which is not done here`)
    else add(name.trim(), text.trim())
  }
  const given = new Set(headers.map(({ name }) => name.toLowerCase()))
  return [...headers, ...more.filter(({ name }) => !given.has(name.toLowerCase()))]
}

/** The name and password of the address, or of `--user`, which goes first. */
function signIn(
  urlUser: string | null,
  urlPassword: string | null,
  context: CurlContext,
): Pick<HttpTarget, 'username' | 'password'> {
  const given = lastOf(context, 'user')
  const colon = given?.indexOf(':') ?? -1
  const username = given === undefined ? urlUser : colon === -1 ? given : given.slice(0, colon)
  const password = given === undefined ? urlPassword : colon === -1 ? null : given.slice(colon + 1)
  if (given !== undefined && colon === -1) {
    context.warn('--user has no password, which curl would ask for; enter it after importing')
  }
  return {
    ...(username === null ? {} : { username }),
    ...(password === null || password === '' ? {} : { password: context.secrets(password) }),
  }
}
