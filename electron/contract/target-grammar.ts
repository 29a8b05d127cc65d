import type { Parsed } from './duration.ts'
import type { Protocol } from './result-codes.ts'

/** What one address as a person writes it says about a target. */
export interface ParsedTarget {
  protocol: Protocol
  /** TLS on a plain TCP target (`tls://`). Always false for udp and http. */
  tls: boolean
  /** The Categraf label value: `host:port`, or the URL as written without userinfo. */
  target: string
  /** Without brackets, as it goes to the resolver. */
  host: string
  port: number
  username: string | null
  password: string | null
}

const examples = 'write host:port, https://host, tcp://host:port or udp://host:port'

const wrong = (message: string): { ok: false; message: string } => ({ ok: false, message })

/** Splits `host:port` and `[v6]:port`; a missing port is null. Null when it is neither. */
export function splitHostPort(text: string): { host: string; port: string | null } | null {
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/s.exec(text)
  if (bracketed) return bracketed[1]?.includes(':') ? { host: bracketed[1], port: bracketed[2] ?? null } : null
  const colon = text.indexOf(':')
  if (colon === -1) return { host: text, port: null }
  if (text.indexOf(':', colon + 1) !== -1) return null
  return { host: text.slice(0, colon), port: text.slice(colon + 1) }
}

/** Joins a host and port, with brackets where IPv6 needs them (RFC 3986, section 3.2.2). */
export function joinHostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

function parsePort(text: string, whole: string): Parsed<number> {
  const port = /^\d{1,6}$/.test(text) ? Number(text) : Number.NaN
  if (port >= 1 && port <= 65_535) return { ok: true, value: port }
  return wrong(`"${whole}": port "${text}" is not a number from 1 to 65535`)
}

/** True for what could be a host: a name of any script, an IPv4 literal, or IPv6 with an optional zone. */
function isHost(host: string): boolean {
  if (host === '' || host.length > 253) return false
  if (host.includes(':')) return /^[0-9a-f:.]+(%[\w.-]+)?$/i.test(host) && isIPv6(host.split('%')[0] ?? '')
  return !/[\s/\\?#@[\]%"'<>^`{|}!$&()*+,;=~\p{Cc}]/u.test(host)
}

function isIPv6(text: string): boolean {
  return URL.canParse(`http://[${text}]/`)
}

/** Reads `host:port`. A failure's message speaks of `whole`, of which it is the part behind the scheme, if there is one. */
export function parseHostPort(
  rest: string,
  whole: string,
  protocol: 'tcp' | 'udp',
  tls: boolean,
): Parsed<ParsedTarget> {
  const at = rest.lastIndexOf('@')
  if (at !== -1) return wrong(`"${protocol}://" takes no user name; write ${protocol}://host:port`)
  const bare = rest.replace(/\/$/, '')
  const split = splitHostPort(bare)
  if (!split) return wrong(`"${whole}": put an IPv6 address in brackets, as in [::1]:80`)
  // Categraf's rule: ":9090" is the port on this machine.
  const host = split.host === '' && split.port !== null ? 'localhost' : split.host
  if (!isHost(host)) return wrong(`"${whole}" is not an address; ${examples}`)
  if (split.port === null) return wrong(`"${whole}" names no port; write ${protocol}://${bare || 'host'}:port`)
  const port = parsePort(split.port, whole)
  if (!port.ok) return port
  return {
    ok: true,
    value: {
      protocol,
      tls,
      target: joinHostPort(host, port.value),
      host,
      port: port.value,
      username: null,
      password: null,
    },
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** An "@" in the first part of a path, in a query that has no "=" before it, or in what follows the authority at once. */
const earlyAt = /^(?:\/[^/?#@]+@|\/[^/?#@]*[?#][^/=@]*@|[?#][^/@]*@)[^/?#@]/

/**
 * Whether what reads as host and path may be user and password: a password that nobody escaped ends the authority at its
 * first "/", "?" or "#", and its rest would be published as a path. `https://host/a@b` and `https://host:8443/@a` are
 * plain; `http://user:12/34@host` is not to be told from a host with a port, so it is refused, as either can be escaped.
 */
function hidesUserinfo(hostPort: string, tail: string): boolean {
  if (!tail.includes('@')) return false
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/s.exec(hostPort) ?? []
  if (port !== undefined && !/^\d+$/.test(port)) return true
  // Nobody is called by an address or "localhost", nor, without a password, by a name with dots.
  if (/^(?:\[.*\]|[\d.]+|localhost)$/is.test(host) || (port === undefined && host.includes('.'))) return false
  return earlyAt.test(tail)
}

function parseUrl(text: string): Parsed<ParsedTarget> {
  const [, scheme = '', authority = '', tail = ''] = /^(https?):\/\/([^/?#]*)(.*)$/is.exec(text) ?? []
  // Messages show the address up to its last "@" left out: a password may hold anything, also what ends an authority.
  const shown = text.replace(/^(https?:\/\/).*@/is, '$1')
  const at = authority.lastIndexOf('@')
  const hostPort = authority.slice(at + 1)
  if (at === -1 && hidesUserinfo(hostPort, tail)) {
    const advice = 'write %2F, %3F or %23 in their place, or %40 for an "@" in a path'
    return wrong(`"${shown}": a password seems to have "/", "?" or "#" in it; ${advice}`)
  }
  const split = splitHostPort(hostPort)
  if (!split) return wrong(`"${shown}": put an IPv6 address in brackets, as in http://[::1]/`)
  if (!isHost(split.host)) return wrong(`"${shown}" names no host; write ${scheme.toLowerCase()}://host/path`)
  if (/[\s\p{Cc}]/u.test(tail)) return wrong(`"${shown}": a URL has no spaces; write %20 in their place`)
  const secure = scheme.toLowerCase() === 'https'
  let port = secure ? 443 : 80
  if (split.port !== null && split.port !== '') {
    const parsed = parsePort(split.port, shown)
    if (!parsed.ok) return parsed
    port = parsed.value
  }
  const userinfo = at === -1 ? null : authority.slice(0, at)
  const colon = userinfo?.indexOf(':') ?? -1
  return {
    ok: true,
    value: {
      protocol: 'http',
      tls: false,
      target: `${scheme}://${hostPort}${tail}`,
      host: split.host,
      port,
      username: userinfo === null ? null : decode(colon === -1 ? userinfo : userinfo.slice(0, colon)),
      password: userinfo === null || colon === -1 ? null : decode(userinfo.slice(colon + 1)),
    },
  }
}

/**
 * Reads one address: `tcp://host:port`, `udp://host:port`, `tls://host:port`, `http(s)://…`; `host:port` means tcp, a
 * bare host name, with or without a path, means https. IPv6 stands in brackets. The message of a failure can be shown
 * as it is; it never repeats a password.
 */
export function parseTarget(input: string): Parsed<ParsedTarget> {
  const text = input.trim()
  if (text === '') return wrong(`there is no address; ${examples}`)
  if (text.length > 2048) return wrong('the address is over 2048 characters long; shorten it')
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase()
  switch (scheme) {
    case 'tcp':
    case 'udp':
      return parseHostPort(text.slice(6), text, scheme, false)
    case 'tls':
      return parseHostPort(text.slice(6), text, 'tcp', true)
    case 'http':
    case 'https':
      return parseUrl(text)
    case undefined:
      return parseBare(text)
    default:
      return wrong(`"${scheme}" is not a scheme Portlight probes; write tcp, udp, tls, http or https`)
  }
}

function parseBare(text: string): Parsed<ParsedTarget> {
  if (text.includes('@')) return wrong(`an address with a user name needs its scheme; write https://user@host/`)
  const end = text.search(/[/?#]/)
  const hostPort = end === -1 ? text : text.slice(0, end)
  const split = splitHostPort(hostPort)
  if (!split) return wrong(`"${text}": put an IPv6 address in brackets, as in [::1]:80`)
  if (split.port === null) return parseUrl(`https://${text}`)
  if (end !== -1) return wrong(`"${text}" could be http or https; write http://${text} or https://${text}`)
  return parseHostPort(text, text, 'tcp', false)
}

/** The address as one line that `parseTarget` reads back to the same target, without credentials. */
export function writeTarget(protocol: Protocol, tls: boolean, target: string): string {
  if (protocol === 'http') return target
  return `${protocol === 'udp' ? 'udp' : tls ? 'tls' : 'tcp'}://${target}`
}
