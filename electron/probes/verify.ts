import tls, { type PeerCertificate } from 'node:tls'
import { domainToASCII } from 'node:url'
import {
  altNames,
  type CertificatePath,
  certificateName,
  isExpired,
  isNotYetValid,
  isSelfSigned,
  oneLine,
  shorten,
} from './certificate.ts'
import { errorCode } from './error-code.ts'

export type CertificateFault =
  | 'tls-expired'
  | 'tls-not-yet-valid'
  | 'tls-self-signed'
  | 'tls-untrusted'
  | 'tls-name-mismatch'

/** What is wrong with a certificate: `text` reads well after "its ", `code` is OpenSSL's or Node's. */
export interface CertificateVerdict {
  fault: CertificateFault
  code: string
  text: string
}

export interface VerifyInput {
  /** What OpenSSL said of the chain; null when it found a trusted one. */
  chainError: string | null
  path: CertificatePath
  /** The leaf in the form Node compares names with; null where it has none, and is not compared. */
  peer: PeerCertificate | null
  /** The name that was asked for: a host name, an address without zone, or the server name of the user's choice. */
  host: string
  nowMs: number
}

/**
 * The first fault of a certificate in the order expired, not yet valid, self-signed, untrusted, name; null when all is
 * well. OpenSSL reports one fault only, and not always this one, so the dates are looked at again; but what it accepted
 * is accepted.
 */
export function certificateFault({ chainError, path, peer, host, nowMs }: VerifyInput): CertificateVerdict | null {
  if (chainError === null) return nameFault(peer, path, host)
  const [leaf] = path
  const expired = path.find((certificate) => isExpired(certificate, nowMs))
  if (expired) {
    const text = `expired on ${day(expired.validToDate)} (${certificateName(expired)})`
    return { fault: 'tls-expired', code: chainError, text: `${which(expired, path)} ${text}` }
  }
  if (chainError === 'CERT_HAS_EXPIRED') {
    return { fault: 'tls-expired', code: chainError, text: 'certificate rests on a root that has expired' }
  }
  const early = path.find((certificate) => isNotYetValid(certificate, nowMs))
  if (early) {
    const text = `is not valid before ${day(early.validFromDate)} (${certificateName(early)})`
    return { fault: 'tls-not-yet-valid', code: chainError, text: `${which(early, path)} ${text}` }
  }
  if (chainError === 'CERT_NOT_YET_VALID') {
    return { fault: 'tls-not-yet-valid', code: chainError, text: 'certificate rests on a root that is not valid yet' }
  }
  if (isSelfSigned(leaf)) {
    return { fault: 'tls-self-signed', code: chainError, text: `certificate is self-signed (${certificateName(leaf)})` }
  }
  const issuer = shorten(oneLine(path.at(-1)?.issuer))
  const text = missingIssuer.has(chainError) ? `its issuer is unknown: ${issuer}` : chainError
  return { fault: 'tls-untrusted', code: chainError, text: `certificate is not trusted: ${text}` }
}

/** What OpenSSL would have said of a chain, in its words, for a handshake that ended before it was asked. */
export function likelyChainError(path: CertificatePath, anchored: boolean, nowMs: number): string | null {
  if (path.some((certificate) => isExpired(certificate, nowMs))) return 'CERT_HAS_EXPIRED'
  if (path.some((certificate) => isNotYetValid(certificate, nowMs))) return 'CERT_NOT_YET_VALID'
  return anchored ? null : 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY'
}

/** OpenSSL's words for a chain that ends in nothing known. */
const missingIssuer = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
])

function nameFault(peer: PeerCertificate | null, [leaf]: CertificatePath, host: string): CertificateVerdict | null {
  const code = peer === null ? null : nameError(host, peer)
  if (code === null) return null
  const names = altNames(leaf.subjectAltName)
  const shown = names.length === 0 ? certificateName(leaf) : shorten(names.slice(0, 5).join(', '))
  const more = names.length > 5 ? ` and ${names.length - 5} more` : ''
  return { fault: 'tls-name-mismatch', code, text: `certificate is for ${shown}${more}, not for ${host}` }
}

function nameError(host: string, peer: PeerCertificate): string | null {
  try {
    const error = tls.checkServerIdentity(domainToASCII(host) || host, peer)
    return error ? errorCode(error) : null
  } catch (error) {
    // An alternative name that cannot be read.
    return errorCode(error)
  }
}

function which(certificate: unknown, [leaf]: CertificatePath): string {
  return certificate === leaf ? 'certificate' : 'intermediate certificate'
}

function day(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'an unreadable date' : date.toISOString().slice(0, 10)
}
