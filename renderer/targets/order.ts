import type { TargetView } from '../../electron/contract/snapshot.ts'
import { compareStates } from '../../electron/contract/states.ts'
import { perLanguage } from '../i18n/text.ts'
import { isQuieted } from './state-word.ts'

export interface Groups<T> {
  /** What fails or may be failing, worst and longest first. */
  attention: T[]
  /** Everything else, by name. */
  rest: T[]
}

/** True for a target that stands under "Needs attention": it fails or may be failing, and somebody wants to be told. */
export function needsAttention(target: TargetView): boolean {
  const { state } = target
  return (state === 'down' || state === 'degraded' || state === 'confirming') && !isQuieted(target)
}

const names = perLanguage((locale) => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }))

function byName(a: TargetView, b: TargetView): number {
  const { compare } = names()
  return compare(a.name, b.name) || compare(a.target, b.target)
}

function sinceMs(target: TargetView): number {
  return target.since === null ? Number.POSITIVE_INFINITY : Date.parse(target.since)
}

function byTrouble(a: TargetView, b: TargetView): number {
  const earlier = sinceMs(a) - sinceMs(b)
  return compareStates(a.state, b.state) || (Number.isNaN(earlier) ? 0 : earlier) || byName(a, b)
}

/** True when every word of the query is in the name, the target or a tag, whatever the case. */
export function matches(target: TargetView, query: string): boolean {
  const text = [target.name, target.target, ...target.tags].join('\n').toLowerCase()
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

/** Puts the targets that match the query in the order of the list. */
export function arrange(targets: readonly TargetView[], query: string): Groups<TargetView> {
  const found = targets.filter((target) => matches(target, query))
  return {
    attention: found.filter(needsAttention).sort(byTrouble),
    rest: found.filter((target) => !needsAttention(target)).sort(byName),
  }
}
