import type { TargetView } from '../../electron/contract/snapshot.ts'
import { formatClock } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { MarkKind } from '../ui/mark.tsx'

/** The mark of a target: that of its state, or of a UDP target that is up only for want of a refusal. */
export function markOf(target: TargetView): MarkKind {
  return target.state === 'up' && target.lastResult?.confirmed === false ? 'unconfirmed' : target.state
}

/** The word of a target's state, as it stands beside the mark. */
export function stateWord(target: TargetView, nowMs: number): string {
  if (markOf(target) === 'unconfirmed') return t.noRefusal
  if (target.state === 'paused' && target.paused?.until) return t.pausedUntil(formatClock(target.paused.until, nowMs))
  return t.states[target.state]
}
