import { type FocusEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { Collection, GridList, GridListHeader, GridListSection, type ListState } from 'react-aria-components/GridList'
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer'
import type { Snapshot, TargetView } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { RowSnooze } from '../snooze/row-snooze.tsx'
import { isPressable, useCommands } from '../ui/keys.ts'
import { useHeldOrder } from './held-order.ts'
import { ListFoot } from './list-foot.tsx'
import { ListHead } from './list-head.tsx'
import { Notices } from './notices.tsx'
import { arrange, type Groups } from './order.ts'
import { TargetRow } from './row.tsx'
import { Search } from './search.tsx'
import { type RowShown, RowShownContext, SelectedContext } from './selected.ts'
import { SightBanner } from './sight-banner.tsx'
import { useHold } from './use-hold.ts'

/** Which row is to have the focus; a new object asks anew. Null: the first. */
export interface FocusWish {
  id: string | null
}

/** The list of targets, problems first. */
export function ListView({ snapshot, focus }: { snapshot: Snapshot; focus: FocusWish }) {
  const actions = useActions()
  const [query, setQuery] = useState('')
  const [selectedId, setSelectedId] = useState(focus.id)
  const list = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const hold = useHold()
  const fresh = useMemo(() => arrange(snapshot.targets, query.trim()), [snapshot.targets, query])
  const { groups, waiting } = useHeldOrder(fresh, query, hold.held)
  const selected = snapshot.targets.find(({ id }) => id === selectedId) ?? null
  const { rowShown, giveUp } = useFocusWish(list, focus)
  const [snoozing, setSnoozing] = useState(false)
  const snoozeRow = useRef<HTMLElement>(null)

  useCommands((command, event) => {
    switch (command) {
      case '/':
        search.current?.focus()
        search.current?.select()
        return true
      case 'n':
        actions.showAdd()
        return true
      case ',':
        actions.showSettings()
        return true
      case 'a':
        actions.run('targets:probe', { ids: null })
        return true
      case 'p':
        if (selected) actions.run('targets:probe', { ids: [selected.id] })
        return true
      case 's':
        if (!selected) return true
        snoozeRow.current = list.current?.querySelector<HTMLElement>(keySelector(selected.id)) ?? list.current
        setSnoozing(true)
        return true
      case ' ':
        if (isPressable(event)) return false
        if (selected) actions.togglePause(selected)
        return true
      case 'delete':
        if (selected) actions.remove(selected)
        return true
      default:
        return false
    }
  })

  const onFocus = (event: FocusEvent): void => {
    const id = rowOf(event.target)?.dataset.key
    if (id !== undefined) setSelectedId(id)
  }

  return (
    <div className="view list-view" onKeyDownCapture={giveUp} onPointerDownCapture={giveUp}>
      <ListHead snapshot={snapshot} waiting={waiting} />
      <SightBanner sight={snapshot.sight} />
      <Notices notices={snapshot.notices} />
      <Search query={query} onQuery={setQuery} onLeave={() => firstRow(list.current)?.focus()} inputRef={search} />
      <div className="rows" onFocus={onFocus} {...hold.handlers}>
        <SelectedContext value={selectedId}>
          <RowShownContext value={rowShown}>
            <Rows ref={list} groups={groups} query={query} />
          </RowShownContext>
        </SelectedContext>
      </div>
      <RowSnooze target={snoozing ? selected : null} row={snoozeRow} onClose={() => setSnoozing(false)} />
      <ListFoot targets={snapshot.targets} blind={snapshot.sight.kind === 'blind'} />
    </div>
  )
}

interface RowsProps {
  ref: React.RefObject<HTMLDivElement | null>
  groups: Groups<TargetView>
  query: string
}

/** Sizes as in list.css; a row with a cause is measured once it is seen. */
const sizes = { estimatedRowSize: 45, headingSize: 24 }

// Memoised, as a change of the selection must not build the whole list again.
const Rows = memo(function Rows({ ref, groups, query }: RowsProps) {
  const { showTarget } = useActions()
  const { attention, rest } = groups
  const restName = attention.length > 0 ? t.list.rest : t.list.all
  return (
    <Virtualizer layout={ListLayout} layoutOptions={sizes}>
      <GridList
        ref={ref}
        className="scroll"
        aria-label={t.list.label}
        selectionMode="none"
        disallowTypeAhead
        onAction={(key) => showTarget(String(key))}
        renderEmptyState={() => <p className="nothing-found">{t.list.nothingFound(query.trim())}</p>}
      >
        {attention.length > 0 && (
          <Group id="attention" name={t.list.attention} numbers={t.list.downFor} targets={attention} />
        )}
        {rest.length > 0 && <Group id="rest" name={restName} numbers={t.list.uptime} targets={rest} />}
      </GridList>
    </Virtualizer>
  )
})

interface GroupProps {
  id: string
  name: string
  numbers: string
  targets: TargetView[]
}

function Group({ id, name, numbers, targets }: GroupProps) {
  return (
    <GridListSection id={`group-${id}`} aria-label={name}>
      <GridListHeader className="group">
        <span className="g-n">
          {name} <i>{targets.length}</i>
        </span>
        <span className="g-s">{t.list.spark}</span>
        <span className="g-u">{numbers}</span>
      </GridListHeader>
      <Collection items={targets}>{(target) => <TargetRow target={target} />}</Collection>
    </GridListSection>
  )
}

function rowOf(element: EventTarget | null): HTMLElement | null {
  return element instanceof Element ? element.closest<HTMLElement>('[data-key].row') : null
}

function firstRow(list: HTMLElement | null): HTMLElement | null {
  return list?.querySelector<HTMLElement>('[data-key].row') ?? null
}

interface Wishing {
  rowShown: RowShown
  /** Gives the wish up: from the person's first key or click on, the focus is theirs. */
  giveUp: () => void
}

/**
 * Gives the wished-for row the focus as soon as it is there, which may be one delta later, and the first row until then.
 */
function useFocusWish(list: React.RefObject<HTMLDivElement | null>, focus: FocusWish): Wishing {
  const wish = useRef<FocusWish | null>(focus)
  const rowShown = useCallback(
    (state: ListState<unknown> | null) => {
      if (!wish.current || !list.current) return
      const { id } = wish.current
      const wanted = id === null ? firstRow(list.current) : list.current.querySelector<HTMLElement>(keySelector(id))
      if (wanted) {
        wish.current = null
        wanted.focus()
        wanted.scrollIntoView({ block: 'nearest' })
      } else if (id !== null && state?.collection.getItem(id)) {
        // Out of sight, so not on the page yet; the list draws the row that has the focus wherever it is.
        state.selectionManager.setFocusedKey(id)
      } else if (!list.current.contains(document.activeElement)) {
        firstRow(list.current)?.focus()
      }
    },
    [list],
  )
  const giveUp = useCallback(() => {
    wish.current = null
  }, [])
  useEffect(() => {
    wish.current = focus
    rowShown(null)
  }, [focus, rowShown])
  useEffect(() => {
    // The popover is shown again with the focus nowhere: back to where the person was.
    const onWindowFocus = (): void => {
      if (document.activeElement !== document.body) return
      const row = list.current?.querySelector<HTMLElement>('[data-key].row[tabindex="0"]') ?? firstRow(list.current)
      row?.focus()
    }
    window.addEventListener('focus', onWindowFocus)
    return () => window.removeEventListener('focus', onWindowFocus)
  }, [list])
  return { rowShown, giveUp }
}

function keySelector(id: string): string {
  return `[data-key="${CSS.escape(id)}"]`
}
