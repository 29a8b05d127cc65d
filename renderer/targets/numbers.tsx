import { useEffect, useState } from 'react'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import type { RowHistory } from '../history/overview.ts'
import { coverageText, formatLatency, formatSpan, uptimeText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { needsAttention } from './order.ts'

/** A probe that takes longer than this shows as "Probing"; a shorter one would only flicker. */
const showProbingMs = 400

/** True once something has been true for `delayMs`. */
function useLasting(now: boolean, delayMs: number): boolean {
  const [lasting, setLasting] = useState(false)
  useEffect(() => {
    if (!now) return
    const timer = setTimeout(() => setLasting(true), delayMs)
    return () => {
      clearTimeout(timer)
      setLasting(false)
    }
  }, [now, delayMs])
  return now && lasting
}

function Span({ since }: { since: string }) {
  const startMs = Date.parse(since)
  const value = useClock((nowMs) => formatSpan(nowMs - startMs).value)
  const unit = useClock((nowMs) => formatSpan(nowMs - startMs).unit)
  return (
    <time dateTime={since}>
      {value}
      <i>{unit}</i>
    </time>
  )
}

function Latency({ target }: { target: TargetView }) {
  const probing = useLasting(target.probing, showProbingMs)
  if (probing) return <span className="probing">{t.list.probing}</span>
  const ms = target.state === 'up' ? (target.lastResult?.responseTimeMs ?? null) : null
  if (ms === null) return <span className="none">{t.none}</span>
  const { value, unit } = formatLatency(ms)
  return (
    <>
      {value}
      <i>{unit}</i>
    </>
  )
}

/** Uptime of the last day, and in its tooltip how much of that day was observed. */
function DayUptime({ history }: { history: RowHistory | null }) {
  const uptime = history?.day.uptime ?? null
  if (history === null || uptime === null) return t.none
  return (
    <span title={t.list.uptimeHint(uptimeText(uptime), coverageText(history.day.coverage))}>{uptimeText(uptime)}</span>
  )
}

/** The right column of a row: the latency, or how long it has been failing, over the uptime of the last day. */
export function Numbers({ target, history }: { target: TargetView; history: RowHistory | null }) {
  const { since } = target
  return (
    <>
      <div className="lat num">
        {needsAttention(target) && since !== null ? <Span since={since} /> : <Latency target={target} />}
      </div>
      <div className="upt num">
        <DayUptime history={history} />
      </div>
    </>
  )
}
