import { createContext, useContext } from 'react'
import type { ListState } from 'react-aria-components/GridList'

/** The row the keys act on: the one that last had the focus. */
export const SelectedContext = createContext<string | null>(null)

export function useIsSelected(id: string): boolean {
  return useContext(SelectedContext) === id
}

/** What a row tells when it is on the page, and whenever the list has changed: rows appear a moment after the list does. */
export type RowShown = (list: ListState<unknown> | null) => void

export const RowShownContext = createContext<RowShown>(() => {})
