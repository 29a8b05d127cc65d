import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ConfigReport } from '../interop/config-report.ts'
import { systemReason } from '../interop/read-document.ts'
import { errorCode } from '../storage/error-reason.ts'

/** What a followed folder holds. */
export interface ConfigTree {
  /** Directories that hold `input.net_response` or `input.http_response`, or are one of the two. */
  places: string[]
  /** Every directory looked into, links resolved by the system. */
  directories: string[]
  /** Differs whenever a file that counts is another, or has been written. */
  signature: string
}

const inputs = ['input.net_response', 'input.http_response']
const maxDepth = 8
const maxDirectories = 2000

/**
 * Looks for Categraf's input directories in a folder and below. Hidden directories and `node_modules` are left out, and a
 * directory is entered once, however many links lead to it. What cannot be read is in the report.
 */
export async function findConfigTree(root: string, report: ConfigReport, signal: AbortSignal): Promise<ConfigTree> {
  const tree: ConfigTree = { places: [], directories: [], signature: '' }
  const seen = new Set<string>()
  const marks: string[] = []
  const warn = (file: string, message: string) => report.warnings.push({ file, line: null, message })

  async function visit(directory: string, depth: number): Promise<void> {
    if (signal.aborted || tree.directories.length > maxDirectories) return
    const real = await realpath(directory)
    if (seen.has(real)) return void warn(directory, 'this link leads to a directory that is read already; remove it')
    seen.add(real)
    tree.directories.push(directory)
    if (inputs.includes(basename(directory)) && depth === 0) tree.places.push(directory)
    let holds = false
    for (const name of (await readdir(directory)).sort()) {
      if (name.startsWith('.') || name === 'node_modules') continue
      const path = join(directory, name)
      if (name.endsWith('.toml')) {
        marks.push(await mark(path))
        continue
      }
      const kind = await kindOf(path)
      if (kind === 'directory' && depth < maxDepth) {
        const found = tree.directories.length
        await enter(path, depth + 1)
        holds ||= inputs.includes(name) && tree.directories.length > found
      } else if (kind !== 'directory' && kind !== 'other') warn(path, `this cannot be read: ${kind.reason}; remove it`)
    }
    if (holds) tree.places.push(directory)
  }

  /** As a directory may go while its parent is read, only the root's failure is the caller's. */
  async function enter(directory: string, depth: number): Promise<void> {
    try {
      await visit(directory, depth)
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') warn(directory, `this cannot be read: ${systemReason(error)}`)
    }
  }

  await visit(root, 0)
  if (tree.directories.length > maxDirectories) {
    const message = `it holds more than ${maxDirectories} directories; follow the one that holds ${inputs.join(' or ')}`
    report.errors.push({ code: 'too-large', file: root, line: null, message })
    return { places: [], directories: [root], signature: 'too large' }
  }
  return { ...tree, signature: JSON.stringify([tree.places, marks]) }
}

async function mark(path: string): Promise<string> {
  try {
    const { mtimeMs, ctimeMs, size, ino } = await stat(path)
    return [path, mtimeMs, ctimeMs, size, ino].join(' ')
  } catch (error) {
    return `${path} ${systemReason(error)}`
  }
}

async function kindOf(path: string): Promise<'directory' | 'other' | { reason: string }> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'other'
  } catch (error) {
    return errorCode(error) === 'ENOENT' ? 'other' : { reason: systemReason(error) }
  }
}
