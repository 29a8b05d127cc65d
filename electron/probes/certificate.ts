import type { X509Certificate } from 'node:crypto'
import type { PeerCertificate, TLSSocket } from 'node:tls'
import type { CertificateRecord, Issuer } from '../contract/result.ts'

/** No chain in use is longer; a peer may send any number. */
const maxPath = 10
const maxSent = 20

/** From a leaf upwards, each issued by the next. */
export type CertificatePath = readonly [X509Certificate, ...X509Certificate[]]

/**
 * The peer's leaf and those of its other certificates that lead upwards from it, in whatever order it sent them; null when
 * it has sent none (yet). It answers once: Node takes the certificates out of the connection.
 *
 * Node's older way to ask, `getPeerCertificate`, ends the process on a certificate whose public key cannot be read, such as
 * one of a kind this build of OpenSSL does not know: it looks into the key without asking whether there is one.
 */
export function peerChain(socket: TLSSocket): CertificatePath | null {
  const leaf = socket.getPeerX509Certificate()
  if (!leaf) return null
  const sent: X509Certificate[] = []
  for (let next = leaf.issuerCertificate; next && sent.length < maxSent; next = next.issuerCertificate) sent.push(next)
  const chain: [X509Certificate, ...X509Certificate[]] = [leaf]
  for (let last = leaf; chain.length < maxPath; ) {
    const issuer = sent.find((certificate) => last.checkIssued(certificate))
    // A root names itself as its issuer.
    if (!issuer || chain.some(({ fingerprint256 }) => fingerprint256 === issuer.fingerprint256)) break
    chain.push(issuer)
    last = issuer
  }
  return chain
}

/** A certificate in the form Node compares names with; null when its public key cannot be read (see `peerChain`). */
export function legacyForm(certificate: X509Certificate): PeerCertificate | null {
  try {
    return certificate.publicKey.type === 'public' ? certificate.toLegacyObject() : null
  } catch {
    return null
  }
}

/**
 * The part of a chain that verification rests on: from the leaf up to, and without, the first certificate that a trust
 * anchor issued or that is an anchor itself. The leaf is always part of it. Without an anchor it is the whole chain. `anchor` is what issued
 * the last of it; null where that is an anchor itself.
 */
export function usedPath(
  [leaf, ...rest]: CertificatePath,
  anchorsFor: (subject: string) => readonly X509Certificate[],
): { path: CertificatePath; anchored: boolean; anchor: X509Certificate | null } {
  const path: [X509Certificate, ...X509Certificate[]] = [leaf]
  if (isAnchor(leaf, anchorsFor)) return { path, anchored: true, anchor: null }
  let last = leaf
  for (;;) {
    const anchor = anchorsFor(last.issuer).find((candidate) => issuedBy(last, candidate))
    if (anchor) return { path, anchored: true, anchor }
    const issuer = rest[path.length - 1]
    if (!issuer || !issuedBy(last, issuer)) return { path, anchored: false, anchor: null }
    path.push(issuer)
    last = issuer
  }
}

function isAnchor(certificate: X509Certificate, anchorsFor: (subject: string) => readonly X509Certificate[]): boolean {
  return anchorsFor(certificate.subject).some((anchor) => anchor.fingerprint256 === certificate.fingerprint256)
}

function issuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    // A key of a kind this build of OpenSSL does not know.
    return false
  }
}

/** True when the certificate vouches for itself. `checkIssued` would not do: it asks for the right to sign others. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  if (certificate.subject !== certificate.issuer) return false
  try {
    return certificate.verify(certificate.publicKey)
  } catch {
    return false
  }
}

/** Counts the last second as OpenSSL does, not as RFC 5280 does: at its end date a certificate has expired. */
export function isExpired(certificate: X509Certificate, nowMs: number): boolean {
  return nowMs >= certificate.validToDate.getTime()
}

/** A certificate whose first second has not begun. */
export function isNotYetValid(certificate: X509Certificate, nowMs: number): boolean {
  return nowMs < certificate.validFromDate.getTime()
}

/** The name of a certificate for a person: `CN example.org`, or what it has instead of a common name. */
export function certificateName(certificate: X509Certificate): string {
  const common = /^CN=(.+)$/m.exec(certificate.subject)?.[1]
  if (common !== undefined) return shorten(`CN ${common.replaceAll(/\\(.)/g, '$1')}`)
  return shorten(oneLine(certificate.subject) || altNames(certificate.subjectAltName)[0] || 'without a name')
}

/** A name for a sentence: who makes a certificate may put a page of text into it. */
export function shorten(name: string): string {
  return name.length > 100 ? `${name.slice(0, 99)}…` : name
}

/** Node writes one part of a name per line; and nothing at all for an empty name. */
export function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}

/**
 * The names a certificate is for, as in Node's `DNS:a.example, IP Address:127.0.0.1`. Host names and addresses stand
 * without their kind; a value with a comma or quote in it arrives quoted as JSON.
 */
export function altNames(text: string | undefined): string[] {
  const parts = text?.match(/(?:[^,"]|"(?:[^"\\]|\\.)*")+/g) ?? []
  return parts.map((part) => part.trim().replace(/^(?:DNS|IP Address):/, ''))
}

/**
 * What a result says of a certificate. `path` is the one verification rests on: of its certificates the earliest expiry
 * counts. `trustError` is what verification said against it.
 */
export function certificateRecord(path: CertificatePath, trustError: string | null): CertificateRecord {
  const [leaf, ...rest] = path
  let first = leaf
  for (const certificate of rest) {
    if (certificate.validToDate.getTime() < first.validToDate.getTime()) first = certificate
  }
  return {
    subject: oneLine(leaf.subject),
    issuer: oneLine(leaf.issuer),
    altNames: altNames(leaf.subjectAltName),
    validFrom: isoDate(leaf.validFromDate),
    expiresAt: isoDate(leaf.validToDate),
    fingerprint256: leaf.fingerprint256,
    chainExpiresAt: isoDate(first.validToDate),
    chainExpiresSubject: oneLine(first.subject),
    chainExpiresFingerprint256: first.fingerprint256,
    trusted: trustError === null,
    trustError,
  }
}

/** A certificate, and what leads from it up to what is trusted. */
export type SeenCertificate = CertificateRecord & { issuers?: Issuer[] }

/** The certificates above the leaf of a path, the anchor last. */
export function issuersOf([, ...above]: CertificatePath, anchor: X509Certificate | null): Issuer[] {
  const issuers = above.map((certificate) => issuer(certificate, false))
  return anchor === null ? issuers : [...issuers, issuer(anchor, true)]
}

function issuer(certificate: X509Certificate, anchor: boolean): Issuer {
  const { subject, validFromDate, validToDate } = certificate
  return { subject: oneLine(subject), validFrom: isoDate(validFromDate), expiresAt: isoDate(validToDate), anchor }
}

/** A certificate may carry a date that is none; toISOString would throw. */
function isoDate(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
