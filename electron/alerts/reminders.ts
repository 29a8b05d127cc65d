import * as z from 'zod/mini'
import type { AlertSettings } from '../contract/alert-settings.ts'
import type { Clock, Memory } from '../monitor/ports.ts'
import type { Elapsed } from './elapsed.ts'

/**
 * The wall clock of a machine without a battery begins in 1970 until the network has set it. What was dated before this
 * was dated by such a clock: Portlight is younger.
 */
const earliestMs = Date.UTC(2026, 0, 1)

/** When a target that is down was last spoken of, wall clock, and how often a reminder was. */
const spokenSchema = z.object({ atMs: z.number(), reminders: z.int() })

interface Spoken extends z.infer<typeof spokenSchema> {
  /** The same moment, as time passed. */
  elapsedMs: number
}

/** When to speak again of what is still down. */
export interface Reminders {
  /** It was told now, and not as a reminder. */
  told(id: string): void
  reminded(id: string): void
  /** How long until it is due, in milliseconds, 0 when it is; null when there will be none. */
  waitMs(id: string): number | null
  /** How long it is from the last time it was spoken of to when it is due, in milliseconds; Infinity for never. */
  periodMs(id: string): number
  forget(id: string): void
  /** Holds it no longer; it is still remembered. */
  letGo(id: string): void
}

/**
 * Within a run of the program time counts as it passed, sleeps included; from one to the next by the wall clock. Changed
 * settings apply to what is waiting already.
 */
export function createReminders(
  memory: Memory,
  clock: Pick<Clock, 'wallMs'>,
  elapsed: Pick<Elapsed, 'nowMs'>,
  settings: () => Pick<AlertSettings, 'remindAfterMs' | 'remindEveryMs'>,
): Reminders {
  const all = new Map<string, Spoken>()

  function speak(id: string, reminders: number): void {
    const spoken = { atMs: clock.wallMs(), reminders }
    all.set(id, { ...spoken, elapsedMs: elapsed.nowMs() })
    memory.set(id, 'reminder', spoken)
  }

  function spokenOf(id: string): Spoken {
    const known = all.get(id)
    if (known) return known
    const kept = z.safeParse(spokenSchema, memory.get(id, 'reminder'))
    // An outage told by a version that did not remind: its time begins now.
    const { atMs, reminders } = kept.success ? kept.data : { atMs: clock.wallMs(), reminders: 0 }
    // What was dated before the clock was set says nothing.
    const agoMs = atMs < earliestMs ? 0 : Math.max(0, clock.wallMs() - atMs)
    const spoken = { atMs, reminders, elapsedMs: elapsed.nowMs() - agoMs }
    all.set(id, spoken)
    return spoken
  }

  function forget(id: string): void {
    all.delete(id)
    memory.delete(id, 'reminder')
  }

  function periodMs(id: string): number {
    const { remindAfterMs, remindEveryMs } = settings()
    return (spokenOf(id).reminders === 0 ? remindAfterMs : remindEveryMs) ?? Infinity
  }

  return {
    periodMs,
    told: (id) => speak(id, 0),
    reminded: (id) => speak(id, spokenOf(id).reminders + 1),
    waitMs(id) {
      const ofAllMs = periodMs(id)
      return ofAllMs === Infinity ? null : Math.max(0, ofAllMs - (elapsed.nowMs() - spokenOf(id).elapsedMs))
    },
    forget,
    letGo: (id) => void all.delete(id),
  }
}
