import { join } from 'node:path'
import type { AboutTarget } from '../app/results-text.ts'
import { defaultDataDirectory } from '../storage/data-directory.ts'
import { type HistoryReader, openHistoryReader } from '../storage/history-reader.ts'
import { openDataSettings } from './data-files.ts'
import type { CommandIo } from './process-io.ts'

export interface HistorySource {
  /** Null where no history was begun yet. */
  reader: HistoryReader | null
  /** A person's own under their names of today, then those that only the history knows, as from files. */
  targets: AboutTarget[]
  /** What was wrong with the settings. */
  warnings: string[]
}

/** Opens a data directory's history to be read, beside a Portlight that may be writing it. */
export function openHistorySource(
  directory: string | null,
  io: CommandIo,
): { ok: true; source: HistorySource } | { ok: false; message: string } {
  const path = directory ?? defaultDataDirectory(io)
  const opened = openHistoryReader(join(path, 'history.sqlite'))
  if (!opened.ok && opened.code !== 'missing') return opened
  const { settings, notices } = openDataSettings(path, io.now)
  const own = settings.current.targets.map(({ id, name, protocol, target }) => ({
    id,
    name: name ?? target,
    protocol,
    target,
  }))
  const ids = new Set(own.map(({ id }) => id))
  const reader = opened.ok ? opened.reader : null
  const others = (reader?.reads.targets() ?? []).filter(({ id }) => !ids.has(id))
  return { ok: true, source: { reader, targets: [...own, ...others], warnings: notices } }
}
