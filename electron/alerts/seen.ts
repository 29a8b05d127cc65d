import type { Clock, MonitorEvent } from '../monitor/ports.ts'
import type { Elapsed } from './elapsed.ts'
import type { AlertRecord } from './record.ts'
import type { StateKind } from './state-news.ts'

/** What the last results say, for as long as this computer has seen without interruption: nothing is told on older ones. */
export interface Seen {
  hear(event: MonitorEvent): void
  /** Whether the last result that counted bears this out. */
  bearsOut(id: string, kind: StateKind, record: AlertRecord): boolean
  /** Whether there is one. */
  has(id: string): boolean
  /**
   * Since when it fails, when it was last seen, and when the probe began that saw it, monotonic; -Infinity where that is
   * not known.
   */
  times(id: string): { failingSinceMs: number; lastMs: number; lastBeganMs: number }
  /** For how long it is down; null where nobody knows, undefined where it began in an earlier run of the program. */
  downForMs(id: string): number | null | undefined
}

export function createSeen(clock: Clock, elapsed: Pick<Elapsed, 'nowMs' | 'isDoubtfulSince'>): Seen {
  const last = new Map<string, { failed: boolean; atMs: number; beganMs: number }>()
  /** On the monotonic clock, and as time passed. */
  const failing = new Map<string, { sinceMs: number; elapsedMs: number }>()

  function forget(id: string): void {
    last.delete(id)
    failing.delete(id)
  }

  return {
    hear(event) {
      const nowMs = clock.monotonicMs()
      switch (event.type) {
        case 'result': {
          const { id } = event.target
          const { resultCode, timings } = event.result
          // What is seen in maintenance, or while settling, says nothing of how it stands, nor does what was seen before.
          if (resultCode === null || !event.counted) last.delete(id)
          else last.set(id, { failed: resultCode !== 0, atMs: nowMs, beganMs: nowMs - timings.total })
          return
        }
        case 'transition': {
          const { target, transition } = event
          if (transition.kind === 'up' || transition.kind === 'steady') failing.delete(target.id)
          if (transition.kind !== 'down') return
          const agoMs = Math.max(0, clock.wallMs() - transition.sinceMs)
          failing.set(target.id, { sinceMs: nowMs - agoMs, elapsedMs: elapsed.nowMs() - agoMs })
          return
        }
        case 'status':
          if (event.after.paused) last.delete(event.target.id)
          return
        case 'sight':
          if (event.sight.kind !== 'seeing') last.clear()
          return
        case 'replaced':
          return forget(event.target.id)
        case 'removed':
          return forget(event.id)
        default:
          return
      }
    },
    has: (id) => last.has(id),
    bearsOut(id, kind, { down }) {
      const seen = last.get(id)
      if (!seen || kind === 'flapping') return seen !== undefined
      const answered = kind === 'up' || kind === 'degraded' || kind === 'restored' || (kind === 'steady' && !down)
      return seen.failed !== answered
    },
    times: (id) => ({
      failingSinceMs: failing.get(id)?.sinceMs ?? -Infinity,
      lastMs: last.get(id)?.atMs ?? -Infinity,
      lastBeganMs: last.get(id)?.beganMs ?? -Infinity,
    }),
    downForMs(id) {
      const sinceMs = failing.get(id)?.elapsedMs
      if (sinceMs === undefined) return undefined
      return elapsed.isDoubtfulSince(sinceMs) ? null : elapsed.nowMs() - sinceMs
    },
  }
}
