import type { CertificateRecord, ProbeResult } from '../../electron/contract/result.ts'
import { type Protocol, resultLabel } from '../../electron/contract/result-codes.ts'
import type { TcpTarget } from '../../electron/contract/target-config.ts'

/** A tcp target named as its id. */
export function tcpTarget(id: string, options: Partial<TcpTarget> = {}): TcpTarget {
  return {
    id,
    name: id,
    protocol: 'tcp',
    target: `${id}:5432`,
    intervalMs: 15_000,
    timeoutMs: 5000,
    readTimeoutMs: 3000,
    ...options,
  }
}

/** A result as a probe would give it; code null is a local fault. */
export function probeResult(
  id: string,
  resultCode: number | null,
  options: Partial<ProbeResult> & { protocol?: Protocol } = {},
): ProbeResult {
  const protocol = options.protocol ?? 'tcp'
  return {
    id,
    target: `${id}:5432`,
    protocol,
    name: id,
    labels: {},
    startedAt: '2026-01-01T00:00:00.000Z',
    resultCode,
    result: resultCode === null ? null : resultLabel(protocol, resultCode),
    reason: resultCode === null ? 'local-resources' : resultCode === 0 ? null : 'refused',
    message: resultCode === 0 ? `tcp ${id}:5432 connected in 1.9 ms.` : `tcp ${id}:5432 did not connect within 5 s.`,
    responseTimeMs: resultCode === 0 ? 1.9 : null,
    timings: { total: 2, dns: null, connect: null, tls: null, firstByte: null },
    remoteAddress: null,
    http: null,
    certificate: null,
    confirmed: true,
    detail: {},
    ...options,
  }
}

/** A certificate whose path ends first with the leaf, unless told otherwise. */
export function certificate(fingerprint: string, expiresAtMs: number, options: Partial<CertificateRecord> = {}) {
  const expiresAt = new Date(expiresAtMs).toISOString()
  return {
    subject: 'CN=db-1',
    issuer: 'CN=R3',
    altNames: ['db-1'],
    validFrom: '2025-06-01T00:00:00.000Z',
    expiresAt,
    fingerprint256: fingerprint,
    chainExpiresAt: expiresAt,
    chainExpiresSubject: 'CN=db-1',
    chainExpiresFingerprint256: fingerprint,
    trusted: true,
    trustError: null,
    ...options,
  } satisfies CertificateRecord
}
