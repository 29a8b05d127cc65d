import { dependencyFault } from '../alerts/dependencies.ts'
import type { ImportDone, ImportPlan, LastImport, Progress, SettingsPart, Undone } from '../contract/import.ts'
import type { Answer, FailureCode } from '../contract/schemas.ts'
import type { SecretRef, TargetConfig } from '../contract/target-config.ts'
import type { MachineFacts } from '../interop/machine.ts'
import type { Clock } from '../monitor/ports.ts'
import { createMemorySecrets } from '../storage/memory-secrets.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { type PlannedTarget, planImport } from './import-plan.ts'
import { withSecrets } from './import-secrets.ts'
import { createImportUndo } from './import-undo.ts'
import { createPace, type Pace } from './pace.ts'
import { type ImportSource, readImport } from './read-import.ts'
import { secretRefs } from './secret-refs.ts'
import type { SettingsParts } from './settings-parts.ts'

/** What is taken over of what a preview listed. */
export interface ImportChoice {
  /** Of targets; null: all of them. */
  ids: readonly string[] | null
  parts: readonly SettingsPart[]
}

/** Brings targets in from files at absolute paths, or from a text. One thing is done after the other. */
export interface Importer {
  /** What importing would do. */
  preview(source: ImportSource): Promise<Answer<ImportPlan>>
  /** The settings are written once for all targets, whole or not at all. */
  apply(source: ImportSource, choice: ImportChoice): Promise<Answer<ImportDone>>
  /** Gives up what is under way or waits, as long as nothing of it has been saved. */
  cancel(): void
  /** Of what is under way; null while nothing is. */
  progress(): Progress | null
  last(): LastImport | null
  undo(id: string): Promise<Answer<Undone>>
  close(): Promise<void>
}

export interface ImporterDeps {
  settings: SettingsStore
  secrets: SecretStore
  machine: MachineFacts
  clock: Clock
  /** A random UUID for a target that is new. */
  newId: () => string
  /** Null where only targets are imported. */
  parts: SettingsParts | null
  /** Hears of each target after it has been saved. */
  onAdded: (target: TargetConfig) => void
  onChanged: (target: TargetConfig) => void
  onRemoved: (id: string) => void
  onProgress: () => void
}

interface Planned {
  plan: ImportPlan
  planned: PlannedTarget[]
  /** The values that the files hold, by reference. */
  values: ReadonlyMap<string, string>
  parts: ReadonlyMap<SettingsPart, unknown>
}

const failed = (code: FailureCode, message: string): Answer<never> => ({ ok: false, code, message })

export function createImporter(deps: ImporterDeps): Importer {
  const { settings, secrets, machine, clock, newId, parts, onAdded, onChanged } = deps
  const undoing = createImportUndo(deps)
  let last: Promise<unknown> = Promise.resolve()
  let stop = new AbortController()
  let progress: Progress | null = null

  function tell(next: Progress | null): void {
    if (progress === next) return
    progress = next
    deps.onProgress()
  }

  /** One after the other: two at a time would both find the same target missing. */
  function inTurn<T>(act: (pace: Pace) => Promise<Answer<T>>): Promise<Answer<T>> {
    const { signal } = stop
    const turn = last.then(async (): Promise<Answer<T>> => {
      try {
        signal.throwIfAborted()
        return await act(createPace(clock, signal, (done, total) => tell({ done, total })))
      } catch (error) {
        if (!signal.aborted) throw error
        return failed('cancelled', 'it was given up, and nothing was changed')
      } finally {
        tell(null)
      }
    })
    last = turn.catch(() => null)
    return turn
  }

  async function plan(source: ImportSource, pace: Pace): Promise<Planned> {
    const memory = createMemorySecrets()
    const values = new Map<string, string>()
    const sink = (value: string): SecretRef => {
      const ref = memory.sink(value)
      values.set(ref.secret, value)
      return ref
    }
    const { targets, settings: given, warnings, errors } = await readImport(source, sink, machine, pace)
    const own = settings.current.targets
    const revealed = new Map(values)
    for (const ref of own.flatMap(secretRefs)) {
      const answer = await secrets.get(ref)
      if (answer.ok) revealed.set(ref.secret, answer.value)
    }
    const reveal = ({ secret }: SecretRef): string | null => revealed.get(secret) ?? null
    const planned = planImport({ own, loaded: targets, reveal, pasted: 'text' in source })
    const { other, wrong } = parts?.compare(given) ?? { other: new Map<SettingsPart, unknown>(), wrong: [] }
    const file = 'text' in source ? '' : (source.paths.find((path) => path.endsWith('.json')) ?? '')
    for (const part of wrong) {
      warnings.push({
        file,
        line: null,
        message: `the settings named ${part} are not of a kind known here and are left out`,
      })
    }
    const items = planned.map(({ item }) => item)
    return { planned, values, parts: other, plan: { items, settings: [...other.keys()], warnings, errors } }
  }

  async function apply(source: ImportSource, choice: ImportChoice, pace: Pace): Promise<Answer<ImportDone>> {
    const { planned, values, parts: offered } = await plan(source, pace)
    const ids = choice.ids && new Set(choice.ids)
    const stored: SecretRef[] = []
    const forget = async () => {
      for (const ref of stored) await secrets.delete(ref)
    }
    const done: ImportDone = { added: 0, changed: 0, same: 0, skipped: 0, settings: 0, problems: [] }
    const added: TargetConfig[] = []
    const changed = new Map<string, TargetConfig>()
    try {
      for (const [nth, { item, config }] of planned.entries()) {
        await pace.step(nth, planned.length)
        if (item.action === 'same') done.same += 1
        if (item.action === 'skip' || (config && ids && !ids.has(item.id))) done.skipped += 1
        if (!config || (ids && !ids.has(item.id))) continue
        const kept = await store(config, values, stored)
        if (!kept.ok) {
          await forget()
          return failed('secret-unavailable', `nothing was imported, as a secret was not kept: ${kept.message}`)
        }
        if (item.action === 'change') changed.set(kept.config.id, kept.config)
        // The id in a file of exported targets is the target's own; the others are a file's, and never a person's.
        else added.push(config.id.includes('-') ? kept.config : { ...kept.config, id: newId() })
      }
    } catch (error) {
      await forget()
      throw error
    }
    const fault = ringFault(settings.current.targets, added, changed)
    if (fault !== null) {
      await forget()
      return failed('invalid-target', `nothing was imported: ${fault}`)
    }
    const before = new Map(settings.current.targets.map((target) => [target.id, target]))
    const saved = settings.change((current) => {
      // The same settings are not written again.
      if (added.length + changed.size === 0) return current
      return { ...current, targets: merged(current.targets, added, changed) }
    })
    if (!saved.ok) {
      await forget()
      return failed('not-saved', saved.message)
    }
    // From here on it is done: giving up would leave half of it.
    const rest = createPace(clock, new AbortController().signal, (count, total) => tell({ done: count, total }))
    for (const [nth, target] of added.entries()) {
      await rest.step(nth, added.length)
      onAdded(target)
    }
    for (const target of changed.values()) onChanged(target)
    const were = await takeParts(choice.parts, offered, done)
    Object.assign(done, { added: added.length, changed: changed.size, settings: were.size })
    undoing.keep({
      done,
      added,
      changed: [...changed.values()].flatMap((after) => {
        const old = before.get(after.id)
        return old ? [{ before: old, after }] : []
      }),
      parts: were,
    })
    return { ok: true, value: done }
  }

  /** Answers what was there before, of those that were taken over. */
  async function takeParts(
    wanted: readonly SettingsPart[],
    offered: ReadonlyMap<SettingsPart, unknown>,
    done: ImportDone,
  ): Promise<Map<SettingsPart, unknown>> {
    const before = new Map<SettingsPart, unknown>()
    for (const part of wanted) {
      const value = offered.get(part)
      if (value === undefined || !parts) continue
      const old = parts.current()[part]
      const answer = await parts.set(part, value)
      if (answer.ok) before.set(part, old)
      else done.problems.push(answer.message)
    }
    return before
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

  return {
    preview: (source) => inTurn(async (pace) => ({ ok: true, value: (await plan(source, pace)).plan })),
    apply: (source, choice) => inTurn((pace) => apply(source, choice, pace)),
    cancel() {
      stop.abort()
      stop = new AbortController()
    },
    progress: () => progress,
    last: () => undoing.last(),
    undo: (id) => inTurn(() => undoing.undo(id)),
    async close() {
      stop.abort()
      await last
      await undoing.close()
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
