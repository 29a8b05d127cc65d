import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { MarkKind } from '../ui/mark.tsx'
import { hasCause } from './cause.ts'
import type { Group, GroupKey } from './groups.ts'

interface Placed {
  /** Unique in the list. */
  key: string
  /** In pixels, from the top of the list. */
  top: number
  height: number
}

/** The head of a group. */
export interface GroupRow extends Placed {
  kind: 'group'
  group: GroupKey
  count: number
  mark: MarkKind
  isOpen: boolean
  /** There is no other. */
  isOnly: boolean
}

export interface TargetRow extends Placed {
  kind: 'target'
  group: GroupKey
  target: TargetView
}

export type ListRow = GroupRow | TargetRow

// As in list.css, for text of the usual size. Heights are fixed, so that a row's place is known without drawing those above it.
const headHeight = 24
const rowHeight = 45
const causeHeight = 65
/** Two lines of what to try, under the cause of the row that is selected. */
const adviceHeight = 32

/** The key of a group's head. No target has such an id. */
export function headKey(group: GroupKey): string {
  return `group ${group}`
}

/**
 * Lays the list out from top to bottom; what is in a closed group is left out. `scale`: how large text is, 1 being the
 * usual.
 */
export function layOut(
  groups: readonly Group<TargetView>[],
  marks: ReadonlyMap<GroupKey, MarkKind>,
  isOpen: (group: GroupKey) => boolean,
  activeKey: string | null,
  scale = 1,
): ListRow[] {
  const rows: ListRow[] = []
  let top = 0
  for (const { key: group, targets } of groups) {
    const open = isOpen(group)
    const head = {
      key: headKey(group),
      top,
      height: headHeight * scale,
      group,
      count: targets.length,
      isOpen: open,
      isOnly: groups.length === 1,
    }
    rows.push({ kind: 'group', ...head, mark: marks.get(group) ?? 'pending' })
    top += headHeight * scale
    if (!open) continue
    for (const target of targets) {
      const advised = target.id === activeKey ? adviceHeight : 0
      const height = (hasCause(target) ? causeHeight + advised : rowHeight) * scale
      rows.push({ kind: 'target', key: target.id, top, height, group, target })
      top += height
    }
  }
  return rows
}

/** Index of the first row that ends below `y`; the length of the list where none does. */
export function rowAt(rows: readonly ListRow[], y: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && row.top + row.height <= y) low = middle + 1
    else high = middle
  }
  return low
}
