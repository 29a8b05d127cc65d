import type { Snooze } from '../contract/alert-settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'

/** Finds the snooze of a target; there may be thousands of both. */
export interface SnoozeIndex {
  /** The one that ends last, of the target itself or of one of its tags, at this moment (wall-clock milliseconds). */
  of(target: TargetConfig, snoozes: readonly Snooze[], nowMs: number): { until: string | null } | null
  /** When the next one ends, wall-clock milliseconds; null where none does by itself. */
  nextEndMs(snoozes: readonly Snooze[], nowMs: number): number | null
}

const endMs = ({ until }: Snooze): number => (until === null ? Infinity : Date.parse(until))

export function createSnoozeIndex(): SnoozeIndex {
  let indexed: readonly Snooze[] | null = null
  let byId = new Map<string, Snooze>()
  let byTag = new Map<string, Snooze>()

  function index(snoozes: readonly Snooze[]): void {
    if (snoozes === indexed) return
    indexed = snoozes
    byId = new Map()
    byTag = new Map()
    for (const snooze of snoozes) {
      if (snooze.scope.kind === 'target') byId.set(snooze.scope.id, snooze)
      else byTag.set(snooze.scope.tag, snooze)
    }
  }

  return {
    of({ id, tags = [] }, snoozes, nowMs) {
      index(snoozes)
      let last: Snooze | null = null
      for (const snooze of [byId.get(id), ...tags.map((tag) => byTag.get(tag))]) {
        if (snooze && endMs(snooze) > nowMs && (!last || endMs(snooze) > endMs(last))) last = snooze
      }
      return last && { until: last.until }
    },
    nextEndMs(snoozes, nowMs) {
      const nextMs = Math.min(...snoozes.map(endMs).filter((ms) => ms > nowMs), Infinity)
      return nextMs === Infinity ? null : nextMs
    },
  }
}
