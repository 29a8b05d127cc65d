import { type KeyboardEvent, type MouseEvent, memo, type RefObject } from 'react'
import { t } from '../i18n/text.ts'
import { GroupHead } from './group-head.tsx'
import type { GroupKey } from './groups.ts'
import type { ListRow } from './list-rows.ts'
import { TargetRow } from './row.tsx'
import { moveOf } from './row-keys.ts'
import type { Chosen } from './use-chosen.ts'
import type { RowFocus } from './use-row-focus.ts'
import { useWindow } from './use-window.ts'

interface TargetGridProps {
  scroll: RefObject<HTMLDivElement | null>
  rows: readonly ListRow[]
  activeKey: string | null
  focus: RowFocus
  chosen: Chosen
  onOpen: (id: string) => void
  onToggle: (group: GroupKey) => void
  onActive: (key: string) => void
}

/**
 * The list as a grid of groups and their targets. Only what is in sight is drawn, and a row is drawn anew only when its
 * target is another object: the figures of a thousand targets may change every second.
 */
export function TargetGrid({ scroll, rows, activeKey, focus, chosen, onOpen, onToggle, onActive }: TargetGridProps) {
  const shown = useWindow(scroll, rows, activeKey)
  const last = rows.at(-1)
  const places = new Map(rows.map(({ key }, nth) => [key, nth]))

  const act = (row: ListRow, event: Pick<MouseEvent, 'shiftKey' | 'ctrlKey' | 'metaKey'>): void => {
    if (row.kind === 'group') return onToggle(row.group)
    if (event.shiftKey) return chosen.extendTo(row.key)
    if (chosen.choosing || event.ctrlKey || event.metaKey) return chosen.toggle(row.key)
    onOpen(row.key)
  }
  const onClick = (event: MouseEvent): void => {
    const row = rows[places.get(rowKey(event.target) ?? '') ?? -1]
    if (!row) return
    focus.focusRow(row.key)
    act(row, event)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    // A control within a row has keys of its own.
    if (!(event.target instanceof HTMLElement) || event.target.role !== 'row') return
    if (event.altKey) return
    const isAll = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a'
    const nth = places.get(activeKey ?? '') ?? -1
    const move = isAll ? null : moveOf(event.key, rows, nth, scroll.current?.clientHeight ?? 0)
    if (!isAll && (move === null || event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (isAll || move === null) return chosen.chooseAll()
    if ('toggle' in move) {
      if (move.toggle.kind === 'group') onToggle(move.toggle.group)
    } else if ('open' in move) {
      if (chosen.choosing) chosen.toggle(move.open)
      else onOpen(move.open)
    } else {
      if (event.shiftKey) chosen.extendTo(move.to)
      focus.focusRow(move.to)
    }
  }

  return (
    // Rows take the focus one at a time, and the list itself never.
    <div
      ref={scroll}
      className={`scroll${chosen.choosing ? ' choosing' : ''}`}
      role="treegrid"
      aria-label={t.list.label}
      aria-rowcount={rows.length}
      aria-multiselectable={chosen.choosing || undefined}
      onClick={onClick}
      onKeyDown={onKeyDown}
      onMouseDown={keepFocus}
      onFocus={(event) => {
        const key = rowKey(event.target)
        if (key !== null) onActive(key)
      }}
    >
      <div className="rows-height" role="presentation" style={{ height: last ? last.top + last.height : 0 }}>
        {shown.map((row) => (
          <Row
            key={row.key}
            row={row}
            nth={places.get(row.key) ?? 0}
            isLineless={isLineless(rows, places.get(row.key) ?? 0, activeKey)}
            isActive={row.key === activeKey}
            isChosen={chosen.choosing ? chosen.has(row.key) : null}
          />
        ))}
      </div>
    </div>
  )
}

interface RowProps {
  row: ListRow
  nth: number
  isLineless: boolean
  isActive: boolean
  /** Null while none can be chosen. */
  isChosen: boolean | null
}

// The rows are laid out anew with every change of any target; what is drawn follows from these alone.
const Row = memo(
  function Row({ row, ...rest }: RowProps) {
    return row.kind === 'group' ? (
      <GroupHead row={row} nth={rest.nth} isActive={rest.isActive} />
    ) : (
      <TargetRow row={row} {...rest} />
    )
  },
  (before, after) =>
    before.nth === after.nth &&
    before.isLineless === after.isLineless &&
    before.isActive === after.isActive &&
    before.isChosen === after.isChosen &&
    isSameRow(before.row, after.row),
)

function isSameRow(a: ListRow, b: ListRow): boolean {
  if (a.top !== b.top || a.height !== b.height) return false
  if (a.kind === 'target') return b.kind === 'target' && a.target === b.target
  if (b.kind !== 'group') return false
  return a.mark === b.mark && a.count === b.count && a.isOpen === b.isOpen && a.isOnly === b.isOnly
}

/** No line is drawn below the last row of a group, nor between a row and the one that is selected. */
function isLineless(rows: readonly ListRow[], nth: number, activeKey: string | null): boolean {
  const next = rows[nth + 1]
  return next?.kind !== 'target' || next.key === activeKey || rows[nth]?.key === activeKey
}

function rowKey(element: EventTarget): string | null {
  return (element instanceof Element && element.closest<HTMLElement>('[data-key]')?.dataset.key) || null
}

/** A press moves the focus only when it is let go: the row that is selected is taller, so those below it would move. */
function keepFocus(event: MouseEvent): void {
  event.preventDefault()
}
