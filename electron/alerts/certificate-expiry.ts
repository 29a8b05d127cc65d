import type { CertificateRecord } from '../contract/result.ts'

const dayMs = 86_400_000

/** Days before its end at which a certificate is told, smallest first; 0 is its end. */
const thresholdsDays = [0, 1, 3, 7, 14, 30] as const

/**
 * Certificates remembered per target. A balancer may show several in turn, so one that was not seen just now cannot be
 * forgotten yet. In a rotation of more than this many each would be told again at every turn.
 */
const maxRemembered = 256

/** A certificate this much further from its end than it was told to be was told by a clock that was wrong. */
const clockErrorDays = 1

/** A certificate whose end is near enough to be told, or past. */
export interface EndingCertificate {
  subject: string
  /** The target's own certificate, as opposed to one further up its path. */
  leaf: boolean
  expiresAtMs: number
}

/** Smallest threshold told, in days, by fingerprint; the one told last stands last. */
export type ToldCertificates = Readonly<Record<string, number>>

/** The smallest threshold passed, in days, or null while the end is over 30 days away. */
export function thresholdPassed(expiresAtMs: number, nowMs: number): number | null {
  return thresholdsDays.find((days) => expiresAtMs - nowMs <= days * dayMs) ?? null
}

/**
 * Decides whether the certificate that ends first on a target's path is told now: once per certificate and threshold,
 * the smallest where several were passed at once. `told` comes back as it was when there is nothing to tell.
 */
export function decideCertificate(
  told: ToldCertificates,
  certificate: CertificateRecord | null,
  nowMs: number,
): { told: ToldCertificates; ending: EndingCertificate | null } {
  const nothing = { told, ending: null }
  if (!certificate) return nothing
  const fingerprint = certificate.chainExpiresFingerprint256
  const expiresAtMs = Date.parse(certificate.chainExpiresAt)
  const threshold = thresholdPassed(expiresAtMs, nowMs)
  const earlier = told[fingerprint] ?? Infinity
  const misled = expiresAtMs - nowMs > (earlier + clockErrorDays) * dayMs
  if (threshold === null || (threshold >= earlier && !misled)) return nothing
  const { [fingerprint]: _replaced, ...others } = told
  const kept = Object.entries(others).slice(1 - maxRemembered)
  return {
    told: Object.fromEntries([...kept, [fingerprint, threshold]]),
    ending: {
      subject: certificate.chainExpiresSubject,
      leaf: fingerprint === certificate.fingerprint256,
      expiresAtMs,
    },
  }
}
