import { BlockList } from 'node:net'
import { domainToASCII } from 'node:url'
import { type BypassRule, parseBypass } from '../contract/proxy-bypass.ts'
import type { HttpAddress } from './http-address.ts'
import type { HttpSpec } from './spec.ts'

type Test = (host: string, family: 4 | 6 | null, port: number) => boolean

/** Lists as they were read: one stands for many probes, and its networks are costly to set up. */
const compiled = new WeakMap<readonly string[], readonly Test[]>()

/**
 * Whether an address is on a bypass list. It is compared as it is written, without looking its name up, as curl and Go
 * do: a name that resolves into a network on the list is not on it. Entries that cannot be read match nothing.
 */
export function isBypassed(list: readonly string[], { url, port }: HttpAddress): boolean {
  let tests = compiled.get(list)
  if (!tests) {
    tests = list.flatMap((entry) => {
      const parsed = parseBypass(entry)
      return parsed.ok ? [testOf(parsed.value)] : []
    })
    compiled.set(list, tests)
  }
  const bracketed = /^\[(.*)\]$/.exec(url.hostname)?.[1]
  const host = bracketed ?? url.hostname.replace(/\.$/, '')
  const family = bracketed !== undefined ? 6 : /^\d+\.\d+\.\d+\.\d+$/.test(host) ? 4 : null
  return tests.some((test) => test(host, family, port))
}

/** The proxy a request to this address goes through, or null. */
export function proxyFor({ proxy }: HttpSpec, address: HttpAddress): HttpSpec['proxy'] {
  return proxy === null || isBypassed(proxy.bypass, address) ? null : proxy
}

function testOf(rule: BypassRule): Test {
  switch (rule.kind) {
    case 'everything':
      return () => true
    case 'local':
      return (host, family) => family === null && !host.includes('.')
    case 'name': {
      // A URL holds a name as it goes over the wire.
      const name = domainToASCII(rule.name)
      const suffix = `.${name}`
      return (host, family, port) =>
        family === null &&
        atPort(rule.port, port) &&
        ((host === name && !rule.belowOnly) || (host.endsWith(suffix) && name !== ''))
    }
    case 'address':
    case 'network': {
      const addresses = new BlockList()
      if (rule.kind === 'address') addresses.addAddress(rule.address, `ipv${rule.family}`)
      else addresses.addSubnet(rule.address, rule.bits, `ipv${rule.family}`)
      const wanted = rule.kind === 'address' ? rule.port : null
      return (host, family, port) => family !== null && atPort(wanted, port) && addresses.check(host, `ipv${family}`)
    }
  }
}

function atPort(wanted: number | null, port: number): boolean {
  return wanted === null || wanted === port
}
