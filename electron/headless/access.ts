import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'

/** 256 bits as base64url. */
const tokenPattern = /^[A-Za-z0-9_-]{43}$/

export function isToken(text: string): boolean {
  return tokenPattern.test(text)
}

export function createToken(): string {
  return randomBytes(32).toString('base64url')
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Compares with the token without telling by its duration how much of it was right: digests have one length. */
export function createTokenCheck(token: string): (candidate: string) => boolean {
  const expected = digest(token)
  return (candidate) => timingSafeEqual(digest(candidate), expected)
}

/** The host of a `Host` header or of an authority: lower case, without port, brackets, zone or final dot. */
export function hostOf(authority: string): string | null {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:[\]]+))(?::\d{1,5})?$/.exec(authority) ?? []
  const host = bracketed ?? plain
  return host === undefined ? null : host.toLowerCase().replace(/\.$/, '')
}

/** An address as a socket tells it, where IPv4 may come wrapped in IPv6. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
}

export interface HostPolicy {
  /** Names by which others may call this machine, besides its own addresses. */
  names: readonly string[]
}

/**
 * Whether a request names this machine by a name or address of its own. A foreign name means that a web page got its own
 * name resolved to this machine (DNS rebinding), so that the browser takes what it reads here for its own.
 */
export function hostAllowed(policy: HostPolicy, authority: string | undefined, localAddress: string): boolean {
  const host = authority === undefined ? null : hostOf(authority)
  if (host === null) return false
  return isLoopback(host) || host === plainAddress(localAddress) || policy.names.some((name) => hostOf(name) === host)
}

/** Whether a request comes from no page at all or from the page served under this very authority. */
export function originAllowed(origin: string | undefined, authority: string): boolean {
  if (origin === undefined) return true
  // https where a proxy before this host speaks it.
  return ['http', 'https'].some((scheme) => origin.toLowerCase() === `${scheme}://${authority.toLowerCase()}`)
}
