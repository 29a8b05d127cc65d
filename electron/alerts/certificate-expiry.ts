import * as z from 'zod/mini'
import type { CertificateRecord } from '../contract/result.ts'
import type { Memory } from '../monitor/ports.ts'

const dayMs = 86_400_000

/**
 * Certificates remembered per target. A balancer may show several in turn, so one that was not seen just now cannot be
 * forgotten yet. In a rotation of more than this many each would be told again at every turn.
 */
export const maxRemembered = 256

/** A certificate this much further from its end than it was told to be was told by a clock that was wrong. */
const clockErrorDays = 1

/** A certificate whose end is near enough to be told, or past; or of one just renewed, far off again. */
export interface EndingCertificate {
  subject: string
  /** The target's own certificate, as opposed to one further up its path. */
  leaf: boolean
  expiresAtMs: number
}

/** Something to tell of a certificate. */
export type CertificateNews =
  /** `days` is the smallest threshold passed; below 0 the days since its end. */
  | { kind: 'certificate'; fingerprint: string; days: number; ending: EndingCertificate }
  /** In place of those told to end there is one that ends later. */
  | { kind: 'certificate-renewed'; fingerprints: readonly string[]; ending: EndingCertificate }
  /** A leaf never seen at this target. */
  | { kind: 'certificate-changed'; fingerprint: string; issuer: string; before: string }

const toldSchema = z.object({
  days: z.number(),
  endMs: z.number(),
  /** Another was seen both before and after it: several stand behind one address. */
  alternates: z.optional(z.boolean()),
  /** For how long it was looked for and not seen, of one that takes turns: as far as it is saved. */
  awayMs: z.optional(z.number()),
  /** That it was renewed is told. */
  renewed: z.optional(z.boolean()),
})

const memorySchema = z.object({
  /** By fingerprint; the one told last stands last. */
  told: z.record(z.string(), toldSchema),
  /** Issuers of the leaves seen, by fingerprint; the newest stands last. */
  leaves: z.record(z.string(), z.string()),
})
/** What is remembered of a target's certificates. */
export type CertificateMemory = z.infer<typeof memorySchema>

export const noCertificates: CertificateMemory = { told: {}, leaves: {} }

/** As earlier versions kept it beside the result code told. */
const daysToldSchema = z.object({ certificates: z.record(z.string(), z.number()) })

/** What is remembered of a target's certificates; nothing where it cannot be read. */
export function readCertificates(memory: Memory, targetId: string): CertificateMemory {
  const kept = z.safeParse(memorySchema, memory.get(targetId, 'certificates'))
  if (kept.success) return kept.data
  const { data: earlier } = z.safeParse(daysToldSchema, memory.get(targetId, 'told'))
  const told = Object.entries(earlier?.certificates ?? {}).map(([print, days]) => [print, { days, endMs: 0 }] as const)
  return { ...noCertificates, told: Object.fromEntries(told) }
}

/**
 * The smallest threshold passed, in days, or null while the end is further away. Where 0 is among the thresholds, each
 * full day after the end is one too: 0 at the end, -1 a day later.
 */
export function thresholdPassed(expiresAtMs: number, nowMs: number, thresholdsDays: readonly number[]): number | null {
  const leftMs = expiresAtMs - nowMs
  if (leftMs <= 0 && thresholdsDays.includes(0)) return 0 - Math.floor(-leftMs / dayMs)
  const passed = thresholdsDays.filter((days) => days >= 0 && leftMs <= days * dayMs)
  return passed.length === 0 ? null : Math.min(...passed)
}

/**
 * Whether the certificate that ends first on a target's path is to be told now: once per certificate and threshold, the
 * smallest where several were passed at once, and once a day when it has expired.
 */
export function endingNews(
  { told }: CertificateMemory,
  certificate: CertificateRecord,
  nowMs: number,
  thresholdsDays: readonly number[],
): CertificateNews | null {
  const fingerprint = certificate.chainExpiresFingerprint256
  const ending = endingOf(certificate)
  const days = thresholdPassed(ending.expiresAtMs, nowMs, thresholdsDays)
  const earlier = told[fingerprint]?.days ?? Infinity
  const misled = ending.expiresAtMs - nowMs > (earlier + clockErrorDays) * dayMs
  if (days === null || (days >= earlier && !misled)) return null
  return { kind: 'certificate', fingerprint, days, ending }
}

/** The certificate that ends first on the path. */
export function endingOf(certificate: CertificateRecord): EndingCertificate {
  return {
    subject: certificate.chainExpiresSubject,
    leaf: certificate.chainExpiresFingerprint256 === certificate.fingerprint256,
    expiresAtMs: Date.parse(certificate.chainExpiresAt),
  }
}

/** Whether the leaf is another than any seen before; the first of all is no news. */
export function leafNews({ leaves }: CertificateMemory, certificate: CertificateRecord): CertificateNews | null {
  const before = Object.values(leaves).at(-1)
  const fingerprint = certificate.fingerprint256
  if (before === undefined || leaves[fingerprint] !== undefined) return null
  return { kind: 'certificate-changed', fingerprint, issuer: certificate.issuer, before }
}

/** The memory once this is told. */
export function certificateTold(memory: CertificateMemory, news: CertificateNews): CertificateMemory {
  switch (news.kind) {
    case 'certificate': {
      const { [news.fingerprint]: before, ...others } = memory.told
      const told = { ...before, days: news.days, endMs: news.ending.expiresAtMs }
      return { ...memory, told: { ...newest(others), [news.fingerprint]: told } }
    }
    case 'certificate-renewed': {
      const told = Object.entries(memory.told).map(
        ([print, one]) => [print, news.fingerprints.includes(print) ? { ...one, renewed: true } : one] as const,
      )
      return { ...memory, told: Object.fromEntries(told) }
    }
    case 'certificate-changed':
      return withLeaf(memory, news.fingerprint, news.issuer)
  }
}

/** The memory once the leaf has been seen. */
export function withLeaf(memory: CertificateMemory, fingerprint: string, issuer: string): CertificateMemory {
  return { ...memory, leaves: { ...newest(memory.leaves), [fingerprint]: issuer } }
}

/** Makes room for one more. */
function newest<T>(all: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).slice(1 - maxRemembered))
}
