import type { Snooze } from '../contract/alert-settings.ts'
import { nativeTarget } from '../contract/native-target.ts'
import type { FailureCode } from '../contract/schemas.ts'
import type { Pause, Settings } from '../contract/settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { type ParsedTarget, parseTarget } from '../contract/target-grammar.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { checkTarget } from './check-target.ts'
import { secretRefs } from './secret-refs.ts'
import { addressOf } from './views.ts'

type Failure = { ok: false; code: FailureCode; message: string }
export type Added = { ok: true; target: TargetConfig; pause: Pause | null } | Failure
export type Done = { ok: true } | Failure

/** A person's own targets: each change is saved before it is answered. */
export interface OwnTargets {
  add(line: string, name: string | undefined): Promise<Added>
  remove(id: string): Done
  /** Takes back a removal made in this run and not long ago. */
  restore(id: string): Added
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

  function duplicateOf(target: TargetConfig): Failure | null {
    const address = addressOf(target)
    const other = settings.current.targets.find((known) => addressOf(known) === address)
    if (!other) return null
    const name = other.name === undefined ? '' : `, as "${other.name}"`
    return failure('duplicate', `${address} is in the list already${name}`)
  }

  function insert(target: TargetConfig, index: number, pause: Pause | null, snoozes: Snooze[] = []): Added {
    // A file may name an address twice, and both were imported.
    const duplicate = target.origin ? null : duplicateOf(target)
    if (duplicate) return duplicate
    const saved = settings.change((before) => ({
      ...before,
      targets: before.targets.toSpliced(index, 0, target),
      paused: pause ? { ...before.paused, [target.id]: pause } : before.paused,
      ...(before.alerts ? { alerts: { ...before.alerts, snoozes: [...before.alerts.snoozes, ...snoozes] } } : {}),
    }))
    return saved.ok ? { ok: true, target, pause } : failure('not-saved', saved.message)
  }

  async function forget({ target, expiry }: Removed): Promise<void> {
    expiry.cancel()
    removed.delete(target.id)
    onForgotten(target.id)
    await Promise.all(secretRefs(target).map((ref) => secrets.delete(ref)))
  }

  return {
    async add(line, name) {
      const parsed = parseTarget(line)
      if (!parsed.ok) return failure('invalid-target', parsed.message)
      const checked = toConfig(newId(), parsed.value, name)
      if (!checked.ok) return checked
      const early = duplicateOf(checked.target)
      if (early) return early
      const secured = await withPassword(checked.target, parsed.value.password, secrets)
      if (!secured.ok) return secured
      const added = insert(secured.target, settings.current.targets.length, null)
      if (!added.ok) await Promise.all(secretRefs(secured.target).map((ref) => secrets.delete(ref)))
      return added
    },
    remove(id) {
      const index = settings.current.targets.findIndex((target) => target.id === id)
      const target = settings.current.targets[index]
      if (!target) return failure('not-found', 'this target is no longer in the list')
      const pause = settings.current.paused[id] ?? null
      const snoozes = (settings.current.alerts?.snoozes ?? []).filter((snooze) => isAbout(snooze, id))
      const saved = settings.change((before) => removeFrom(before, id))
      if (!saved.ok) return failure('not-saved', saved.message)
      const expiry = clock.after(restorableMs, () => void forget(entry))
      const entry: Removed = { target, pause, snoozes, index, expiry }
      removed.set(id, entry)
      return { ok: true }
    },
    restore(id) {
      const entry = removed.get(id)
      if (!entry) return failure('not-found', 'this removal can no longer be taken back; add the target again')
      const added = insert(entry.target, entry.index, entry.pause, entry.snoozes)
      if (added.ok) {
        entry.expiry.cancel()
        removed.delete(id)
      }
      return added
    },
    close: async () => {
      await Promise.all([...removed.values()].map(forget))
    },
  }
}

function toConfig(
  id: string,
  parsed: ParsedTarget,
  name: string | undefined,
): { ok: true; target: TargetConfig } | Failure {
  const trimmed = name?.trim() ?? ''
  const config = { ...nativeTarget(id, parsed), ...(trimmed === '' ? {} : { name: trimmed }) }
  const checked = checkTarget(config)
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

function removeFrom(settings: Settings, id: string): Settings {
  const { [id]: _gone, ...paused } = settings.paused
  const { alerts } = settings
  const snoozes = alerts?.snoozes.filter((snooze) => !isAbout(snooze, id))
  return {
    ...settings,
    targets: settings.targets.filter((target) => target.id !== id),
    paused,
    ...(alerts && snoozes ? { alerts: { ...alerts, snoozes } } : {}),
  }
}

function isAbout({ scope }: Snooze, id: string): boolean {
  return scope.kind === 'target' && scope.id === id
}
