import type { Notice } from '../contract/snapshot.ts'

export interface Notices {
  list(): Notice[]
  /** Shows a notice, or replaces the one with its id. One that was dismissed stays away until its cause is gone. */
  raise(notice: Notice): void
  /** Its cause is gone. */
  drop(id: string): void
  /** The person has read it. */
  dismiss(id: string): void
}

export function createNotices(initial: readonly Notice[], onChange: () => void): Notices {
  const shown = new Map(initial.map((notice) => [notice.id, notice]))
  const dismissed = new Set<string>()

  return {
    list: () => [...shown.values()],
    raise(notice) {
      const known = shown.get(notice.id)
      if (dismissed.has(notice.id) || (known && JSON.stringify(known) === JSON.stringify(notice))) return
      shown.set(notice.id, notice)
      onChange()
    },
    drop(id) {
      dismissed.delete(id)
      if (shown.delete(id)) onChange()
    },
    dismiss(id) {
      if (!shown.delete(id)) return
      dismissed.add(id)
      onChange()
    },
  }
}
