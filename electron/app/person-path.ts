import { stat } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import type { Parsed } from '../contract/duration.ts'
import { errorReason } from '../storage/error-reason.ts'

/**
 * The absolute path a person means. One that starts elsewhere is refused: the program's working directory is not the
 * person's, and what it would find there depends on how it was started.
 */
export function absolutePath(written: string, home: string): Parsed<string> {
  const text = written.trim()
  if (text.includes('\0')) return { ok: false, message: 'this is not a path: it holds a character no path can' }
  if (text === '~') return { ok: true, value: home }
  if (/^~[/\\]/.test(text)) return { ok: true, value: join(home, text.slice(2)) }
  if (isAbsolute(text)) return { ok: true, value: resolve(text) }
  return {
    ok: false,
    message: `"${text}" does not say where it starts; write the whole path, or ~/ for your home folder`,
  }
}

/** What keeps a path from being followed, in words, or null. */
export async function folderFault(path: string): Promise<string | null> {
  try {
    return (await stat(path)).isDirectory() ? null : `${path} is a file; follow the folder it is in, or import it`
  } catch (error) {
    return `${path} cannot be followed: ${errorReason(error)}`
  }
}
