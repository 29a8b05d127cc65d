import { createContext, useContext } from 'react'

/** The row the keys act on: the one that last had the focus. */
export const SelectedContext = createContext<string | null>(null)

export function useIsSelected(id: string): boolean {
  return useContext(SelectedContext) === id
}

/** Called by every row once it is on the page: rows appear a moment after the list does. */
export const RowShownContext = createContext<() => void>(() => {})
