import * as z from 'zod/mini'
import { reasons } from './reasons.ts'
import { probeResultSchema } from './result.ts'

// All instants are wall-clock milliseconds since 1970: a chart computes with them. Latencies are milliseconds.

/**
 * Why there is no data. `closed`: Portlight did not run. `maintenance`: it was probed, and that does not count. New ones
 * are added at the end: files keep their place in this list.
 */
export const gapCauses = [
  'closed',
  'asleep',
  'paused',
  'offline',
  'settling',
  'local',
  'unknown',
  'maintenance',
] as const
export type GapCause = (typeof gapCauses)[number]

export const maxSeriesPoints = 2000

/** What happened in one slot of a series. Null latencies: nothing was measured. A slot without data has covered 0. */
export const seriesPointSchema = z.object({
  at: z.number(),
  /** Of the slot, in [0, 1]. */
  covered: z.number(),
  probes: z.int(),
  failures: z.int(),
  /** Counts by result code other than success. */
  codes: z.record(z.string(), z.int()),
  degraded: z.int(),
  min: z.nullable(z.number()),
  p50: z.nullable(z.number()),
  p95: z.nullable(z.number()),
  max: z.nullable(z.number()),
})
export type SeriesPoint = z.infer<typeof seriesPointSchema>

export const gapSchema = z.object({ from: z.number(), to: z.number(), cause: z.enum(gapCauses) })
export type Gap = z.infer<typeof gapSchema>

export const seriesSchema = z.object({
  from: z.number(),
  to: z.number(),
  slotMs: z.number(),
  tier: z.enum(['raw', '5m', '1h']),
  points: z.array(seriesPointSchema),
  gaps: z.array(gapSchema),
  /** Over the whole range; null where nothing was measured. */
  p50: z.nullable(z.number()),
  p95: z.nullable(z.number()),
})
export type Series = z.infer<typeof seriesSchema>

/** Time-weighted over time observed. `uptime` is null where nothing was observed; both in [0, 1]. */
export const uptimeSchema = z.object({ uptime: z.nullable(z.number()), coverage: z.number() })
export type Uptime = z.infer<typeof uptimeSchema>

export const uptimeRanges = ['1h', '24h', '7d', '30d', '90d'] as const
export type UptimeRange = (typeof uptimeRanges)[number]

/** How far back each range reaches, in milliseconds. */
export const uptimeRangeMs: Record<UptimeRange, number> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 7 * 86_400_000,
  '30d': 30 * 86_400_000,
  '90d': 90 * 86_400_000,
}

export const incidentSchema = z.object({
  id: z.string(),
  targetId: z.string(),
  /** The first failure. */
  openedAt: z.number(),
  /** The first success after it, or the last observation where the end is unknown; null while open. */
  closedAt: z.nullable(z.number()),
  /** Portlight was not there to see the end. */
  endUnknown: z.boolean(),
  /** Result codes seen, in order of first appearance. */
  codes: z.array(z.int()),
  worst: z.int(),
  reason: z.nullable(z.enum(reasons)),
  /** Of the last failure. */
  message: z.string(),
  failures: z.int(),
})
export type Incident = z.infer<typeof incidentSchema>

/** For one row of the list: the last half hour in slots of a minute, oldest first. Null: no data. */
export const sparkSlotSchema = z.nullable(
  z.object({ latency: z.nullable(z.number()), failed: z.boolean(), degraded: z.boolean() }),
)
export const overviewSchema = z.object({
  targets: z.record(z.string(), z.object({ day: uptimeSchema, spark: z.array(sparkSlotSchema) })),
  slotMs: z.number(),
})
export type Overview = z.infer<typeof overviewSchema>
export type SparkSlot = z.infer<typeof sparkSlotSchema>

/** One raw result, as kept. */
export const pastResultSchema = z.object({
  at: z.number(),
  code: z.nullable(z.int()),
  latency: z.nullable(z.number()),
  confirmed: z.boolean(),
  degraded: z.boolean(),
  maintenance: z.boolean(),
  reason: z.nullable(z.enum(reasons)),
  message: z.nullable(z.string()),
  /** The whole result, where it was kept. */
  result: z.nullable(probeResultSchema),
})
export type PastResult = z.infer<typeof pastResultSchema>

/** How long each tier is kept, in days. */
export const retentionSchema = z.strictObject({
  rawDays: z.number().check(z.minimum(1), z.maximum(30)),
  fiveMinuteDays: z.number().check(z.minimum(2), z.maximum(365)),
  hourDays: z.number().check(z.minimum(7), z.maximum(3650)),
})
export type Retention = z.infer<typeof retentionSchema>
export const defaultRetention: Retention = { rawDays: 2, fiveMinuteDays: 30, hourDays: 730 }
