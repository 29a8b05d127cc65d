import { defaultSettings, type Settings } from '../contract/settings.ts'
import type { Notice } from '../contract/snapshot.ts'
import { errorReason } from './error-reason.ts'
import { migrate } from './migrate.ts'
import type { SettingsFile, SettingsStore } from './ports.ts'
import { type SetAside, setAside } from './set-aside.ts'

export interface OpenedSettings {
  store: SettingsStore
  /** What happened to a file that could not be used as it was. */
  notices: Notice[]
}

interface Loaded {
  settings: Settings
  /** The file holds something these settings do not, so it must be copied before it is ever overwritten. */
  fault: { why: 'corrupt' | 'newer'; problems: string[] } | null
}

/**
 * Reads the settings and keeps them. A file that is damaged or from a newer version is copied aside, once, and stays as
 * it is until the first change: a person may still mend it, or go back to the newer version.
 */
export function openSettings(file: SettingsFile, now: () => Date): OpenedSettings {
  const { settings, fault } = load(file)
  let current = { ...settings, paused: unexpired(settings.paused, now().getTime()) }
  let aside: SetAside | null = fault && setAside(file.path, fault.why, now())
  const notices = fault && aside ? [noticeOf(file.path, fault, aside)] : []

  function save(next: Settings): { ok: true } | { ok: false; message: string } {
    if (fault && !aside?.ok) aside = setAside(file.path, fault.why, now())
    if (aside?.ok === false) return { ok: false, message: `nothing was saved, to keep what is there: ${aside.message}` }
    try {
      file.write(next)
      return { ok: true }
    } catch (error) {
      return { ok: false, message: `${file.path} could not be saved: ${errorReason(error)}` }
    }
  }

  return {
    notices,
    store: {
      get current() {
        return current
      },
      change(edit) {
        const next = edit(current)
        if (next === current) return { ok: true }
        const saved = save(next)
        if (saved.ok) current = next
        return saved
      },
    },
  }
}

function load(file: SettingsFile): Loaded {
  let content: unknown
  try {
    content = file.read()
  } catch (error) {
    return { settings: defaultSettings, fault: { why: 'corrupt', problems: [errorReason(error)] } }
  }
  if (content === undefined || isEmptyObject(content)) return { settings: defaultSettings, fault: null }
  const migrated = migrate(content)
  if (migrated.kind === 'newer') {
    return { settings: defaultSettings, fault: { why: 'newer', problems: [`version ${migrated.version}`] } }
  }
  const { settings, problems } = migrated
  return { settings, fault: problems.length === 0 ? null : { why: 'corrupt', problems } }
}

function unexpired(paused: Settings['paused'], nowMs: number): Settings['paused'] {
  const kept = Object.entries(paused).filter(([, { until }]) => until === null || Date.parse(until) > nowMs)
  return Object.fromEntries(kept)
}

// A store that was opened and never written to leaves this behind; there is nothing in it to lose.
function isEmptyObject(content: unknown): boolean {
  return typeof content === 'object' && content !== null && !Array.isArray(content) && Object.keys(content).length === 0
}

function noticeOf(path: string, { why, problems }: NonNullable<Loaded['fault']>, aside: SetAside): Notice {
  if (!aside.ok) {
    const reason = `Nothing is saved, to keep what is there: ${aside.message}.`
    return { id: 'settings', severity: 'error', code: 'settings-not-saved', params: { path, reason } }
  }
  const code = why === 'newer' ? 'settings-newer' : 'settings-set-aside'
  const more = problems.length > 3 ? `; and ${problems.length - 3} more` : ''
  const params = { path: aside.path, original: path, reason: `${problems.slice(0, 3).join('; ')}${more}.` }
  return { id: 'settings', severity: 'warning', code, params }
}
