import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef } from 'react'
import type { ListRow } from './list-rows.ts'

/** Which row is to have the focus; a new object asks anew. Null: the first. */
export interface FocusWish {
  id: string | null
}

interface RowFocusProps {
  /** What scrolls; the rows are in it. */
  scroll: RefObject<HTMLElement | null>
  rows: readonly ListRow[]
  activeKey: string | null
  setActiveKey: (key: string | null) => void
  wish: FocusWish
  /** Key of the closed group's head that stands for a target; null where it is not in the list. */
  standIn: (id: string) => string | null
}

export interface RowFocus {
  /** Gives a row the focus, as soon as it is drawn, and scrolls it into sight. */
  focusRow: (key: string) => void
  focusFirst: () => void
  /** Gives an unfulfilled wish up: from the person's first key or click on, the focus is theirs. */
  giveUp: () => void
}

function firstKey(rows: readonly ListRow[]): string | null {
  return (rows.find(({ kind }) => kind === 'target') ?? rows[0])?.key ?? null
}

/** The row that takes the place of one that is gone: what now stands there, a target rather than a head. */
function heir(rows: readonly ListRow[], nth: number): string | null {
  const here = rows[Math.min(nth, rows.length - 1)]
  if (here?.kind !== 'group') return here?.key ?? null
  const next = rows[nth + 1]
  const before = rows[nth - 1]
  return [next, before].find((row) => row?.kind === 'target')?.key ?? here.key
}

function keySelector(key: string): string {
  return `[data-key="${CSS.escape(key)}"]`
}

/**
 * Keeps the focus on one row of a list of which only a part is drawn: where it is wished for, and on its neighbour when
 * the row that has it is gone.
 */
export function useRowFocus({ scroll, rows, activeKey, setActiveKey, wish, standIn }: RowFocusProps): RowFocus {
  const pending = useRef<string | null>(null)
  const unfulfilled = useRef<FocusWish | null>(null)
  const lastWish = useRef<FocusWish | null>(null)
  const lastNth = useRef(0)

  /** Gives the focus to the row that is to have it, if it is drawn. */
  const settle = (): void => {
    const key = pending.current
    const element = key === null ? null : scroll.current?.querySelector<HTMLElement>(keySelector(key))
    const row = rows.find((other) => other.key === key)
    if (!element || !row || !scroll.current) return
    pending.current = null
    element.focus({ preventScroll: true })
    reveal(scroll.current, row)
  }
  const focusRow = (key: string): void => {
    pending.current = key
    // The row that is active already is drawn, and nothing will be drawn anew.
    if (key === activeKey) settle()
    else setActiveKey(key)
  }
  const focusFirst = (): void => {
    const key = firstKey(rows)
    if (key !== null) focusRow(key)
  }

  /** Where the wish leads now, and whether that is all it asked for. */
  const resolve = ({ id }: FocusWish): { key: string | null; final: boolean } => {
    const key = id === null ? firstKey(rows) : rows.some((row) => row.key === id) ? id : standIn(id)
    return key === null ? { key: firstKey(rows), final: false } : { key, final: true }
  }

  // After every drawing: a wish may be fulfilled by a row that has only now come, and the row in focus may be gone.
  useLayoutEffect(() => {
    if (lastWish.current !== wish) {
      lastWish.current = wish
      unfulfilled.current = wish
    }
    if (unfulfilled.current) {
      const { key, final } = resolve(unfulfilled.current)
      if (final) unfulfilled.current = null
      // One that is not there yet leaves the focus where it is, if it is in the list already.
      if (key !== null && (final || !scroll.current?.contains(document.activeElement))) pending.current = key
    }
    const nth = rows.findIndex(({ key }) => key === activeKey)
    if (nth >= 0) lastNth.current = nth
    else if (activeKey !== null && pending.current === null) {
      const key = heir(rows, lastNth.current)
      // The browser puts the focus nowhere when the element that has it goes.
      if (key !== null && document.activeElement === document.body) pending.current = key
      setActiveKey(key)
    }
    if (pending.current !== null && pending.current !== activeKey) setActiveKey(pending.current)
    settle()
  })

  useEffect(() => {
    // The popover is shown again with the focus nowhere: back to where the person was.
    const onWindowFocus = (): void => {
      if (document.activeElement !== document.body) return
      scroll.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')?.focus()
    }
    window.addEventListener('focus', onWindowFocus)
    return () => window.removeEventListener('focus', onWindowFocus)
  }, [scroll])

  const giveUp = useCallback(() => {
    unfulfilled.current = null
  }, [])
  return { focusRow, focusFirst, giveUp }
}

/** Scrolls no further than needed; the first row brings the head of its group along. */
function reveal(scroll: HTMLElement, { top, height }: ListRow): void {
  const head = 24
  if (top - head < scroll.scrollTop) scroll.scrollTop = Math.max(0, top - head)
  else if (top + height > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = top + height - scroll.clientHeight
}
