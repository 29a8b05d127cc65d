import type { TargetConfig } from '../contract/target-config.ts'
import type { SecretStore } from '../storage/ports.ts'

/** A target that comes from a file: read-only, shown beside a person's own, never copied into the settings. */
export interface FileTarget {
  config: TargetConfig
  sourceFile: string
}

export interface FileTargetSet {
  /** Makes these the targets of one owner, such as a followed folder, in place of those it had. */
  set(owner: string, targets: readonly FileTarget[], secrets: SecretStore): void
  delete(owner: string): void
  count(owner: string): number
  /** The file of a target; null for one that comes from none. */
  sourceFile(id: string): string | null
  /** The secrets of the file that a target comes from. */
  secretsOf(id: string): SecretStore | null
  ids(): Iterable<string>
}

/** What is told of each target whose presence or options differ from before. */
export interface FileTargetEvents {
  begin: (config: TargetConfig) => void
  /** Its options may be other than before, or not. */
  change: (config: TargetConfig) => void
  end: (id: string) => void
}

/** Keeps the targets of all files. Where two owners have the same file, the first one's targets count. */
export function createFileTargets({ begin, change, end }: FileTargetEvents): FileTargetSet {
  const owners = new Map<string, { targets: readonly FileTarget[]; secrets: SecretStore }>()
  let shown = new Map<string, FileTarget & { secrets: SecretStore }>()

  function show(): void {
    const before = shown
    shown = new Map()
    for (const { targets, secrets } of owners.values()) {
      for (const target of targets)
        if (!shown.has(target.config.id)) shown.set(target.config.id, { ...target, secrets })
    }
    for (const id of before.keys()) if (!shown.has(id)) end(id)
    for (const [id, { config }] of shown) (before.has(id) ? change : begin)(config)
  }

  return {
    set(owner, targets, secrets) {
      owners.set(owner, { targets, secrets })
      show()
    },
    delete(owner) {
      if (owners.delete(owner)) show()
    },
    count: (owner) => owners.get(owner)?.targets.length ?? 0,
    sourceFile: (id) => shown.get(id)?.sourceFile ?? null,
    secretsOf: (id) => shown.get(id)?.secrets ?? null,
    ids: () => shown.keys(),
  }
}
