import type { Parsed } from '../contract/duration.ts'
import { parseTarget } from '../contract/target-grammar.ts'

/** Where one request goes. */
export interface HttpAddress {
  /** Without userinfo and fragment, and without the zone of a link-local address, which is this machine's own affair. */
  url: URL
  /** For the resolver: no brackets, with its zone. */
  host: string
  port: number
  secure: boolean
}

/** Reads a target's URL. A failure's message can be shown as it is. */
export function httpAddress(target: string): Parsed<HttpAddress> {
  const parsed = parseTarget(target)
  if (!parsed.ok) return parsed
  const { protocol, host } = parsed.value
  if (protocol !== 'http') return { ok: false, message: `"${target}" is not a URL; write http://host or https://host` }
  const address = addressOf(parsed.value.target.replace(/^(\w+:\/\/\[[^\]%]*)%[^\]]*\]/, '$1]'))
  if (!address) return { ok: false, message: `"${target}" names no host that can exist` }
  const zone = host.includes(':') ? /%(?:25)?(.+)$/.exec(host)?.[1] : undefined
  return { ok: true, value: zone === undefined ? address : { ...address, host: `${address.host}%${zone}` } }
}

/** Reads any http or https URL, also one relative to another; null when it is neither. */
export function addressOf(text: string, base?: URL): HttpAddress | null {
  const url = URL.parse(text, base?.href)
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) return null
  // Setting a part reads the whole URL anew.
  if (url.username !== '') url.username = ''
  if (url.password !== '') url.password = ''
  if (url.href.includes('#')) url.hash = ''
  const secure = url.protocol === 'https:'
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  if (port === 0) return null
  return { url, host: url.hostname.replace(/^\[(.*)\]$/, '$1'), port, secure }
}
