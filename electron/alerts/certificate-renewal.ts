import type { CertificateRecord } from '../contract/result.ts'
import { type CertificateMemory, type CertificateNews, endingOf, maxRemembered } from './certificate-expiry.ts'

const dayMs = 86_400_000

/** So many results without the old certificate, for so long, and it was renewed: behind a balancer runs of a few mean nothing. */
const awayResults = 3
const awayMs = 300_000

/** How long one must be away that was seen in turn with others: it may be but one of several that was renewed. */
const awayInTurnMs = dayMs

/** How much more of that there must be before it is saved: no computer runs for a day on end but those that never stop. */
const saveEveryMs = 900_000

interface Sighting {
  first: number
  last: number
  lastMs: number
}

/** In which order a target's certificates were seen in this run of the program. */
export interface Sightings {
  /** Takes one more result into account. `nowMs` is monotonic. */
  see(fingerprint: string, nowMs: number): void
  /** Whether another was seen both before and after the last time it was. */
  alternates(fingerprint: string): boolean
  /**
   * How many results, and how long, it has been away; where it was not seen in this run, from the first result on, and
   * for as long as it was away in earlier ones.
   */
  away(fingerprint: string, nowMs: number): { results: number; ms: number }
}

/** `earlierMs`: how long a certificate was away at the end of the last run. */
export function createSightings(earlierMs: (fingerprint: string) => number = () => 0): Sightings {
  const seen = new Map<string, Sighting>()
  let count = 0
  let beganMs: number | null = null

  return {
    see(fingerprint, nowMs) {
      count += 1
      beganMs ??= nowMs
      const before = seen.get(fingerprint)
      seen.delete(fingerprint)
      seen.set(fingerprint, { first: before?.first ?? count, last: count, lastMs: nowMs })
      for (const oldest of seen.keys()) {
        if (seen.size <= maxRemembered) break
        seen.delete(oldest)
      }
    },
    alternates(fingerprint) {
      const last = seen.get(fingerprint)?.last ?? 0
      return [...seen.entries()].some(([other, { first, last: lastOther }]) => {
        return other !== fingerprint && first < last && lastOther > last
      })
    },
    away(fingerprint, nowMs) {
      const known = seen.get(fingerprint)
      if (known) return { results: count - known.last, ms: nowMs - known.lastMs }
      return { results: count, ms: nowMs - (beganMs ?? nowMs) + earlierMs(fingerprint) }
    },
  }
}

/** Whether a certificate that was seen is not there any more. `nowMs` is monotonic. */
export function isGone(sightings: Sightings, fingerprint: string, alternates: boolean, nowMs: number): boolean {
  const { results, ms } = sightings.away(fingerprint, nowMs)
  return results >= awayResults && ms >= (alternates ? awayInTurnMs : awayMs)
}

/** The memory with what the order of the last results says: which of those told take turns with others. */
export function noteTurns(memory: CertificateMemory, sightings: Sightings): CertificateMemory {
  const turning = Object.keys(memory.told).filter(
    (print) => !memory.told[print]?.alternates && sightings.alternates(print),
  )
  if (turning.length === 0) return memory
  const told = Object.entries(memory.told).map(
    ([print, one]) => [print, turning.includes(print) ? { ...one, alternates: true } : one] as const,
  )
  return { ...memory, told: Object.fromEntries(told) }
}

/** The memory with how long those that take turns have been away, where that is worth saving. `nowMs` is monotonic. */
export function noteAway(memory: CertificateMemory, sightings: Sightings, nowMs: number): CertificateMemory {
  let changed = false
  const told = Object.entries(memory.told).map(([print, one]) => {
    if (!one.alternates || one.renewed) return [print, one] as const
    const [savedMs, { ms }] = [one.awayMs ?? 0, sightings.away(print, nowMs)]
    if (ms >= savedMs && ms - savedMs < saveEveryMs) return [print, one] as const
    changed = true
    return [print, { ...one, awayMs: ms }] as const
  })
  return changed ? { ...memory, told: Object.fromEntries(told) } : memory
}

/**
 * Whether those that were told to end have given way to one that ends later. It is told once per certificate, when it has
 * been away for three results and five minutes; one that took turns with others must have been away for a day.
 */
export function renewalNews(
  { told }: CertificateMemory,
  certificate: CertificateRecord,
  sightings: Sightings,
  nowMs: number,
): CertificateNews | null {
  const ending = endingOf(certificate)
  const fingerprints = Object.entries(told).flatMap(([print, { endMs, renewed, alternates }]) => {
    if (renewed || print === certificate.chainExpiresFingerprint256 || ending.expiresAtMs <= endMs) return []
    return isGone(sightings, print, alternates ?? false, nowMs) ? [print] : []
  })
  return fingerprints.length === 0 ? null : { kind: 'certificate-renewed', fingerprints, ending }
}
