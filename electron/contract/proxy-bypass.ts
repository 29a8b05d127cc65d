import * as z from 'zod/mini'
import type { Parsed } from './duration.ts'
import { splitHostPort } from './target-grammar.ts'

/**
 * What is reached without a proxy. `port` null: at any port. A name stands for itself and all below it, unless it is
 * written with a leading dot: then only for what is below.
 */
export type BypassRule =
  | { kind: 'everything' }
  /** Names without a dot: those of the local network. */
  | { kind: 'local' }
  | { kind: 'name'; name: string; belowOnly: boolean; port: number | null }
  | { kind: 'address'; address: string; family: 4 | 6; port: number | null }
  | { kind: 'network'; address: string; family: 4 | 6; bits: number }

const advice = 'write example.org, .example.org, 10.0.0.5:8080, 10.0.0.0/8, [::1]:443 or <local>'

const isIPv4 = (text: string): boolean => z.ipv4().safeParse(text).success
const isIPv6 = (text: string): boolean => z.ipv6().safeParse(text).success

function familyOf(text: string): 4 | 6 | null {
  return isIPv4(text) ? 4 : isIPv6(text) ? 6 : null
}

/**
 * Reads one entry of a bypass list. The forms are those of NO_PROXY as curl and Go read it: a host, `.suffix` or
 * `*.suffix`, an address, a network such as `10.0.0.0/8`, each of the first three with a port if wanted, and `*` for
 * everything; and of Windows' list `<local>`. The message of a failure can be shown as it is.
 */
export function parseBypass(entry: string): Parsed<BypassRule> {
  const text = entry.trim()
  const wrong = (why: string): Parsed<never> => ({ ok: false, message: `"${text.slice(0, 60)}" ${why}; ${advice}` })
  if (text === '*') return { ok: true, value: { kind: 'everything' } }
  if (text.toLowerCase() === '<local>') return { ok: true, value: { kind: 'local' } }
  if (text.includes('/')) return networkOf(text) ?? wrong('is not a network')
  const bare = familyOf(text)
  if (bare !== null) return { ok: true, value: { kind: 'address', address: text, family: bare, port: null } }
  const split = splitHostPort(text)
  if (split === null) return wrong('is neither a host nor an address')
  const port = split.port === null ? null : Number(split.port)
  if (port !== null && !(/^\d{1,5}$/.test(split.port ?? '') && port >= 1 && port <= 65_535)) {
    return wrong('names no port from 1 to 65535')
  }
  const family = familyOf(split.host)
  if (family !== null) return { ok: true, value: { kind: 'address', address: split.host, family, port } }
  const [, dot, name = ''] = /^(\*?\.)?(.*?)\.?$/s.exec(split.host) ?? []
  if (!isName(name)) return wrong('is neither a host nor an address')
  return { ok: true, value: { kind: 'name', name: name.toLowerCase(), belowOnly: dot !== undefined, port } }
}

function networkOf(text: string): Parsed<BypassRule> | null {
  const [address = '', bits = ''] = text.split('/')
  const family = familyOf(address)
  const known = family === 4 ? z.cidrv4().safeParse(text) : z.cidrv6().safeParse(text)
  return family !== null && known.success
    ? { ok: true, value: { kind: 'network', address, family, bits: Number(bits) } }
    : null
}

/** Labels of any script. One that is all digits at the end would be part of an address that is none. */
function isName(name: string): boolean {
  if (name.length > 253 || /[\s/\\?#@[\]%"'<>^`{|}!$&()*+,;=:~\p{Cc}]/u.test(name)) return false
  return name.split('.').every((label) => label !== '') && !/(?:^|\.)\d+$/.test(name)
}

/** One entry, as it is kept. */
export const bypassEntrySchema = z.string().check((context) => {
  const parsed = parseBypass(context.value)
  if (!parsed.ok) context.issues.push({ code: 'custom', message: parsed.message, input: context.value })
})
