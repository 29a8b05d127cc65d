import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { errorReason } from './error-reason.ts'

/** What decides where a person's files go. */
export interface SystemPaths {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  home: string
}

// The XDG Base Directory Specification: a path in these variables that is not absolute is to be ignored.
function absolute(path: string | undefined): string | null {
  return path !== undefined && isAbsolute(path) ? path : null
}

/** The one data directory of both hosts; it need not exist. */
export function defaultDataDirectory({ platform, env, home }: SystemPaths): string {
  switch (platform) {
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'portlight')
    case 'win32':
      return join(absolute(env.APPDATA) ?? join(home, 'AppData', 'Roaming'), 'portlight')
    default:
      return join(absolute(env.XDG_CONFIG_HOME) ?? join(home, '.config'), 'portlight')
  }
}

/** Where a program keeps state apart from its data: the key file lives here, so that a copied data directory is locked. */
export function defaultStateDirectory({ platform, env, home }: SystemPaths): string {
  if (platform === 'win32') return join(absolute(env.LOCALAPPDATA) ?? join(home, 'AppData', 'Local'), 'portlight')
  return join(absolute(env.XDG_STATE_HOME) ?? join(home, '.local', 'state'), 'portlight')
}

/**
 * Makes the directory, for its owner alone, when there is none, and proves that files can be written there: permission
 * bits do not tell on a read-only file system, nor for root. A directory that was there keeps its mode. `advice` is what
 * the person can do about one that cannot be written.
 */
export function openDataDirectory(
  path: string,
  advice = 'make it writable or name another with --data-dir',
): { ok: true } | { ok: false; message: string } {
  const trial = join(path, `.portlight-${process.pid}.tmp`)
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    writeFileSync(trial, '', { flag: 'wx', mode: 0o600 })
    rmSync(trial)
    return { ok: true }
  } catch (error) {
    const reason = errorReason(error)
    return {
      ok: false,
      message: `the data directory ${path} cannot be written: ${reason}; ${advice}`,
    }
  }
}
