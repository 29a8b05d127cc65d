import { useMemo, useState } from 'react'

/** The targets that are chosen to be changed together. */
export interface Chosen {
  /** Rows show whether they are chosen. */
  choosing: boolean
  ids: ReadonlySet<string>
  has: (id: string) => boolean
  toggle: (id: string) => void
  /** Chooses everything from the row last toggled, or the one that has the focus, to this one. */
  extendTo: (id: string) => void
  /** Everything that is shown. */
  chooseAll: () => void
  /** Begins with nothing chosen. */
  begin: () => void
  end: () => void
}

/** Holds what is chosen among the targets shown, whose ids are given in order. What is no longer shown is not chosen. */
export function useChosen(shownIds: readonly string[], activeId: string | null): Chosen {
  const [ids, setIds] = useState<ReadonlySet<string> | null>(null)
  const [anchor, setAnchor] = useState<string | null>(null)
  return useMemo(() => {
    const shown = new Set(shownIds)
    const chosen = new Set([...(ids ?? [])].filter((id) => shown.has(id)))
    const range = (from: string, to: string): string[] => {
      const places = [shownIds.indexOf(from), shownIds.indexOf(to)].sort((a, b) => a - b)
      const [first = -1, last = -1] = places
      return first < 0 ? [] : shownIds.slice(first, last + 1)
    }
    return {
      choosing: ids !== null,
      ids: chosen,
      has: (id) => chosen.has(id),
      toggle(id) {
        if (!shown.has(id)) return
        setAnchor(id)
        setIds(new Set(chosen.has(id) ? [...chosen].filter((other) => other !== id) : [...chosen, id]))
      },
      extendTo(id) {
        const from = anchor ?? activeId ?? id
        setAnchor(from)
        setIds(new Set([...chosen, ...range(from, id)]))
      },
      chooseAll: () => setIds(shown),
      begin: () => setIds(chosen),
      end() {
        setIds(null)
        setAnchor(null)
      },
    }
  }, [ids, anchor, shownIds, activeId])
}
