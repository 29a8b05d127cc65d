import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CertificatePath } from '../../electron/probes/certificate.ts'
import { certificateFault, likelyChainError } from '../../electron/probes/verify.ts'
import { createAuthority, dayMs, type Issued, issue } from '../lab/certificates.ts'

const root = await createAuthority({ commonName: 'Root', issuer: null })
const old = await createAuthority({ commonName: 'Old intermediate', issuer: root, toDays: -1, fromDays: -9 })
const names = { dns: ['a.example', '*.b.example'], ip: ['192.0.2.1', '2001:db8::1'] }
const good = await issue({ commonName: 'a.example', issuer: root, ...names })
const underOld = await issue({ commonName: 'a.example', issuer: old, ...names })
const selfSigned = await issue({ commonName: 'a.example', issuer: null, ...names })
const nowMs = Date.now()

function fault(
  first: Issued,
  chainError: string | null,
  { host = 'a.example', at = nowMs, rest = [] as Issued[] } = {},
) {
  const leaf = new X509Certificate(first.certPem)
  const path: CertificatePath = [leaf, ...rest.map(({ certPem }) => new X509Certificate(certPem))]
  const verdict = certificateFault({ chainError, path, peer: leaf.toLegacyObject(), host, nowMs: at })
  return verdict === null ? null : `${verdict.fault}: ${verdict.text}`
}

test('the first fault is expired, then not yet valid, self-signed, untrusted, name', () => {
  const wrong = { host: 'wrong.example' }
  // OpenSSL reports whichever fault it met last.
  const late = { ...wrong, at: nowMs + 400 * dayMs }
  const early = { ...wrong, at: nowMs - 9 * dayMs }
  expect(fault(selfSigned, 'DEPTH_ZERO_SELF_SIGNED_CERT', late)).toMatch(/^tls-expired: certificate expired on \d/)
  expect(fault(selfSigned, 'DEPTH_ZERO_SELF_SIGNED_CERT', early)).toMatch(
    /^tls-not-yet-valid: certificate is not valid/,
  )
  expect(fault(selfSigned, 'DEPTH_ZERO_SELF_SIGNED_CERT', wrong)).toMatch(/^tls-self-signed/)
  expect(fault(good, 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY', wrong)).toMatch(
    /^tls-untrusted: .* issuer is unknown: CN=Root/,
  )
  expect(fault(good, null, wrong)).toBe(
    'tls-name-mismatch: certificate is for a.example, *.b.example, 192.0.2.1, 2001:DB8:0:0:0:0:0:1, not for wrong.example',
  )
  expect(fault(good, null)).toBeNull()
})

test('an intermediate that has expired is named', () => {
  expect(fault(underOld, 'CERT_HAS_EXPIRED', { rest: [old] })).toMatch(
    /^tls-expired: intermediate certificate expired on \d{4}-\d\d-\d\d \(CN Old intermediate\)$/,
  )
})

test('dates OpenSSL objects to count even where the path shows none', () => {
  expect(fault(good, 'CERT_HAS_EXPIRED')).toMatch(/^tls-expired: .*root/)
  expect(fault(good, 'CERT_NOT_YET_VALID')).toMatch(/^tls-not-yet-valid: .*root/)
})

test('what OpenSSL accepted is accepted, whatever else the peer sent', () => {
  expect(fault(underOld, null, { rest: [old] })).toBeNull()
})

test('any other objection is a lack of trust, and said', () => {
  expect(fault(good, 'EE_KEY_TOO_SMALL')).toBe('tls-untrusted: certificate is not trusted: EE_KEY_TOO_SMALL')
})

test.each([
  ['A.Example', true],
  ['a.example.', true],
  ['www.b.example', true],
  ['b.example', false],
  ['x.www.b.example', false],
  ['192.0.2.1', true],
  ['192.0.2.2', false],
  ['2001:db8::1', true],
  ['2001:0db8:0:0::1', true],
  ['2001:db8::2', false],
])('the certificate is for %s: %s', (host, matches) => {
  expect(fault(good, null, { host }) === null).toBe(matches)
})

test('a name outside ASCII is compared in its ASCII form', async () => {
  const idn = await issue({ commonName: 'x', issuer: root, dns: ['xn--bcher-kva.example'] })
  expect(fault(idn, null, { host: 'bücher.example' })).toBeNull()
})

test('many names are cut short', async () => {
  const many = await issue({
    commonName: 'x',
    issuer: root,
    dns: Array.from({ length: 9 }, (_, index) => `h${index}.test`),
  })
  expect(fault(many, null)).toContain('h4.test and 4 more, not for a.example')
})

function path(first: Issued): CertificatePath {
  return [new X509Certificate(first.certPem)]
}

test('a chain OpenSSL was not asked about is judged by its dates and its anchor', () => {
  expect(likelyChainError(path(good), true, nowMs)).toBeNull()
  expect(likelyChainError(path(good), false, nowMs)).toBe('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')
  expect(likelyChainError(path(good), true, nowMs + 400 * dayMs)).toBe('CERT_HAS_EXPIRED')
  expect(likelyChainError(path(good), true, nowMs - 9 * dayMs)).toBe('CERT_NOT_YET_VALID')
})
