import type { Overview, SparkSlot } from '../../../contract/history.ts'
import type { Archive } from '../archive.ts'
import { outcomeOf, walk } from '../timeline.ts'
import { rangeMs, unknown, uptimeBetween } from './uptime.ts'

const slotMs = 60_000
const slotCount = 30

export const emptyOverview: Overview = { targets: {}, slotMs }

type OfTarget = Overview['targets'][string]

/** The row of one target in the list: the last half hour, and how much of the last day it was up. */
export function overviewOf(archive: Archive, key: number | null, nowMs: number): OfTarget {
  if (key === null) return { day: unknown, spark: Array.from({ length: slotCount }, () => null) }
  return { day: uptimeBetween(archive, key, nowMs - rangeMs['24h'], nowMs), spark: spark(archive, key, nowMs) }
}

/**
 * The last slot is the minute that is not over. A slot without a probe of its own has what held in it, so that a target
 * probed every five minutes has no holes; the greatest latency of a slot stands for it, so that spikes are seen.
 */
function spark(archive: Archive, key: number, nowMs: number): SparkSlot[] {
  const fromMs = (Math.ceil(nowMs / slotMs) - slotCount) * slotMs
  const slots: SparkSlot[] = Array.from({ length: slotCount }, () => null)
  const timeline = archive.timeline(key, fromMs, nowMs)
  let heldLatency = timeline.results[0]?.latencyMs ?? null
  let heldDegraded = timeline.results[0]?.degraded ?? false

  function slotAt(atMs: number): NonNullable<SparkSlot> {
    const index = Math.floor((atMs - fromMs) / slotMs)
    const slot = slots[index] ?? { latency: null, failed: false, degraded: false }
    slots[index] = slot
    return slot
  }

  walk(timeline, fromMs, nowMs, {
    result(kept) {
      const outcome = outcomeOf(kept)
      heldLatency = kept.latencyMs
      heldDegraded = kept.degraded
      if (outcome !== 'up' && outcome !== 'down') return
      const slot = slotAt(kept.atMs)
      if (kept.latencyMs !== null) slot.latency = Math.max(slot.latency ?? 0, kept.latencyMs)
      if (outcome === 'down') slot.failed = true
      if (kept.degraded) slot.degraded = true
    },
    span(outcome, from, to) {
      if (outcome !== 'up' && outcome !== 'down') return
      for (let atMs = from; atMs < to; atMs = (Math.floor(atMs / slotMs) + 1) * slotMs) {
        const slot = slotAt(atMs)
        slot.latency ??= heldLatency
        if (outcome === 'down') slot.failed = true
        if (heldDegraded) slot.degraded = true
      }
    },
  })
  return slots
}
