import * as z from 'zod/mini'
import { reasons } from '../contract/reasons.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { OpenIncident } from './incidents.ts'
import type { Clock, Memory } from './ports.ts'
import { afterGap, unjudged, type Verdict } from './verdict.ts'

const kind = 'verdict'

const storedSchema = z.object({
  version: z.literal(1),
  /** What the rest is about: an address that was edited while nobody ran the program is another target. */
  address: z.string(),
  savedMs: z.number(),
  settled: z.enum(['up', 'degraded', 'down']),
  code: z.int(),
  sinceMs: z.number(),
  slow: z.array(z.boolean()),
  flapping: z.boolean(),
  changes: z.array(z.object({ agoMs: z.number(), points: z.number() })),
  incident: z.nullable(
    z.object({
      counts: z.record(z.string(), z.int()),
      state: z.object({
        id: z.string(),
        targetId: z.string(),
        openedMs: z.number(),
        lastSeenMs: z.number(),
        closedMs: z.null(),
        endUnknown: z.boolean(),
        codes: z.array(z.int()),
        worst: z.int(),
        result: z.object({ reason: z.nullable(z.enum(reasons)), message: z.string() }),
        failures: z.int(),
      }),
    }),
  ),
})

/** What must survive the program of one target. */
export interface Remembered {
  verdict: Verdict
  incident: OpenIncident | null
}

export const nothingRemembered: Remembered = { verdict: unjudged, incident: null }

function addressOf({ protocol, target }: TargetConfig): string {
  return `${protocol} ${target}`
}

export function remember(memory: Memory, clock: Clock, target: TargetConfig, { verdict, incident }: Remembered): void {
  const { settled, code, sinceMs, slow, flaps } = verdict
  if (settled === null || code === null || sinceMs === null) return
  memory.set(target.id, kind, {
    version: 1,
    address: addressOf(target),
    savedMs: clock.wallMs(),
    settled,
    code,
    sinceMs,
    slow: [...slow],
    flapping: flaps.flapping,
    // A monotonic clock begins anew with the machine.
    changes: flaps.changes.map(({ atMs, points }) => ({ agoMs: clock.monotonicMs() - atMs, points })),
    incident: incident && { counts: { ...incident.counts }, state: { ...incident.state } },
  })
}

export function forget(memory: Memory, targetId: string): void {
  memory.delete(targetId, kind)
}

/**
 * What an earlier run of the program made of the target; its streaks are over, as nobody watched since. Of a target whose
 * address was edited meanwhile nothing holds that anybody remembers by its id, what was told of it included.
 */
export function recall(memory: Memory, clock: Clock, target: TargetConfig): Remembered {
  const stored = storedSchema.safeParse(memory.get(target.id, kind))
  if (!stored.success) return nothingRemembered
  if (stored.data.address !== addressOf(target)) {
    memory.delete(target.id)
    return nothingRemembered
  }
  const { settled, code, sinceMs, slow, flapping, changes, savedMs, incident } = stored.data
  const [nowMs, awayMs] = [clock.monotonicMs(), Math.max(0, clock.wallMs() - savedMs)]
  const recalled = changes.map(({ agoMs, points }) => ({ atMs: nowMs - agoMs - awayMs, points }))
  return {
    verdict: afterGap({
      ...unjudged,
      settled,
      code,
      sinceMs,
      slow,
      flaps: { flapping, changes: recalled },
    }),
    incident,
  }
}
