import net from 'node:net'
import os from 'node:os'
import type { ReasonDetail } from '../contract/result.ts'

/** The local address to probe from, by family; null where the source has none of that family. */
export interface LocalAddresses {
  ipv4: string | null
  ipv6: string | null
}

/**
 * The local addresses of a network interface by name, or of an address literal. Null when there is no such interface or
 * it has no address. A literal is taken at its word: 127.0.0.2 can be used although no interface lists it.
 */
export function localAddressesFor(source: string): LocalAddresses | null {
  const family = net.isIP(source)
  if (family === 4) return { ipv4: source, ipv6: null }
  if (family === 6) return { ipv4: null, ipv6: source }
  const listed = os.networkInterfaces()[source] ?? []
  const ipv4 = listed.find((entry) => entry.family === 'IPv4')?.address ?? null
  const ipv6 = listed.filter((entry) => entry.family === 'IPv6')
  // A link-local address reaches only its own link, and means nothing without its zone (RFC 4007, section 6).
  const wide = ipv6.find((entry) => entry.scopeid === 0)?.address
  const linkLocal = ipv6[0] === undefined ? null : `${ipv6[0].address}%${source}`
  const found = { ipv4, ipv6: wide ?? linkLocal }
  return found.ipv4 === null && found.ipv6 === null ? null : found
}

/** The address to probe from, or null to leave it to the system. */
export function sourceAddress(local: LocalAddresses | null, family: 4 | 6): string | null {
  if (local === null) return null
  return family === 4 ? local.ipv4 : local.ipv6
}

/** Whether addresses of a family can be probed from the source chosen, if any. */
export function canReach(local: LocalAddresses | null, family: 4 | 6): boolean {
  return local === null || sourceAddress(local, family) !== null
}

export type LocalResource = NonNullable<ReasonDetail['resource']>

/**
 * What this machine ran out of, when a system error code says so; null when the code is about the target. EADDRNOTAVAIL
 * means no free port only where the system chose the source: with a source of the user's choosing it is that source.
 */
export function exhaustedResource(code: string, sourceChosen: boolean): LocalResource | null {
  switch (code) {
    case 'EMFILE':
    case 'ENFILE':
      return 'files'
    case 'ENOMEM':
    case 'EAI_MEMORY':
      return 'memory'
    case 'ENOBUFS':
      return 'buffers'
    case 'EADDRNOTAVAIL':
      return sourceChosen ? null : 'ports'
    default:
      return null
  }
}
