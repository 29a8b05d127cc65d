import type { Uptime, UptimeRange } from '../../../contract/history.ts'
import type { Archive } from '../archive.ts'
import { createTallyOfTime, type TallyOfTime } from '../tally.ts'
import { fiveMinuteMs, hourMs, hourOf } from '../tiers.ts'
import { walk } from '../timeline.ts'

const dayMs = 86_400_000

export const rangeMs: Record<UptimeRange, number> = {
  '1h': hourMs,
  '24h': dayMs,
  '7d': 7 * dayMs,
  '30d': 30 * dayMs,
  '90d': 90 * dayMs,
}

/**
 * Time-weighted over the time an outcome was known for. Where raw results are gone, a stretch is taken from edge to edge
 * of the buckets that are left, five minutes or an hour wide, that hold its ends.
 */
export function uptimeBetween(archive: Archive, key: number, fromMs: number, toMs: number): Uptime {
  const progress = archive.progress.of(key)
  if (toMs <= fromMs || !progress) return unknown
  const finest = archive.finest(key, fromMs)
  const edgeMs = { raw: 1, '5m': fiveMinuteMs, '1h': hourMs }[finest]
  const beganMs = Math.floor(fromMs / edgeMs) * edgeMs
  const isEndRaw = hourOf(toMs) >= progress.purgedMs
  const endedMs = isEndRaw ? toMs : Math.ceil(toMs / edgeMs) * edgeMs

  // The rest of an hour that has begun, whole hours as far as they are rolled up, and what came after.
  const wholeMs = Math.min(Math.ceil(beganMs / hourMs) * hourMs, endedMs)
  const wholeEndMs = Math.max(wholeMs, hourOf(Math.min(progress.rolledMs, endedMs)))
  const tally = createTallyOfTime()
  addPart(archive, key, finest === 'raw', beganMs, wholeMs, tally)
  archive.rollups['1h'].read(key, wholeMs, wholeEndMs, (bucket) => bucket.addTimeTo(tally))
  addPart(archive, key, isEndRaw, wholeEndMs, endedMs, tally)
  return uptimeOf(tally, endedMs - beganMs)
}

export const unknown: Uptime = { uptime: null, coverage: 0 }

function uptimeOf({ upMs, downMs }: TallyOfTime, durationMs: number): Uptime {
  const knownMs = upMs + downMs
  if (knownMs <= 0) return unknown
  return { uptime: upMs / knownMs, coverage: Math.min(1, knownMs / durationMs) }
}

/** Part of an hour, or what is not rolled up. */
function addPart(
  archive: Archive,
  key: number,
  isRaw: boolean,
  fromMs: number,
  toMs: number,
  tally: TallyOfTime,
): void {
  if (toMs <= fromMs) return
  if (!isRaw) return archive.rollups['5m'].read(key, fromMs, toMs, (bucket) => bucket.addTimeTo(tally))
  walk(archive.timeline(key, fromMs, toMs), fromMs, toMs, {
    span(outcome, from, to) {
      if (outcome === 'up') tally.upMs += to - from
      else if (outcome === 'down') tally.downMs += to - from
    },
    result: () => {},
  })
}
