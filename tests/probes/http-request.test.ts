import { expect, test } from 'vitest'
import { httpAddress } from '../../electron/probes/http-address.ts'
import { firstRequest, headerLines } from '../../electron/probes/http-request.ts'
import type { HttpSpec } from '../../electron/probes/spec.ts'
import { httpSpec } from './vectors/http-spec.ts'

function lines(spec: Partial<HttpSpec>, proxied: { name: string; value: string }[] = []): string[] {
  const whole = httpSpec({ target: 'http://a.example:8080/x', ...spec })
  const address = httpAddress(whole.target)
  if (!address.ok) throw new Error(address.message)
  const flat = headerLines(firstRequest(whole, address.value), 'Portlight/1', proxied)
  return flat.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${flat[index + 1]}`] : []))
}

test('what is sent by default', () => {
  expect(lines({})).toEqual([
    'Host: a.example:8080',
    'User-Agent: Portlight/1',
    'Accept: */*',
    'Accept-Encoding: gzip, deflate, br',
    'Connection: close',
  ])
})

test('the port is left out of Host where it is the usual one', () => {
  expect(lines({ target: 'https://a.example:443/' })[0]).toBe('Host: a.example')
  expect(lines({ target: 'http://[::1]:80/' })[0]).toBe('Host: [::1]')
})

test('a header of the user’s replaces ours in any case, the last one counting; others may repeat', () => {
  const headers = [
    { name: 'host', value: 'first.example' },
    { name: 'HOST', value: 'last.example' },
    { name: 'Accept', value: 'text/html' },
    { name: 'X-A', value: '1' },
    { name: 'x-a', value: '2' },
  ]
  expect(lines({ headers })).toEqual([
    'User-Agent: Portlight/1',
    'Accept-Encoding: gzip, deflate, br',
    'Connection: close',
    'HOST: last.example',
    'Accept: text/html',
    'X-A: 1',
    'x-a: 2',
  ])
})

test('how the body travels is not the user’s to say', () => {
  const headers = ['Content-Length', 'transfer-encoding', 'Trailer'].map((name) => ({ name, value: '7' }))
  expect(lines({ headers }).filter((line) => line.includes('7'))).toEqual([])
  expect(lines({ headers, body: 'naïve' })).toContain('Content-Length: 6')
  expect(lines({ method: 'post' })).toContain('Content-Length: 0')
  expect(lines({ method: 'PROPFIND' })).toContain('Content-Length: 0')
  expect(lines({ method: 'DELETE' }).join()).not.toContain('Content-Length')
})

test.each([
  ['ops', 'pass', 'ops:pass'],
  ['ops', null, 'ops:'],
  ['ops', '', 'ops:'],
  [null, 'pass', ':pass'],
  ['bücher', 'pä:ss', 'bücher:pä:ss'],
])('credentials %j and %j', (username, password, plain) => {
  expect(lines({ username, password })).toContain(`Authorization: Basic ${Buffer.from(plain).toString('base64')}`)
})

test('no credentials, no header; and an explicit one wins', () => {
  expect(lines({}).join()).not.toContain('Authorization')
  const headers = [{ name: 'authorization', value: 'Bearer x' }]
  const sent = lines({ username: 'ops', password: 'pass', headers }).filter((line) => /^authorization:/i.test(line))
  expect(sent).toEqual(['authorization: Bearer x'])
})

test('what a proxy wants to see is beside what the target sees', () => {
  expect(lines({ username: 'ops' }, [{ name: 'Proxy-Authorization', value: 'Basic p' }])).toEqual(
    expect.arrayContaining(['Proxy-Authorization: Basic p', expect.stringMatching(/^Authorization: Basic/)]),
  )
})

test('a secret pasted with its line break is sent without; one within is refused', () => {
  expect(lines({ headers: [{ name: 'X-Key', value: ' abc\r\n' }] })).toContain('X-Key: abc')
  for (const value of ['a\r\nX-Evil: 1', 'a\nb', 'a\0b']) {
    expect(() => lines({ headers: [{ name: 'X-Key', value }] })).toThrow(TypeError)
  }
  expect(() => lines({ headers: [{ name: 'X Key', value: 'a' }] })).toThrow(TypeError)
})

test.each([
  ['HTTPS://A.Example', 'https://a.example/', 'a.example', 443],
  ['http://bücher.example/ä?ö', 'http://xn--bcher-kva.example/%C3%A4?%C3%B6', 'xn--bcher-kva.example', 80],
  ['http://[::1]:8080/', 'http://[::1]:8080/', '::1', 8080],
  ['http://[fe80::1%25eth0]/', 'http://[fe80::1]/', 'fe80::1%eth0', 80],
  ['http://a.example/%5D%25]?[%]', 'http://a.example/%5D%25]?[%]', 'a.example', 80],
  ['http://a.example/#part', 'http://a.example/', 'a.example', 80],
])('the address of %s', (target, href, host, port) => {
  const address = httpAddress(target)
  expect(address).toMatchObject({ ok: true, value: { host, port, url: { href } } })
})

test.each(['tcp://a.example:80', 'a.example:80', 'http://a.example:99999/', 'http://1.2.3.456/', ''])(
  '%j is no URL to ask',
  (target) => {
    expect(httpAddress(target).ok).toBe(false)
  },
)
