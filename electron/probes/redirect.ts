import { addressOf, type HttpAddress } from './http-address.ts'
import type { HttpRequest } from './http-request.ts'
import type { HttpSpec } from './spec.ts'

/** Go's limit, and Categraf's: the eleventh redirect is one too many. */
export const maxRedirects = 10

export type Next =
  /** The answer is the final one. */
  | { kind: 'final' }
  | { kind: 'follow'; request: HttpRequest }
  /** There is a Location, but not of a page that can be asked for. */
  | { kind: 'invalid'; location: string }

const followed = new Set([301, 302, 303, 307, 308])

/**
 * What an answer asks for. A 3xx without Location is an answer like any other. 301, 302 and 303 make every method but HEAD
 * a GET without body, as Go and browsers do; 307 and 308 keep both. Headers of the user's choosing, credentials among
 * them, do not follow to another origin, and do not come back on a way back; a client certificate and a server name do
 * not follow to another host.
 */
export function nextRequest(
  spec: HttpSpec,
  target: HttpAddress,
  request: HttpRequest,
  status: number,
  location: string | undefined,
): Next {
  if (!spec.followRedirects || !followed.has(status) || location === undefined) return { kind: 'final' }
  const text = escapedBytes(location).trim()
  const address = text === '' ? null : addressOf(text, request.address.url)
  if (!address) return { kind: 'invalid', location: withoutUserinfo(Buffer.from(location, 'latin1').toString('utf8')) }

  const sameOrigin = address.url.origin === request.address.url.origin
  const headers = sameOrigin ? request.headers : []
  // Of a link-local address the zone stays, which no Location can carry.
  const to = sameOrigin ? { ...address, host: request.address.host } : address
  const sameHost = address.url.hostname === target.url.hostname
  const tls = sameHost ? spec.tls : { ...spec.tls, serverName: null, cert: null, key: null }
  if (status === 307 || status === 308) {
    return { kind: 'follow', request: { ...request, address: to, headers, tls } }
  }
  const method = /^(?:GET|HEAD)$/i.test(request.method) ? request.method : 'GET'
  const aboutBody = request.body === null ? [] : headers.filter(({ name }) => /^content-/i.test(name))
  const kept = headers.filter((header) => !aboutBody.includes(header))
  return { kind: 'follow', request: { address: to, method, body: null, headers: kept, tls } }
}

/** A header's value as Node hands it over, one character a byte, with what is not ASCII escaped in whatever encoding it is. */
function escapedBytes(value: string): string {
  return value.replace(/[^\0-\x7F]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`)
}

/**
 * What may be shown of a Location: its password may not. Of one that cannot be read nobody can say where its userinfo
 * ends, so all between the scheme and the last `@` goes.
 */
function withoutUserinfo(text: string): string {
  return text.replace(/^\s*([a-z][a-z\d+.-]*:)?.*@/is, '$1…@')
}
