import type { ReactNode } from 'react'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { formatClock, formatTime, spanText } from '../i18n/format.ts'
import { adviceOf, causeWithNextTry, sentenceOf } from '../i18n/sentence.ts'
import { t } from '../i18n/text.ts'
import { verdictMark } from '../targets/state-word.ts'
import { useClock } from '../ui/clock.ts'
import { Mark } from '../ui/mark.tsx'

/** What Portlight says of a target, why, and what to try; beside it, what can be done about being told. */
export function Verdict({ target, children }: { target: TargetView; children: ReactNode }) {
  const { lastResult } = target
  const title = useClock((nowMs) => titleOf(target, nowMs))
  const why = useClock((nowMs) => whyOf(target, nowMs))
  const quiet = useClock((nowMs) => quietOf(target, nowMs))
  const advice = target.state === 'paused' || !lastResult ? null : adviceOf(lastResult)
  return (
    <section className="block verdict" aria-label={t.states[target.state]}>
      <Mark kind={verdictMark(target)} progress={target.confirming} big />
      <b>{title}</b>
      {children}
      <p className="why">{why}</p>
      {advice !== null && <p className="try">{advice}</p>}
      {target.state === 'confirming' && <p className="try">{t.detail.confirmingTry}</p>}
      {quiet !== null && <p className="try">{quiet}</p>}
      {target.flapping && <p className="try">{t.detail.flapping}</p>}
      {lastResult && <ResultFacts result={lastResult} />}
    </section>
  )
}

function ResultFacts({ result }: { result: NonNullable<TargetView['lastResult']> }) {
  const time = useClock((nowMs) => formatTime(result.startedAt, nowMs))
  return (
    <p className="facts">
      {result.result !== null && <b>{t.label(result.result)}</b>}
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
  return verdictMark(target) === 'unconfirmed' ? t.detail.unconfirmed(span) : t.detail.since[state](span)
}

function noDataWhy({ noData, settled, lastResult }: TargetView): string {
  const was = settled === null ? null : t.detail.was[settled]
  const why =
    lastResult?.reason && noData === 'local' ? sentenceOf(lastResult) : t.detail.noDataWhy[noData ?? 'unknown']
  return was === null ? why : t.sentences(why, was)
}

/** Why nobody is told of it, or null where somebody is. */
function quietOf(target: TargetView, nowMs: number): string | null {
  const { snoozed, maintenance, paused } = target
  if (paused !== null) return null
  if (maintenance !== null) return t.detail.inMaintenance(maintenance.name, formatClock(maintenance.until, nowMs))
  if (snoozed === null) return null
  return snoozed.until === null ? t.detail.snoozedUntilUp : t.detail.snoozedUntil(formatClock(snoozed.until, nowMs))
}

function whyOf(target: TargetView, nowMs: number): string {
  const { state, lastResult, paused, nextProbeAt } = target
  if (state === 'paused') {
    return paused?.until ? t.detail.pausedUntilWhy(formatClock(paused.until, nowMs)) : t.detail.pausedWhy
  }
  if (state === 'no-data') return noDataWhy(target)
  if (!lastResult) return t.detail.pendingWhy
  if (verdictMark(target) === 'unconfirmed') return t.detail.unconfirmedWhy
  if (state === 'degraded' && lastResult.reason === null) return t.detail.slowWhy
  if (state === 'confirming' && nextProbeAt !== null && lastResult.reason !== null) {
    const cause = causeWithNextTry(lastResult, Date.parse(nextProbeAt) - nowMs)
    if (cause !== null) return t.sentence(cause)
  }
  return sentenceOf(lastResult)
}
