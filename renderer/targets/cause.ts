import type { TargetView } from '../../electron/contract/snapshot.ts'
import { latencyText } from '../i18n/format.ts'
import { adviceOf, causeOf } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'
import { needsAttention } from './order.ts'

/** Whether a target has a cause to tell, without wording it. */
export function hasCause(target: TargetView): boolean {
  const { state, lastResult } = target
  if (!needsAttention(target) || !lastResult) return false
  return lastResult.reason !== null || (state === 'degraded' && lastResult.responseTimeMs !== null)
}

/** Why a target needs attention, as far as the last result tells. Null for one that does not. */
export function causeText(target: TargetView): string | null {
  const { state, lastResult } = target
  if (!needsAttention(target) || !lastResult) return null
  if (lastResult.reason !== null) return causeOf(lastResult)
  return state === 'degraded' && lastResult.responseTimeMs !== null
    ? t.slow(latencyText(lastResult.responseTimeMs))
    : null
}

/** What to try about it. Null where there is nothing, or nobody knows. */
export function adviceText(target: TargetView): string | null {
  if (!hasCause(target) || !target.lastResult) return null
  return target.lastResult.reason === null ? t.listing.slowAdvice : adviceOf(target.lastResult)
}
