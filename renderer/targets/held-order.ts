import { useMemo, useState } from 'react'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { Groups } from './order.ts'

export interface HeldOrder {
  groups: Groups<string>
  /** How many targets would move if the new order were shown. */
  waiting: number
}

/**
 * The order shown while rows must not move: every row keeps its place, what is gone leaves, what is new joins the end of
 * its group.
 */
export function holdOrder(shown: Groups<string>, fresh: Groups<string>): HeldOrder {
  const present = new Set([...fresh.attention, ...fresh.rest])
  const placed = new Set([...shown.attention, ...shown.rest])
  const keep = (before: string[], now: string[]): string[] => [
    ...before.filter((id) => present.has(id)),
    ...now.filter((id) => !placed.has(id)),
  ]
  const groups = { attention: keep(shown.attention, fresh.attention), rest: keep(shown.rest, fresh.rest) }
  const attention = new Set(fresh.attention)
  const crossing =
    groups.attention.filter((id) => !attention.has(id)).length + groups.rest.filter((id) => attention.has(id)).length
  // Rows that only change places among themselves count as one change: which of them moved is a matter of view.
  return { groups, waiting: crossing > 0 || sameGroups(groups, fresh) ? crossing : 1 }
}

function sameGroups(a: Groups<string>, b: Groups<string>): boolean {
  return same(a.attention, b.attention) && same(a.rest, b.rest)
}

function same(a: string[], b: string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index])
}

function idsOf(groups: Groups<TargetView>): Groups<string> {
  return { attention: groups.attention.map(({ id }) => id), rest: groups.rest.map(({ id }) => id) }
}

/**
 * The groups to show. While `held`, and as long as the query stays the same, no row moves; the new order is shown as soon
 * as it is let go.
 */
export function useHeldOrder(
  fresh: Groups<TargetView>,
  query: string,
  held: boolean,
): { groups: Groups<TargetView>; waiting: number } {
  const freshIds = useMemo(() => idsOf(fresh), [fresh])
  const [shown, setShown] = useState({ query, groups: freshIds })
  const keep = held && shown.query === query
  const order = useMemo(
    () => (keep ? holdOrder(shown.groups, freshIds) : { groups: freshIds, waiting: 0 }),
    [keep, shown.groups, freshIds],
  )
  if (shown.query !== query || !sameGroups(shown.groups, order.groups)) setShown({ query, groups: order.groups })
  const groups = useMemo(() => viewsOf(order.groups, fresh), [order.groups, fresh])
  return { groups, waiting: order.waiting }
}

function viewsOf(ids: Groups<string>, fresh: Groups<TargetView>): Groups<TargetView> {
  const byId = new Map([...fresh.attention, ...fresh.rest].map((target) => [target.id, target]))
  const views = (group: string[]): TargetView[] => group.flatMap((id) => byId.get(id) ?? [])
  return { attention: views(ids.attention), rest: views(ids.rest) }
}
