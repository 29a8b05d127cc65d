import type { Reason } from '../../electron/contract/reasons.ts'
import type { CertificateRecord } from '../../electron/contract/result.ts'
import { HttpCode, NetCode, type Protocol } from '../../electron/contract/result-codes.ts'

/** What a probe meets when it begins. */
export interface Outcome {
  /** Null for a success. */
  reason: Reason | null
  /** Of a success, and how long the probe takes; a failure takes as long as its reason says. */
  latencyMs?: number
  certificate?: CertificateRecord
  /** Where it was redirected to. */
  redirectedTo?: string
  /** `ip:port`; absent: as the target says, unless its name was not resolved. */
  remoteAddress?: string
}

/** One outcome for every probe, or several that take turns. */
export type Outcomes = Outcome | readonly Outcome[]

const failed = (reason: Reason): Outcome => ({ reason })

export const up: Outcome = { reason: null }
export const slow = (latencyMs: number): Outcome => ({ reason: null, latencyMs })
export const refused = failed('refused')
export const unreachable = failed('unreachable')
export const reset = failed('reset')
export const timeout = failed('connect-timeout')
/** The resolver says so, at once. */
export const dnsFailed = failed('dns-failed')
/** The resolver is silent. */
export const dnsTimeout = failed('dns-timeout')
export const notFound = failed('dns-not-found')
export const wrongStatus = failed('status-mismatch')
export const mismatch = failed('mismatch')

/** A success that presents this certificate. */
export const presents = (certificate: CertificateRecord): Outcome => ({ reason: null, certificate })
/** Refused by us: the certificate presented has expired. */
export const expired = (certificate: CertificateRecord): Outcome => ({ reason: 'tls-expired', certificate })

/** The portal of a hotel answers for every host: under its own name over TLS, with its own page in the clear. */
export const portalOverTls: Outcome = {
  reason: 'tls-name-mismatch',
  remoteAddress: '10.9.0.1:443',
  certificate: certificate('portal', '2027-01-01', { subject: 'CN=portal.hotel.example', trusted: false }),
}
export const portalInTheClear: Outcome = {
  reason: null,
  latencyMs: 30,
  remoteAddress: '10.9.0.1:80',
  redirectedTo: 'http://portal.hotel.example/login',
}

/** A certificate whose path ends first with the leaf, unless told otherwise; `ends` is a date, or one with a time. */
export function certificate(
  fingerprint: string,
  ends: string,
  options: Partial<CertificateRecord> = {},
): CertificateRecord {
  const expiresAt = new Date(ends).toISOString()
  const subject = options.subject ?? 'CN=site.example'
  return {
    subject,
    issuer: 'CN=R3',
    altNames: [],
    validFrom: '2025-06-01T00:00:00.000Z',
    expiresAt,
    fingerprint256: fingerprint,
    chainExpiresAt: expiresAt,
    chainExpiresSubject: subject,
    chainExpiresFingerprint256: fingerprint,
    trusted: true,
    trustError: null,
    ...options,
  }
}

/** The code that a probe of this protocol gives for a reason. */
export function codeOf(reason: Reason | null, protocol: Protocol): number {
  if (reason === null) return 0
  const names = { timeout: NetCode.Timeout, failed: NetCode.ConnectionFailed, mismatch: NetCode.StringMismatch }
  const http = { timeout: HttpCode.Timeout, failed: HttpCode.ConnectionFailed, mismatch: HttpCode.BodyMismatch }
  const codes = protocol === 'http' ? http : names
  switch (reason) {
    case 'connect-timeout':
    case 'dns-timeout':
    case 'tls-timeout':
    case 'header-timeout':
      return codes.timeout
    case 'dns-not-found':
    case 'dns-failed':
      return protocol === 'http' ? HttpCode.DNSError : codes.failed
    case 'status-mismatch':
      return HttpCode.CodeMismatch
    case 'mismatch':
      return codes.mismatch
    default:
      return codes.failed
  }
}

/** How long it takes to find out, given the target's own deadline. */
export function takesMs(outcome: Outcome, deadlineMs: number): number {
  switch (outcome.reason) {
    case null:
      return outcome.latencyMs ?? 2
    case 'connect-timeout':
    case 'dns-timeout':
    case 'tls-timeout':
    case 'header-timeout':
      return deadlineMs
    default:
      return outcome.latencyMs ?? 3
  }
}
