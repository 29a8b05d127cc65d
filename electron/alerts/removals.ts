import type { Clock, Timer } from '../monitor/ports.ts'

/** A removal can be taken back, and a file can be back after a moment: neither is news. */
const removalMs = 600_000

/** How to put back what was known of targets that were removed a moment ago. */
export interface Removals {
  keep(id: string, putBack: () => void): void
  restore(id: string): void
  stop(): void
}

export function createRemovals(clock: Clock): Removals {
  const removed = new Map<string, { putBack: () => void; expiry: Timer }>()

  function take(id: string): (() => void) | undefined {
    const known = removed.get(id)
    known?.expiry.cancel()
    removed.delete(id)
    return known?.putBack
  }

  return {
    keep(id, putBack) {
      take(id)
      removed.set(id, { putBack, expiry: clock.after(removalMs, () => void removed.delete(id)) })
    },
    restore: (id) => take(id)?.(),
    stop() {
      for (const { expiry } of removed.values()) expiry.cancel()
    },
  }
}
