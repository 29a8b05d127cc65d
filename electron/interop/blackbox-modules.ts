import { isIP } from 'node:net'
import { parseStatusList, statusAccepted } from '../contract/status-list.ts'
import type { HttpTarget, TcpTarget, TlsOptions } from '../contract/target-config.ts'
import { secretText, type Warn, warnOfOthers } from './export-file.ts'
import { goDuration } from './go-duration.ts'
import { textToSend } from './text-to-send.ts'
import type { YamlValue } from './yaml-text.ts'

type Options = Record<string, YamlValue>

const format = 'blackbox_exporter'
const everywhere = ['name', 'labels', 'intervalMs', 'family', 'interface', 'tls']
const httpKnown = [
  ...everywhere,
  'responseTimeoutMs',
  'method',
  'headers',
  'username',
  'password',
  'body',
  'followRedirects',
  'expectStatus',
  'expectSubstring',
  'expectRegex',
  'forbidSubstring',
  'forbidRegex',
  'expectHeaders',
  'proxy',
  'proxyUsername',
  'proxyPassword',
]
const tcpKnown = [
  ...everywhere,
  'timeoutMs',
  'readTimeoutMs',
  'send',
  'sendEncoding',
  'expect',
  'expectRegex',
  'starttls',
]

/** A module that probes as this target is probed. */
export function httpModule(target: HttpTarget, warn: Warn): Options {
  warnOfOthers(target, httpKnown, format, warn)
  const { method, body, followRedirects, expectSubstring, expectRegex, forbidSubstring, forbidRegex } = target
  const wanted = [...(expectSubstring ? [quoteRegex(expectSubstring)] : []), ...(expectRegex ? [expectRegex] : [])]
  const forbidden = [...(forbidSubstring ? [quoteRegex(forbidSubstring)] : []), ...(forbidRegex ? [forbidRegex] : [])]
  const headers = (target.expectHeaders ?? []).map(({ name, matches, regex }) => ({
    header: name,
    regexp: regex ?? quoteRegex(matches ?? ''),
  }))
  if (target.interface !== undefined) warnOfInterface(target.interface, warn)
  return {
    prober: 'http',
    timeout: goDuration(target.responseTimeoutMs),
    http: {
      ...family(target.family),
      // Portlight speaks HTTP/1.1 alone.
      enable_http2: false,
      follow_redirects: followRedirects,
      valid_status_codes: statuses(target.expectStatus),
      ...(method === undefined ? {} : { method }),
      ...headerOptions(target, warn),
      ...(body ? { body } : {}),
      ...(wanted.length === 0 ? {} : { fail_if_body_not_matches_regexp: wanted }),
      ...(forbidden.length === 0 ? {} : { fail_if_body_matches_regexp: forbidden }),
      ...(headers.length === 0 ? {} : { fail_if_header_not_matches: headers }),
      ...credentials(target, warn),
      ...proxy(target, warn),
      ...(target.tls ? { tls_config: tlsConfig(target.tls, warn) } : {}),
    },
  }
}

/** A module that probes as this target is probed, as far as the exporter can: it looks at one line at a time. */
export function tcpModule(target: TcpTarget, warn: Warn): Options {
  warnOfOthers(target, tcpKnown, format, warn)
  const { timeoutMs, readTimeoutMs, expect = '', expectRegex, starttls, tls } = target
  const steps = [...sendStep(target, warn), ...expectStep(expect, expectRegex, warn)]
  if (starttls) warn(`only the plain connection is probed: asking for TLS by ${starttls} must be written by hand`)
  const source = target.interface
  if (source !== undefined && isIP(source) === 0) warnOfInterface(source, warn)
  return {
    prober: 'tcp',
    timeout: goDuration(timeoutMs + (expect === '' && expectRegex === undefined ? 0 : readTimeoutMs)),
    tcp: {
      ...family(target.family),
      ...(source !== undefined && isIP(source) !== 0 ? { source_ip_address: source } : {}),
      ...(steps.length === 0 ? {} : { query_response: steps }),
      ...(tls && !starttls ? { tls: true, tls_config: tlsConfig(tls, warn) } : {}),
    },
  }
}

function sendStep(target: TcpTarget, warn: Warn): YamlValue[] {
  const send = textToSend(target)
  if (send === null) warn('send is left out: blackbox_exporter sends text only, and these bytes are none')
  if (!send) return []
  // The exporter ends what it sends with a line feed of its own.
  if (!send.endsWith('\n')) warn('what it sends gets a line feed at its end, which blackbox_exporter always adds')
  return [{ send: send.replace(/\n$/, '') }]
}

function expectStep(expect: string, expectRegex: string | undefined, warn: Warn): YamlValue[] {
  if (expect === '' && expectRegex === undefined) return []
  if (/\n/.test(expect.replace(/\r?\n$/, ''))) {
    warn('expect has a line break, which blackbox_exporter never finds: it looks at one line at a time')
  }
  if (expect !== '' && expectRegex !== undefined) {
    warn('expect is left out beside expectRegex: blackbox_exporter would look for it in another line')
  }
  return [{ expect: expectRegex ?? quoteRegex(expect.replace(/\r?\n$/, '')) }]
}

/** A pattern that matches just this text, in Go's syntax. */
function quoteRegex(text: string): string {
  return text.replaceAll(/[\\.+*?()|[\]{}^$]/g, '\\$&')
}

/**
 * The exporter tries one address only, and IPv6 first unless told: on a machine without IPv6 that fails where Portlight,
 * which tries all, does not.
 */
function family(wanted: 4 | 6 | undefined): Options {
  if (wanted === undefined) return { preferred_ip_protocol: 'ip4' }
  return { preferred_ip_protocol: `ip${wanted}`, ip_protocol_fallback: false }
}

/** Written out, as the exporter takes no ranges, and only 2xx where none is named. */
function statuses(expectStatus: string | undefined): number[] {
  const parsed = expectStatus === undefined ? null : parseStatusList(expectStatus)
  const ranges = parsed?.ok ? parsed.value : [{ from: 100, to: 999 }]
  return Array.from({ length: 900 }, (_, index) => index + 100).filter((status) => statusAccepted(ranges, status))
}

function headerOptions({ headers = [] }: HttpTarget, warn: Warn): Options {
  const written = new Map<string, [string, string]>()
  for (const { name, value } of headers) {
    const key = name.toLowerCase()
    if (written.has(key)) warn(`header ${name} stands twice, and blackbox_exporter sends one; the last is kept`)
    written.set(key, [name, secretText(value, `header ${name}`, warn)])
  }
  return written.size === 0 ? {} : { headers: Object.fromEntries(written.values()) }
}

function credentials({ username, password }: HttpTarget, warn: Warn): Options {
  if (username === undefined) return {}
  return {
    basic_auth: { username, ...(password === undefined ? {} : { password: secretText(password, 'password', warn) }) },
  }
}

function proxy({ proxy, proxyUsername = '', proxyPassword }: HttpTarget, warn: Warn): Options {
  if (proxy === undefined) return {}
  const password = proxyPassword ? `:${secretText(proxyPassword, 'proxyPassword', warn)}` : ''
  const userinfo = proxyUsername === '' ? '' : `${encodeURIComponent(proxyUsername)}${password}@`
  return { proxy_url: proxy.replace(/^(http:\/\/)/i, `$1${userinfo}`) }
}

function tlsConfig(tls: TlsOptions, warn: Warn): Options {
  const { insecureSkipVerify, serverName, minVersion, maxVersion, ca, cert, key, ...others } = tls
  for (const option of Object.keys(others)) warn(`tls.${option} is left out: ${format} has nothing like it`)
  return {
    ...(insecureSkipVerify ? { insecure_skip_verify: true } : {}),
    ...(serverName ? { server_name: serverName } : {}),
    ...pemOption('ca', ca, warn),
    ...(cert && key ? { ...pemOption('cert', cert, warn), ...pemOption('key', key, warn) } : {}),
    ...(minVersion ? { min_version: `TLS${minVersion.replace('.', '')}` } : {}),
    ...(maxVersion ? { max_version: `TLS${maxVersion.replace('.', '')}` } : {}),
  }
}

function pemOption(name: 'ca' | 'cert' | 'key', pem: TlsOptions['ca'], warn: Warn): Options {
  if (!pem) return {}
  if ('file' in pem) return { [`${name}_file`]: pem.file }
  return { [name]: 'pem' in pem ? pem.pem : secretText(pem, `tls.${name}`, warn) }
}

function warnOfInterface(name: string, warn: Warn): void {
  warn(`it is probed from any address: blackbox_exporter cannot take ${name} here`)
}
