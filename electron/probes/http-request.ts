import { validateHeaderName, validateHeaderValue } from 'node:http'
import type { HttpAddress } from './http-address.ts'
import type { HttpSpec, TlsSpec } from './spec.ts'

export interface HeaderField {
  name: string
  value: string
}

/** One request of a probe: the first, or one a redirect led to. */
export interface HttpRequest {
  address: HttpAddress
  method: string
  body: Buffer | null
  /** Of the user's choosing, credentials included; empty once a redirect has left the target's origin. */
  headers: readonly HeaderField[]
  tls: TlsSpec
}

/** The request the target itself is asked with. */
export function firstRequest(spec: HttpSpec, address: HttpAddress): HttpRequest {
  return {
    address,
    method: spec.method,
    body: spec.body === null || spec.body === '' ? null : Buffer.from(spec.body),
    headers: [...basicAuth('Authorization', spec), ...spec.headers],
    tls: spec.tls,
  }
}

/** Basic credentials in UTF-8 (RFC 7617, section 2.1). An explicit header of the same name, coming later, replaces it. */
export function basicAuth(
  name: 'Authorization' | 'Proxy-Authorization',
  { username, password }: { username: string | null; password: string | null },
): HeaderField[] {
  if (username === null && password === null) return []
  const value = `Basic ${Buffer.from(`${username ?? ''}:${password ?? ''}`).toString('base64')}`
  return [{ name, value }]
}

/** Go leaves these out of a request too: they describe how the body travels, which is for us to say. */
const framing = new Set(['content-length', 'transfer-encoding', 'trailer'])

/** Of these one line is sent, the last; of any other header as many as were given. */
const single = new Set([
  'host',
  'user-agent',
  'accept',
  'accept-encoding',
  'connection',
  'authorization',
  'proxy-authorization',
])

/**
 * The header lines of a request as Node takes them: names and values alternating. The user's own replace ours. `proxied`
 * are those for a proxy that is handed the whole request. Throws a TypeError on a character no header can hold.
 */
export function headerLines(request: HttpRequest, userAgent: string, proxied: readonly HeaderField[]): string[] {
  const { address, method, body } = request
  const given = [...proxied, ...request.headers]
    .map(({ name, value }) => ({ name, value, key: name.toLowerCase() }))
    .filter(({ key }) => !framing.has(key))
  const lastOf = new Map(given.map(({ key }, index) => [key, index]))
  const lines: string[] = []
  const ours = (name: string, key: string, value: string): void => {
    if (!lastOf.has(key)) lines.push(name, value)
  }
  ours('Host', 'host', address.url.host)
  ours('User-Agent', 'user-agent', userAgent)
  ours('Accept', 'accept', '*/*')
  ours('Accept-Encoding', 'accept-encoding', 'gzip, deflate, br')
  ours('Connection', 'connection', 'close')
  for (const [index, { name, value, key }] of given.entries()) {
    if (single.has(key) && lastOf.get(key) !== index) continue
    // A secret pasted with its line break is still that secret, as for Go; RFC 9110, section 5.5, excludes it anyway.
    const line = asLatin1(value.trim())
    // Node checks neither in a list of lines, and a line break would start a header of its own.
    validateHeaderName(name)
    validateHeaderValue(name, line)
    lines.push(name, line)
  }
  // RFC 9110, section 8.6: a length also where a body would be usual but there is none. Node would send chunks otherwise.
  if (body !== null || !/^(?:GET|HEAD|DELETE|OPTIONS|TRACE|CONNECT)$/i.test(method)) {
    lines.push('Content-Length', String(body?.byteLength ?? 0))
  }
  return lines
}

/** Node writes header values as Latin-1 and refuses all else; this makes it write the bytes of UTF-8, as Go does. */
function asLatin1(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1')
}
