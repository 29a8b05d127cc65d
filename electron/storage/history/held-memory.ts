import type { Clock, Memory } from '../../monitor/ports.ts'
import type { MemoryChange, MemoryEntry } from './messages.ts'

const dayMs = 86_400_000

/** How long what is known of a target that is not there is kept: a followed folder may only be out of reach for now. */
export const memoryKeptMs = 90 * dayMs

export interface HeldMemory {
  memory: Memory
  /** What differs from what was taken last. */
  takeChanges(): { memory: MemoryChange[]; seen: { targetId: string; atMs: number }[] }
  /** From now on all of it counts as changed. */
  markAll(): void
}

interface Entry {
  value: Parameters<Memory['set']>[2]
  /** As it was last taken, or read. */
  json: string | null
}

/** Holds the memory as it was read, and gathers what changes. `onChange` hears of each change that is to be saved. */
export function createHeldMemory(
  entries: readonly MemoryEntry[],
  lastSeen: readonly { targetId: string; atMs: number }[],
  clock: Clock,
  onChange: () => void,
): HeldMemory {
  const targets = new Map<string, Map<string, Entry>>()
  const seen = new Map(lastSeen.map(({ targetId, atMs }) => [targetId, atMs]))
  const changed = new Map<string, Set<string>>()
  const changedSeen = new Set<string>()
  for (const { targetId, kind, json } of entries) kindsOf(targetId).set(kind, { value: JSON.parse(json), json })

  function kindsOf(targetId: string): Map<string, Entry> {
    const known = targets.get(targetId)
    if (known) return known
    const kinds = new Map<string, Entry>()
    targets.set(targetId, kinds)
    return kinds
  }

  function mark(targetId: string, kind: string): void {
    const kinds = changed.get(targetId)
    if (kinds) kinds.add(kind)
    else changed.set(targetId, new Set([kind]))
    onChange()
  }

  function see(targetId: string): void {
    // Once a day will do; the clock may also have been set back.
    if (Math.abs(clock.wallMs() - (seen.get(targetId) ?? -Infinity)) < dayMs) return
    seen.set(targetId, clock.wallMs())
    changedSeen.add(targetId)
    onChange()
  }

  function forget(targetId: string, kind: string): void {
    if (targets.get(targetId)?.delete(kind)) mark(targetId, kind)
  }

  return {
    memory: {
      get: (targetId, kind) => targets.get(targetId)?.get(kind)?.value,
      set(targetId, kind, value) {
        const kinds = kindsOf(targetId)
        kinds.set(kind, { value, json: kinds.get(kind)?.json ?? null })
        see(targetId)
        mark(targetId, kind)
      },
      delete(targetId, kind) {
        if (kind !== undefined) return forget(targetId, kind)
        for (const each of targets.get(targetId)?.keys() ?? []) forget(targetId, each)
      },
      seen(targetId) {
        if (targets.has(targetId)) see(targetId)
      },
    },
    takeChanges() {
      const memory: MemoryChange[] = []
      for (const [targetId, kinds] of changed) {
        for (const kind of kinds) {
          const entry = targets.get(targetId)?.get(kind)
          const json = entry ? JSON.stringify(entry.value) : null
          if (entry && json === entry.json) continue
          if (entry) entry.json = json
          memory.push({ targetId, kind, json })
        }
      }
      changed.clear()
      const taken = {
        memory,
        seen: Array.from(changedSeen, (targetId) => ({ targetId, atMs: seen.get(targetId) ?? 0 })),
      }
      changedSeen.clear()
      return taken
    },
    markAll() {
      for (const [targetId, kinds] of targets) {
        changedSeen.add(targetId)
        for (const [kind, entry] of kinds) {
          entry.json = null
          mark(targetId, kind)
        }
      }
    },
  }
}
