import * as z from 'zod/mini'
import { reasons } from './reasons.ts'
import { resultLabels } from './result-codes.ts'

const ms = z.nullable(z.number())

export const timingsSchema = z.object({ total: z.number(), dns: ms, connect: ms, tls: ms, firstByte: ms })
export type Timings = z.infer<typeof timingsSchema>

export const certificateSchema = z.object({
  subject: z.string(),
  issuer: z.string(),
  altNames: z.array(z.string()),
  /** ISO 8601 UTC, as are the other dates here. */
  validFrom: z.string(),
  expiresAt: z.string(),
  /** SHA-256 as colon-separated hex pairs. */
  fingerprint256: z.string(),
  /** The earliest expiry on the path actually used, leaf included, trust anchor excluded. */
  chainExpiresAt: z.string(),
  chainExpiresSubject: z.string(),
  chainExpiresFingerprint256: z.string(),
  trusted: z.boolean(),
  /** What verification said, or null when it found nothing wrong. */
  trustError: z.nullable(z.string()),
})
export type CertificateRecord = z.infer<typeof certificateSchema>

/** A certificate above the leaf, as the popover lists it. */
export const issuerSchema = z.object({
  subject: z.string(),
  validFrom: z.string(),
  expiresAt: z.string(),
  /** It is trusted as it stands, whoever issued it. */
  anchor: z.boolean(),
})
export type Issuer = z.infer<typeof issuerSchema>

export const httpFactsSchema = z.object({
  statusCode: z.number(),
  httpVersion: z.string(),
  /** Decoded bytes of the body that were read. */
  bytes: z.number(),
  redirects: z.array(z.string()),
})
export type HttpFacts = z.infer<typeof httpFactsSchema>

/** One result, in the order it is printed. */
export const resultRecordSchema = z.object({
  id: z.string(),
  target: z.string(),
  protocol: z.enum(['tcp', 'udp', 'http']),
  name: z.string(),
  labels: z.record(z.string(), z.string()),
  /** Wall clock at the start, ISO 8601 UTC with milliseconds; every duration is from the monotonic clock. */
  startedAt: z.string(),
  /** Null for a local fault: this machine could not probe, and the target is not judged. */
  resultCode: z.nullable(z.int()),
  result: z.nullable(z.enum(resultLabels)),
  reason: z.nullable(z.enum(reasons)),
  message: z.string(),
  /** Milliseconds; null wherever nothing was measured, never -1. */
  responseTimeMs: ms,
  timings: timingsSchema,
  remoteAddress: z.nullable(z.string()),
  http: z.nullable(httpFactsSchema),
  certificate: z.nullable(certificateSchema),
  /** False only for a UDP success that rests on silence. */
  confirmed: z.boolean(),
})
export type ResultRecord = z.infer<typeof resultRecordSchema>

/** What fills the blanks of the reason's sentence in the popover, such as the port or the time allowed. */
export const reasonDetailSchema = z.partial(
  z.object({
    host: z.string(),
    port: z.string(),
    timeoutMs: z.number(),
    /** The error code of the resolver, the TLS stack or the system. */
    code: z.string(),
    expected: z.string(),
    /** Body bytes announced by Content-Length. */
    length: z.number(),
    proxy: z.string(),
    family: z.enum(['IPv4', 'IPv6']),
    resource: z.enum(['files', 'memory', 'ports', 'buffers']),
    /** What the probe saw, where it was this machine's fault: the result code that does not count. */
    observedCode: z.int(),
    /** The reason that went with it. */
    observedReason: z.enum(reasons),
  }),
)
export type ReasonDetail = z.infer<typeof reasonDetailSchema>

export const probeResultSchema = z.extend(resultRecordSchema, {
  detail: reasonDetailSchema,
  /** From the leaf's issuer up to the trust anchor, where there is a certificate and a path to one. */
  issuers: z.optional(z.array(issuerSchema)),
})

/** What a probe returns: the record, and what the popover needs besides. */
export type ProbeResult = z.infer<typeof probeResultSchema>

/** The record alone, as programs read it. */
export function toRecord(result: ProbeResult): ResultRecord {
  const { detail: _detail, issuers: _issuers, ...record } = result
  return record
}

/** Whether the result is a verdict on the target, as opposed to a fault of this machine. */
export function isVerdict(result: ResultRecord): result is ResultRecord & { resultCode: number } {
  return result.resultCode !== null
}
