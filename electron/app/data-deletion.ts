import type { Answer } from '../contract/schemas.ts'
import { defaultSettings, type Settings } from '../contract/settings.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import type { History } from '../storage/history.ts'
import type { SecretStore, SettingsStore } from '../storage/ports.ts'
import { settingsSecretRefs } from './secret-refs.ts'

/** Deletes all that is kept of a person's, and takes that back for a while. */
export interface DataDeletion {
  /** Answers until when it can be taken back. Secrets and history stay until then, out of sight. */
  delete(): Promise<Answer<{ until: string }>>
  restore(): Promise<Answer<Record<string, never>>>
  /** Forgets for good. */
  close(): Promise<void>
}

export interface DataDeletionDeps {
  settings: SettingsStore
  secrets: SecretStore
  history: Pick<History, 'targets' | 'forget'>
  clock: Clock
  /** Whether something is still known of this target. */
  isWatched: (id: string) => boolean
  /** Takes settings over as a whole, with all that goes by them. */
  switchTo: (next: Settings) => Promise<Answer<Record<string, never>>>
}

/** As long as a removal. */
const restorableMs = 600_000

export function createDataDeletion(deps: DataDeletionDeps): DataDeletion {
  const { settings, secrets, history, clock } = deps
  let deleted: { before: Settings; expiry: Timer } | null = null

  async function forget(): Promise<void> {
    if (deleted === null) return
    const { before, expiry } = deleted
    deleted = null
    expiry.cancel()
    const used = new Set(settingsSecretRefs(settings.current).map(({ secret }) => secret))
    for (const ref of settingsSecretRefs(before)) if (!used.has(ref.secret)) await secrets.delete(ref)
    // A history that does not answer has nothing to be forgotten.
    const known = await history.targets().catch(() => [])
    for (const { id } of known) if (!deps.isWatched(id)) history.forget(id)
  }

  return {
    async delete() {
      // What was deleted earlier is then gone for good.
      await forget()
      const before = settings.current
      const switched = await deps.switchTo(defaultSettings)
      if (!switched.ok) return switched
      const expiry = clock.after(restorableMs, () => void forget())
      deleted = { before, expiry }
      return { ok: true, value: { until: new Date(clock.wallMs() + restorableMs).toISOString() } }
    },
    async restore() {
      if (deleted === null) {
        return { ok: false, code: 'not-found', message: 'this can no longer be taken back; import what was exported' }
      }
      const { before, expiry } = deleted
      const switched = await deps.switchTo(before)
      if (!switched.ok) return switched
      expiry.cancel()
      deleted = null
      return switched
    },
    close: forget,
  }
}
