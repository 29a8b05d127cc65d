import type { ObservedSign, Witnesses } from './witnesses.ts'

/**
 * A sign read off the targets may be wrong: two servers of one owner can present one wrong certificate, two names can
 * have one dead name server. After an hour its targets are judged all the same.
 */
const believedMs = 3_600_000

/** A sign that comes and goes is one sign, until it has been away for so long. */
const goneMs = 900_000

const observedSigns: readonly ObservedSign[] = ['captive-portal', 'dns']

/** Which of the signs that the targets show is believed. Times are monotonic. */
export interface Belief {
  /** The sign that is there, and not for too long. */
  sign(nowMs: number): ObservedSign | null
  /** It is another network now. */
  clear(): void
}

export function createBelief(witnesses: Pick<Witnesses, 'present' | 'denied'>): Belief {
  /** When each was first there, and last. */
  const seen = new Map<ObservedSign, { firstMs: number; lastMs: number }>()

  function isBelieved(sign: ObservedSign, nowMs: number): boolean {
    const before = seen.get(sign)
    if (witnesses.present(sign)) {
      const firstMs = before?.firstMs ?? nowMs
      seen.set(sign, { firstMs, lastMs: nowMs })
      return nowMs - firstMs < believedMs
    }
    if (before && (witnesses.denied(sign) || nowMs - before.lastMs >= goneMs)) seen.delete(sign)
    return false
  }

  return {
    // Each is looked at, that none is thought to be away while another is there.
    sign: (nowMs) => observedSigns.filter((sign) => isBelieved(sign, nowMs))[0] ?? null,
    clear: () => seen.clear(),
  }
}
