import type { Settings } from '../contract/settings.ts'
import type { Notice } from '../contract/snapshot.ts'
import type { SecretRef } from '../contract/target-config.ts'

/** The bytes of the settings file, as electron-store and conf both offer them. */
export interface SettingsFile {
  readonly path: string
  /** The parsed JSON object; throws when the file is not JSON. Undefined when there is no file. */
  read(): unknown
  /** Replaces the file atomically, mode 0600. Throws when it cannot be written. */
  write(settings: Settings): void
}

export interface SettingsStore {
  readonly current: Settings
  /**
   * The settings file was read whole, and no copy of another is beside it, so that what these settings do not name was
   * given up: nobody can bring it back.
   */
  readonly complete: boolean
  /** Tells of a file that somebody changed meanwhile and that was copied aside before a change replaced it. */
  onSetAside(listener: (notice: Notice) => void): void
  /** Applies a change, saves it, then makes it current. On a failed write nothing changes and it answers the reason. */
  change(edit: (settings: Settings) => Settings): { ok: true } | { ok: false; message: string }
}

export type SecretAnswer = { ok: true; value: string } | { ok: false; message: string }

/** Keeps what must not be read by others. Values never appear in errors. */
export interface SecretStore {
  get(ref: SecretRef): Promise<SecretAnswer>
  put(value: string): Promise<{ ok: true; ref: SecretRef } | { ok: false; message: string }>
  delete(ref: SecretRef): Promise<void>
  /** Forgets those kept since before this process that none of these refers to. It never rejects. */
  keepOnly(refs: readonly SecretRef[]): Promise<void>
}
