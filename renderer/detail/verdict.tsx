import type { TargetView } from '../../electron/contract/snapshot.ts'
import { formatClock, formatTime, spanText } from '../i18n/format.ts'
import { adviceOf, causeWithNextTry, sentenceOf } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'
import { markOf } from '../targets/state-word.ts'
import { useClock } from '../ui/clock.ts'
import { Mark } from '../ui/mark.tsx'

/** What Portlight says of a target, why, and what to try. */
export function Verdict({ target }: { target: TargetView }) {
  const { lastResult } = target
  const title = useClock((nowMs) => titleOf(target, nowMs))
  const why = useClock((nowMs) => whyOf(target, nowMs))
  const advice = target.state === 'paused' || !lastResult ? null : adviceOf(lastResult)
  return (
    <section className="block verdict" aria-label={t.states[target.state]}>
      <Mark kind={markOf(target)} big />
      <b>{title}</b>
      <p className="why">{why}</p>
      {advice !== null && <p className="try">{advice}</p>}
      {target.state === 'confirming' && <p className="try">{t.detail.confirmingTry}</p>}
      {lastResult && <ResultFacts result={lastResult} />}
    </section>
  )
}

function ResultFacts({ result }: { result: NonNullable<TargetView['lastResult']> }) {
  const time = useClock((nowMs) => formatTime(result.startedAt, nowMs))
  return (
    <p className="facts">
      {result.result !== null && <b>{result.result}</b>}
      {result.reason !== null && <span>{result.reason}</span>}
      {result.remoteAddress !== null && <span className="num clip">{result.remoteAddress}</span>}
      <time className="num" dateTime={result.startedAt}>
        {time}
      </time>
    </p>
  )
}

function titleOf(target: TargetView, nowMs: number): string {
  const { state, since } = target
  if (since === null) return t.states[state]
  const span = spanText(nowMs - Date.parse(since))
  return markOf(target) === 'unconfirmed' ? t.detail.unconfirmed(span) : t.detail.since[state](span)
}

function whyOf(target: TargetView, nowMs: number): string {
  const { state, lastResult, paused, nextProbeAt } = target
  if (state === 'paused') {
    return paused?.until ? t.detail.pausedUntilWhy(formatClock(paused.until, nowMs)) : t.detail.pausedWhy
  }
  if (!lastResult) return t.detail.pendingWhy
  if (markOf(target) === 'unconfirmed') return t.detail.unconfirmedWhy
  if (state === 'degraded' && lastResult.reason === null) return t.detail.slowWhy
  if (state === 'confirming' && nextProbeAt !== null && lastResult.reason !== null) {
    return `${causeWithNextTry(lastResult, Date.parse(nextProbeAt) - nowMs)}.`
  }
  return sentenceOf(lastResult)
}
