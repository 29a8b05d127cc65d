import { useContext, useEffect, useMemo, useState } from 'react'
import type { ListPreferences } from '../../electron/contract/list-preferences.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { OverviewsContext } from '../history/use-row-history.ts'
import { useClock } from '../ui/clock.ts'
import { textScale } from '../ui/text-scale.ts'
import { type Filter, passes } from './find.ts'
import { arrange, type GroupKey, groupMarks } from './groups.ts'
import { useHeldOrder } from './held-order.ts'
import { headKey, type ListRow, layOut } from './list-rows.ts'
import { createNameOrder } from './order.ts'

/** Ordered by a figure that every probe changes, rows change places this often and no oftener. */
const settledMs = 5000
/** A filter that depends on the time, such as that of certificates, is applied anew this often. */
const hourMs = 3_600_000

export interface Arranged {
  rows: readonly ListRow[]
  /** The targets shown, closed groups left out, in order. */
  ids: readonly string[]
  /** Keys of the groups. */
  groups: readonly GroupKey[]
  /** How many targets would move if the order were not held. */
  waiting: number
  countOf: (filter: Filter) => number
  /** Key of the closed group's head that stands for a target; null where it is not in the list. */
  standIn: (id: string) => string | null
}

/** The list as it is to be drawn: what was asked for, in groups, in order, laid out. */
export function useArranged(
  targets: readonly TargetView[],
  { query, filter }: { query: string; filter: Filter },
  list: ListPreferences,
  held: boolean,
  activeKey: string | null,
): Arranged {
  const [nameOrder] = useState(createNameOrder)
  const overviews = useContext(OverviewsContext)
  const isVolatile = list.sortBy === 'latency' || list.sortBy === 'uptime'
  const stepMs = isVolatile ? settledMs : hourMs
  // The uptime of the rows comes by itself, so it is looked at again with every step.
  const steppedMs = useClock((nowMs) => Math.floor(nowMs / stepMs) * stepMs)
  usePastOfAll(targets, list.sortBy === 'uptime')

  const fresh = useMemo(() => {
    const wish = {
      query: query.trim(),
      filter,
      list,
      nowMs: steppedMs,
      uptimeOf: (id: string) => overviews?.get(id)?.day.uptime ?? null,
    }
    return arrange(targets, wish, nameOrder(targets))
  }, [targets, query, filter, list, nameOrder, overviews, steppedMs])

  const asked = JSON.stringify([query, filter, list.groupBy, list.sortBy, list.pinned])
  const { groups, waiting } = useHeldOrder(fresh, asked, { held, epoch: isVolatile ? steppedMs : null })
  const rows = useMemo(() => {
    // What was looked for is shown, also in a group that is closed.
    const isLooking = query.trim() !== '' || filter !== 'all'
    const isOpen = (key: GroupKey): boolean => isLooking || !list.collapsed.includes(key)
    return layOut(groups, groupMarks(targets, groups), isOpen, activeKey, textScale())
  }, [groups, targets, list.collapsed, query, filter, activeKey])
  const ids = useStable(rows.flatMap((row) => (row.kind === 'target' ? [row.key] : [])))

  return {
    rows,
    ids,
    waiting,
    groups: groups.map(({ key }) => key),
    countOf: (one) => targets.filter((target) => passes(target, one, steppedMs)).length,
    standIn(id) {
      const group = groups.find((other) => other.targets.some((target) => target.id === id))
      return group ? headKey(group.key) : null
    },
  }
}

/** The same array as long as it holds the same. */
function useStable(ids: readonly string[]): readonly string[] {
  const [stable, setStable] = useState(ids)
  const isSame = stable.length === ids.length && stable.every((id, nth) => id === ids[nth])
  if (!isSame) setStable(ids)
  return isSame ? stable : ids
}

/** Asks for the past of all targets, as the order depends on it; otherwise that of the rows in sight is enough. */
function usePastOfAll(targets: readonly TargetView[], wanted: boolean): void {
  const overviews = useContext(OverviewsContext)
  const ids = useStable(targets.map(({ id }) => id))
  useEffect(() => {
    if (!wanted || !overviews) return
    const ends = ids.map((id) => overviews.subscribe(id, () => {}))
    return () => {
      for (const end of ends) end()
    }
  }, [wanted, overviews, ids])
}
