import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Plugin, pluginNames } from './categraf-keys.ts'
import type { ConfigReport } from './config-report.ts'
import { systemReason } from './read-document.ts'

/** Files that Categraf would read as one. */
export interface FileGroup {
  /** Null where the directory's name does not tell. */
  plugin: Plugin | null
  files: string[]
}

export interface FoundFiles {
  groups: FileGroup[]
  /** Where Categraf's main file would be; it need not exist. */
  mainFile: string | null
}

const plugins: readonly Plugin[] = ['net', 'http']
const directoryName = (plugin: Plugin): string => `input.${pluginNames[plugin]}`

function pluginOfDirectory(path: string): Plugin | null {
  return plugins.find((plugin) => basename(resolve(path)) === directoryName(plugin)) ?? null
}

/**
 * Finds the files a path means: a file, one `input.…` directory, a directory that holds them, or one whose `conf`
 * directory does. Net comes before http, files by name. Nothing found is an error in the report.
 */
export async function findFiles(path: string, report: ConfigReport): Promise<FoundFiles> {
  const nothing = { groups: [], mainFile: null }
  let directory: boolean
  try {
    directory = (await stat(path)).isDirectory()
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const message = missing ? 'there is no such file or directory' : `cannot be read: ${systemReason(error)}`
    report.errors.push({ code: missing ? 'not-found' : 'unreadable', file: path, line: null, message })
    return nothing
  }
  if (!directory) {
    const plugin = pluginOfDirectory(dirname(resolve(path)))
    return { groups: [{ plugin, files: [path] }], mainFile: plugin && join(dirname(path), '..', 'config.toml') }
  }
  const own = pluginOfDirectory(path)
  const places = own ? [join(path, '..')] : [path, join(path, 'conf')]
  for (const place of places) {
    const groups: FileGroup[] = []
    for (const plugin of own ? [own] : plugins) {
      const files = await tomlFiles(own ? path : join(place, directoryName(plugin)), report)
      if (files.length > 0) groups.push({ plugin, files })
    }
    if (groups.length > 0) return { groups, mainFile: join(place, 'config.toml') }
  }
  const wanted = own ? '*.toml' : 'input.net_response/*.toml or input.http_response/*.toml'
  const message = `there is no ${wanted} in it; give a file, or the directory that holds them`
  report.errors.push({ code: 'no-files', file: path, line: null, message })
  return nothing
}

async function tomlFiles(directory: string, report: ConfigReport): Promise<string[]> {
  let names: string[]
  try {
    names = await readdir(directory)
  } catch (error) {
    const absent = error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    if (!absent) {
      const message = `cannot be read: ${systemReason(error)}`
      report.errors.push({ code: 'unreadable', file: directory, line: null, message })
    }
    return []
  }
  const found: string[] = []
  for (const name of names.sort()) {
    if (name.endsWith('.toml')) found.push(join(directory, name))
    else if (/\.(ya?ml|json)$/.test(name)) {
      const message = 'this file is left out: only TOML is read; write it as TOML'
      report.warnings.push({ file: join(directory, name), line: null, message })
    }
  }
  return found
}
