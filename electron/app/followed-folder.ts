import { type FSWatcher, watch } from 'node:fs'
import type { SecretSink } from '../interop/categraf-instance.ts'
import type { ConfigReport } from '../interop/config-report.ts'
import type { MachineFacts } from '../interop/machine.ts'
import { readConfigs } from '../interop/read-configs.ts'
import { systemReason } from '../interop/read-document.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import { errorCode } from '../storage/error-reason.ts'
import { type ConfigTree, findConfigTree } from './config-tree.ts'
import type { FileTarget } from './file-targets.ts'
import { createLastGood } from './last-good.ts'

export interface FolderDeps {
  path: string
  clock: Clock
  machine: MachineFacts
  secrets: SecretSink
  /** Hears what the folder holds whenever that may have changed. */
  onRead: (targets: readonly FileTarget[], report: ConfigReport) => void
}

export interface FollowedFolder {
  /** Resolves when the folder has been read for the first time. */
  ready: Promise<void>
  /** Nothing is told any more; resolves when nothing is being read. */
  stop(): Promise<void>
}

/** A save is several events, and an editor may take the file away for a moment. */
const settleMs = 200
/** Network drives and some containers tell of no change, so the dates are looked at too. */
const pollMs = 5000
/** The system lends a person some thousand watches; beyond these directories the poll has to do. */
const maxWatched = 200

/** Follows one folder until it is stopped: reads it now and after every change. It never throws. */
export function followFolder({ path, clock, machine, secrets, onRead }: FolderDeps): FollowedFolder {
  const stopping = new AbortController()
  const watchers = new Map<string, FSWatcher>()
  const lastGood = createLastGood()
  let signature: string | null = null
  let reading: Promise<void> | null = null
  let again = false
  let settle: Timer | null = null
  let poll: Timer | null = null

  function noticed(): void {
    if (!stopping.signal.aborted) settle ??= clock.after(settleMs, refresh)
  }

  function refresh(): void {
    settle = null
    if (reading) again = true
    else reading = readUntilStill()
  }

  async function readUntilStill(): Promise<void> {
    do {
      again = false
      await readOnce()
    } while (again && !stopping.signal.aborted)
    reading = null
    poll?.cancel()
    if (!stopping.signal.aborted) poll = clock.after(pollMs, refresh)
  }

  async function readOnce(): Promise<void> {
    const report: ConfigReport = { warnings: [], errors: [] }
    let tree: ConfigTree
    try {
      tree = await findConfigTree(path, report, stopping.signal)
    } catch (error) {
      // A folder that is gone has no targets; one that cannot be read right now keeps those it had.
      if (!stopping.signal.aborted) failed(error, report)
      return
    }
    watchAll(tree.directories)
    if (stopping.signal.aborted || tree.signature === signature) return
    const targets = report.errors.length > 0 ? [] : await readTargets(tree.places, report)
    if (stopping.signal.aborted) return
    signature = tree.signature
    onRead(targets, report)
  }

  function failed(error: unknown, report: ConfigReport): void {
    const gone = ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')
    watchAll([])
    if (!gone && signature !== null) return
    const mark = `unreadable: ${systemReason(error)}`
    if (mark === signature) return
    signature = mark
    const message = `this folder cannot be read: ${systemReason(error)}; put it back, or stop following it in Settings`
    onRead([], { ...report, errors: [{ code: 'unreadable', file: path, line: null, message }] })
  }

  /** What a file holds that cannot be used now is what it held when it last could. */
  async function readTargets(places: readonly string[], report: ConfigReport): Promise<FileTarget[]> {
    const wanted = places.length === 0 ? [path] : places
    const first = await readConfigs(wanted, { secrets, machine, documents: lastGood.reader(new Set()) })
    report.warnings.push(...first.warnings)
    report.errors.push(...first.errors)
    const broken = new Set(first.errors.map(({ file }) => file))
    const restored = new Set([...broken].filter((file) => lastGood.hasGood(file)))
    lastGood.accept(broken)
    if (restored.size === 0) return first.targets
    return (await readConfigs(wanted, { secrets, machine, documents: lastGood.reader(restored) })).targets
  }

  function watchAll(directories: readonly string[]): void {
    const wanted = new Set(stopping.signal.aborted ? [] : directories.slice(0, maxWatched))
    for (const [directory, watcher] of watchers) {
      if (wanted.has(directory)) continue
      watcher.close()
      watchers.delete(directory)
    }
    for (const directory of wanted) if (!watchers.has(directory)) watchOne(directory)
  }

  // Directories rather than files: an editor that saves by renaming puts another file in the place of the watched one.
  function watchOne(directory: string): void {
    const lost = (): void => {
      watchers.get(directory)?.close()
      watchers.delete(directory)
      noticed()
    }
    try {
      const watcher = watch(directory, { persistent: false }, noticed)
      watcher.on('error', lost)
      watchers.set(directory, watcher)
    } catch {
      // Out of watches, or gone again: the poll sees what happens.
    }
  }

  refresh()
  return {
    ready: reading ?? Promise.resolve(),
    async stop() {
      stopping.abort()
      settle?.cancel()
      poll?.cancel()
      watchAll([])
      await reading
    },
  }
}
