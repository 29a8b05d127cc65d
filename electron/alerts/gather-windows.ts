import type { NewsKind } from './news.ts'

/** Who waits to be told of, and until when for others of the same kind. All times are monotonic milliseconds. */
export interface Windows {
  /** It is to be told: at the end of the window of its kind, which begins with the first. */
  join(id: string, kind: NewsKind, nowMs: number, gatherMs: number): void
  /** It may have to be told: its time runs, and no window begins yet. */
  wait(id: string, kind: NewsKind, nowMs: number): void
  leave(id: string): void
  /** When it joined; undefined when it did not. */
  joinedMs(id: string): number | undefined
  /** The next end of a window; null when none is open. */
  nextMs(): number | null
  /** Takes out the windows that end now, with who waits in each. Where `later` names a later time, one ends then instead. */
  takeDue(
    nowMs: number,
    later: (kind: NewsKind, ids: readonly string[], plannedMs: number) => number,
  ): { kind: NewsKind; ids: string[] }[]
}

interface Window {
  /** When it was to end as it began. */
  plannedMs: number
  endsMs: number
}

/** A window is from the first that joins, so that a stream of them does not put it off. */
export function createWindows(): Windows {
  const waiting = new Map<string, { kind: NewsKind; joinedMs: number }>()
  const open = new Map<NewsKind, Window>()

  function wait(id: string, kind: NewsKind, nowMs: number): number {
    const before = waiting.get(id)
    const joinedMs = before?.kind === kind ? before.joinedMs : nowMs
    waiting.set(id, { kind, joinedMs })
    return joinedMs
  }

  return {
    wait: (id, kind, nowMs) => void wait(id, kind, nowMs),
    join(id, kind, nowMs, gatherMs) {
      const joinedMs = wait(id, kind, nowMs)
      // Who waited through a window of its own already waits no longer, unless with others, who may be next.
      const alone = [...waiting].every(([other, one]) => other === id || one.kind !== kind)
      const endsMs = alone ? Math.max(nowMs, joinedMs + gatherMs) : nowMs + gatherMs
      if (!open.has(kind)) open.set(kind, { plannedMs: endsMs, endsMs })
    },
    leave: (id) => void waiting.delete(id),
    joinedMs: (id) => waiting.get(id)?.joinedMs,
    nextMs: () => (open.size === 0 ? null : Math.min(...Array.from(open.values(), ({ endsMs }) => endsMs))),
    takeDue(nowMs, later) {
      const due: { kind: NewsKind; ids: string[] }[] = []
      for (const [kind, window] of open) {
        if (window.endsMs > nowMs) continue
        const ids = [...waiting].flatMap(([id, one]) => (one.kind === kind ? [id] : []))
        window.endsMs = later(kind, ids, window.plannedMs)
        if (window.endsMs > nowMs) continue
        open.delete(kind)
        due.push({ kind, ids })
      }
      return due.sort((a, b) => rank(a.kind) - rank(b.kind))
    },
  }
}

/** How a target stands comes before what its certificate is. */
function rank(kind: NewsKind): number {
  return kind.startsWith('certificate') ? 1 : 0
}
