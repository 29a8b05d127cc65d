import './reflect-metadata.ts'

import {
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type JsonGeneralNames,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509'

cryptoProvider.set(crypto)

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
export const dayMs = 86_400_000

/** A certificate with its private key, made in memory. */
export interface Issued {
  certPem: string
  keyPem: string
  /** Without fractions of a second, as X.509 writes it. */
  validFrom: Date
  expiresAt: Date
}

/** One that can sign others. */
export interface Authority extends Issued {
  certificate: X509Certificate
  keys: CryptoKeyPair
}

export interface IssueOptions {
  commonName: string
  /** Who signs; null signs itself. */
  issuer: Authority | null
  /** Names and addresses the certificate is for; none leaves the extension out. */
  dns?: readonly string[]
  ip?: readonly string[]
  /** From now, in days; negative for the past. */
  fromDays?: number
  toDays?: number
}

async function pemOfKey(key: CryptoKey): Promise<string> {
  const body = Buffer.from(await crypto.subtle.exportKey('pkcs8', key)).toString('base64')
  return `-----BEGIN PRIVATE KEY-----\n${body.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`
}

function daysFromNow(days: number): Date {
  return new Date(Math.floor((Date.now() + days * dayMs) / 1000) * 1000)
}

async function make(options: IssueOptions, authority: boolean, keys: CryptoKeyPair): Promise<Authority> {
  const { commonName, issuer, dns = [], ip = [], fromDays = -1, toDays = 365 } = options
  const names: JsonGeneralNames = [
    ...dns.map((value) => ({ type: 'dns' as const, value })),
    ...ip.map((value) => ({ type: 'ip' as const, value })),
  ]
  const usage = authority ? KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign : KeyUsageFlags.digitalSignature
  const certificate = await X509CertificateGenerator.create({
    subject: `CN=${commonName}, O=Portlight lab`,
    issuer: issuer ? issuer.certificate.subject : `CN=${commonName}, O=Portlight lab`,
    notBefore: daysFromNow(fromDays),
    notAfter: daysFromNow(toDays),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey: (issuer?.keys ?? keys).privateKey,
    extensions: [
      new BasicConstraintsExtension(authority, undefined, true),
      new KeyUsagesExtension(usage, true),
      ...(authority ? [] : [new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth])]),
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
    ],
  })
  return {
    certificate,
    keys,
    certPem: `${certificate.toString('pem')}\n`,
    keyPem: await pemOfKey(keys.privateKey),
    validFrom: certificate.notBefore,
    expiresAt: certificate.notAfter,
  }
}

async function generateKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

/** A root (no issuer) or intermediate authority. */
export async function createAuthority(options: IssueOptions): Promise<Authority> {
  return make(options, true, await generateKeys())
}

/** A leaf, for a server or a client alike; self-signed without an issuer. */
export async function issue(options: IssueOptions): Promise<Issued> {
  return make(options, false, await generateKeys())
}

/** Another certificate for the same name and key, signed by someone else: a cross-signed authority. */
export async function crossSign(authority: Authority, options: IssueOptions): Promise<Authority> {
  return make(options, true, authority.keys)
}
