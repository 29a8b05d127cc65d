import * as z from 'zod/mini'
import { alertSettingsSchema } from './alert-settings.ts'
import { retentionSchema } from './history.ts'
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
})
export type Preferences = z.infer<typeof preferencesSchema>

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
})
export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings: Settings = {
  schemaVersion: settingsVersion,
  preferences: { theme: 'system', notifications: true },
  targets: [],
  paused: {},
}
