import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, parse } from 'node:path'
import { errorCode, errorReason } from './error-reason.ts'

const reasons = ['corrupt', 'newer', 'edited'] as const

export type SetAside = { ok: true; path: string } | { ok: false; message: string }

/**
 * Copies a file that cannot be used as it is, or that somebody changed and that is about to be replaced, to
 * `<name>.<why>-<UTC time>.json` beside it, for its owner alone and with its date, so that nothing in it is lost. The same content is kept once, however often the program starts.
 */
export function setAside(path: string, why: (typeof reasons)[number], now: Date): SetAside {
  try {
    const content = readFileSync(path)
    const { mtime, atime } = statSync(path)
    const prefix = `${parse(path).name}.${why}-`
    const kept = readdirSync(dirname(path)).find(
      (name) => name.startsWith(prefix) && sameContent(join(dirname(path), name), content),
    )
    if (kept !== undefined) return { ok: true, path: join(dirname(path), kept) }
    const copy = writeNew(join(dirname(path), `${prefix}${timestamp(now)}`), content)
    utimesSync(copy, atime, mtime)
    return { ok: true, path: copy }
  } catch (error) {
    return { ok: false, message: `${basename(path)} cannot be copied aside: ${errorReason(error)}` }
  }
}

/**
 * Renames a file that is too large to be copied, and what SQLite keeps beside it, to `<name>.<why>-<UTC time><extension>`,
 * so that another can begin in its place. Whoever has it open keeps the file it opened, except on Windows: close it first.
 */
export function moveAside(path: string, why: (typeof reasons)[number], now: Date): SetAside {
  try {
    const { dir, name, ext } = parse(path)
    const stem = join(dir, `${name}.${why}-${timestamp(now)}`)
    let aside = `${stem}${ext}`
    for (let nth = 2; existsSync(aside); nth++) aside = `${stem}-${nth}${ext}`
    renameSync(path, aside)
    // The last commits are in the one; the other is made anew from it.
    if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`)
    rmSync(`${path}-shm`, { force: true })
    return { ok: true, path: aside }
  } catch (error) {
    return { ok: false, message: `${basename(path)} cannot be moved aside: ${errorReason(error)}` }
  }
}

/** Whether a copy of this file lies beside it. True where that cannot be known. */
export function isSetAside(path: string): boolean {
  try {
    const prefixes = reasons.map((why) => `${parse(path).name}.${why}-`)
    return readdirSync(dirname(path)).some((name) => prefixes.some((prefix) => name.startsWith(prefix)))
  } catch {
    return true
  }
}

function sameContent(path: string, content: Buffer): boolean {
  try {
    return statSync(path).size === content.byteLength && readFileSync(path).equals(content)
  } catch {
    return false
  }
}

function writeNew(stem: string, content: Buffer): string {
  for (let nth = 1; ; nth++) {
    const path = nth === 1 ? `${stem}.json` : `${stem}-${nth}.json`
    try {
      writeFileSync(path, content, { flag: 'wx', mode: 0o600, flush: true })
      return path
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error
    }
  }
}

// ISO 8601 basic format: Windows takes no colon in a file name.
function timestamp(now: Date): string {
  return now.toISOString().replaceAll(/[-:]|\.\d+/g, '')
}
