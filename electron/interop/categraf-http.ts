import { RE2JS } from 're2js'
import { formatDuration } from '../contract/duration.ts'
import type { HttpTarget } from '../contract/target-config.ts'
import { parseTarget } from '../contract/target-grammar.ts'
import { readTimeoutMs } from './categraf-duration.ts'
import { readHeaders } from './categraf-headers.ts'
import type { InstanceTarget, SecretSink } from './categraf-instance.ts'
import { withoutUserinfo } from './categraf-labels.ts'
import { readExpectedStatus } from './categraf-status.ts'
import { readTls } from './categraf-tls.ts'
import type { Table } from './toml-table.ts'

type Options = Omit<HttpTarget, 'id' | 'labels' | 'intervalMs' | 'target'>

/** Reads an instance of `http_response`. Null when it has an error, which is in the report. */
export function readHttpInstance(table: Table, secrets: SecretSink): InstanceTarget[] | null {
  const headers = readHeaders(table, secrets)
  const proxy = readProxy(table, secrets)
  if (headers === null || proxy === null) return null
  const followRedirects = table.flag('follow_redirects') ?? false
  const expectStatus = readExpectedStatus(table)
  const tls = readTls(table, secrets)
  const options: Options = {
    protocol: 'http',
    responseTimeoutMs: readResponseTimeout(table),
    followRedirects,
    ...readRequest(table),
    ...(headers.length === 0 ? {} : { headers }),
    ...readCredentials(table, secrets),
    ...readBodyExpectations(table),
    ...(expectStatus === undefined ? {} : { expectStatus }),
    ...proxy,
    ...(tls ? { tls } : {}),
  }
  return readUrls(table, options, secrets)
}

function readResponseTimeout(table: Table): number {
  const ms = readTimeoutMs(table, 'response_timeout', 3000)
  if (ms < 1000) {
    table.warn(
      'response_timeout',
      `response_timeout is ${formatDuration(ms)} here; Categraf takes 3 s for less than 1 s`,
    )
  }
  return ms
}

function readRequest(table: Table): Pick<Options, 'method' | 'body' | 'interface'> {
  const written = table.text('method') ?? ''
  const method = written.toUpperCase()
  if (written !== method) {
    table.warn(
      'method',
      `method "${written}" is sent as ${method}; Categraf sends it as written, and most servers refuse it`,
    )
  }
  if (written !== '' && !/^[!#$%&'*+\-.^_`|~0-9A-Z]{1,40}$/.test(method)) {
    table.fail('method', `method "${written}" is not an HTTP method, and Categraf would report nothing; write GET`)
  }
  const body = table.text('body') ?? ''
  const source = table.text('interface') ?? ''
  return {
    ...(written === '' ? {} : { method }),
    ...(body === '' ? {} : { body }),
    ...(source === '' ? {} : { interface: source }),
  }
}

function readCredentials(table: Table, secrets: SecretSink): Pick<Options, 'username' | 'password'> {
  const username = table.text('username') ?? ''
  const password = table.text('password') ?? ''
  if (username !== '' && password !== '') return { username, password: secrets(password) }
  if (username !== '') table.warn('username', 'username has no effect without password, as in Categraf; write both')
  if (password !== '') table.warn('password', 'password has no effect without username, as in Categraf; write both')
  return {}
}

function readBodyExpectations(table: Table): Pick<Options, 'expectSubstring' | 'expectRegex'> {
  const substringKey = 'expect_response_substring'
  const regexKey = 'expect_response_regular_expression'
  const substring = table.text(substringKey) ?? ''
  const regex = table.text(regexKey) ?? ''
  if (regex !== '') {
    const fault = regexFault(regex)
    if (fault !== null) table.fail(regexKey, `${regexKey} cannot be used, which stops Categraf: ${fault}`)
  }
  if (substring !== '' && regex !== '') {
    table.warn(
      regexKey,
      `${regexKey} and ${substringKey} must both hold, as in Categraf, whatever its sample file says`,
    )
  }
  if ((substring !== '' || regex !== '') && table.text('method')?.toUpperCase() === 'HEAD') {
    table.warn('method', 'an answer to HEAD has no body, so what is expected of it never holds; write method = "GET"')
  }
  return {
    ...(substring === '' ? {} : { expectSubstring: substring }),
    ...(regex === '' ? {} : { expectRegex: regex }),
  }
}

/** What is wrong with a pattern in Go's syntax, or null. */
function regexFault(pattern: string): string | null {
  try {
    RE2JS.compile(pattern)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

type Proxy = Pick<Options, 'proxy' | 'proxyUsername' | 'proxyPassword'>

function readProxy(table: Table, secrets: SecretSink): Proxy | null {
  const written = table.text('http_proxy') ?? ''
  if (written === '') return {}
  const parsed = parseTarget(written)
  if (!parsed.ok || parsed.value.protocol !== 'http' || !/^http:\/\//i.test(parsed.value.target)) {
    table.fail('http_proxy', 'http_proxy is not the address of an HTTP proxy; write http://host:port')
    return null
  }
  const { target, username, password } = parsed.value
  return {
    proxy: target,
    ...(username === null ? {} : { proxyUsername: username }),
    ...(password === null ? {} : { proxyPassword: secrets(password) }),
  }
}

interface Url {
  target: string
  username: string | null
  password: string | null
}

/** A URL as Categraf accepts it; a message when it would not. A port beyond 65535 is the probe's to judge. */
function readUrl(written: string): { ok: true; url: Url } | { ok: false; message: string } {
  if (!/^https?:\/\//i.test(written))
    return { ok: false, message: 'it is not a URL; write http://host/ or https://host/' }
  const parsed = parseTarget(written)
  if (parsed.ok) return { ok: true, url: parsed.value }
  // With some port in its place, not without one: whether this is a port at all depends on what surrounds it.
  const again = parseTarget(written.replace(/:\d+(?=$|[/?#])/, ':1'))
  if (!again.ok) {
    const message = 'it is not a URL; see its host, and write %20 for a space and, in a password, %2F for "/"'
    return { ok: false, message }
  }
  return { ok: true, url: { ...again.value, target: written.replace(/^(https?:\/\/)[^/?#]*@/i, '$1') } }
}

function readUrls(table: Table, options: Options, secrets: SecretSink): InstanceTarget[] {
  const found: InstanceTarget[] = []
  for (const [position, written] of (table.texts('targets') ?? []).entries()) {
    const read = readUrl(written)
    if (!read.ok) {
      const message = `target "${withoutUserinfo(written)}" is left out: ${read.message}`
      table.warn('targets', `${message}. Categraf drops the whole instance`, position)
      continue
    }
    const { target, username, password } = read.url
    let credentials: Pick<Options, 'username' | 'password'> = {}
    if (username !== null) {
      const advice =
        options.username === undefined ? 'write username and password' : 'username and password of the instance win'
      table.warn('targets', `target "${target}" is shown without the user name in its URL; ${advice}`, position)
      // Go's client takes them from the URL only where no Authorization header is set yet.
      if (options.username === undefined) {
        credentials = { username, ...(password === null ? {} : { password: secrets(password) }) }
      }
    }
    found.push({ options: { ...options, ...credentials, target }, mappingKeys: [written], position })
  }
  return found
}
