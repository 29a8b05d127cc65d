import { BlockList, isIP } from 'node:net'
import type { NetworkFacts } from './ports.ts'

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Of an interface without a network: nobody assigned it one (RFC 3927, RFC 4291 section 2.5.6). */
const linkLocal = new BlockList()
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4')
linkLocal.addSubnet('fe80::', 10, 'ipv6')

function family(address: string): 'ipv4' | 'ipv6' | null {
  const version = isIP(address)
  return version === 0 ? null : version === 4 ? 'ipv4' : 'ipv6'
}

/** Without the zone that says on which link it is. */
function bare(address: string): string {
  return address.split('%')[0] ?? address
}

function within(list: BlockList, address: string): boolean {
  const kind = family(bare(address))
  return kind !== null && list.check(bare(address), kind)
}

function parseCidr(cidr: string): { address: string; prefix: number; kind: 'ipv4' | 'ipv6' } | null {
  const [address = '', prefix = ''] = cidr.split('/')
  const kind = family(bare(address))
  return kind && /^\d+$/.test(prefix) ? { address: bare(address), prefix: Number(prefix), kind } : null
}

export function isLoopback(address: string): boolean {
  // The usual one, told without asking the system for it.
  if (address.startsWith('127.') && isIP(address) === 4) return true
  return within(loopback, address)
}

/** The networks this machine is a part of: what lies there is reached without any router. */
export function attachedNetworks(facts: NetworkFacts): BlockList {
  const list = new BlockList()
  for (const cidr of facts.interfaces.flatMap(({ addresses }) => addresses)) {
    const parsed = parseCidr(cidr)
    if (parsed && parsed.prefix > 0) list.addSubnet(parsed.address, parsed.prefix, parsed.kind)
  }
  return list
}

export function isAttached(networks: BlockList, address: string): boolean {
  return isLoopback(address) || within(networks, address)
}

/** Whether there is a way out: a route where the system tells of routes, and otherwise an address somebody gave us. */
export function leadsOut({ interfaces, defaultRoute }: NetworkFacts): boolean {
  if (defaultRoute) return defaultRoute.ipv4 || defaultRoute.ipv6
  return interfaces.some(({ addresses }) => addresses.some((cidr) => !within(linkLocal, cidr.split('/')[0] ?? '')))
}

/**
 * What makes it another network than before: interfaces, their addresses, the way out. Of IPv6 only the network counts,
 * as a machine changes the rest of its address every few hours (RFC 8981), and nothing that ends on its own link.
 */
export function networkIdentity({ interfaces, defaultRoute }: NetworkFacts): string {
  const parts = interfaces.map(({ name, addresses }) => ({
    name,
    networks: [...new Set(addresses.flatMap(identityOf))],
  }))
  return JSON.stringify([parts.filter(({ networks }) => networks.length > 0), defaultRoute])
}

function identityOf(cidr: string): string[] {
  const parsed = parseCidr(cidr)
  if (!parsed || within(linkLocal, parsed.address)) return []
  return [parsed.kind === 'ipv4' ? cidr : `${network6(parsed.address)}/${parsed.prefix}`]
}

/** The first four groups: an interface's network is a /64 (RFC 4291, section 2.5.1). */
function network6(address: string): string {
  const [head = '', tail] = address.split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length
  return [...groups, ...Array<string>(Math.max(0, zeros)).fill('0'), ...rest].slice(0, 4).join(':')
}
