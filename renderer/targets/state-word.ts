import type { TargetView } from '../../electron/contract/snapshot.ts'
import { formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { MarkKind } from '../ui/mark.tsx'

/** Whether nobody is told of the target for a while: it is snoozed, or in maintenance. */
export function isQuieted({ paused, snoozed, maintenance }: TargetView): boolean {
  return paused === null && (snoozed !== null || maintenance !== null)
}

/** The mark of what Portlight says of the target itself, whoever is told. */
export function verdictMark({ state, lastResult }: TargetView): MarkKind {
  return state === 'up' && lastResult?.confirmed === false ? 'unconfirmed' : state
}

/** The mark of a target in the list: of its state, or of why nobody is told of it. */
export function markOf(target: TargetView): MarkKind {
  if (!isQuieted(target)) return verdictMark(target)
  return target.maintenance === null ? 'snoozed' : 'maintenance'
}

/** The word for what Portlight says of the target itself. */
export function verdictWord(target: TargetView): string {
  const { state, confirming, settled, noData } = target
  if (verdictMark(target) === 'unconfirmed') return t.noRefusal
  if (state === 'confirming' && confirming) {
    const words = settled === 'down' ? t.recoveringOf : t.confirmingOf
    return words(confirming.count, confirming.needed)
  }
  if (state === 'no-data') {
    if (settled !== null) return t.was[settled]
    return noData === null ? t.states['no-data'] : t.noDataWhy(t.gapCauses[noData])
  }
  return t.states[state]
}

/** The word of a target's state as it stands beside the mark, with when that ends. */
export function stateWord(target: TargetView, nowMs: number): string {
  const { state, paused, snoozed, maintenance } = target
  if (state === 'paused' && paused?.until) return t.pausedUntil(formatClock(paused.until, nowMs))
  if (!isQuieted(target)) return verdictWord(target)
  const quiet = maintenance
    ? t.maintenanceUntil(formatClock(maintenance.until, nowMs))
    : snoozed?.until
      ? t.snoozedUntil(formatClock(snoozed.until, nowMs))
      : t.snoozedUntilUp
  return state === 'up' ? quiet : t.quietAnd(quiet, verdictWord(target))
}
