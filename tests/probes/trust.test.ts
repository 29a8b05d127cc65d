import { createPrivateKey, X509Certificate } from 'node:crypto'
import tls from 'node:tls'
import { expect, test } from 'vitest'
import type { TlsSpec } from '../../electron/probes/spec.ts'
import { createTrustStore } from '../../electron/probes/trust.ts'
import { createAuthority, issue } from '../lab/certificates.ts'
import { plainTls } from './vectors/http-spec.ts'

const root = await createAuthority({ commonName: 'Root', issuer: null })
const [client, other] = await Promise.all([
  issue({ commonName: 'client', issuer: root }),
  issue({ commonName: 'other', issuer: root }),
])
const trust = createTrustStore()

test('options that are equal share a context, however they came about', () => {
  const context = trust.contextFor({ ...plainTls, ca: root.certPem })
  expect(trust.contextFor({ ...plainTls, ca: root.certPem, cipherSuites: [] })).toBe(context)
  // Neither changes what the context holds.
  expect(trust.contextFor({ ...plainTls, ca: root.certPem, serverName: 'a', insecureSkipVerify: true })).toBe(context)
  expect(trust.contextFor(plainTls)).not.toBe(context)
  expect(trust.contextFor({ ...plainTls, ca: root.certPem, minVersion: '1.3' })).not.toBe(context)
})

test('anchors are found by subject: the machine’s, and those of the options', () => {
  const [bundled] = tls.rootCertificates.map((pem) => new X509Certificate(pem))
  const subject = bundled?.subject ?? ''
  expect(trust.anchorsFor(subject, plainTls).map(({ fingerprint256 }) => fingerprint256)).toContain(
    bundled?.fingerprint256,
  )
  const own = new X509Certificate(root.certPem)
  expect(trust.anchorsFor(own.subject, plainTls)).toEqual([])
  const found = trust.anchorsFor(own.subject, { ...plainTls, ca: `# a comment\n${client.certPem}\n${root.certPem}` })
  expect(found.map(({ fingerprint256 }) => fingerprint256)).toEqual([own.fingerprint256])
})

const encrypted = createPrivateKey(client.keyPem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'lab' })
  .toString()

test.each<[string, Partial<TlsSpec>, RegExp]>([
  ['a CA file without certificate', { ca: 'nothing' }, /^tls_ca holds no certificate/],
  ['a damaged CA file', { ca: root.certPem.replace(/[A-Za-z]{20}/, '????') }, /^tls_ca holds no certificate/],
  ['a certificate without key', { cert: client.certPem }, /^tls_cert .* tls_key$/],
  ['a key without certificate', { key: client.keyPem }, /^tls_key .* tls_cert$/],
  ['a certificate that is none', { cert: 'x', key: client.keyPem }, /^tls_cert holds no certificate/],
  ['a key that is none', { cert: client.certPem, key: 'x' }, /^tls_key holds no private key/],
  ['an encrypted key', { cert: client.certPem, key: encrypted }, /^tls_key is encrypted/],
  ['the key of another certificate', { cert: client.certPem, key: other.keyPem }, /^tls_key does not belong/],
  ['an unknown cipher suite', { cipherSuites: ['TLS_AES_128_GCM_SHA256', 'TLS_FOO_WITH_BAR'] }, /"TLS_FOO_WITH_BAR"/],
  ['a cipher string', { cipherSuites: ['ALL:@SECLEVEL=0'] }, /^tls_cipher_suites names/],
  ['versions the wrong way round', { minVersion: '1.3', maxVersion: '1.1' }, /^tls_min_version 1\.3 is above/],
])('%s is refused by name', (_, options, message) => {
  const attempt = (): unknown => trust.contextFor({ ...plainTls, ...options })
  expect(attempt).toThrow(TypeError)
  expect(attempt).toThrow(message)
})

test('an error never holds the key', () => {
  try {
    trust.contextFor({ ...plainTls, cert: client.certPem, key: other.keyPem })
    expect.unreachable()
  } catch (error) {
    const body = other.keyPem.split('\n')[1] ?? ''
    expect(`${error instanceof Error ? error.stack : ''}`).not.toContain(body)
  }
})
