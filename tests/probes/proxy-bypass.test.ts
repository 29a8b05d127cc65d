import { describe, expect, it, test } from 'vitest'
import { parseBypass } from '../../electron/contract/proxy-bypass.ts'
import { httpAddress } from '../../electron/probes/http-address.ts'
import { isBypassed } from '../../electron/probes/proxy-bypass.ts'

function bypassed(entry: string, url: string): boolean {
  const address = httpAddress(url)
  if (!address.ok) throw new Error(address.message)
  return isBypassed([entry], address.value)
}

describe('an entry of the bypass list', () => {
  it.each([
    // A name: itself and all below it.
    ['example.org', 'http://example.org/', true],
    ['example.org', 'https://www.example.org:8443/', true],
    ['example.org', 'http://EXAMPLE.org./', true],
    ['Example.ORG.', 'http://example.org/', true],
    ['example.org', 'http://notexample.org/', false],
    ['example.org', 'http://example.org.evil/', false],
    ['localhost', 'http://localhost:3000/', true],
    // Only what is below.
    ['.example.org', 'http://www.example.org/', true],
    ['.example.org', 'http://a.b.example.org/', true],
    ['.example.org', 'http://example.org/', false],
    ['*.example.org', 'http://www.example.org/', true],
    ['*.example.org', 'http://example.org/', false],
    ['*.example.org', 'http://notexample.org/', false],
    // Any script, as it goes over the wire.
    ['münchen.example', 'http://münchen.example/', true],
    ['.münchen.example', 'http://www.xn--mnchen-3ya.example/', true],
    // With a port.
    ['example.org:8080', 'http://example.org:8080/', true],
    ['example.org:80', 'http://example.org/', true],
    ['example.org:443', 'https://example.org/', true],
    ['example.org:8080', 'http://example.org/', false],
    ['.example.org:8080', 'http://a.example.org:8080/', true],
    // Addresses, in whatever spelling the URL has them.
    ['10.0.0.5', 'http://10.0.0.5/', true],
    ['10.0.0.5', 'http://10.0.0.50/', false],
    ['10.0.0.5', 'http://0x0a.0.0.5/', true],
    ['10.0.0.5:8080', 'http://10.0.0.5:8080/', true],
    ['10.0.0.5:8080', 'http://10.0.0.5/', false],
    ['127.0.0.1', 'http://127.1/', true],
    ['::1', 'http://[::1]/', true],
    ['[::1]', 'http://[0:0:0:0:0:0:0:1]/', true],
    ['[::1]:8080', 'http://[::1]:8080/', true],
    ['[::1]:8080', 'http://[::1]/', false],
    ['2001:DB8::1', 'http://[2001:db8:0::1]/', true],
    ['10.0.0.5', 'http://[::ffff:10.0.0.5]/', true],
    // Networks.
    ['10.0.0.0/8', 'http://10.200.3.4:9000/', true],
    ['10.0.0.0/8', 'http://11.0.0.1/', false],
    ['10.1.2.3/8', 'http://10.200.3.4/', true],
    ['192.168.1.0/25', 'http://192.168.1.127/', true],
    ['192.168.1.0/25', 'http://192.168.1.128/', false],
    ['0.0.0.0/0', 'http://8.8.8.8/', true],
    ['fd00::/8', 'http://[fd12:3456::1]/', true],
    ['fd00::/8', 'http://[fe80::1]/', false],
    ['10.0.0.0/8', 'http://[fd00::1]/', false],
    // A name is not looked up, whatever it may resolve to.
    ['0.0.0.0/0', 'http://example.org/', false],
    ['10.0.0.0/8', 'http://10.example.org/', false],
    // Names of the local network.
    ['<local>', 'http://intranet/', true],
    ['<LOCAL>', 'http://intranet./', true],
    ['<local>', 'http://intranet.example/', false],
    ['<local>', 'http://[::1]/', false],
    ['*', 'http://example.org/', true],
    ['*', 'http://[::1]:1/', true],
    // What cannot be read matches nothing.
    ['', 'http://example.org/', false],
    ['exa mple.org', 'http://example.org/', false],
  ])('%s and %s: %s', (entry, url, expected) => {
    expect(bypassed(entry, url)).toBe(expected)
  })
})

test('of a list any entry will do, and an empty one passes nothing by', () => {
  const address = httpAddress('http://b.example/')
  if (!address.ok) throw new Error(address.message)
  expect(isBypassed(['a.example', '.example', '10.0.0.0/8'], address.value)).toBe(true)
  expect(isBypassed([], address.value)).toBe(false)
})

test.each([
  'http://example.org',
  'example.org/path',
  'exa mple.org',
  'a..b',
  '.',
  '*.',
  'a*b.example',
  '*example.org',
  '10.0.0.0/33',
  '10.0.0/8',
  'fd00::/129',
  'example.org/8',
  '1.2.3',
  '1.2.3.4.5',
  '256.1.1.1',
  'example.org:0',
  'example.org:65536',
  'example.org:http',
  '[::1',
  '[example.org]',
  '::1:g',
  'a,b',
  '<remote>',
  'user@example.org',
  '',
])('"%s" is refused with what to write instead', (entry) => {
  const parsed = parseBypass(entry)
  expect(parsed).toMatchObject({ ok: false })
  if (!parsed.ok) expect(parsed.message).toMatch(/^".*" .*; write example\.org, /)
})
