import type { AlertSettings } from '../contract/alert-settings.ts'
import type { CertificateRecord } from '../contract/result.ts'
import type { Clock, Memory } from '../monitor/ports.ts'
import {
  type CertificateMemory,
  type CertificateNews,
  certificateTold,
  endingNews,
  leafNews,
  readCertificates,
  withLeaf,
} from './certificate-expiry.ts'
import { createSightings, isGone, noteAway, noteTurns, renewalNews, type Sightings } from './certificate-renewal.ts'

/** What is known of the certificates of every target. */
export interface Certificates {
  /** Takes one more certificate into account; answers what of it is to be told and was not yet. */
  see(id: string, certificate: CertificateRecord): CertificateNews[]
  told(id: string, news: CertificateNews): void
  /** Whether one that was seen in this run of the program has given way to others since. */
  isGone(id: string, fingerprint: string): boolean
  /** Holds them no longer; what was told of them is still remembered. */
  letGo(id: string): void
}

export function createCertificates(
  memory: Memory,
  clock: Clock,
  settings: () => Pick<AlertSettings, 'certificateDays'>,
): Certificates {
  const all = new Map<string, { memory: CertificateMemory; sightings: Sightings }>()

  function of(id: string) {
    const before = all.get(id)
    if (before) return before
    const read = readCertificates(memory, id)
    const known = { memory: read, sightings: createSightings((print) => read.told[print]?.awayMs ?? 0) }
    all.set(id, known)
    return known
  }

  function save(id: string, changed: CertificateMemory): void {
    const known = of(id)
    if (known.memory === changed) return
    known.memory = changed
    memory.set(id, 'certificates', changed)
  }

  return {
    see(id, certificate) {
      const { sightings } = of(id)
      sightings.see(certificate.chainExpiresFingerprint256, clock.monotonicMs())
      save(id, noteAway(noteTurns(of(id).memory, sightings), sightings, clock.monotonicMs()))
      const known = of(id).memory
      if (Object.keys(known.leaves).length === 0) {
        save(id, withLeaf(known, certificate.fingerprint256, certificate.issuer))
      }
      const news = [
        endingNews(known, certificate, clock.wallMs(), settings().certificateDays),
        renewalNews(known, certificate, sightings, clock.monotonicMs()),
        leafNews(known, certificate),
      ]
      return news.filter((one) => one !== null)
    },
    told: (id, news) => save(id, certificateTold(of(id).memory, news)),
    isGone(id, fingerprint) {
      const { sightings } = of(id)
      return isGone(sightings, fingerprint, sightings.alternates(fingerprint), clock.monotonicMs())
    },
    letGo: (id) => void all.delete(id),
  }
}
