import type { TargetConfig } from '../contract/target-config.ts'
import { type Folded, unprobed } from './fold.ts'
import type { TargetStatus } from './ports.ts'

/** What the monitor holds of one target. */
export interface Watch {
  target: TargetConfig
  folded: Folded
  paused: { untilMs: number | null; sinceMs: number } | null
  /** No result yet since its grid began: its slot is served however late. */
  owed: boolean
  /** The slot it waits for a place to be probed for, monotonic; null while it waits for none. */
  slotMs: number | null
  /** How long after its slot the probe under way began; null when it began for no slot. */
  lagMs: number | null
}

/** A target nobody has probed yet. A pause whose end has passed is none. */
export function createWatch(target: TargetConfig, pause: { untilMs: number | null } | null, wallMs: number): Watch {
  const paused = pause && (pause.untilMs === null || pause.untilMs > wallMs)
  return {
    target,
    folded: unprobed,
    paused: paused ? { untilMs: pause.untilMs, sinceMs: wallMs } : null,
    owed: true,
    slotMs: null,
    lagMs: null,
  }
}

/** What others see of it. */
export function statusOf(watch: Watch, probing: boolean, nextProbeMs: number | null): TargetStatus {
  const { folded, paused } = watch
  return {
    ...folded,
    ...(paused ? { state: 'paused' as const, sinceMs: paused.sinceMs } : {}),
    paused: paused && { untilMs: paused.untilMs },
    confirming: null,
    flapping: false,
    settled: folded.code === null ? null : folded.code === 0 ? 'up' : 'down',
    noData: paused ? 'paused' : folded.state === 'no-data' ? 'local' : null,
    probing,
    nextProbeMs,
  }
}
