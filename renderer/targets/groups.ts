import type { ListPreferences } from '../../electron/contract/list-preferences.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { MarkKind } from '../ui/mark.tsx'
import { countTargets, worstMark } from './counts.ts'
import { type Filter, matches, passes } from './find.ts'
import { byTrouble, type Compare, compareNames, comparison, needsAttention, type OrderFacts } from './order.ts'

/** What a group is about. A target stands in one: that of its first tag, unless it fails or is pinned. */
export type GroupKey = 'attention' | 'pinned' | 'rest' | `tag:${string}`

export interface Group<T> {
  key: GroupKey
  targets: T[]
}

/** What the person asks of the list. */
export interface Wish extends OrderFacts {
  query: string
  filter: Filter
  list: ListPreferences
}

/** The tag in the name of a group; null for the groups that are not about one. */
export function tagOf(key: GroupKey): string | null {
  return key.startsWith('tag:') ? key.slice(4) : null
}

/**
 * Puts the targets that are asked for in the order of the list: what fails, worst and longest first; what is pinned; then
 * group by group.
 */
export function arrange(targets: readonly TargetView[], wish: Wish, byName: Compare): Group<TargetView>[] {
  const { query, filter, list, nowMs } = wish
  const pinned = new Set(list.pinned)
  const tagged = new Map<string, TargetView[]>()
  const attention: TargetView[] = []
  const top: TargetView[] = []
  const rest: TargetView[] = []
  for (const target of targets) {
    if (!passes(target, filter, nowMs) || !matches(target, query)) continue
    const [tag] = list.groupBy === 'tag' ? target.tags : []
    if (needsAttention(target)) attention.push(target)
    else if (pinned.has(target.id)) top.push(target)
    else if (tag === undefined) rest.push(target)
    else {
      const group = tagged.get(tag)
      if (group) group.push(target)
      else tagged.set(tag, [target])
    }
  }
  const compare = comparison(list.sortBy, byName, wish)
  const tags = [...tagged].sort(([a], [b]) => compareNames(a, b))
  const groups: Group<TargetView>[] = [
    { key: 'attention', targets: attention.sort(byTrouble(byName)) },
    { key: 'pinned', targets: top.sort(compare) },
    ...tags.map(([tag, group]): Group<TargetView> => ({ key: `tag:${tag}`, targets: group.sort(compare) })),
    { key: 'rest', targets: rest.sort(compare) },
  ]
  return groups.filter((group) => group.targets.length > 0)
}

/**
 * The mark of each group: the worst among its targets, those of its tag that stand under "Needs attention" or are pinned
 * included, so that the head of a tag says how the whole of it is.
 */
export function groupMarks(
  targets: readonly TargetView[],
  groups: readonly Group<TargetView>[],
): Map<GroupKey, MarkKind> {
  const tagged = Map.groupBy(targets, ({ tags: [tag] }) => tag)
  return new Map(
    groups.map(({ key, targets: below }) => {
      const tag = tagOf(key)
      return [key, worstMark(countTargets(tag === null ? below : (tagged.get(tag) ?? below)))]
    }),
  )
}
