import * as z from 'zod/mini'
import { alertSettingsSchema } from './alert-settings.ts'
import { desktopSettingsSchema } from './desktop.ts'
import { retentionSchema } from './history.ts'
import { languageChoiceSchema } from './language.ts'
import { listPreferencesSchema } from './list-preferences.ts'
import { networkSettingsSchema } from './network.ts'
import { targetConfigSchema } from './target-config.ts'

export const settingsVersion = 1

/** How many directories can be followed: each is watched and read again for as long as the program runs. */
export const maxFollowed = 20

/** How long a pause lasts: `until` is null for good, else ISO 8601. */
export const pauseSchema = z.strictObject({ until: z.nullable(z.string()) })
export type Pause = z.infer<typeof pauseSchema>

export const preferencesSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  notifications: z.boolean(),
  /** Absent: `defaultListPreferences`. */
  list: z.optional(listPreferencesSchema),
  /** Absent: `system`. */
  language: z.optional(languageChoiceSchema),
})
export type Preferences = z.infer<typeof preferencesSchema>

/** Metrics for Prometheus, on a loopback port of the person's choice; for the desktop, as `serve` has an address anyway. */
export const metricsSettingsSchema = z.strictObject({
  enabled: z.boolean(),
  port: z.int().check(z.minimum(1), z.maximum(65_535)),
})
export type MetricsSettings = z.infer<typeof metricsSettingsSchema>

/** The port is where Prometheus' exporters of metrics of programs are by custom. */
export const metricsDefaults: MetricsSettings = { enabled: false, port: 9464 }

export const metricsViewSchema = z.object({
  ...metricsSettingsSchema.shape,
  /** Where they are served now; null where they are not. */
  address: z.nullable(z.string()),
  /** Why they are not served although they should be, in words. */
  fault: z.nullable(z.string()),
})
export type MetricsView = z.infer<typeof metricsViewSchema>

/** The settings file, whole. */
export const settingsSchema = z.strictObject({
  schemaVersion: z.literal(settingsVersion),
  preferences: preferencesSchema,
  targets: z.array(targetConfigSchema),
  /** By target id; targets that come from a file can be paused too. */
  paused: z.record(z.string(), pauseSchema),
  /** Directories whose targets are shown beside one's own, absolute; absent: none. */
  followed: z.optional(z.array(z.string().check(z.minLength(1), z.maxLength(4096))).check(z.maxLength(maxFollowed))),
  /** What is told, when and how; absent: `defaultAlertSettings`. */
  alerts: z.optional(alertSettingsSchema),
  /** How long history is kept; absent: `defaultRetention`. */
  retention: z.optional(retentionSchema),
  /** How HTTP targets are reached; absent: directly. */
  network: z.optional(networkSettingsSchema),
  /** Absent: `metricsDefaults`. */
  metrics: z.optional(metricsSettingsSchema),
  /** Absent: `desktopDefaults`. */
  desktop: z.optional(desktopSettingsSchema),
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  schemaVersion: settingsVersion,
  preferences: { theme: 'system', notifications: true },
  targets: [],
  paused: {},
}
