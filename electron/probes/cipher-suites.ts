/** TLS 1.3 suites, whose names are the same for OpenSSL and IANA (RFC 8446, appendix B.4). */
const tls13Suites = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'TLS_AES_128_CCM_SHA256',
  'TLS_AES_128_CCM_8_SHA256',
]

/** Those Node offers by default; the two CCM suites are for small devices. */
const usualTls13Suites = tls13Suites.slice(0, 3)

/** True for a suite of TLS 1.3, false for one of an older version or of none. */
export function isTls13Suite(name: string): boolean {
  return tls13Suites.includes(name)
}

/**
 * OpenSSL's name of a suite given by its IANA or OpenSSL name, as OpenSSL spells those before TLS 1.3:
 * `TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256` is `ECDHE-RSA-AES128-GCM-SHA256`. Node takes every name that begins with
 * `TLS_` for one of TLS 1.3 and drops it in silence. Whether such a suite exists is for OpenSSL to say.
 */
export function opensslSuiteName(name: string): string {
  const [, exchange, rest] = /^TLS_([A-Z0-9_]+)_WITH_([A-Z0-9_]+)$/.exec(name) ?? []
  if (exchange === undefined || rest === undefined) return name
  const cipher = rest
    .replace(/^3DES_EDE_CBC_/, 'DES-CBC3_')
    .replace(/^RC4_128_/, 'RC4_')
    .replace(/^(AES|CAMELLIA|ARIA)_(128|256)/, '$1$2')
    .replace(/_CBC_/, '_')
    .replace(/_CCM_8$/, '_CCM8')
    .replace(/^(CHACHA20_POLY1305)_SHA256$/, '$1')
  const prefix = exchange === 'RSA' ? '' : `${exchange}_`
  return `${prefix}${cipher}`.replaceAll('_', '-')
}

/**
 * The suites as Node's `ciphers` option wants them. As with Go, whose names Categraf takes, a list that names no suite
 * of TLS 1.3 says nothing about TLS 1.3: its usual suites stay.
 */
export function cipherOption(names: readonly string[]): string {
  const suites = names.some(isTls13Suite) ? names : [...usualTls13Suites, ...names]
  return suites.map(opensslSuiteName).join(':')
}
