import * as z from 'zod/mini'
import { desktopDefaults, desktopSettingsSchema } from '../contract/desktop.ts'
import { bypassEntrySchema } from '../contract/proxy-bypass.ts'
import {
  defaultSettings,
  pauseSchema,
  preferencesSchema,
  type Settings,
  settingsSchema,
  settingsVersion,
} from '../contract/settings.ts'
import { type TargetConfig, targetConfigSchema } from '../contract/target-config.ts'
import { describeIssues } from '../contract/validation.ts'
import { completeSettings, salvageAlerts, salvageRetention } from './salvage-alerts.ts'

/** `problems` names what could not be kept, place by place; empty when all of it was. */
export type Migrated = { kind: 'settings'; settings: Settings; problems: string[] } | { kind: 'newer'; version: number }

const versionedSchema = z.object({ schemaVersion: z.int() })

/**
 * Brings what a settings file holds to the shape of this version. Bad input never loses good data: whatever part of it
 * is valid is kept, and the rest is named, so that the caller can put the file aside.
 */
export function migrate(given: unknown): Migrated {
  const input = completeSettings(given)
  const version = z.safeParse(versionedSchema, input)
  if (version.success && version.data.schemaVersion > settingsVersion) {
    return { kind: 'newer', version: version.data.schemaVersion }
  }
  const whole = z.safeParse(settingsSchema, input)
  if (whole.success) return uniqueIds(whole.data)
  return salvage(input, describeIssues(whole.error, input))
}

function uniqueIds(settings: Settings): Migrated {
  const { targets, problems } = keepTargets(settings.targets)
  return { kind: 'settings', settings: problems.length === 0 ? settings : { ...settings, targets }, problems }
}

function salvage(input: unknown, problems: string[]): Migrated {
  const parts = new Map(entriesOf(input))
  const preferences = z.safeParse(preferencesSchema, parts.get('preferences'))
  const listed = parts.get('targets')
  const { targets, problems: repeated } = keepTargets(
    (Array.isArray(listed) ? listed : []).flatMap((target: unknown) => {
      const parsed = z.safeParse(targetConfigSchema, target)
      return parsed.success ? [parsed.data] : []
    }),
  )
  const paused = entriesOf(parts.get('paused')).flatMap(([id, pause]) => {
    const parsed = z.safeParse(pauseSchema, pause)
    return parsed.success ? [[id, parsed.data] as const] : []
  })
  const followed = z.safeParse(settingsSchema.shape.followed, parts.get('followed'))
  const alerts = salvageAlerts(parts.get('alerts'))
  const retention = salvageRetention(parts.get('retention'))
  const network = salvageNetwork(parts.get('network'))
  const metrics = z.safeParse(settingsSchema.shape.metrics, parts.get('metrics'))
  const desktop = salvageDesktop(parts.get('desktop'))
  return {
    kind: 'settings',
    settings: {
      schemaVersion: settingsVersion,
      preferences: preferences.success ? preferences.data : defaultSettings.preferences,
      targets,
      paused: Object.fromEntries(paused),
      ...(followed.data === undefined ? {} : { followed: followed.data }),
      ...(alerts ? { alerts } : {}),
      ...(retention ? { retention } : {}),
      ...(network ? { network } : {}),
      ...(metrics.data === undefined ? {} : { metrics: metrics.data }),
      ...(desktop ? { desktop } : {}),
    },
    problems: [...problems, ...repeated],
  }
}

/** One entry of the list that is wrong says nothing about the others, nor about the proxy. */
function salvageNetwork(value: unknown): Settings['network'] {
  if (value === undefined) return undefined
  const parts = Object.fromEntries(entriesOf(value))
  const listed: unknown[] = Array.isArray(parts.proxyBypass) ? parts.proxyBypass : []
  const kept = listed.filter((entry) => z.safeParse(bypassEntrySchema, entry).success)
  return z.safeParse(settingsSchema.shape.network, { ...parts, proxyBypass: kept }).data
}

/** Each of them for itself: a shortcut with a slip in it says nothing about the rest. */
function salvageDesktop(value: unknown): Settings['desktop'] {
  if (value === undefined) return undefined
  const whole = { ...desktopDefaults }
  for (const [key, part] of entriesOf(value)) {
    const parsed = z.safeParse(desktopSettingsSchema, { ...whole, [key]: part })
    if (parsed.success) Object.assign(whole, parsed.data)
  }
  return whole
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function keepTargets(all: TargetConfig[]): { targets: TargetConfig[]; problems: string[] } {
  const ids = new Set<string>()
  const targets = all.filter(({ id }) => !ids.has(id) && ids.add(id))
  const problems = targets.length === all.length ? [] : ['targets: two of them have the same id; the first is kept']
  return { targets, problems }
}
