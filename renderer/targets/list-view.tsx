import { type MouseEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import type { Snapshot } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { t } from '../i18n/text.ts'
import { RowMenu } from '../menu/row-menu.tsx'
import { RowSnooze } from '../snooze/row-snooze.tsx'
import { isPressable, useCommands, useEscape } from '../ui/keys.ts'
import { FilterStrip } from './filter-strip.tsx'
import type { Filter } from './find.ts'
import { ListFoot } from './list-foot.tsx'
import { ListHead } from './list-head.tsx'
import { ManyBar } from './many-bar.tsx'
import { Notices } from './notices.tsx'
import { Search } from './search.tsx'
import { SightBanner } from './sight-banner.tsx'
import { TargetGrid } from './target-grid.tsx'
import { useArranged } from './use-arranged.ts'
import { useChoices } from './use-choices.ts'
import { useChosen } from './use-chosen.ts'
import { useHold } from './use-hold.ts'
import { type FocusWish, useRowFocus } from './use-row-focus.ts'
import { ViewMenu } from './view-menu.tsx'

/** What the person looks for; it outlives a visit to another view. */
export interface Looking {
  query: string
  filter: Filter
}

export interface ListViewProps {
  snapshot: Snapshot
  focus: FocusWish
  looking: Looking
  onLooking: (looking: Looking) => void
  /** Told which row the keys act on, for when the person comes back. */
  onActiveRow: (key: string | null) => void
}

/** The list of targets, problems first. */
export function ListView({ snapshot, focus, looking, onLooking, onActiveRow }: ListViewProps) {
  const actions = useActions()
  const { targets } = snapshot
  const { query, filter } = looking
  const [list, onList] = useChoices(snapshot.preferences.list)
  const [activeKey, setActiveKey] = useState(focus.id)
  useEffect(() => onActiveRow(activeKey), [onActiveRow, activeKey])
  const scroll = useRef<HTMLDivElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const hold = useHold()
  // Typing must not wait for a thousand targets to be looked through.
  const wanted = useDeferredValue(looking)
  const arranged = useArranged(targets, wanted, list, hold.held, activeKey)
  const { rows, ids } = arranged
  const chosen = useChosen(ids, activeKey)
  const rowFocus = useRowFocus({ scroll, rows, activeKey, setActiveKey, wish: focus, standIn: arranged.standIn })
  const selected = targets.find(({ id }) => id === activeKey) ?? null
  const many = useMemo(() => targets.filter(({ id }) => chosen.ids.has(id)), [targets, chosen.ids])
  const [snoozing, setSnoozing] = useState(false)
  const [menuOpen, setMenuOpen] = useState(false)
  const menuRow = useRef<HTMLElement>(null)
  const findRow = (): void => {
    menuRow.current = scroll.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]') ?? scroll.current
  }
  const lookFor = (change: Partial<Looking>): void => {
    scroll.current?.scrollTo({ top: 0 })
    onLooking({ ...looking, ...change })
  }

  const onToggle = (group: string): void => {
    const { collapsed } = list
    onList({ collapsed: collapsed.includes(group) ? collapsed.filter((key) => key !== group) : [...collapsed, group] })
  }
  const togglePinned = (id: string): void => {
    const { pinned } = list
    onList({ pinned: pinned.includes(id) ? pinned.filter((other) => other !== id) : [...pinned, id].slice(-1000) })
  }

  const toggleHead = (): boolean => {
    const row = rows.find(({ key }) => key === activeKey)
    if (row?.kind === 'group') onToggle(row.group)
    return row?.kind === 'group'
  }

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
      case 'delete':
        if (chosen.choosing) actions.removeAll(many)
        else if (selected) actions.removeAll([selected])
        return true
    }
    if (command === ' ' && isPressable(event)) return false
    if (!selected) return command === ' ' && toggleHead()
    switch (command) {
      case 'r':
        actions.run('targets:probe', { ids: [selected.id] })
        return true
      case ' ':
        if (chosen.choosing) chosen.toggle(selected.id)
        else actions.togglePause(selected)
        return true
      case 'p':
        actions.togglePause(selected)
        return true
      case 'x':
        chosen.toggle(selected.id)
        return true
      case 't':
        togglePinned(selected.id)
        return true
      case 's':
        findRow()
        setSnoozing(true)
        return true
      case 'e':
        actions.showEditor(selected.id)
        return true
      case 'm':
        findRow()
        setMenuOpen(true)
        return true
      default:
        return false
    }
  })

  const onContextMenu = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role="row"]') : null
    const id = row?.dataset.key
    if (!row || id === undefined || !targets.some((target) => target.id === id)) return
    event.preventDefault()
    // The menu gives the focus back to what has it now.
    row.focus()
    menuRow.current = row
    setMenuOpen(true)
  }

  useEscape(() => {
    if (chosen.choosing) chosen.end()
    else if (document.activeElement === search.current) rowFocus.focusFirst()
    else if (query !== '' || filter !== 'all') lookFor({ query: '', filter: 'all' })
    else return false
    return true
  })

  return (
    <div className="view list-view" onKeyDownCapture={rowFocus.giveUp} onPointerDownCapture={rowFocus.giveUp}>
      <ListHead snapshot={snapshot} waiting={arranged.waiting} />
      <SightBanner sight={snapshot.sight} />
      <Notices notices={snapshot.notices} />
      <div className="find">
        <Search
          query={query}
          onQuery={(text) => lookFor({ query: text })}
          onLeave={rowFocus.focusFirst}
          inputRef={search}
        />
        <ViewMenu
          list={list}
          onList={onList}
          filter={filter}
          onFilter={(one) => lookFor({ filter: one })}
          countOf={arranged.countOf}
          groups={arranged.groups}
          onChoose={chosen.begin}
          onHelp={actions.showHelp}
        />
      </div>
      {filter !== 'all' && (
        <FilterStrip
          filter={filter}
          count={ids.length}
          total={targets.length}
          onShowAll={() => lookFor({ filter: 'all' })}
        />
      )}
      <div className="rows" {...hold.handlers} onContextMenu={onContextMenu}>
        {rows.length === 0 ? (
          <p className="nothing-found" role="status">
            {query.trim() === '' ? t.listing.noneFiltered[filter] : t.list.nothingFound(query.trim())}
          </p>
        ) : (
          <TargetGrid
            scroll={scroll}
            rows={rows}
            activeKey={activeKey}
            focus={rowFocus}
            chosen={chosen}
            onOpen={actions.showTarget}
            onToggle={onToggle}
            onActive={setActiveKey}
          />
        )}
      </div>
      <RowSnooze target={snoozing ? selected : null} row={menuRow} onClose={() => setSnoozing(false)} />
      <RowMenu
        target={menuOpen ? selected : null}
        host={snapshot.host.kind}
        row={menuRow}
        isPinned={selected !== null && list.pinned.includes(selected.id)}
        onPin={togglePinned}
        onClose={() => setMenuOpen(false)}
      />
      {chosen.choosing ? (
        <ManyBar targets={many} onDone={chosen.end} />
      ) : (
        <ListFoot targets={targets} blind={snapshot.sight.kind === 'blind'} />
      )}
    </div>
  )
}
