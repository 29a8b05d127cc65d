interface Due {
  id: string
  dueMs: number
  /** Order of entry, so that equal due times come out first in, first out. */
  order: number
  /** Where it stands in the heap. */
  at: number
}

/** What is due when: at most one due time per id. */
export interface Schedule {
  /** Sets or moves the due time of `id`. */
  set(id: string, dueMs: number): void
  delete(id: string): void
  dueMs(id: string): number | undefined
  /** The earliest due time, or null when there is none. */
  nextMs(): number | null
  /** Takes out the earliest of those due at `nowMs` or before, or null when none is. */
  takeDue(nowMs: number): { id: string; dueMs: number } | null
}

/** A binary heap: thousands of targets share one timer, and moving one costs a dozen comparisons. */
export function createSchedule(): Schedule {
  const heap: Due[] = []
  const byId = new Map<string, Due>()
  let order = 0

  function put(due: Due, at: number): void {
    heap[at] = due
    due.at = at
  }

  function settle(due: Due): void {
    let at = due.at
    for (let up = heap[(at - 1) >> 1]; at > 0 && up && before(due, up); up = heap[(at - 1) >> 1]) {
      put(up, at)
      at = (at - 1) >> 1
    }
    for (let down = smallerChild(at); down && before(down, due); down = smallerChild(at)) {
      const from = down.at
      put(down, at)
      at = from
    }
    put(due, at)
  }

  function smallerChild(at: number): Due | undefined {
    const left = heap[2 * at + 1]
    const right = heap[2 * at + 2]
    return left && right && before(right, left) ? right : left
  }

  function remove(due: Due): void {
    byId.delete(due.id)
    const last = heap.pop()
    if (!last || last === due) return
    put(last, due.at)
    settle(last)
  }

  return {
    set(id, dueMs) {
      order += 1
      const known = byId.get(id)
      if (known) {
        known.dueMs = dueMs
        known.order = order
        settle(known)
        return
      }
      const due = { id, dueMs, order, at: heap.length }
      byId.set(id, due)
      heap.push(due)
      settle(due)
    },
    delete(id) {
      const due = byId.get(id)
      if (due) remove(due)
    },
    dueMs: (id) => byId.get(id)?.dueMs,
    nextMs: () => heap[0]?.dueMs ?? null,
    takeDue(nowMs) {
      const first = heap[0]
      if (!first || first.dueMs > nowMs) return null
      remove(first)
      return first
    },
  }
}

function before(a: Due, b: Due): boolean {
  return a.dueMs === b.dueMs ? a.order < b.order : a.dueMs < b.dueMs
}
