import type { Entry } from './journal.ts'

type Of<K extends Entry['kind']> = Extract<Entry, { kind: K }>

/** What became of the outages, as far as anybody had to be told. */
export interface Judgement {
  outages: number
  /** Of those that had to be told: the machine saw them for long enough, and nobody did anything to the target. */
  due: number
  incidents: number
  /** Sentences about what was not as it should be. */
  faults: string[]
}

/**
 * By when a failure is told at the latest, on the run's clock: two intervals, two probes that wait for their deadlines,
 * the retry, the gathering, and a minute in which there may be no room for another notice.
 */
const toldWithinMs = 150_000

/** Beyond ten in a minute one notice says which are down and which are up. */
const mixed = 'summary'
const downSubjects = new Set(['down', 'still-down'])

export function judgeTelling(entries: readonly Entry[], endedMs: number): Judgement {
  const pick = <K extends Entry['kind']>(kind: K) => entries.filter((entry): entry is Of<K> => entry.kind === kind)
  const outages = byServer(pick('outage'))
  const spoilt = byServer(pick('spoilt'))
  const flaps = byServer(pick('flapping'))
  const incidents = pick('incident')
  const incidentsOf = byServer(incidents)
  const blind = merged([...blindTimes(pick('sight'), endedMs), ...pick('stall')])
  const told = count(pick('notice').filter(({ subject }) => downSubjects.has(subject)))
  const recovered = count(pick('notice').filter(({ subject }) => subject === 'up'))
  const summarised = count(pick('notice').filter(({ subject }) => subject === mixed))
  const faults: string[] = []
  let due = 0

  for (const [id, times] of told) if (times > 1) faults.push(`${id} was told down ${times} times`)
  for (const [id, times] of recovered) if (times > 1) faults.push(`${id} was told up ${times} times`)

  function isDisturbed(nth: number, fromMs: number, toMs: number): boolean {
    const overlaps = (spoilt.get(nth) ?? []).some((each) => each.fromMs < toMs && each.toMs > fromMs)
    return overlaps || isFlapping(flaps.get(nth) ?? [], fromMs, toMs)
  }

  for (const [nth, all] of outages) {
    for (const [index, { fromMs, toMs }] of all.entries()) {
      const before = all[index - 1]
      // What fails again before anybody was told that it is up is no news.
      const again = before !== undefined && fromMs - before.toMs < toldWithinMs
      if (again || isDisturbed(nth, fromMs - toldWithinMs, toMs)) continue
      if (longestSeen(blind, fromMs, toMs) < toldWithinMs) continue
      due += 1
      const during = (incidentsOf.get(nth) ?? []).filter(
        ({ openMs, closedMs }) => openMs < toMs && (closedMs ?? Infinity) > fromMs,
      )
      const ids = [...new Set(during.map(({ id }) => id))]
      const times = ids.reduce((total, id) => total + (told.get(id) ?? 0), 0)
      const inSummary = ids.reduce((total, id) => total + (summarised.get(id) ?? 0), 0)
      if (times > 1 || times + inSummary === 0) {
        const seconds = `from ${Math.round(fromMs / 1000)} s to ${Math.round(toMs / 1000)} s`
        faults.push(`server ${nth}, down ${seconds}, was told ${times} times; incidents: ${ids.join(' ')}`)
        continue
      }
      const settled = (all[index + 1]?.fromMs ?? endedMs) - toMs
      if (settled < toldWithinMs || isDisturbed(nth, toMs, toMs + toldWithinMs)) continue
      if (longestSeen(blind, toMs, toMs + settled) < toldWithinMs) continue
      // A summary that was not needed to say that it is down says that it is up.
      const back = ids.some((id) => recovered.has(id)) || times + inSummary > 1
      if (during.at(-1)?.closedMs === null || !back) {
        faults.push(`server ${nth}, up again at ${Math.round(toMs / 1000)} s, was not told so`)
      }
    }
  }
  return { outages: pick('outage').length, due, incidents: incidents.length, faults }
}

function byServer<T extends { nth: number }>(entries: readonly T[]): Map<number, T[]> {
  return Map.groupBy(entries, ({ nth }) => nth)
}

function count(notices: readonly Of<'notice'>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const id of notices.flatMap(({ incidentIds }) => incidentIds)) counts.set(id, (counts.get(id) ?? 0) + 1)
  return counts
}

function isFlapping(changes: readonly Of<'flapping'>[], fromMs: number, toMs: number): boolean {
  // Whoever flaps when it begins was the last to change before.
  const before = changes.findLast(({ atMs }) => atMs <= fromMs)
  return (before?.flapping ?? false) || changes.some(({ atMs }) => atMs > fromMs && atMs < toMs + toldWithinMs)
}

interface Stretch {
  fromMs: number
  toMs: number
}

function blindTimes(sights: readonly Of<'sight'>[], endedMs: number): Stretch[] {
  const stretches: Stretch[] = []
  let fromMs: number | null = 0
  for (const { atMs, seeing } of sights) {
    if (!seeing) fromMs ??= atMs
    else if (fromMs !== null) {
      stretches.push({ fromMs, toMs: atMs })
      fromMs = null
    }
  }
  return fromMs === null ? stretches : [...stretches, { fromMs, toMs: endedMs }]
}

/** In order, none touching another. */
function merged(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = []
  for (const { fromMs, toMs } of stretches.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const last = all.at(-1)
    if (last && fromMs <= last.toMs) last.toMs = Math.max(last.toMs, toMs)
    else all.push({ fromMs, toMs })
  }
  return all
}

/** The longest time in between in which the machine saw without interruption. */
function longestSeen(blind: readonly Stretch[], fromMs: number, toMs: number): number {
  let longest = 0
  let sinceMs = fromMs
  for (const stretch of blind) {
    if (stretch.toMs <= fromMs || stretch.fromMs >= toMs) continue
    longest = Math.max(longest, stretch.fromMs - sinceMs)
    sinceMs = stretch.toMs
  }
  return Math.max(longest, toMs - sinceMs)
}
