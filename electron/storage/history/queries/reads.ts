import type { Archive } from '../archive.ts'
import type { DecisionTable } from '../decision-table.ts'
import type { IncidentTable } from '../incident-table.ts'
import type { HistorySize, Reads } from '../reads.ts'
import type { TargetKeys } from '../target-keys.ts'
import { overviewOf } from './overview.ts'
import { createPastResults, type Wholes } from './past-results.ts'
import { series } from './series.ts'
import { rangeMs, unknown, uptimeBetween } from './uptime.ts'

export interface ReadDeps {
  keys: TargetKeys
  archive: Archive
  incidents: IncidentTable
  decisions: DecisionTable
  wholes: Wholes
  size: () => HistorySize
}

/** Answers every question from what is held; an id that is not known has no past. */
export function createReads({ keys, archive, incidents, decisions, wholes, size }: ReadDeps): Reads {
  const past = createPastResults(archive, wholes)
  return {
    series: (id, fromMs, toMs, points) => series(archive, keys.keyOf(id), fromMs, toMs, points),
    uptime(id, ranges, nowMs) {
      const key = keys.keyOf(id)
      return Object.fromEntries(
        ranges.map((range) => [
          range,
          key === null ? unknown : uptimeBetween(archive, key, nowMs - rangeMs[range], nowMs),
        ]),
      )
    },
    uptimeBetween(id, fromMs, toMs) {
      const key = keys.keyOf(id)
      return key === null ? unknown : uptimeBetween(archive, key, fromMs, toMs)
    },
    overview: (ids, nowMs) => ({
      targets: Object.fromEntries(ids.map((id) => [id, overviewOf(archive, keys.keyOf(id), nowMs)])),
      slotMs: 60_000,
    }),
    incidents: (range) => incidents.list(range),
    nearest(id, atMs) {
      const key = keys.keyOf(id)
      return key === null ? null : past.nearest(key, atMs)
    },
    results(id, fromMs, toMs, limit) {
      const key = keys.keyOf(id)
      return key === null ? [] : past.between(key, fromMs, toMs, limit)
    },
    decisions: (range) => decisions.list(range),
    size,
    targets: () => keys.current(),
  }
}
