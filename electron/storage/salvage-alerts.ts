import * as z from 'zod/mini'
import {
  type AlertSettings,
  alertSettingsSchema,
  defaultAlertSettings,
  maintenanceSchema,
  snoozeSchema,
} from '../contract/alert-settings.ts'
import { defaultRetention, type Retention, retentionSchema } from '../contract/history.ts'

/** Lists are kept entry by entry: one that is wrong says nothing about the others. */
const lists = new Map<string, z.ZodMiniType>([
  ['maintenance', maintenanceSchema],
  ['snoozes', snoozeSchema],
])

/**
 * Adds what is absent, at its default, so that a person may write only what is to be other, and a file from before an
 * option existed is no fault. What is there stays as it is, right or wrong.
 */
export function completeSettings(input: unknown): unknown {
  if (!isObject(input)) return input
  const { alerts, retention } = input
  return {
    ...input,
    ...(isObject(alerts) ? { alerts: completeAlerts(alerts) } : {}),
    ...(isObject(retention) ? { retention: { ...defaultRetention, ...retention } } : {}),
  }
}

function completeAlerts(alerts: Record<string, unknown>): Record<string, unknown> {
  const { quietHours, sound } = alerts
  return {
    ...defaultAlertSettings,
    ...alerts,
    ...(isObject(quietHours) ? { quietHours: { ...defaultAlertSettings.quietHours, ...quietHours } } : {}),
    ...(isObject(sound) ? { sound: { ...defaultAlertSettings.sound, ...sound } } : {}),
  }
}

/** Every option that is valid, and the default for every other. Undefined where there is none to keep. */
export function salvageAlerts(input: unknown): AlertSettings | undefined {
  if (!isObject(input)) return undefined
  const given = new Map(Object.entries(completeAlerts(input)))
  const kept = Object.entries(alertSettingsSchema.shape).flatMap(([name, schema]) => {
    const parsed = z.safeParse<z.ZodMiniType>(schema, validEntries(name, given.get(name)))
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  const whole = z.safeParse(alertSettingsSchema, { ...defaultAlertSettings, ...Object.fromEntries(kept) })
  return whole.success ? whole.data : undefined
}

function validEntries(name: string, value: unknown): unknown {
  const entry = lists.get(name)
  if (!entry || !Array.isArray(value)) return value
  return value.filter((one: unknown) => z.safeParse(entry, one).success)
}

/** The same for how long history is kept: a wrong figure must not delete what another keeps. */
export function salvageRetention(input: unknown): Retention | undefined {
  if (!isObject(input)) return undefined
  const given = new Map(Object.entries(input))
  const kept = Object.entries(retentionSchema.shape).flatMap(([name, schema]) => {
    const parsed = z.safeParse(schema, given.get(name))
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  const whole = z.safeParse(retentionSchema, { ...defaultRetention, ...Object.fromEntries(kept) })
  return whole.success ? whole.data : undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
