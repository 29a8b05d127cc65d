import type { CertificateRecord } from '../../electron/contract/result.ts'
import { daysUntil } from '../i18n/format.ts'

/** From how many days before its expiry a certificate is worth a word in the list. */
export const certificateSoonDays = 30

/** Whole days until the first certificate of the chain ends, leaf included; negative once it has. */
export function certificateDays(certificate: CertificateRecord, nowMs: number): number {
  return Math.min(daysUntil(certificate.expiresAt, nowMs), daysUntil(certificate.chainExpiresAt, nowMs))
}
