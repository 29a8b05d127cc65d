import type { SortKey } from '../../electron/contract/list-preferences.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { compareStates } from '../../electron/contract/states.ts'
import { perLanguage } from '../i18n/text.ts'
import { certificateDays } from './certificate-days.ts'
import { isQuieted } from './state-word.ts'

/** True for a target that stands under "Needs attention": it fails or may be failing, and somebody wants to be told. */
export function needsAttention(target: TargetView): boolean {
  const { state } = target
  return (state === 'down' || state === 'degraded' || state === 'confirming') && !isQuieted(target)
}

const names = perLanguage((locale) => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }))

/** Orders names as people do: `node 9` before `node 10`, whatever the case. */
export function compareNames(a: string, b: string): number {
  return names().compare(a, b)
}

export type Compare = (a: TargetView, b: TargetView) => number

/** The place of each target among all names. Comparing names is slow, so the places are kept until a name changes. */
export function createNameOrder(): (targets: readonly TargetView[]) => Compare {
  let known: readonly TargetView[] = []
  let places = new Map<string, number>()
  return (targets) => {
    const isSame =
      targets.length === known.length &&
      targets.every((target, nth) => {
        const other = known[nth]
        return (
          other === target || (other?.id === target.id && other.name === target.name && other.target === target.target)
        )
      })
    known = targets
    if (!isSame) {
      const sorted = [...targets].sort((a, b) => compareNames(a.name, b.name) || compareNames(a.target, b.target))
      places = new Map(sorted.map(({ id }, nth) => [id, nth]))
    }
    return (a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0)
  }
}

function sinceMs(target: TargetView): number {
  return target.since === null ? Number.POSITIVE_INFINITY : Date.parse(target.since)
}

/** Worst first, and of the same state the one that has been in it for longest. */
export function byTrouble(byName: Compare): Compare {
  return (a, b) => {
    const earlier = sinceMs(a) - sinceMs(b)
    return compareStates(a.state, b.state) || (Number.isNaN(earlier) ? 0 : earlier) || byName(a, b)
  }
}

/** What an order needs besides the targets. */
export interface OrderFacts {
  nowMs: number
  /** Uptime of the last day in [0, 1]; null where nothing is known of it. */
  uptimeOf: (id: string) => number | null
}

/** What a target is ordered by, the most noteworthy smallest. What is not known comes last. */
function figureOf(target: TargetView, sortBy: SortKey, { nowMs, uptimeOf }: OrderFacts): number {
  const unknown = Number.POSITIVE_INFINITY
  switch (sortBy) {
    case 'latency': {
      const ms = target.state === 'up' || target.state === 'degraded' ? target.lastResult?.responseTimeMs : null
      return typeof ms === 'number' ? -ms : unknown
    }
    case 'uptime':
      return uptimeOf(target.id) ?? unknown
    case 'certificate': {
      const certificate = target.lastResult?.certificate
      return certificate ? certificateDays(certificate, nowMs) : unknown
    }
    case 'name':
    case 'state':
      return 0
  }
}

/** The order within a group; where the figure is the same, by name. */
export function comparison(sortBy: SortKey, byName: Compare, facts: OrderFacts): Compare {
  if (sortBy === 'name') return byName
  if (sortBy === 'state') return (a, b) => compareStates(a.state, b.state) || byName(a, b)
  const figures = new Map<TargetView, number>()
  const figure = (target: TargetView): number => {
    const known = figures.get(target) ?? figureOf(target, sortBy, facts)
    figures.set(target, known)
    return known
  }
  return (a, b) => {
    const [left, right] = [figure(a), figure(b)]
    return left === right || Number.isNaN(left - right) ? byName(a, b) : left - right
  }
}
