import type { TargetView } from '../../electron/contract/snapshot.ts'
import { latencyText } from '../i18n/format.ts'
import { causeWithNextTry } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { causeText } from './cause.ts'

/**
 * Why a target needs attention, with the time of the next try while it is being confirmed, and with how long it takes as
 * a rule while it is slow.
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
