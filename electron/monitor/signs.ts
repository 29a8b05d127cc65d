/** What one result says of a sign that several targets together can give. */
export interface Report {
  /** What must be distinct for two reports to be more than one: a name, or a server. */
  witness: string
  targetId: string
  /** `bad`: the sign is there; `good`: it plainly is not; `silent`: this one can say nothing any more. */
  says: 'bad' | 'good' | 'silent'
  /** Only reports of one kind make a sign together. */
  kind: string
  /** When the probe began and ended, monotonic. */
  startedMs: number
  endedMs: number
}

/**
 * A sign read off the targets themselves: at least two of them, distinct, show it, and none shows the opposite since. One
 * that begins to show it makes others worth asking at once, rather than when their turn comes.
 */
export interface Signs {
  /** Takes a report, and answers which targets to ask. */
  hear(report: Report): string[]
  /** The target is not probed any more. */
  forget(targetId: string): void
  clear(): void
  /** The sign is there. */
  present(): boolean
  /** Somebody was asked and has not answered: what looks like the sign may become one. */
  doubtful(nowMs: number): boolean
  /** Targets that showed it: their next results will tell whether it is over. */
  shown(): string[]
}

interface Witness {
  targetIds: Set<string>
  bad: { kind: string; sinceMs: number } | null
}

/** Two are enough, and asking more would make probes of one failure. */
const asked = 2

/** A probe may wait for a place and take its whole time; nobody waits for an answer longer than this. */
const answerMs = 20_000

export function createSigns(): Signs {
  const witnesses = new Map<string, Witness>()
  const awaited = new Set<string>()
  let awaitedSinceMs = -Infinity
  /** Start of the last probe that showed the opposite. */
  let goodMs = -Infinity

  function witnessOf({ witness, targetId }: Report): Witness {
    const known = witnesses.get(witness) ?? { targetIds: new Set(), bad: null }
    witnesses.set(witness, known)
    known.targetIds.add(targetId)
    return known
  }

  function drop(name: string): void {
    witnesses.delete(name)
    awaited.delete(name)
  }

  /** Those that were good last, the ones heard of last first. */
  function othersThan(name: string): [string, Witness][] {
    return [...witnesses]
      .filter(([each, { bad }]) => each !== name && bad === null)
      .toReversed()
      .slice(0, asked)
  }

  function begin(report: Report, witness: Witness): string[] {
    witness.bad = { kind: report.kind, sinceMs: report.endedMs }
    const others = othersThan(report.witness)
    if (others.length === 0) return []
    awaitedSinceMs = report.endedMs
    for (const [name] of others) awaited.add(name)
    return others.flatMap(([, { targetIds }]) => [...targetIds].slice(0, 1))
  }

  function bad(): { kind: string; sinceMs: number }[] {
    return [...witnesses.values()].flatMap((witness) => witness.bad ?? [])
  }

  return {
    hear(report) {
      if (report.says === 'silent') {
        drop(report.witness)
        return []
      }
      const witness = witnessOf(report)
      // A probe that began before the question may have looked before what it is about.
      if (report.says === 'bad' || report.startedMs >= awaitedSinceMs) awaited.delete(report.witness)
      if (report.says === 'bad') return witness.bad?.kind === report.kind ? [] : begin(report, witness)
      goodMs = Math.max(goodMs, report.startedMs)
      witness.bad = null
      witnesses.delete(report.witness)
      witnesses.set(report.witness, witness)
      return []
    },
    forget(targetId) {
      for (const [name, { targetIds }] of witnesses) {
        if (targetIds.delete(targetId) && targetIds.size === 0) drop(name)
      }
    },
    clear() {
      witnesses.clear()
      awaited.clear()
      goodMs = -Infinity
    },
    present() {
      const all = bad()
      const none = all.length === witnesses.size
      return all.some(({ kind }) => {
        const same = all.filter((each) => each.kind === kind)
        // Where none shows the opposite, it does not matter since when the others show it.
        return (none ? same : same.filter(({ sinceMs }) => sinceMs > goodMs)).length >= 2
      })
    },
    doubtful: (nowMs) => awaited.size > 0 && nowMs - awaitedSinceMs < answerMs,
    shown: () => [...witnesses.values()].flatMap(({ bad, targetIds }) => (bad ? [...targetIds].slice(0, 1) : [])),
  }
}
