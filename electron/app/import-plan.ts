import type { ImportAction, ImportItem } from '../contract/import.ts'
import type { Origin, TargetConfig } from '../contract/target-config.ts'
import type { LoadedTarget } from '../interop/read-configs.ts'
import { keepSecrets, type Reveal } from './import-secrets.ts'
import { describeChanges } from './target-changes.ts'
import { addressOf } from './views.ts'

export interface PlanInput {
  /** A person's own targets, as they are now. */
  own: readonly TargetConfig[]
  /** What the files name, in their order. */
  loaded: readonly LoadedTarget[]
  reveal: Reveal
  /** They come from no file that could be imported again. */
  pasted: boolean
}

export interface PlannedTarget {
  item: ImportItem
  /** What the settings would hold; its new secrets are still those of the reading. Null where nothing changes. */
  config: TargetConfig | null
}

/**
 * Works out what importing would do. A target is known again by where it came from: its file and, within the file, its
 * address and which of that address it is. Importing twice therefore changes nothing, and what a person has under the
 * same address by other means is never doubled or overwritten. Nothing is ever removed.
 */
export function planImport({ own, loaded, reveal, pasted }: PlanInput): PlannedTarget[] {
  const originOf = originCounter()
  const entries = loaded.map((target) => ({ target, origin: originOf(target) }))
  const known = pasted ? matchIds(own, entries) : match(own, entries)
  const seen = new Set<string>()
  const claimed = new Set(known.values())
  const taken = new Map(own.filter((target) => !claimed.has(target)).map((target) => [addressOf(target), target]))
  return entries.map((entry) => {
    const { target, origin } = entry
    const before = known.get(entry)
    if (before) return planKnown(target, pasted || exported(target) ? null : origin, before, reveal)
    const other = taken.get(addressOf(target.config))
    if (!other) {
      const address = addressOf(target.config)
      if (pasted && seen.has(address)) return planned(target, 'skip', { why: 'it stands here twice' })
      seen.add(address)
      const whole = pasted || exported(target)
      return planned(target, 'add', { config: whole ? target.config : { ...target.config, origin } })
    }
    const as = other.name === undefined ? '' : `, as "${other.name}"`
    return planned(target, 'skip', { why: `it is in the list already${as}` })
  })
}

interface Entry {
  target: LoadedTarget
  origin: Origin
}

/** A pasted target is known again only by the id that Portlight's own file gives it. */
function matchIds(own: readonly TargetConfig[], entries: readonly Entry[]): Map<Entry, TargetConfig> {
  const byId = new Map(own.map((target) => [target.id, target]))
  const known = new Map<Entry, TargetConfig>()
  for (const entry of entries) {
    const found = byId.get(entry.target.config.id)
    if (found) known.set(entry, found)
  }
  return known
}

/** Finds each entry's own target: by id, then by file and key, then by key alone where its file is not among these. */
function match(own: readonly TargetConfig[], entries: readonly Entry[]): Map<Entry, TargetConfig> {
  const files = new Set(entries.map(({ origin }) => origin.file))
  const byId = new Map(own.map((target) => [target.id, target]))
  const byOrigin = new Map<string, TargetConfig>()
  const byKey = new Map<string, TargetConfig>()
  for (const target of own) {
    if (!target.origin) continue
    const { file, key } = target.origin
    byOrigin.set(JSON.stringify([file, key]), target)
    if (!files.has(file) && !byKey.has(key)) byKey.set(key, target)
  }
  const known = new Map<Entry, TargetConfig>()
  const claimed = new Set<TargetConfig>()
  const finders = [
    ({ target }: Entry) => byId.get(target.config.id),
    ({ origin }: Entry) => byOrigin.get(JSON.stringify([origin.file, origin.key])),
    ({ origin }: Entry) => byKey.get(origin.key),
  ]
  for (const find of finders) {
    for (const entry of entries) {
      const found = known.has(entry) ? undefined : find(entry)
      if (!found || claimed.has(found)) continue
      claimed.add(found)
      known.set(entry, found)
    }
  }
  return known
}

/** A target of Portlight's own file that was a person's own says itself where it came from, if from anywhere. */
function exported({ config, sourceFile }: LoadedTarget): boolean {
  return sourceFile.endsWith('.json') && config.id.includes('-')
}

function originCounter(): (target: LoadedTarget) => Origin {
  const counts = new Map<string, number>()
  return ({ config, sourceFile }) => {
    const address = addressOf(config)
    const pair = JSON.stringify([sourceFile, address])
    const nth = (counts.get(pair) ?? 0) + 1
    counts.set(pair, nth)
    return { file: sourceFile, key: `${address} ${nth}` }
  }
}

/** `origin`: null for one that says itself where it came from. */
function planKnown(target: LoadedTarget, origin: Origin | null, before: TargetConfig, reveal: Reveal): PlannedTarget {
  const { name, tags } = before
  const own =
    origin === null
      ? {}
      : // Categraf has neither, so a person who gave them keeps them.
        { origin, ...(name === undefined ? {} : { name }), ...(tags === undefined ? {} : { tags }) }
  const config = keepSecrets({ ...target.config, ...own, id: before.id }, before, reveal)
  const changes = describeChanges(before, config)
  return changes.length === 0 ? planned(target, 'same', {}) : planned(target, 'change', { config, changes })
}

function planned(
  { config, file, lineOf }: LoadedTarget,
  action: ImportAction,
  outcome: { config?: TargetConfig; changes?: string[]; why?: string },
): PlannedTarget {
  const { id, target, name = target } = config
  const { changes = [], why = null } = outcome
  const item = { id, file, line: lineOf(null), address: addressOf(config), name, action, changes, why }
  return { item, config: outcome.config ?? null }
}
