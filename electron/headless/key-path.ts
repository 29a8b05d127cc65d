import { existsSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { defaultStateDirectory, type SystemPaths } from '../storage/data-directory.ts'

/** How a service manager hands a key over: systemd's `LoadCredential=portlight.key:…` puts it below this variable. */
const credentialName = 'portlight.key'

export interface KeyPath {
  path: string
  /** The service manager made it, and lets the service's group read it. */
  provided: boolean
  /** It lies within the data directory: what was encrypted with it is still read, and nothing new is. */
  within: boolean
}

export type KeyPathAnswer = { ok: true; key: KeyPath } | { ok: false; message: string }

/**
 * Where the key of the secrets is: the file the person names, else the credential a service manager provides, else one in
 * the state directory. One named within the data directory is refused: whoever copies that would have the secrets as well.
 */
export function findKeyPath(named: string | null, dataDirectory: string, system: SystemPaths): KeyPathAnswer {
  const found = keyOf(named, system)
  const within = isWithin(dataDirectory, found.path)
  if (named !== null && within) return { ok: false, message: withinMessage(found.path) }
  return { ok: true, key: { ...found, within } }
}

/** Why a key may not be where it is. */
export function withinMessage(path: string): string {
  return `the key file ${path} is within the data directory, so that a copy of it would hold the key as well; name a file elsewhere with --key-file`
}

function keyOf(named: string | null, system: SystemPaths): Omit<KeyPath, 'within'> {
  if (named !== null) return { path: resolve(named), provided: false }
  const credentials = system.env.CREDENTIALS_DIRECTORY
  if (credentials !== undefined && isAbsolute(credentials)) {
    const path = join(credentials, credentialName)
    if (existsSync(path)) return { path, provided: true }
  }
  return { path: join(defaultStateDirectory(system), 'secret.key'), provided: false }
}

function isWithin(directory: string, path: string): boolean {
  const way = relative(real(directory), real(path))
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Without symbolic links, as far as the path exists. */
function real(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(real(parent), path.slice(parent.length))
  }
}
