import { describe, expect, it } from 'vitest'
import type { HttpTarget } from '../../electron/contract/target-config.ts'
import {
  answeringHost,
  certificateSays,
  dialledHost,
  needsResolver,
  remoteHost,
  resolverSays,
  targetHost,
} from '../../electron/monitor/evidence.ts'
import { certificate, probeResult, tcpTarget } from './samples.ts'

function httpTarget(target: string, options: Partial<HttpTarget> = {}): HttpTarget {
  const common = { id: 'a', intervalMs: 15_000, responseTimeoutMs: 5000, followRedirects: true }
  return { ...common, protocol: 'http', target, ...options }
}

const went = (remoteAddress: string | null) => remoteHost(probeResult('a', 0, { remoteAddress }))

describe('the host of a target', () => {
  it.each([
    { target: 'db.example:5432', host: 'db.example' },
    { target: '[2001:db8::1]:53', host: '2001:db8::1' },
    { target: '192.0.2.1:22', host: '192.0.2.1' },
    { target: 'DB.Example:1', host: 'db.example' },
  ])('$target is $host', ({ target, host }) => {
    expect(targetHost(tcpTarget('a', { target }))).toBe(host)
  })

  it.each([
    { target: 'https://Site.example/a?b=http://other', host: 'site.example' },
    { target: 'http://[2001:db8::1]:8080/', host: '2001:db8::1' },
    { target: 'HTTPS://site.example', host: 'site.example' },
  ])('$target is $host', ({ target, host }) => {
    expect(targetHost(httpTarget(target))).toBe(host)
  })

  it('is its proxy where somebody has to be connected to', () => {
    const target = httpTarget('https://site.example', { proxy: 'http://proxy.lan:3128' })
    expect([targetHost(target), dialledHost(target)]).toEqual(['site.example', 'proxy.lan'])
  })

  it('needs a resolver when it is a name of elsewhere', () => {
    const hosts = ['db.example', 'nas', 'localhost', 'x.localhost', '127.0.0.1', '::1', '192.0.2.1']
    expect(hosts.filter(needsResolver)).toEqual(['db.example', 'nas'])
  })

  it('a probe went to stands without its port', () => {
    expect([went('192.0.2.1:22'), went('[2001:db8::1]:22'), went(null)]).toEqual(['192.0.2.1', '2001:db8::1', null])
  })
})

describe('the resolver', () => {
  it.each([
    { reason: 'dns-timeout', says: 'bad' },
    { reason: 'dns-failed', says: 'bad' },
    { reason: 'dns-not-found', says: 'silent' },
    { reason: 'no-address', says: 'silent' },
    { reason: 'proxy-failed', says: 'silent' },
    { reason: 'refused', says: 'good' },
    { reason: 'connect-timeout', says: 'good' },
  ] as const)('is $says after $reason', ({ reason, says }) => {
    expect(resolverSays(probeResult('a', 2, { reason }))).toBe(says)
  })

  it('is good after a success, and unknown after a fault of this machine', () => {
    expect([resolverSays(probeResult('a', 0)), resolverSays(probeResult('a', null))]).toEqual(['good', 'silent'])
  })
})

const site = httpTarget('https://www.site.example/')
const of = (options: Parameters<typeof certificate>[2], code = 1) =>
  probeResult('a', code, { protocol: 'http', certificate: certificate('f', 0, options) })
const named = (subject: string) => certificateSays(site, of({ altNames: [], subject }))

describe('a certificate', () => {
  it.each([
    { names: ['portal.example'], says: 'bad' },
    { names: ['site.example'], says: 'bad' },
    { names: ['*.example'], says: 'bad' },
    { names: ['*.www.site.example'], says: 'bad' },
    { names: ['other.example', 'WWW.site.example'], says: 'good' },
    { names: ['*.site.example'], says: 'good' },
  ])('for $names is $says', ({ names, says }) => {
    expect(certificateSays(site, of({ altNames: names }))).toBe(says)
  })

  it('without further names is for its common name', () => {
    expect([named('CN=www.site.example'), named('O=Hotel, CN=portal.example'), named('O=Hotel')]).toEqual([
      'good',
      'bad',
      'bad',
    ])
  })

  it('of somebody else says nothing where the person wants it ignored, nor does a right one nobody trusts', () => {
    expect(certificateSays(site, of({ altNames: ['portal.example'] }, 0))).toBeNull()
    expect(certificateSays(site, of({ altNames: ['www.site.example'], trusted: false }))).toBeNull()
    expect(certificateSays(site, probeResult('a', 1, { protocol: 'http' }))).toBeNull()
  })

  it('is expected for the name that is asked for', () => {
    const target = tcpTarget('a', { target: '192.0.2.1:443', tls: { serverName: 'www.site.example' } })
    expect(certificateSays(target, of({ altNames: ['www.site.example'] }))).toBe('good')
  })
})

const http = (redirects: string[]) => ({ statusCode: 200, httpVersion: '1.1', bytes: 0, redirects })

describe('who answers in the clear', () => {
  it('is the target’s host, or where it was redirected to in the end', () => {
    const target = httpTarget('http://site.example/')
    const answered = (redirects: string[]) =>
      answeringHost(target, probeResult('a', 0, { protocol: 'http', http: http(redirects) }))
    expect(answered([])).toBe('site.example')
    expect(answered(['http://a.example/', 'https://Portal.example/login'])).toBe('portal.example')
  })

  it('is nobody over TLS, nor where there was no answer', () => {
    const answer = probeResult('a', 0, { protocol: 'http', http: http(['http://portal.example/']) })
    expect(answeringHost(httpTarget('https://site.example/'), answer)).toBeNull()
    expect(answeringHost(httpTarget('http://site.example/'), probeResult('a', 1, { protocol: 'http' }))).toBeNull()
  })
})
