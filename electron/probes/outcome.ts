import type { LocalFaultReason, Reason } from '../contract/reasons.ts'
import type { CertificateRecord, HttpFacts, Issuer, ProbeResult, ReasonDetail, Timings } from '../contract/result.ts'
import { HttpCode, NetCode, type Protocol, resultLabel } from '../contract/result-codes.ts'
import type { SeenCertificate } from './certificate.ts'
import type { ProbeClock, ProbeSpec } from './spec.ts'

type Codes = Readonly<Record<Protocol, number>>

const each = (net: NetCode, http: HttpCode): Codes => ({ tcp: net, udp: net, http })
/** Reasons of one family. The other family's column is only there so that every reason has a code everywhere. */
const net = (code: NetCode): Codes => each(code, HttpCode.ConnectionFailed)
const http = (code: HttpCode): Codes => each(NetCode.ConnectionFailed, code)

/** The one place that says which result code a reason has. */
const codes: Readonly<Record<Exclude<Reason, LocalFaultReason>, Codes>> = {
  refused: each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  unreachable: each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  reset: each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  'connect-timeout': each(NetCode.Timeout, HttpCode.Timeout),
  'dns-not-found': each(NetCode.ConnectionFailed, HttpCode.DNSError),
  // Categraf has no time-out for UDP at all.
  'dns-timeout': { tcp: NetCode.Timeout, udp: NetCode.ConnectionFailed, http: HttpCode.Timeout },
  'dns-failed': each(NetCode.ConnectionFailed, HttpCode.DNSError),
  'send-failed': net(NetCode.ConnectionFailed),
  'read-timeout': net(NetCode.ReadFailed),
  closed: net(NetCode.ReadFailed),
  mismatch: net(NetCode.StringMismatch),
  'tls-expired': each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  'tls-not-yet-valid': each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  'tls-self-signed': each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  'tls-untrusted': each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  'tls-name-mismatch': each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  'tls-handshake': each(NetCode.ConnectionFailed, HttpCode.ConnectionFailed),
  'tls-timeout': each(NetCode.Timeout, HttpCode.Timeout),
  'header-timeout': http(HttpCode.Timeout),
  'body-timeout': http(HttpCode.Timeout),
  'body-truncated': http(HttpCode.ConnectionFailed),
  'body-too-large': http(HttpCode.BodyMismatch),
  'protocol-error': http(HttpCode.ConnectionFailed),
  'redirect-limit': http(HttpCode.ConnectionFailed),
  'redirect-invalid': http(HttpCode.ConnectionFailed),
  'proxy-failed': http(HttpCode.ConnectionFailed),
  'status-mismatch': http(HttpCode.CodeMismatch),
  'body-mismatch': http(HttpCode.BodyMismatch),
  'address-invalid': each(NetCode.ConnectionFailed, HttpCode.AddressError),
  'no-address': each(NetCode.ConnectionFailed, HttpCode.AddressError),
  'body-forbidden': http(HttpCode.BodyMismatch),
  'json-mismatch': http(HttpCode.BodyMismatch),
  'header-mismatch': http(HttpCode.BodyMismatch),
  'starttls-refused': net(NetCode.ConnectionFailed),
}

/** The result code of a reason, 0 for none (a success), null for a local fault, which is no verdict. */
export function codeFor(protocol: Protocol, reason: Reason | null): number | null {
  if (reason === null) return 0
  if (reason === 'local-resources' || reason === 'local-offline' || reason === 'aborted') return null
  return codes[reason][protocol]
}

/** When a probe began, on both clocks. */
export interface ProbeStart {
  wallMs: number
  monotonicMs: number
}

export function startProbe(clock: ProbeClock): ProbeStart {
  return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() }
}

/** What a probe found. Whatever is left out was not measured or not seen. */
export interface Outcome {
  /** Null for a success. */
  reason: Reason | null
  message: string
  /** Kept only where a response time has a meaning; see `concludeProbe`. */
  responseTimeMs?: number | null
  timings?: Partial<Omit<Timings, 'total'>>
  remoteAddress?: string | null
  http?: HttpFacts | null
  certificate?: SeenCertificate | null
  /** False for a UDP success that rests on silence. */
  confirmed?: boolean
  detail?: ReasonDetail
}

/**
 * Builds the one result of a probe that ends now, its fields in the order they are printed. The response time is kept for
 * a confirmed success, a body mismatch and a status mismatch, and null otherwise: never -1, which would bend averages.
 */
export function concludeProbe(spec: ProbeSpec, start: ProbeStart, clock: ProbeClock, outcome: Outcome): ProbeResult {
  const { protocol } = spec
  const resultCode = codeFor(protocol, outcome.reason)
  const confirmed = outcome.confirmed ?? true
  const answered =
    resultCode === 0 ||
    (protocol === 'http' && (resultCode === HttpCode.BodyMismatch || resultCode === HttpCode.CodeMismatch))
  const { certificate, issuers } = apart(outcome.certificate ?? null)
  return {
    id: spec.id,
    target: spec.target,
    protocol,
    name: spec.name,
    labels: { ...spec.labels },
    startedAt: new Date(start.wallMs).toISOString(),
    resultCode,
    result: resultCode === null ? null : resultLabel(protocol, resultCode),
    reason: outcome.reason,
    message: outcome.message,
    responseTimeMs: answered && confirmed ? microseconds(outcome.responseTimeMs) : null,
    timings: {
      total: Math.round((clock.monotonicMs() - start.monotonicMs) * 1000) / 1000,
      dns: microseconds(outcome.timings?.dns),
      connect: microseconds(outcome.timings?.connect),
      tls: microseconds(outcome.timings?.tls),
      firstByte: microseconds(outcome.timings?.firstByte),
    },
    remoteAddress: outcome.remoteAddress ?? null,
    http: outcome.http ?? null,
    certificate,
    confirmed,
    detail: outcome.detail ?? {},
    ...(issuers.length > 0 && { issuers }),
  }
}

/** A certificate as it is recorded, and what leads up from it. */
function apart(seen: SeenCertificate | null): { certificate: CertificateRecord | null; issuers: Issuer[] } {
  if (seen === null) return { certificate: null, issuers: [] }
  const { issuers = [], ...certificate } = seen
  return { certificate, issuers }
}

/** Milliseconds with three decimals: what the clock is good for, without a tail of float digits in the output. */
function microseconds(durationMs: number | null | undefined): number | null {
  return durationMs === null || durationMs === undefined ? null : Math.round(durationMs * 1000) / 1000
}
