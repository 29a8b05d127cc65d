import type { TargetView } from '../../electron/contract/snapshot.ts'
import { latencyText } from '../i18n/format.ts'
import { causeOf, causeWithNextTry } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { needsAttention } from './order.ts'

/** Why a target needs attention, as far as the last result tells. Null for one that does not. */
export function causeText(target: TargetView): string | null {
  const { state, lastResult } = target
  if (!needsAttention(target) || !lastResult) return null
  if (lastResult.reason !== null) return causeOf(lastResult)
  return state === 'degraded' && lastResult.responseTimeMs !== null
    ? t.slow(latencyText(lastResult.responseTimeMs))
    : null
}

/**
 * The same, with the time of the next try while the target is being confirmed, and with how long the target takes as a
 * rule while it is slow.
 */
export function useCause(target: TargetView, usualMs: number | null): string | null {
  const { state, lastResult, nextProbeAt } = target
  return useClock((nowMs) => {
    if (state === 'degraded' && usualMs !== null && lastResult?.reason === null && lastResult.responseTimeMs !== null) {
      return t.slowAsUsual(latencyText(lastResult.responseTimeMs), latencyText(usualMs))
    }
    if (state !== 'confirming' || !lastResult || nextProbeAt === null) return causeText(target)
    return causeWithNextTry(lastResult, Date.parse(nextProbeAt) - nowMs)
  })
}
