import net from 'node:net'
import os from 'node:os'
import { describe, expect, test } from 'vitest'
import { exhaustedResource, localAddressesFor } from '../../electron/probes/local.ts'
import { decidingFailure, networkFailure } from '../../electron/probes/network-error.ts'

describe('the source of a probe', () => {
  test('is an address taken at its word', () => {
    expect(localAddressesFor('127.0.0.2')).toEqual({ ipv4: '127.0.0.2', ipv6: null })
    expect(localAddressesFor('::1')).toEqual({ ipv4: null, ipv6: '::1' })
  })

  test.each(Object.keys(os.networkInterfaces()))('is the address of interface %s in each family', (name) => {
    const found = localAddressesFor(name)
    const listed = os.networkInterfaces()[name] ?? []
    const ipv4 = listed.filter(({ family }) => family === 'IPv4').map(({ address }) => address)
    const ipv6 = listed.filter(({ family }) => family === 'IPv6')
    expect(found?.ipv4 ?? undefined).toBe(ipv4[0])
    expect(found?.ipv6 === null).toBe(ipv6.length === 0)
    // A link-local address is of no use without its zone, nor for anything beyond its link.
    if (found?.ipv6?.startsWith('fe80')) expect(found.ipv6.endsWith(`%${name}`)).toBe(true)
    const wide = ipv6.some(({ address }) => !address.startsWith('fe80'))
    if (wide) expect(found?.ipv6).not.toMatch(/^fe80/)
    if (found?.ipv6) expect(net.isIPv6(found.ipv6)).toBe(true)
  })

  test('is nothing where there is no such interface', () => {
    expect(localAddressesFor('nothing0')).toBeNull()
    expect(localAddressesFor('')).toBeNull()
  })
})

test.each([
  ['EMFILE', 'files', 'files'],
  ['ENFILE', 'files', 'files'],
  ['ENOMEM', 'memory', 'memory'],
  ['ENOBUFS', 'buffers', 'buffers'],
  ['EADDRNOTAVAIL', 'ports', null],
  ['ECONNREFUSED', null, null],
  ['EHOSTUNREACH', null, null],
])('%s is a lack of %s, and with a source chosen of %s', (code, resource, withSource) => {
  expect(exhaustedResource(code, false)).toBe(resource)
  expect(exhaustedResource(code, true)).toBe(withSource)
})

test.each([
  ['ECONNREFUSED', 'refused', 'refused'],
  ['EHOSTUNREACH', 'unreachable', 'unreachable'],
  ['ENETUNREACH', 'unreachable', 'unreachable'],
  ['EACCES', 'unreachable', 'unreachable'],
  ['ECONNRESET', 'reset', 'reset'],
  ['ETIMEDOUT', 'connect-timeout', 'connect-timeout'],
  ['EADDRNOTAVAIL', 'local-resources', 'no-address'],
  ['EINVAL', 'address-invalid', 'no-address'],
  ['EMFILE', 'local-resources', 'local-resources'],
])('%s means %s, and with a source chosen %s', (code, reason, withSource) => {
  expect(networkFailure(code, false)).toBe(reason)
  expect(networkFailure(code, true)).toBe(withSource)
})

describe('of the failures of several addresses', () => {
  const refused = { reason: 'refused', code: 'ECONNREFUSED', remoteAddress: '127.0.0.1:80' } as const
  const unreachable = { reason: 'unreachable', code: 'EHOSTUNREACH', remoteAddress: '[::1]:80' } as const
  const noFiles = { reason: 'local-resources', code: 'EMFILE', remoteAddress: '127.0.0.1:80' } as const
  const noPorts = { reason: 'local-resources', code: 'EADDRNOTAVAIL', remoteAddress: '127.0.0.1:80' } as const
  const noIpv6 = { reason: 'local-resources', code: 'EADDRNOTAVAIL', remoteAddress: '[::1]:80' } as const

  test.each([
    ['the last decides', refused, unreachable, unreachable],
    ['the last decides, the other way round', unreachable, refused, refused],
    ['a lack of this machine outranks what came later', noFiles, refused, noFiles],
    ['a lack of this machine outranks what came before', refused, noFiles, noFiles],
    ['a lack of ports outranks what came later', noPorts, unreachable, noPorts],
    ['IPv6 switched off says nothing where IPv4 failed later', noIpv6, refused, refused],
    ['IPv6 switched off says nothing where IPv4 failed before', refused, noIpv6, refused],
    ['IPv6 switched off does not hide a lack of files', noFiles, noIpv6, noFiles],
  ])('%s', (_, first, second, deciding) => {
    expect(decidingFailure(decidingFailure(null, first), second)).toBe(deciding)
  })
})
