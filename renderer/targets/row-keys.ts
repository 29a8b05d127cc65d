import type { ListRow } from './list-rows.ts'

/** What a key asks of the list; the row that has the focus is the `nth`. */
export type ListMove =
  | { to: string }
  | { open: string }
  /** Opens or closes the group of that head. */
  | { toggle: ListRow }

/** Rows are about this far apart: a page is as many as are in sight. */
const meanRowPx = 45

/**
 * What a key does in a tree of one level: arrows go from row to row, right and left open and close a group, left on a
 * target goes to the head of its group. Null for a key that does nothing here.
 */
export function moveOf(key: string, rows: readonly ListRow[], nth: number, heightPx: number): ListMove | null {
  const row = rows[nth]
  if (!row) return null
  const to = (at: number): ListMove => ({ to: rows[Math.max(0, Math.min(rows.length - 1, at))]?.key ?? row.key })
  const page = Math.max(1, Math.floor(heightPx / meanRowPx) - 1)
  switch (key) {
    case 'ArrowDown':
      return to(nth + 1)
    case 'ArrowUp':
      return to(nth - 1)
    case 'PageDown':
      return to(nth + page)
    case 'PageUp':
      return to(nth - page)
    case 'Home':
      return to(0)
    case 'End':
      return to(rows.length - 1)
    case 'ArrowRight':
      if (row.kind === 'target') return null
      return row.isOpen ? to(nth + 1) : { toggle: row }
    case 'ArrowLeft': {
      if (row.kind === 'group') return row.isOpen ? { toggle: row } : null
      return to(rows.findLastIndex(({ kind }, at) => at < nth && kind === 'group'))
    }
    case 'Enter':
      return row.kind === 'group' ? { toggle: row } : { open: row.key }
    default:
      return null
  }
}
