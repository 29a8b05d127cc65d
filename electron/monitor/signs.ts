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
  /** It is not, and somebody says so. */
  denied(): boolean
  /** Somebody was asked and has not answered: what looks like the sign may become one. */
  doubtful(nowMs: number): boolean
  /** Targets that showed it: their next results will tell whether it is over. */
  shown(): string[]
}

interface Shown {
  kind: string
  /** When it began, monotonic. */
  sinceMs: number
}

/** Two are enough, and asking more would make probes of one failure. */
const asked = 2

/** A probe may wait for a place and take its whole time; nobody waits for an answer longer than this. */
const answerMs = 20_000

export function createSigns(): Signs {
  const targets = new Map<string, Set<string>>()
  /** Witnesses that show the opposite, those heard of last at the end. */
  const good = new Set<string>()
  const bad = new Map<string, Shown>()
  const awaited = new Set<string>()
  let awaitedSinceMs = -Infinity
  /** Start of the last probe that showed the opposite. */
  let goodMs = -Infinity

  function note({ witness, targetId }: Report): void {
    const ids = targets.get(witness) ?? new Set()
    targets.set(witness, ids.add(targetId))
  }

  function drop(witness: string): void {
    for (const known of [targets, good, bad]) known.delete(witness)
    awaited.delete(witness)
  }

  function firstOf(witness: string): string[] {
    return [...(targets.get(witness) ?? [])].slice(0, 1)
  }

  function hearBad({ witness, kind, endedMs }: Report): string[] {
    awaited.delete(witness)
    const before = bad.get(witness)
    if (before?.kind === kind) return []
    good.delete(witness)
    bad.set(witness, { kind, sinceMs: endedMs })
    // It has been doubted once. One that shows another kind each time would be doubted for ever.
    if (before) return []
    const others = [...good].slice(-asked)
    if (others.length > 0) awaitedSinceMs = endedMs
    for (const other of others) awaited.add(other)
    return others.flatMap(firstOf)
  }

  function hearGood({ witness, startedMs }: Report): string[] {
    // A probe that began before the question may have looked before what it is about.
    if (startedMs >= awaitedSinceMs) awaited.delete(witness)
    goodMs = Math.max(goodMs, startedMs)
    bad.delete(witness)
    good.delete(witness)
    good.add(witness)
    return []
  }

  function present(): boolean {
    if (bad.size < 2) return false
    // Where none shows the opposite, it does not matter since when they show it.
    const fresh = [...bad.values()].filter(({ sinceMs }) => good.size === 0 || sinceMs > goodMs)
    return fresh.some(({ kind }, index) => fresh.slice(index + 1).some((other) => other.kind === kind))
  }

  return {
    hear(report) {
      if (report.says === 'silent') {
        drop(report.witness)
        return []
      }
      note(report)
      return report.says === 'bad' ? hearBad(report) : hearGood(report)
    },
    forget(targetId) {
      for (const [witness, ids] of targets) if (ids.delete(targetId) && ids.size === 0) drop(witness)
    },
    clear() {
      for (const known of [targets, good, bad, awaited]) known.clear()
      goodMs = -Infinity
    },
    present,
    denied: () => good.size > 0 && !present(),
    doubtful: (nowMs) => awaited.size > 0 && nowMs - awaitedSinceMs < answerMs,
    shown: () => [...bad.keys()].flatMap(firstOf),
  }
}
