import type { Snooze } from '../contract/alert-settings.ts'
import type { Amendment, FailureCode } from '../contract/schemas.ts'
import type { Pause } from '../contract/settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { parseTargetLine } from '../contract/target-line.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { checkTarget } from './check-target.ts'
import { secretRefs } from './secret-refs.ts'
import { addressOf } from './views.ts'
import { withoutTargets } from './without-targets.ts'

type Failure = { ok: false; code: FailureCode; message: string }
/** A target that is watched from now on. */
export interface Begun {
  target: TargetConfig
  pause: Pause | null
}
export type Added = ({ ok: true } & Begun) | Failure
export type Removal = { ok: true; removed: readonly string[] } | Failure
export type Restored = { ok: true; restored: readonly Begun[] } | Failure
export type Amended = { ok: true; changed: readonly TargetConfig[] } | Failure

/** A person's own targets: each change is saved before it is answered. */
export interface OwnTargets {
  add(line: string, name: string | undefined): Promise<Added>
  /** Those that are gone already do not matter as long as one is not. */
  remove(ids: readonly string[]): Removal
  /** Takes back removals made in this run and not long ago, but for those whose address is in use again. */
  restore(ids: readonly string[]): Restored
  /** One that was removed and can still be restored. */
  removed(id: string): TargetConfig | null
  /** Changes interval and tags, of all of them or none. */
  amend(changes: readonly Amendment[]): Amended
  /** Forgets for good what was removed, secrets included. */
  close(): Promise<void>
}

export interface OwnTargetsDeps {
  settings: SettingsStore
  secrets: SecretStore
  clock: Clock
  newId: () => string
  /** A removal can no longer be taken back. */
  onForgotten: (id: string) => void
}

interface Removed {
  target: TargetConfig
  pause: Pause | null
  snoozes: Snooze[]
  index: number
  expiry: Timer
}

/** How long a removal can be taken back. */
const restorableMs = 600_000

/** The end of a pause as wall-clock milliseconds; null for good. */
export function untilMs({ until }: Pause): number | null {
  return until === null ? null : Date.parse(until)
}

const failure = (code: FailureCode, message: string): Failure => ({ ok: false, code, message })

export function createOwnTargets({ settings, secrets, clock, newId, onForgotten }: OwnTargetsDeps): OwnTargets {
  const removed = new Map<string, Removed>()

  /** Each target's refusal where its address is in use. A file may name an address twice, and both were imported. */
  function conflictsOf(targets: readonly TargetConfig[]): (Failure | null)[] {
    const taken = new Map(settings.current.targets.map((known) => [addressOf(known), known]))
    return targets.map((target) => {
      const address = addressOf(target)
      const other = target.origin ? undefined : taken.get(address)
      if (!other) return null
      const name = other.name === undefined ? '' : `, as "${other.name}"`
      return failure('duplicate', `${address} is in the list already${name}`)
    })
  }

  /** Puts each at its place among the others, in the order given. */
  function insert(entries: readonly Omit<Removed, 'expiry'>[]): { ok: true } | Failure {
    const pauses = entries.flatMap(({ target, pause }) => (pause ? [[target.id, pause] as const] : []))
    const snoozes = entries.flatMap((entry) => entry.snoozes)
    const saved = settings.change((before) => ({
      ...before,
      targets: entries.reduce((all, { target, index }) => all.toSpliced(index, 0, target), before.targets),
      paused: { ...before.paused, ...Object.fromEntries(pauses) },
      ...(before.alerts ? { alerts: { ...before.alerts, snoozes: [...before.alerts.snoozes, ...snoozes] } } : {}),
    }))
    return saved.ok ? saved : failure('not-saved', saved.message)
  }

  async function forget({ target, expiry }: Removed): Promise<void> {
    expiry.cancel()
    removed.delete(target.id)
    onForgotten(target.id)
    await Promise.all(secretRefs(target).map((ref) => secrets.delete(ref)))
  }

  return {
    async add(line, name) {
      const parsed = parseTargetLine(line, newId())
      if (!parsed.ok) return failure('invalid-target', parsed.message)
      const { address } = parsed.value
      const checked = named(parsed.value.target, name)
      if (!checked.ok) return checked
      const [early] = conflictsOf([checked.target])
      if (early) return early
      const secured = await withPassword(checked.target, address.password, secrets)
      if (!secured.ok) return secured
      const { target } = secured
      const index = settings.current.targets.length
      const added = conflictsOf([target])[0] ?? insert([{ target, pause: null, snoozes: [], index }])
      if (!added.ok) await Promise.all(secretRefs(target).map((ref) => secrets.delete(ref)))
      return added.ok ? { ok: true, target, pause: null } : added
    },
    remove(ids) {
      const meant = new Set(ids)
      const { targets, paused, alerts } = settings.current
      const entries = targets.flatMap((target, index) => {
        if (!meant.has(target.id)) return []
        const snoozes = (alerts?.snoozes ?? []).filter((snooze) => isAbout(snooze, target.id))
        return [{ target, index, snoozes, pause: paused[target.id] ?? null }]
      })
      if (entries.length === 0) return failure('not-found', 'this target is no longer in the list')
      const saved = settings.change((before) => withoutTargets(before, new Set(entries.map(({ target }) => target.id))))
      if (!saved.ok) return failure('not-saved', saved.message)
      for (const entry of entries) {
        const expiry = clock.after(restorableMs, () => void forget(kept))
        const kept: Removed = { ...entry, expiry }
        removed.set(entry.target.id, kept)
      }
      return { ok: true, removed: entries.map(({ target }) => target.id) }
    },
    restore(ids) {
      const known = ids.flatMap((id) => removed.get(id) ?? [])
      if (known.length === 0) {
        return failure('not-found', 'this removal can no longer be taken back; add the target again')
      }
      const conflicts = conflictsOf(known.map(({ target }) => target))
      // Each index counts those before it, so they are put back from the first on.
      const entries = known.filter((_, nth) => !conflicts[nth]).sort((a, b) => a.index - b.index)
      const first = conflicts.find((conflict) => conflict !== null)
      if (first && entries.length === 0) return first
      const saved = insert(entries)
      if (!saved.ok) return saved
      for (const { target, expiry } of entries) {
        expiry.cancel()
        removed.delete(target.id)
      }
      return { ok: true, restored: entries }
    },
    removed: (id) => removed.get(id)?.target ?? null,
    amend(changes) {
      const known = new Map(settings.current.targets.map((target) => [target.id, target]))
      const changed = new Map<string, TargetConfig>()
      for (const { id, ...change } of changes) {
        const before = known.get(id)
        if (!before) return failure('not-found', 'a target is no longer in the list')
        const checked = checkTarget({ ...before, ...change })
        if (!checked.ok) return failure('invalid-target', checked.message)
        changed.set(id, checked.target)
      }
      const saved = settings.change((before) => ({
        ...before,
        targets: before.targets.map((target) => changed.get(target.id) ?? target),
      }))
      return saved.ok ? { ok: true, changed: [...changed.values()] } : failure('not-saved', saved.message)
    },
    close: async () => {
      await Promise.all([...removed.values()].map(forget))
    },
  }
}

function named(target: TargetConfig, name: string | undefined): { ok: true; target: TargetConfig } | Failure {
  const trimmed = name?.trim() ?? ''
  const checked = checkTarget(trimmed === '' ? target : { ...target, name: trimmed })
  return checked.ok ? checked : failure('invalid-target', checked.message)
}

async function withPassword(
  target: TargetConfig,
  password: string | null,
  secrets: SecretStore,
): Promise<{ ok: true; target: TargetConfig } | Failure> {
  if (target.protocol !== 'http' || password === null || password === '') return { ok: true, target }
  const stored = await secrets.put(password)
  if (!stored.ok) return failure('secret-unavailable', `the password was not kept, nor the target: ${stored.message}`)
  return { ok: true, target: { ...target, password: stored.ref } }
}

function isAbout({ scope }: Snooze, id: string): boolean {
  return scope.kind === 'target' && scope.id === id
}
