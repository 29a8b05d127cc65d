import { expect, test } from 'vitest'
import { httpAddress } from '../../electron/probes/http-address.ts'
import { firstRequest, type HttpRequest } from '../../electron/probes/http-request.ts'
import { type Next, nextRequest } from '../../electron/probes/redirect.ts'
import type { HttpSpec } from '../../electron/probes/spec.ts'
import { httpSpec, plainTls } from './vectors/http-spec.ts'

const base: HttpSpec = httpSpec({
  target: 'https://a.example/dir/page?x=1',
  method: 'POST',
  body: 'text',
  username: 'ops',
  password: 'secret',
  headers: [
    { name: 'X-Key', value: '1' },
    { name: 'Content-Type', value: 'text/plain' },
  ],
  tls: { ...plainTls, serverName: 'inner.example', cert: 'cert', key: 'key', ca: 'ca' },
})

function first(spec: HttpSpec): HttpRequest {
  const address = httpAddress(spec.target)
  if (!address.ok) throw new Error(address.message)
  return firstRequest(spec, address.value)
}

function next(status: number, location: string | undefined, spec = base, from = first(spec)): Next {
  return nextRequest(spec, first(spec).address, from, status, location)
}

function followed(status: number, location: string, spec = base, from = first(spec)): HttpRequest {
  const outcome = next(status, location, spec, from)
  if (outcome.kind !== 'follow') throw new Error(outcome.kind)
  return outcome.request
}

const names = ({ headers }: HttpRequest): string[] => headers.map(({ name }) => name)

test.each([200, 204, 300, 304, 305, 306, 404])('%i with a Location is final', (status) => {
  expect(next(status, '/x')).toEqual({ kind: 'final' })
})

test('a redirect without Location, or not to be followed, is final', () => {
  expect(next(302, undefined)).toEqual({ kind: 'final' })
  expect(next(302, '/x', { ...base, followRedirects: false })).toEqual({ kind: 'final' })
})

test.each([
  ['/root', 'https://a.example/root'],
  ['sibling', 'https://a.example/dir/sibling'],
  ['../up', 'https://a.example/up'],
  ['?y=2', 'https://a.example/dir/page?y=2'],
  ['#part', 'https://a.example/dir/page?x=1'],
  ['//b.example/x', 'https://b.example/x'],
  ['http://b.example:8080', 'http://b.example:8080/'],
  [' /spaced ', 'https://a.example/spaced'],
  [Buffer.from('/naïve').toString('latin1'), 'https://a.example/na%C3%AFve'],
  ['/na\xEFve?\xE0', 'https://a.example/na%EFve?%E0'],
  [Buffer.from('//bücher.example/à').toString('latin1'), 'https://xn--bcher-kva.example/%C3%A0'],
  ['http://me:pw@b.example/', 'http://b.example/'],
])('Location %j leads to %s', (location, href) => {
  expect(followed(302, location).address.url.href).toBe(href)
})

test.each(['', '  ', 'http://', 'http://b.example:99999/', 'http://b.example:0/', 'ftp://b.example/', 'javascript:1'])(
  'Location %j cannot be followed',
  (location) => {
    expect(next(302, location)).toMatchObject({ kind: 'invalid' })
  },
)

test.each([
  ['ftp://me:SECRET@b.example/x', 'ftp:…@b.example/x'],
  ['ftp://me:SEC/RET@b.example/', 'ftp:…@b.example/'],
  ['ftp://me:SEC@RET@b.example/', 'ftp:…@b.example/'],
  ['http:/me:SECRET@b.example:99999/', 'http:…@b.example:99999/'],
  ['https:\\\\me:SECRET@b.example:99999/', 'https:…@b.example:99999/'],
  ['http://me:SEC?RET@b.example:99999/', 'http:…@b.example:99999/'],
  ['//me:SEC#RET@b.example:99999/', '…@b.example:99999/'],
  ['ht\ttp://me:SECRET@b.example:99999/', '…@b.example:99999/'],
  ['http://b.example:99999/', 'http://b.example:99999/'],
])('what is shown of the bad Location %j has no password', (location, shown) => {
  expect(next(302, location)).toEqual({ kind: 'invalid', location: shown })
})

test.each([
  [301, 'POST', 'GET', false],
  [302, 'PUT', 'GET', false],
  [303, 'DELETE', 'GET', false],
  [303, 'HEAD', 'HEAD', false],
  [302, 'GET', 'GET', false],
  [307, 'POST', 'POST', true],
  [308, 'PUT', 'PUT', true],
])('%i makes %s a %s', (status, method, becomes, keepsBody) => {
  const request = followed(status, '/x', { ...base, method })
  expect(request.method).toBe(becomes)
  expect(request.body !== null).toBe(keepsBody)
  expect(names(request).includes('Content-Type')).toBe(keepsBody)
  expect(names(request)).toContain('X-Key')
})

test.each(['https://a.example:8443/', 'http://a.example/', 'https://www.a.example/', 'https://b.example/'])(
  'nothing of the user’s follows to %s',
  (location) => {
    expect(names(followed(307, location))).toEqual([])
  },
)

test('the same origin may be written out, with its usual port', () => {
  expect(names(followed(307, 'HTTPS://A.Example:443/'))).toEqual(['Authorization', 'X-Key', 'Content-Type'])
})

test('headers do not come back on the way back', () => {
  const away = followed(307, 'https://b.example/')
  expect(names(followed(307, 'https://a.example/', base, away))).toEqual([])
})

test('a client certificate and a server name stay with the target’s host', () => {
  expect(followed(307, 'https://b.example/').tls).toEqual({ ...base.tls, serverName: null, cert: null, key: null })
  expect(followed(307, 'https://a.example:8443/').tls).toEqual(base.tls)
  const away = followed(307, 'https://b.example/')
  expect(followed(307, 'https://a.example/', base, away).tls).toEqual(base.tls)
})

test('a link-local address keeps its zone within its origin', () => {
  const spec = { ...base, target: 'http://[fe80::1%eth0]:8080/' }
  expect(first(spec).address).toMatchObject({ host: 'fe80::1%eth0', port: 8080 })
  expect(followed(307, '/x', spec).address).toMatchObject({ host: 'fe80::1%eth0', port: 8080 })
  expect(followed(307, 'http://[fe80::2]/', spec).address.host).toBe('fe80::2')
})
