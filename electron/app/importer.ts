import { dependencyFault } from '../alerts/dependencies.ts'
import type { ImportDone, ImportPlan } from '../contract/import.ts'
import type { Answer, FailureCode } from '../contract/schemas.ts'
import type { SecretRef, TargetConfig } from '../contract/target-config.ts'
import type { MachineFacts } from '../interop/machine.ts'
import { secretText } from '../storage/environment-secret.ts'
import { createMemorySecrets } from '../storage/memory-secrets.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { type PlannedTarget, planImport } from './import-plan.ts'
import { withSecrets } from './import-secrets.ts'
import { readImport } from './read-import.ts'
import { secretRefs } from './secret-refs.ts'

export interface Importer {
  /** What importing these absolute paths would do. */
  preview(paths: readonly string[]): Promise<ImportPlan>
  /** Imports what the preview listed under these ids, or all of it. The settings are written once, whole or not at all. */
  apply(paths: readonly string[], ids: readonly string[] | null): Promise<Answer<ImportDone>>
}

export interface ImporterDeps {
  settings: SettingsStore
  secrets: SecretStore
  machine: MachineFacts
  /** A random UUID for a target that is new. */
  newId: () => string
  /** Hears of each target after it has been saved. */
  onAdded: (target: TargetConfig) => void
  onChanged: (target: TargetConfig) => void
}

interface Planned extends ImportPlan {
  planned: PlannedTarget[]
  /** The values that the files hold, by reference. */
  values: ReadonlyMap<string, string>
}

export function createImporter(deps: ImporterDeps): Importer {
  const { settings, secrets, machine, newId, onAdded, onChanged } = deps
  let last: Promise<unknown> = Promise.resolve()

  async function plan(paths: readonly string[]): Promise<Planned> {
    const memory = createMemorySecrets()
    const values = new Map<string, string>()
    const sink = (value: string): SecretRef => {
      const ref = memory.sink(value)
      values.set(ref.secret, value)
      return ref
    }
    const { targets, warnings, errors } = await readImport(paths, sink, machine)
    const own = settings.current.targets
    // As those that are kept already are read: by what they stand for.
    const revealed = new Map<string, string>()
    for (const [ref, value] of values) {
      const answer = secretText(value, machine.env)
      if (answer.ok) revealed.set(ref, answer.value)
    }
    for (const ref of own.flatMap(secretRefs)) {
      const answer = await secrets.get(ref)
      if (answer.ok) revealed.set(ref.secret, answer.value)
    }
    const planned = planImport({ own, loaded: targets, reveal: ({ secret }) => revealed.get(secret) ?? null })
    return { planned, values, items: planned.map(({ item }) => item), warnings, errors }
  }

  async function apply(paths: readonly string[], ids: ReadonlySet<string> | null): Promise<Answer<ImportDone>> {
    const { planned, values } = await plan(paths)
    const stored: SecretRef[] = []
    const forget = () => Promise.all(stored.map((ref) => secrets.delete(ref)))
    const failed = async (code: FailureCode, message: string): Promise<Answer<never>> => {
      await forget()
      return { ok: false, code, message }
    }
    const done = { added: 0, changed: 0, same: 0, skipped: 0 }
    const added: TargetConfig[] = []
    const changed = new Map<string, TargetConfig>()
    for (const { item, config } of planned) {
      if (item.action === 'same') done.same += 1
      if (item.action === 'skip' || (config && ids && !ids.has(item.id))) done.skipped += 1
      if (!config || (ids && !ids.has(item.id))) continue
      const kept = await store(config, values, stored)
      if (!kept.ok)
        return failed('secret-unavailable', `nothing was imported, as a secret was not kept: ${kept.message}`)
      if (item.action === 'change') changed.set(kept.config.id, kept.config)
      // The id in a file of exported targets is the target's own; the others are a file's, and never a person's.
      else added.push(config.id.includes('-') ? kept.config : { ...kept.config, id: newId() })
    }
    const fault = ringFault(settings.current.targets, added, changed)
    if (fault !== null) return failed('invalid-target', `nothing was imported: ${fault}`)
    const before = new Map(settings.current.targets.map((target) => [target.id, target]))
    const saved = settings.change((current) => {
      // The same settings are not written again.
      if (added.length + changed.size === 0) return current
      return { ...current, targets: merged(current.targets, added, changed) }
    })
    if (!saved.ok) return failed('not-saved', saved.message)
    for (const target of added) onAdded(target)
    for (const target of changed.values()) {
      onChanged(target)
      await forgetOld(before.get(target.id), target)
    }
    return { ok: true, value: { ...done, added: added.length, changed: changed.size } }
  }

  async function store(
    config: TargetConfig,
    values: ReadonlyMap<string, string>,
    stored: SecretRef[],
  ): Promise<{ ok: true; config: TargetConfig } | { ok: false; message: string }> {
    const places = new Map<string, SecretRef>()
    for (const ref of secretRefs(config)) {
      const value = values.get(ref.secret)
      if (value === undefined || places.has(ref.secret)) continue
      const put = await secrets.put(value)
      if (!put.ok) return put
      stored.push(put.ref)
      places.set(ref.secret, put.ref)
    }
    if (places.size === 0) return { ok: true, config }
    return { ok: true, config: withSecrets(config, (ref) => places.get(ref.secret) ?? ref) }
  }

  async function forgetOld(before: TargetConfig | undefined, after: TargetConfig): Promise<void> {
    const kept = new Set(secretRefs(after).map(({ secret }) => secret))
    for (const ref of before ? secretRefs(before) : []) if (!kept.has(ref.secret)) await secrets.delete(ref)
  }

  return {
    async preview(paths) {
      const { items, warnings, errors } = await plan(paths)
      return { items, warnings, errors }
    },
    // One after the other: two at a time would both find the same target missing.
    apply(paths, ids) {
      const turn = last.then(() => apply(paths, ids && new Set(ids)))
      last = turn.catch(() => null)
      return turn
    },
  }
}

function merged(
  current: readonly TargetConfig[],
  added: readonly TargetConfig[],
  changed: ReadonlyMap<string, TargetConfig>,
): TargetConfig[] {
  return [...current.map((target) => changed.get(target.id) ?? target), ...added]
}

/** Why what is imported must not be saved: its targets would depend on one another in a ring that was not there before. */
function ringFault(
  current: readonly TargetConfig[],
  ...change: [readonly TargetConfig[], ReadonlyMap<string, TargetConfig>]
) {
  return dependencyFault(current) === null ? dependencyFault(merged(current, ...change)) : null
}
