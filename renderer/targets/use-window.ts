import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react'
import { type ListRow, rowAt } from './list-rows.ts'

/** Where the list is looked at is known to this many pixels: a row less, so that scrolling seldom draws anew. */
const stepPx = 40
/** Drawn beyond what is in sight on either side, so that a fast scroll shows no hole before the next frame. */
const beyondPx = 400
/** Before it was measured: more than the popover shows. */
const firstSight = { top: 0, height: 600 }

/** What of a scrolling element is in sight, in pixels. */
function createSight() {
  let sight = firstSight
  let element: HTMLElement | null = null
  const listeners = new Set<() => void>()

  const look = (): void => {
    if (!element) return
    const top = Math.floor(element.scrollTop / stepPx) * stepPx
    const height = Math.ceil(element.clientHeight / stepPx + 1) * stepPx
    if (sight.top === top && sight.height === height) return
    sight = { top, height }
    for (const listener of listeners) listener()
  }

  return {
    get: () => sight,
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Watches an element from now on. Returns how to stop. */
    watch(watched: HTMLElement) {
      element = watched
      const resizes = new ResizeObserver(look)
      resizes.observe(watched)
      // Its content too: a list that has become shorter may have been scrolled by the browser.
      if (watched.firstElementChild) resizes.observe(watched.firstElementChild)
      watched.addEventListener('scroll', look, { passive: true })
      return () => {
        element = null
        resizes.disconnect()
        watched.removeEventListener('scroll', look)
      }
    },
  }
}

/**
 * The rows to draw: those in sight and some beyond, and the one with the given key wherever it is, as it may have the
 * focus. Drawing all of a thousand takes longer than a frame.
 */
export function useWindow(
  scroll: RefObject<HTMLElement | null>,
  rows: readonly ListRow[],
  keptKey: string | null,
): readonly ListRow[] {
  const [sight] = useState(createSight)
  const { top, height } = useSyncExternalStore(sight.subscribe, sight.get)
  useEffect(() => (scroll.current ? sight.watch(scroll.current) : undefined), [scroll, sight])

  const first = rowAt(rows, top - beyondPx)
  const end = rowAt(rows, top + height + beyondPx) + 1
  const shown = rows.slice(first, end)
  const kept = keptKey === null ? -1 : rows.findIndex(({ key }) => key === keptKey)
  const keptRow = rows[kept]
  if (!keptRow || (kept >= first && kept < end)) return shown
  // Kept in the order of the list, which is the order in which it is read out.
  return kept < first ? [keptRow, ...shown] : [...shown, keptRow]
}
