import { createContext, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from 'react'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { Overviews, RowHistory } from './overview.ts'

export const OverviewsContext = createContext<Overviews | null>(null)

/** The past of one target, as far as it has come; asked for anew when its state or result changes. */
export function useRowHistory({ id, state, lastChangeAt }: TargetView): RowHistory | null {
  const overviews = useContext(OverviewsContext)
  if (!overviews) throw new Error('useRowHistory needs an OverviewsContext above it')
  const subscribe = useCallback((listener: () => void) => overviews.subscribe(id, listener), [overviews, id])
  const shown = useRef(`${state} ${lastChangeAt}`)
  useEffect(() => {
    const now = `${state} ${lastChangeAt}`
    if (shown.current === now) return
    shown.current = now
    overviews.refresh(id)
  }, [overviews, id, state, lastChangeAt])
  return useSyncExternalStore(subscribe, () => overviews.get(id))
}
