import type { TargetView } from '../../electron/contract/snapshot.ts'
import { type State, type Summary, summarise } from '../../electron/contract/states.ts'
import type { MarkKind } from '../ui/mark.tsx'
import { isQuieted } from './state-word.ts'

/** The states of the targets that somebody is told of, summed up, and how many are quiet beside them. */
export interface Counts extends Summary {
  snoozed: number
  maintenance: number
}

/** Sums up the list. What is snoozed or in maintenance counts as that and not as its state. */
export function countTargets(targets: readonly TargetView[]): Counts {
  const loud = targets.filter((target) => !isQuieted(target))
  const quiet = targets.filter(isQuieted)
  const maintenance = quiet.filter((target) => target.maintenance !== null).length
  const summary = summarise(loud.map(({ state }) => state))
  return { ...summary, total: targets.length, snoozed: quiet.length - maintenance, maintenance }
}

/** What stands for the targets as a whole: the worst there is to tell of. */
export function worstMark({ worst, snoozed, maintenance }: Counts): MarkKind {
  return worst ?? (snoozed > 0 ? 'snoozed' : maintenance > 0 ? 'maintenance' : 'pending')
}

/** The states that the targets somebody is told of had when they were last judged. */
export function lastKnown(targets: readonly TargetView[]): Summary {
  const states = targets.flatMap((target): State[] => {
    const { state, settled } = target
    return state === 'no-data' && settled !== null && !isQuieted(target) ? [settled] : []
  })
  return { ...summarise(states), total: targets.length }
}
