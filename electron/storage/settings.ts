import { isDeepStrictEqual } from 'node:util'
import { defaultSettings, type Settings } from '../contract/settings.ts'
import type { Notice } from '../contract/snapshot.ts'
import { errorReason } from './error-reason.ts'
import { migrate } from './migrate.ts'
import type { SettingsFile, SettingsStore } from './ports.ts'
import { isSetAside, type SetAside, setAside } from './set-aside.ts'

export interface OpenedSettings {
  store: SettingsStore
  /** What happened to a file that could not be used as it was. */
  notices: Notice[]
}

/** What is in the file: undefined content where there is none, or nothing worth keeping. */
type Read = { ok: true; content: unknown } | { ok: false; reason: string }

interface Loaded {
  settings: Settings
  /** The file holds something these settings do not, so it must be copied before it is ever overwritten. */
  fault: { why: 'corrupt' | 'newer'; problems: string[] } | null
}

/**
 * Reads the settings and keeps them. A file that is damaged or from a newer version is copied aside, once, and stays as
 * it is until the first change: a person may still mend it, or go back to the newer version. So is a file that somebody
 * changes while the program runs.
 */
export function openSettings(file: SettingsFile, now: () => Date): OpenedSettings {
  const first = readFrom(file)
  const { settings, fault } = load(first)
  let current = { ...settings, paused: unexpired(settings.paused, now().getTime()) }
  const aside = fault && setAside(file.path, fault.why, now())
  const complete = first.ok && first.content !== undefined && fault === null && !isSetAside(file.path)
  const listeners: ((notice: Notice) => void)[] = []

  /** What was last read or written; undefined also where reading failed. */
  let known = first.ok ? first.content : undefined
  /** Why the file as it was read must be kept; null once it was written over. */
  let pending = fault?.why ?? null

  /** Copies what is there and is not ours. Answers why that failed. */
  function keepWhatIsThere(): string | null {
    const there = readFrom(file)
    if (there.ok && there.content === undefined) return null
    const same = there.ok && isDeepStrictEqual(there.content, known)
    const why = same ? pending : there.ok ? 'edited' : 'corrupt'
    if (why === null) return null
    // A file that was copied at start is not copied again, nor told of.
    const copy = setAside(file.path, why, now())
    if (!copy.ok) return copy.message
    if (why !== pending || (aside?.ok && aside.path !== copy.path)) {
      for (const listener of listeners) listener(editedNotice(file.path, copy.path))
    }
    return null
  }

  function save(next: Settings): { ok: true } | { ok: false; message: string } {
    const reason = keepWhatIsThere()
    if (reason !== null) return { ok: false, message: `nothing was saved, to keep what is there: ${reason}` }
    try {
      file.write(next)
    } catch (error) {
      return { ok: false, message: `${file.path} could not be saved: ${errorReason(error)}` }
    }
    known = JSON.parse(JSON.stringify(next))
    pending = null
    return { ok: true }
  }

  return {
    notices: fault && aside ? [noticeOf(file.path, fault, aside)] : [],
    store: {
      get current() {
        return current
      },
      complete,
      onSetAside: (listener) => void listeners.push(listener),
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

function readFrom(file: SettingsFile): Read {
  try {
    const content = file.read()
    return { ok: true, content: isEmptyObject(content) ? undefined : content }
  } catch (error) {
    return { ok: false, reason: errorReason(error) }
  }
}

function load(read: Read): Loaded {
  if (!read.ok) return { settings: defaultSettings, fault: { why: 'corrupt', problems: [read.reason] } }
  if (read.content === undefined) return { settings: defaultSettings, fault: null }
  const migrated = migrate(read.content)
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

function editedNotice(original: string, path: string): Notice {
  return { id: `settings-edited:${path}`, severity: 'warning', code: 'settings-edited', params: { path, original } }
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
