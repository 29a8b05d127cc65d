import { isDeepStrictEqual } from 'node:util'
import type { ImportDone, LastImport, SettingsPart, Undone } from '../contract/import.ts'
import type { Answer } from '../contract/schemas.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { secretRefs } from './secret-refs.ts'
import type { SettingsParts } from './settings-parts.ts'
import { withoutTargets } from './without-targets.ts'

/** What an import did, and what was before. */
export interface ImportRecord {
  done: ImportDone
  added: readonly TargetConfig[]
  changed: readonly { before: TargetConfig; after: TargetConfig }[]
  parts: ReadonlyMap<SettingsPart, unknown>
}

export interface ImportUndo {
  /** Secrets that only the targets before an import refer to are kept until it can no longer be taken back. */
  keep(record: ImportRecord): void
  last(): LastImport | null
  undo(id: string): Promise<Answer<Undone>>
  /** Nothing can be taken back any more. */
  close(): Promise<void>
}

export interface ImportUndoDeps {
  settings: SettingsStore
  secrets: SecretStore
  clock: Clock
  newId: () => string
  parts: SettingsParts | null
  onRemoved: (id: string) => void
  onChanged: (target: TargetConfig) => void
}

/** As long as a removal. */
const undoableMs = 600_000

interface Kept extends ImportRecord {
  id: string
  at: string
  expiry: Timer
}

/** Takes imports back, but for what a person changed since. */
export function createImportUndo(deps: ImportUndoDeps): ImportUndo {
  const { settings, secrets, clock, newId, parts, onRemoved, onChanged } = deps
  const kept = new Map<string, Kept>()

  /** Those that neither the settings nor one of `others` refers to any more. */
  async function forgetSecrets(gone: readonly TargetConfig[], others: readonly TargetConfig[]): Promise<void> {
    const used = new Set([...settings.current.targets, ...others].flatMap(secretRefs).map(({ secret }) => secret))
    const unused = gone.flatMap(secretRefs).filter(({ secret }) => !used.has(secret))
    for (const ref of unused) await secrets.delete(ref)
  }

  async function forget(entry: Kept): Promise<void> {
    entry.expiry.cancel()
    kept.delete(entry.id)
    await forgetSecrets(
      entry.changed.map(({ before }) => before),
      entry.changed.map(({ after }) => after),
    )
  }

  async function undo(entry: Kept): Promise<Answer<Undone>> {
    const now = new Map(settings.current.targets.map((target) => [target.id, target]))
    const removed = entry.added.filter((target) => isDeepStrictEqual(now.get(target.id), target))
    const restored = entry.changed.filter(({ after }) => isDeepStrictEqual(now.get(after.id), after))
    const back = new Map(restored.map(({ before }) => [before.id, before]))
    const saved = settings.change((current) => {
      const without = withoutTargets(current, new Set(removed.map(({ id }) => id)))
      return { ...without, targets: without.targets.map((target) => back.get(target.id) ?? target) }
    })
    if (!saved.ok) return { ok: false, code: 'not-saved', message: saved.message }
    entry.expiry.cancel()
    kept.delete(entry.id)
    for (const { id } of removed) onRemoved(id)
    for (const { before } of restored) onChanged(before)
    for (const [part, value] of entry.parts) await parts?.set(part, value)
    const lost = entry.changed.filter((change) => !restored.includes(change))
    await forgetSecrets([...removed, ...restored.map(({ after }) => after)], [])
    await forgetSecrets(
      lost.map(({ before }) => before),
      lost.map(({ after }) => after),
    )
    const other = entry.added.length - removed.length + entry.changed.length - restored.length
    return { ok: true, value: { removed: removed.length, restored: restored.length, kept: other } }
  }

  return {
    keep(record) {
      if (record.added.length + record.changed.length + record.parts.size === 0) return
      const entry: Kept = {
        ...record,
        id: newId(),
        at: new Date(clock.wallMs()).toISOString(),
        expiry: clock.after(undoableMs, () => void forget(entry)),
      }
      kept.set(entry.id, entry)
    },
    last() {
      const entry = [...kept.values()].at(-1)
      return entry ? { id: entry.id, at: entry.at, ...entry.done } : null
    },
    async undo(id) {
      const entry = kept.get(id)
      if (entry) return undo(entry)
      const message = 'this import can no longer be taken back; remove its targets in the list'
      return { ok: false, code: 'not-found', message }
    },
    async close() {
      for (const entry of kept.values()) await forget(entry)
    },
  }
}
