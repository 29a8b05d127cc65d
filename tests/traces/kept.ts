import { type AlertSettings, defaultAlertSettings } from '../../electron/contract/alert-settings.ts'
import type { JsonValue } from '../../electron/contract/expectations.ts'
import { nativeTarget } from '../../electron/contract/native-target.ts'
import { defaultSettings, type Settings, settingsSchema } from '../../electron/contract/settings.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { parseTarget } from '../../electron/contract/target-grammar.ts'
import type { Memory } from '../../electron/monitor/ports.ts'
import type { SettingsStore } from '../../electron/storage/ports.ts'
import { ms } from './duration.ts'
import type { Trace, TracedTarget } from './format.ts'

/** What outlives the program, as text, so that nothing but what could be saved comes back. */
export interface Kept {
  settings: SettingsStore
  memory: Memory
}

export function createKept(trace: Trace): Kept {
  return { settings: createSettings(settingsOf(trace)), memory: createMemory() }
}

function createSettings(first: Settings): SettingsStore {
  let text = JSON.stringify(first)
  let current = first
  return {
    get current() {
      return current
    },
    complete: false,
    onSetAside: () => {},
    change(edit) {
      const next = edit(current)
      if (next === current) return { ok: true }
      text = JSON.stringify(next)
      // As the next start would read it.
      current = settingsSchema.parse(JSON.parse(text))
      return { ok: true }
    },
  }
}

function createMemory(): Memory {
  const entries = new Map<string, Map<string, string>>()
  return {
    get(targetId, kind) {
      const text = entries.get(targetId)?.get(kind)
      return text === undefined ? undefined : JSON.parse(text)
    },
    set(targetId, kind, value: JsonValue) {
      const kinds = entries.get(targetId) ?? new Map<string, string>()
      entries.set(targetId, kinds.set(kind, JSON.stringify(value)))
    },
    delete(targetId, kind) {
      if (kind === undefined) entries.delete(targetId)
      else entries.get(targetId)?.delete(kind)
    },
    seen: () => {},
  }
}

function settingsOf(trace: Trace): Settings {
  const targets = Object.entries(trace.targets).filter(([, { addedAt }]) => addedAt === undefined)
  return settingsSchema.parse({
    ...defaultSettings,
    targets: targets.map(([id, target]) => configOf(id, target)),
    alerts: alertSettingsOf(trace),
  })
}

function alertSettingsOf({ settings = {} }: Trace): AlertSettings {
  const { quietHours, ...others } = settings
  const merged = { ...defaultAlertSettings, ...others }
  return { ...merged, quietHours: { ...merged.quietHours, ...quietHours } }
}

/** The target as it is in the settings; named as in the trace. */
export function configOf(id: string, traced: TracedTarget): TargetConfig {
  const parsed = parseTarget(traced.address ?? `${id}.example:5432`)
  if (!parsed.ok) throw new TypeError(`target ${id} of the trace: ${parsed.message}`)
  return {
    ...nativeTarget(id, parsed.value),
    name: id,
    ...(traced.every === undefined ? {} : { intervalMs: ms(traced.every) }),
    ...(traced.tags ? { tags: traced.tags } : {}),
    ...(traced.dependsOn ? { dependsOn: traced.dependsOn } : {}),
    ...traced.options,
  }
}
