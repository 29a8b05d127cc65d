import * as z from 'zod/mini'
import { gapCauses } from './history.ts'
import { progressSchema } from './import.ts'
import { probeResultSchema } from './result.ts'
import { preferencesSchema } from './settings.ts'
import { states } from './states.ts'

/** What the phases of a probe are told by. */
export const lastGoodSchema = z.pick(probeResultSchema, {
  protocol: true,
  startedAt: true,
  resultCode: true,
  reason: true,
  responseTimeMs: true,
  timings: true,
  http: true,
})
export type LastGood = z.infer<typeof lastGoodSchema>

/** One target as the page shows it. It holds no option that could carry a secret. */
export const targetViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  target: z.string(),
  protocol: z.enum(['tcp', 'udp', 'http']),
  /** The address as one line, as the person would write it to add it again. */
  address: z.string(),
  labels: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  intervalMs: z.number(),
  /** Path of the file it comes from; null for a target of one's own, which alone can be edited and removed. */
  sourceFile: z.nullable(z.string()),
  state: z.enum(states),
  /** When the current state began, ISO 8601; null while pending. */
  since: z.nullable(z.string()),
  /** When the result code last changed. */
  lastChangeAt: z.nullable(z.string()),
  paused: z.nullable(z.object({ until: z.nullable(z.string()) })),
  /** When the next probe is due, ISO 8601; null while paused. */
  nextProbeAt: z.nullable(z.string()),
  /** A probe is in flight. */
  probing: z.boolean(),
  lastResult: z.nullable(probeResultSchema),
  /** Where the time of the last success went, while the last result is none; absent where nobody knows. */
  lastGood: z.optional(lastGoodSchema),
  /** A failure is being confirmed, or, of a target that is down, a recovery: so many results of so many. */
  confirming: z.nullable(z.object({ count: z.int(), needed: z.int() })),
  /** It changes so often that its changes are not told one by one. */
  flapping: z.boolean(),
  /** What it was when last judged, while its state is another. */
  settled: z.nullable(z.enum(states)),
  /** Why nothing is known of it now. */
  noData: z.nullable(z.enum(gapCauses)),
  /** No notices of it until then, ISO 8601; null: until it recovers. */
  snoozed: z.nullable(z.object({ until: z.nullable(z.string()) })),
  /** The maintenance window that it is in, and its end, ISO 8601. */
  maintenance: z.nullable(z.object({ until: z.string(), name: z.string() })),
})
export type TargetView = z.infer<typeof targetViewSchema>

export const summarySchema = z.object({
  worst: z.nullable(z.enum(states)),
  counts: z.object({
    pending: z.number(),
    up: z.number(),
    degraded: z.number(),
    confirming: z.number(),
    down: z.number(),
    'no-data': z.number(),
    paused: z.number(),
  }),
  total: z.number(),
})

/** Something the person should know about the program itself. The page has the sentence for each code. */
export const noticeSchema = z.object({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'error']),
  code: z.enum([
    'settings-set-aside',
    'settings-newer',
    'settings-edited',
    'settings-not-saved',
    'state-set-aside',
    'history-set-aside',
    'history-newer',
    'history-not-saved',
    'notifications-unavailable',
    'secret-unavailable',
    'config-warning',
    'config-error',
    'local-resources',
    'metrics-unavailable',
    'shortcut-unavailable',
    'tray-unavailable',
    'update-available',
    'crashed',
  ]),
  params: z.record(z.string(), z.string()),
})
export type Notice = z.infer<typeof noticeSchema>

export const hostSchema = z.object({
  kind: z.enum(['desktop', 'headless']),
  version: z.string(),
  dataDirectory: z.string(),
  /** What delivers notifications, in the system's words; null when nothing can. */
  notifier: z.nullable(z.string()),
})
export type HostFacts = z.infer<typeof hostSchema>

/** A directory that is followed. Its problems are notices. */
export const followedSchema = z.object({ path: z.string(), targets: z.int() })
export type Followed = z.infer<typeof followedSchema>

/** Whether this computer can see its targets, why not, and since when (ISO 8601). */
export const sightSchema = z.object({
  kind: z.enum(['seeing', 'settling', 'blind']),
  cause: z.nullable(z.enum(['start', 'resume', 'network', 'clock', 'asleep', 'offline', 'captive-portal', 'dns'])),
  since: z.nullable(z.string()),
})
export type SightView = z.infer<typeof sightSchema>

const versioned = {
  version: z.number(),
  summary: summarySchema,
  notices: z.array(noticeSchema),
  followed: z.array(followedSchema),
  sight: sightSchema,
  /** How far an import is; absent or null while there is none. */
  importing: z.optional(z.nullable(progressSchema)),
}

/** Everything the page shows, at one version. */
export const snapshotSchema = z.object({
  ...versioned,
  host: hostSchema,
  preferences: preferencesSchema,
  targets: z.array(targetViewSchema),
})
export type Snapshot = z.infer<typeof snapshotSchema>

/** What changed from `from` to `version`. A page at any other version asks for a snapshot again. */
export const deltaSchema = z.object({
  ...versioned,
  from: z.number(),
  preferences: preferencesSchema,
  changed: z.array(targetViewSchema),
  removed: z.array(z.string()),
})
export type Delta = z.infer<typeof deltaSchema>
