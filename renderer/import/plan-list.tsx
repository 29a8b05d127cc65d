import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import type { ImportItem } from '../../electron/contract/import.ts'
import { t } from '../i18n/text.ts'
import { textScale } from '../ui/text-scale.ts'
import { isOpen } from './use-import.ts'

interface PlanListProps {
  items: readonly ImportItem[]
  chosen: ReadonlySet<string>
  onChosen: (ids: ReadonlySet<string>) => void
}

/** Two lines of text and their room, and the rows in sight, as in import.css; of 16 px text. */
const rowAtScale1 = 44
const rowsInSight = 6
/** Rows beyond the edge, so that a quick scroll shows no gap. */
const spare = 4

/**
 * What importing would do with each target. Those it would add or change can be left out. Only the rows in sight are
 * built: of thousands, as a paste may bring, all of them would hold the page up for most of a second.
 */
export function PlanList({ items, chosen, onChosen }: PlanListProps) {
  const id = useId()
  const rowPx = rowAtScale1 * textScale()
  const [active, setActive] = useState(0)
  const [topPx, setTopPx] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const open = items.filter(({ action }) => isOpen(action))
  const first = Math.max(0, Math.floor(topPx / rowPx) - spare)
  const shown = items.slice(first, first + rowsInSight + 2 * spare)

  const toggle = (item: ImportItem | undefined): void => {
    if (!item || !isOpen(item.action)) return
    const next = new Set(chosen)
    if (!next.delete(item.id)) next.add(item.id)
    onChosen(next)
  }
  const go = (to: number): void => {
    const next = Math.min(Math.max(to, 0), items.length - 1)
    const element = list.current
    setActive(next)
    if (!element) return
    element.scrollTop = Math.min(Math.max(element.scrollTop, (next + 1) * rowPx - element.clientHeight), next * rowPx)
    setTopPx(element.scrollTop)
  }
  const keys: Record<string, () => void> = {
    ArrowDown: () => go(active + 1),
    ArrowUp: () => go(active - 1),
    PageDown: () => go(active + 5),
    PageUp: () => go(active - 5),
    Home: () => go(0),
    End: () => go(items.length - 1),
    ' ': () => toggle(items[active]),
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const all = event.key === 'a' && (event.ctrlKey || event.metaKey)
    const act = all ? chooseAll : keys[event.key]
    if (!act) return
    event.preventDefault()
    act()
  }
  const isAll = chosen.size >= open.length
  const chooseAll = (): void => onChosen(new Set(open.map((item) => item.id)))

  return (
    <section className="plan" aria-label={t.importing.found(items.length)}>
      <h2>
        {t.importing.found(items.length)}
        <span className="push" />
        {open.length > 1 && (
          <Button className="btn text small" onPress={() => (isAll ? onChosen(new Set()) : chooseAll())}>
            {isAll ? t.importing.none : t.importing.all}
          </Button>
        )}
      </h2>
      {items.length > 0 && (
        <div
          ref={list}
          className="plan-rows"
          role="listbox"
          aria-label={t.importing.found(items.length)}
          aria-multiselectable
          aria-activedescendant={`${id}-${active}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onScroll={(event) => setTopPx(event.currentTarget.scrollTop)}
        >
          <div role="presentation" style={{ height: items.length * rowPx }}>
            {shown.map((item, offset) => {
              const nth = first + offset
              return (
                <PlanRow
                  key={item.id}
                  id={`${id}-${nth}`}
                  item={item}
                  nth={nth}
                  topPx={nth * rowPx}
                  count={items.length}
                  isChosen={chosen.has(item.id)}
                  isActive={nth === active}
                  onPress={() => {
                    setActive(nth)
                    toggle(item)
                  }}
                />
              )
            })}
          </div>
        </div>
      )}
    </section>
  )
}

interface PlanRowProps {
  id: string
  item: ImportItem
  nth: number
  topPx: number
  count: number
  isChosen: boolean
  isActive: boolean
  onPress: () => void
}

function PlanRow({ id, item, nth, topPx, count, isChosen, isActive, onPress }: PlanRowProps) {
  const { name, address, action, changes, why } = item
  const what = (why && (t.fromProgram(why) ?? why)) ?? (changes.length > 0 ? changes.join(', ') : address)
  return (
    <div
      id={id}
      className="plan-row"
      role="option"
      aria-selected={isChosen}
      aria-disabled={!isOpen(action)}
      aria-posinset={nth + 1}
      aria-setsize={count}
      data-active={isActive || undefined}
      style={{ top: topPx }}
      onClick={onPress}
    >
      <span className="tick" data-on={isChosen || undefined} aria-hidden="true" />
      <span className="clip">{name}</span>
      <span className="sub">{t.importing.actions[action]}</span>
      <span className="sub clip plan-what" title={what}>
        {what}
      </span>
    </div>
  )
}
