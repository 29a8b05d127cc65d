import { createHash, createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import tls, { type SecureContext, type SecureContextOptions, type SecureVersion } from 'node:tls'
import { cipherOption, isTls13Suite, opensslSuiteName } from './cipher-suites.ts'
import { errorCode } from './error-code.ts'
import type { TlsSpec, TlsVersion, TrustStore } from './spec.ts'

/** A context with a CA of its own holds every anchor again: 1.4 MB and 28 ms each. */
const maxContexts = 256

interface Entry {
  context: SecureContext
  /** The anchors of `tls_ca` by subject, beside the machine's. */
  own: AnchorIndex
}

type AnchorIndex = ReadonlyMap<string, readonly X509Certificate[]>

interface Anchors {
  pems: readonly string[]
  bySubject: AnchorIndex
}

const versionOrder: readonly TlsVersion[] = ['1.0', '1.1', '1.2', '1.3']
const versionNames: Record<TlsVersion, SecureVersion> = {
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
}

/**
 * The trust anchors of this machine: those bundled with Node, the system's, and NODE_EXTRA_CA_CERTS. They are loaded on
 * first use, at about 0.1 s, and made the process's default, so that a context costs 0.5 ms instead of 33.
 */
export function createTrustStore(): TrustStore {
  let anchors: Anchors | null = null
  const entries = new Map<string, Entry>()
  /** A target's options are the same object from probe to probe, unless something in them is read anew for each. */
  const keys = new WeakMap<TlsSpec, string>()

  function keyOf(options: TlsSpec): string {
    const known = keys.get(options)
    if (known !== undefined) return known
    const key = cacheKey(options)
    keys.set(options, key)
    return key
  }

  function machineAnchors(): Anchors {
    anchors ??= loadAnchors()
    return anchors
  }

  function entryFor(options: TlsSpec): Entry {
    const key = keyOf(options)
    const entry = entries.get(key) ?? createEntry(options, machineAnchors())
    // Most recently used last, so the first is the one to drop.
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size > maxContexts) {
      for (const oldest of entries.keys()) {
        entries.delete(oldest)
        break
      }
    }
    return entry
  }

  return {
    load() {
      try {
        machineAnchors()
      } catch {
        // Each handshake that needs them says so.
      }
    },
    contextFor: (options) => entryFor(options).context,
    anchorsFor: (issuer, options) => [
      ...(entryFor(options).own.get(issuer) ?? []),
      ...(machineAnchors().bySubject.get(issuer) ?? []),
    ],
  }
}

function loadAnchors(): Anchors {
  const byBody = new Map<string, string>()
  for (const store of ['bundled', 'extra', 'system'] as const) {
    for (const pem of tls.getCACertificates(store)) byBody.set(pem.replaceAll(/\s/g, ''), pem)
  }
  const pems = [...byBody.values()]
  tls.setDefaultCACertificates(pems)
  return { pems, bySubject: indexBySubject(pems.map(parseCertificate)) }
}

function parseCertificate(pem: string): X509Certificate | null {
  try {
    return new X509Certificate(pem)
  } catch {
    return null
  }
}

function indexBySubject(certificates: readonly (X509Certificate | null)[]): AnchorIndex {
  const index = new Map<string, X509Certificate[]>()
  for (const certificate of certificates) {
    if (!certificate) continue
    const same = index.get(certificate.subject)
    if (same) same.push(certificate)
    else index.set(certificate.subject, [certificate])
  }
  return index
}

/** Hashed, so that a private key is not kept a second time. */
function cacheKey({ ca, cert, key, minVersion, maxVersion, cipherSuites }: TlsSpec): string {
  return createHash('sha256')
    .update(JSON.stringify([ca, cert, key, minVersion, maxVersion, cipherSuites]))
    .digest('base64')
}

function createEntry(options: TlsSpec, machine: Anchors): Entry {
  const own = options.ca === null ? [] : certificatesIn(options.ca)
  if (options.ca !== null && own.length === 0) throw new TypeError('tls_ca holds no certificate in PEM form')
  const settings: SecureContextOptions = { ...clientCertificate(options), ...versions(options), ...ciphers(options) }
  if (own.length > 0) {
    settings.ca = [...machine.pems, ...own.map((certificate) => certificate.toString())]
    // Without it OpenSSL trusts only what ends in a self-signed root, not an intermediate or leaf given as anchor.
    settings.allowPartialTrustChain = true
  }
  return { context: createContext(settings), own: indexBySubject(own) }
}

/** BoringSSL, which Electron carries, knows no security levels and rejects the word. */
function createContext(settings: SecureContextOptions): SecureContext {
  try {
    return tls.createSecureContext(settings)
  } catch (error) {
    if (!settings.ciphers?.endsWith(lowestLevel)) throw asTypeError(error)
  }
  try {
    return tls.createSecureContext({ ...settings, ciphers: settings.ciphers.slice(0, -lowestLevel.length) })
  } catch (error) {
    throw asTypeError(error)
  }
}

function asTypeError(error: unknown): TypeError {
  return new TypeError(`the TLS options cannot be used together (${errorCode(error)})`, { cause: error })
}

const pemBlock = /-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----[^-]+-----END (?:X509 |TRUSTED )?CERTIFICATE-----/g

function certificatesIn(pem: string): X509Certificate[] {
  const found = (pem.match(pemBlock) ?? []).map(parseCertificate)
  return found.filter((certificate) => certificate !== null)
}

function clientCertificate({ cert, key }: TlsSpec): SecureContextOptions {
  if (cert === null && key === null) return {}
  if (cert === null) throw new TypeError('tls_key is of no use without tls_cert')
  if (key === null) throw new TypeError('tls_cert is of no use without tls_key')
  const [leaf] = certificatesIn(cert)
  if (!leaf) throw new TypeError('tls_cert holds no certificate in PEM form')
  if (!leaf.checkPrivateKey(parseKey(key)))
    throw new TypeError('tls_key does not belong to the certificate in tls_cert')
  return { cert, key }
}

function parseKey(pem: string): KeyObject {
  // OpenSSL would only say that it was interrupted: it asks nobody for the passphrase.
  if (/BEGIN ENCRYPTED PRIVATE KEY|Proc-Type: 4,ENCRYPTED/.test(pem)) {
    throw new TypeError('tls_key is encrypted; Portlight takes it without a passphrase')
  }
  try {
    return createPrivateKey(pem)
  } catch (error) {
    throw new TypeError('tls_key holds no private key in PEM form', { cause: error })
  }
}

function versions({ minVersion, maxVersion }: TlsSpec): SecureContextOptions {
  if (minVersion && maxVersion && versionOrder.indexOf(minVersion) > versionOrder.indexOf(maxVersion)) {
    throw new TypeError(`tls_min_version ${minVersion} is above tls_max_version ${maxVersion}`)
  }
  // Node's own minimum is 1.2: a lower maximum alone would leave nothing to offer.
  const min = minVersion ?? (maxVersion && isOld(maxVersion) ? maxVersion : null)
  return {
    ...(min ? { minVersion: versionNames[min] } : {}),
    ...(maxVersion ? { maxVersion: versionNames[maxVersion] } : {}),
  }
}

function isOld(version: TlsVersion | null): boolean {
  return version === '1.0' || version === '1.1'
}

/** OpenSSL 3 speaks TLS 1.0 and 1.1 at its lowest security level only, because they sign with SHA-1. */
const lowestLevel = ':@SECLEVEL=0'

function ciphers({ cipherSuites, minVersion, maxVersion }: TlsSpec): SecureContextOptions {
  for (const name of cipherSuites) {
    if (!isSuite(name)) throw new TypeError(`tls_cipher_suites names ${JSON.stringify(name)}, which is not known here`)
  }
  const level = isOld(minVersion) || isOld(maxVersion) ? lowestLevel : ''
  if (cipherSuites.length === 0) return level === '' ? {} : { ciphers: tls.DEFAULT_CIPHERS + level }
  return { ciphers: cipherOption(cipherSuites) + level }
}

function isSuite(name: string): boolean {
  if (isTls13Suite(name)) return true
  const ciphers = opensslSuiteName(name)
  if (!/^[A-Z0-9-]+$/.test(ciphers)) return false
  try {
    tls.createSecureContext({ ciphers, maxVersion: 'TLSv1.2' })
    return true
  } catch {
    return false
  }
}
