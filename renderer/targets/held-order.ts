import { useMemo, useState } from 'react'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { Group } from './groups.ts'

export interface HeldOrder {
  groups: Group<string>[]
  /** How many targets would move if the new order were shown. */
  waiting: number
}

/**
 * The order shown while rows must not move: every row keeps its place, what is gone leaves, what is new joins the end of
 * its group, and a group that is new comes last.
 */
export function holdOrder(shown: readonly Group<string>[], fresh: readonly Group<string>[]): HeldOrder {
  const home = new Map(fresh.flatMap(({ key, targets }) => targets.map((id) => [id, key])))
  const placed = new Set(shown.flatMap(({ targets }) => targets))
  const added = new Map(fresh.map(({ key, targets }) => [key, targets.filter((id) => !placed.has(id))]))
  const groups = shown.map(({ key, targets }) => {
    const joining = added.get(key) ?? []
    added.delete(key)
    return { key, targets: [...targets.filter((id) => home.has(id)), ...joining] }
  })
  for (const [key, targets] of added) groups.push({ key, targets })
  const kept = groups.filter(({ targets }) => targets.length > 0)
  const crossing = kept.reduce((sum, { key, targets }) => sum + targets.filter((id) => home.get(id) !== key).length, 0)
  // Rows that only change places among themselves count as one change: which of them moved is a matter of view.
  return { groups: kept, waiting: crossing > 0 || isSameOrder(kept, fresh) ? crossing : 1 }
}

function isSameOrder(a: readonly Group<string>[], b: readonly Group<string>[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ key, targets }, nth) => {
      const other = b[nth]
      return (
        key === other?.key &&
        targets.length === other.targets.length &&
        targets.every((id, at) => id === other.targets[at])
      )
    })
  )
}

/** What holds the order as it is. */
export interface Hold {
  /** The list is being worked in: nothing moves, whatever happens. */
  held: boolean
  /**
   * Changes when rows may change places within their groups again; null: they always may. Ordered by a figure that every
   * probe changes, rows would never come to rest.
   */
  epoch: number | null
}

/** The groups to show. Under another `asked`, which names what the person asked for, the new order is shown at once. */
export function useHeldOrder(
  fresh: readonly Group<TargetView>[],
  asked: string,
  { held, epoch }: Hold,
): { groups: Group<TargetView>[]; waiting: number } {
  const freshIds = useMemo(
    () => fresh.map(({ key, targets }): Group<string> => ({ key, targets: targets.map(({ id }) => id) })),
    [fresh],
  )
  const [shown, setShown] = useState({ asked, epoch, groups: freshIds })
  const isAsked = shown.asked === asked
  const order = useMemo(() => {
    const now = { groups: freshIds, waiting: 0 }
    if (!isAsked) return now
    if (held) return holdOrder(shown.groups, freshIds)
    if (epoch === null || epoch !== shown.epoch) return now
    const kept = holdOrder(shown.groups, freshIds)
    return kept.waiting <= 1 ? { groups: kept.groups, waiting: 0 } : now
  }, [isAsked, held, epoch, shown, freshIds])
  if (!isAsked || shown.epoch !== epoch || !isSameOrder(shown.groups, order.groups)) {
    setShown({ asked, epoch, groups: order.groups })
  }
  const groups = useMemo(() => viewsOf(order.groups, fresh), [order.groups, fresh])
  return { groups, waiting: order.waiting }
}

function viewsOf(ids: readonly Group<string>[], fresh: readonly Group<TargetView>[]): Group<TargetView>[] {
  const byId = new Map(fresh.flatMap(({ targets }) => targets.map((target) => [target.id, target])))
  return ids.map(({ key, targets }) => ({ key, targets: targets.flatMap((id) => byId.get(id) ?? []) }))
}
