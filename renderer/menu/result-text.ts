import type { TargetView } from '../../electron/contract/snapshot.ts'
import { phasesOf } from '../detail/phases.ts'
import { formatDate, latencyText } from '../i18n/format.ts'
import { adviceOf, sentenceOf } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'

/** The last result of a target as text to send to somebody: what happened, in whose words, and where the time went. */
export function resultText({ name, address, state, lastResult }: TargetView): string {
  const head = name === address ? [address] : [name, address]
  if (!lastResult) return [...head, t.states[state]].join('\n')
  const { result, reason, message, startedAt, remoteAddress, certificate, http, responseTimeMs } = lastResult
  const phases = phasesOf(lastResult).map(
    ({ kind, ms, hung }) => `${t.detail.phases[kind]} ${hung ? t.none : latencyText(ms)}`,
  )
  const facts = [
    ...(result === null ? [] : [result]),
    ...(reason === null ? [] : [reason]),
    ...(http ? [String(http.statusCode)] : []),
    ...(responseTimeMs === null ? [] : [latencyText(responseTimeMs)]),
    ...(remoteAddress === null ? [] : [remoteAddress]),
  ]
  const lines = [
    ...head,
    `${t.states[state]}: ${sentenceOf(lastResult)}`,
    ...(adviceOf(lastResult) === null ? [] : [adviceOf(lastResult)]),
    message,
    facts.join(t.join),
    ...(phases.length === 0 ? [] : [phases.join(t.join)]),
    ...(certificate ? [`${t.detail.certificate}: ${t.detail.expires(formatDate(certificate.expiresAt))}`] : []),
    startedAt,
  ]
  return lines.join('\n')
}
