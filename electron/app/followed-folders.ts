import { createHash } from 'node:crypto'
import type { Followed, Notice } from '../contract/snapshot.ts'
import type { SecretRef } from '../contract/target-config.ts'
import type { ConfigPlace, ConfigReport } from '../interop/config-report.ts'
import type { MachineFacts } from '../interop/machine.ts'
import type { Clock } from '../monitor/ports.ts'
import { createMemorySecrets } from '../storage/memory-secrets.ts'
import type { FileTargetSet } from './file-targets.ts'
import { type FollowedFolder, followFolder } from './followed-folder.ts'
import type { Notices } from './notices.ts'

/** The folders whose targets are shown beside a person's own. Each is watched from `follow` until `unfollow` or `stop`. */
export interface FollowedFolders {
  /** Resolves when the folder has been read once. What is wrong with it is told as notices. */
  follow(path: string): Promise<void>
  unfollow(path: string): Promise<void>
  list(): Followed[]
  stop(): Promise<void>
}

export interface FollowedFoldersDeps {
  files: FileTargetSet
  notices: Notices
  clock: Clock
  machine: MachineFacts
  /** Something about the list is other than before. */
  onChange: () => void
}

/** Of one folder; a file full of faults must not fill the window. */
const maxNotices = 5

export function createFollowedFolders(deps: FollowedFoldersDeps): FollowedFolders {
  const { files, notices, clock, machine, onChange } = deps
  const folders = new Map<string, FollowedFolder>()
  const told = new Map<string, Set<string>>()

  function tell(path: string, report: ConfigReport): void {
    const now = noticesOf(path, report)
    const ids = new Set(now.map(({ id }) => id))
    for (const id of told.get(path) ?? []) if (!ids.has(id)) notices.drop(id)
    told.set(path, ids)
    for (const notice of now) notices.raise(notice)
  }

  return {
    follow(path) {
      const known = folders.get(path)
      if (known) return known.ready
      const secrets = createMemorySecrets(machine.env)
      const refs = new Map<string, SecretRef>()
      const folder = followFolder({
        path,
        clock,
        machine,
        // The same reference for the same value, or every reading would look like a change.
        secrets: (value) => {
          const ref = refs.get(value) ?? secrets.sink(value)
          refs.set(value, ref)
          return ref
        },
        onRead(targets, report) {
          files.set(path, targets, secrets)
          tell(path, report)
          onChange()
        },
      })
      folders.set(path, folder)
      return folder.ready
    },
    async unfollow(path) {
      const folder = folders.get(path)
      if (!folder) return
      folders.delete(path)
      await folder.stop()
      files.delete(path)
      tell(path, { warnings: [], errors: [] })
      told.delete(path)
      onChange()
    },
    list: () => [...folders.keys()].map((path) => ({ path, targets: files.count(path) })),
    async stop() {
      await Promise.all([...folders.values()].map((folder) => folder.stop()))
    },
  }
}

function noticesOf(folder: string, { errors, warnings }: ConfigReport): Notice[] {
  const all = [
    ...errors.map((error) => ({ ...error, code: 'config-error' as const, severity: 'error' as const })),
    ...warnings.map((warning) => ({ ...warning, code: 'config-warning' as const, severity: 'warning' as const })),
  ]
  return all.slice(0, maxNotices).map(({ file, line, message, code, severity }, index) => {
    const more = all.length - maxNotices
    const rest = index === maxNotices - 1 && more > 0 ? ` (There are ${more} more in ${folder}.)` : ''
    const params: Notice['params'] = { file, message: `${message}${rest}`, ...lineParam({ file, line }) }
    // By what it says: one that was dismissed stays away, and another one in its place does not.
    const id = createHash('sha256')
      .update(JSON.stringify([folder, file, line, message]))
      .digest('hex')
    return { id, severity, code, params }
  })
}

function lineParam({ line }: ConfigPlace): Record<string, string> {
  return line === null ? {} : { line: String(line) }
}
