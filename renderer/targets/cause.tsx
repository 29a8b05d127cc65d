import type { TargetView } from '../../electron/contract/snapshot.ts'
import { latencyText } from '../i18n/format.ts'
import { causeOf, causeWithNextTry } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { needsAttention } from './order.ts'

/** Why a target needs attention, as far as the last result tells. Null for one that does not. */
export function causeText(target: TargetView): string | null {
  const { state, lastResult } = target
  if (!needsAttention(state) || !lastResult) return null
  if (lastResult.reason !== null) return causeOf(lastResult)
  return state === 'degraded' && lastResult.responseTimeMs !== null
    ? t.slow(latencyText(lastResult.responseTimeMs))
    : null
}

/** The same, with the time of the next try while the target is being confirmed. */
export function useCause(target: TargetView): string | null {
  const { state, lastResult, nextProbeAt } = target
  return useClock((nowMs) => {
    if (state !== 'confirming' || !lastResult || nextProbeAt === null) return causeText(target)
    return causeWithNextTry(lastResult, Date.parse(nextProbeAt) - nowMs)
  })
}
