import { isIP } from 'node:net'
import { parseStatusList, statusAccepted } from '../contract/status-list.ts'
import type { HttpTarget, TlsOptions } from '../contract/target-config.ts'
import type { InstanceOptions } from './export-categraf.ts'
import { secretText, type Warn, warnOfOthers } from './export-file.ts'
import { goDuration } from './go-duration.ts'

const format = "Categraf's http_response"
const known = [
  'labels',
  'intervalMs',
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
  'proxy',
  'proxyUsername',
  'proxyPassword',
  'tls',
  'interface',
]

/** The options of an `http_response` instance. */
export function httpOptions(target: HttpTarget, warn: Warn): InstanceOptions {
  warnOfOthers(target, known, format, warn)
  const { responseTimeoutMs, method, body, followRedirects, expectSubstring, expectRegex } = target
  if (responseTimeoutMs < 1000) warn('its timeout is under 1 s, which Categraf takes for 3 s')
  if (target.interface !== undefined && isIP(target.interface) !== 0) {
    warn(`it is probed from any address: Categraf takes the name of an interface, not ${target.interface}`)
  }
  return {
    response_timeout: goDuration(responseTimeoutMs),
    ...(method === undefined ? {} : { method }),
    ...(followRedirects ? { follow_redirects: true } : {}),
    ...(target.interface === undefined || isIP(target.interface) !== 0 ? {} : { interface: target.interface }),
    ...headerOptions(target, warn),
    ...credentials(target, warn),
    ...(body ? { body } : {}),
    ...statusOptions(target.expectStatus),
    ...(expectSubstring ? { expect_response_substring: expectSubstring } : {}),
    ...(expectRegex ? { expect_response_regular_expression: expectRegex } : {}),
    ...proxyOptions(target, warn),
    ...(target.tls ? tlsOptions(target.tls, warn) : {}),
  }
}

// Go's net/http writes these itself and drops what it finds in the header map (Request.write, reqWriteExcludeHeader).
const writtenByGo = ['content-length', 'transfer-encoding', 'trailer']

function headerOptions({ headers = [] }: HttpTarget, warn: Warn): InstanceOptions {
  const written = new Map<string, [string, string]>()
  for (const { name, value } of headers) {
    const key = name.toLowerCase()
    if (writtenByGo.includes(key)) {
      warn(`header ${name} is left out: Categraf's client writes it itself`)
      continue
    }
    if (written.has(key)) warn(`header ${name} stands twice, and Categraf sends one; the last is kept`)
    // Categraf knows the header by this spelling alone.
    written.set(key, [key === 'host' ? 'Host' : name, secretText(value, `header ${name}`, warn)])
  }
  return written.size === 0 ? {} : { headers: [...written.values()].flat() }
}

function credentials({ username = '', password }: HttpTarget, warn: Warn): InstanceOptions {
  if (username === '' && !password) return {}
  if (username === '' || !password) {
    warn('its user name is left out: Categraf signs in only with user name and password')
    return {}
  }
  return { username, password: secretText(password, 'password', warn) }
}

/** Categraf looks for the status as a text within this one, so every status is written out. */
function statusOptions(expectStatus: string | undefined): InstanceOptions {
  const parsed = expectStatus === undefined ? null : parseStatusList(expectStatus)
  if (!parsed?.ok) return {}
  const accepted = Array.from({ length: 900 }, (_, index) => index + 100).filter((status) =>
    statusAccepted(parsed.value, status),
  )
  const [only] = accepted
  if (accepted.length === 1) return { expect_response_status_code: only }
  return { expect_response_status_codes: accepted.join(',') }
}

function proxyOptions({ proxy, proxyUsername = '', proxyPassword }: HttpTarget, warn: Warn): InstanceOptions {
  if (proxy === undefined) return {}
  const password = proxyPassword ? `:${secretText(proxyPassword, 'proxyPassword', warn)}` : ''
  const userinfo = proxyUsername === '' ? '' : `${encodeURIComponent(proxyUsername)}${password}@`
  return { http_proxy: proxy.replace(/^(http:\/\/)/i, `$1${userinfo}`) }
}

function tlsOptions(tls: TlsOptions, warn: Warn): InstanceOptions {
  const { insecureSkipVerify, serverName, minVersion, maxVersion, cipherSuites = [], ca, cert, key, ...others } = tls
  for (const option of Object.keys(others)) warn(`tls.${option} is left out: ${format} has nothing like it`)
  if ((cert === undefined) !== (key === undefined)) {
    warn('its client certificate is left out: Categraf needs both the certificate and its key')
  }
  const odd = cipherSuites.find((name) => !name.startsWith('TLS_'))
  if (odd !== undefined) warn(`cipher suite ${odd} is not a name Categraf knows; write the one that begins with TLS_`)
  return {
    use_tls: true,
    ...(insecureSkipVerify ? { insecure_skip_verify: true } : {}),
    ...(serverName ? { tls_server_name: serverName } : {}),
    ...(ca ? { tls_ca: pemText(ca, 'tls.ca', warn) } : {}),
    ...(cert && key ? { tls_cert: pemText(cert, 'tls.cert', warn), tls_key: pemText(key, 'tls.key', warn) } : {}),
    ...(minVersion ? { tls_min_version: minVersion } : {}),
    ...(maxVersion ? { tls_max_version: maxVersion } : {}),
    ...(cipherSuites.length === 0 ? {} : { tls_cipher_suites: cipherSuites }),
  }
}

function pemText(pem: NonNullable<TlsOptions['ca']>, place: string, warn: Warn): string {
  if ('file' in pem) return pem.file
  return 'pem' in pem ? pem.pem : secretText(pem, place, warn)
}
