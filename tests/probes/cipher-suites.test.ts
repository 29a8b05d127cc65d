import tls from 'node:tls'
import { expect, test } from 'vitest'
import { cipherOption, isTls13Suite, opensslSuiteName } from '../../electron/probes/cipher-suites.ts'

test.each([
  ['TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
  ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384', 'ECDHE-ECDSA-AES256-GCM-SHA384'],
  ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305', 'ECDHE-RSA-CHACHA20-POLY1305'],
  ['TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256', 'ECDHE-RSA-AES128-SHA256'],
  ['TLS_RSA_WITH_AES_128_CBC_SHA', 'AES128-SHA'],
  ['TLS_RSA_WITH_AES_256_GCM_SHA384', 'AES256-GCM-SHA384'],
  ['TLS_DHE_RSA_WITH_AES_256_CBC_SHA256', 'DHE-RSA-AES256-SHA256'],
  ['ECDHE-RSA-AES128-GCM-SHA256', 'ECDHE-RSA-AES128-GCM-SHA256'],
])('%s is OpenSSL’s %s, which exists', (iana, openssl) => {
  expect(opensslSuiteName(iana)).toBe(openssl)
  expect(tls.getCiphers()).toContain(openssl.toLowerCase())
})

test.each([
  ['TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8', 'ECDHE-ECDSA-AES128-CCM8'],
  ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'DES-CBC3-SHA'],
  ['TLS_ECDHE_RSA_WITH_RC4_128_SHA', 'ECDHE-RSA-RC4-SHA'],
])('%s, which Node does not offer, is OpenSSL’s %s', (iana, openssl) => {
  expect(opensslSuiteName(iana)).toBe(openssl)
})

test('a list without suites of TLS 1.3 leaves TLS 1.3 as it is', () => {
  expect(cipherOption(['TLS_RSA_WITH_AES_128_CBC_SHA'])).toBe(
    'TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256:AES128-SHA',
  )
  expect(cipherOption(['TLS_AES_128_GCM_SHA256', 'AES128-SHA'])).toBe('TLS_AES_128_GCM_SHA256:AES128-SHA')
  expect(isTls13Suite('TLS_RSA_WITH_AES_128_CBC_SHA')).toBe(false)
})
