import { useState } from 'react'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useRowHistory } from '../history/use-row-history.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { Mark } from '../ui/mark.tsx'
import { adviceText, causeText, hasCause } from './cause.ts'
import { certificateDays, certificateSoonDays } from './certificate-days.ts'
import type { TargetRow as TargetRowPlace } from './list-rows.ts'
import { Numbers } from './numbers.tsx'
import { sparkMedian } from './spark-shape.ts'
import { Sparkline } from './sparkline.tsx'
import { isQuieted, markOf, stateWord } from './state-word.ts'
import { useCause } from './use-cause.ts'

/** What a screen reader says for a row, from the name on; nothing in it ticks. */
function rowLabel(target: TargetView): string {
  const parts = [target.name, stateWord(target, Date.now()), causeText(target), adviceText(target)]
  return parts.filter((part) => part !== null).join(', ')
}

interface TargetRowProps {
  row: TargetRowPlace
  /** Its place in the whole list. */
  nth: number
  isLineless: boolean
  isActive: boolean
  /** Null while none can be chosen. */
  isChosen: boolean | null
}

/** One target in the list; the one that is selected says what to try, where it fails. */
export function TargetRow({ row, nth, isLineless, isActive, isChosen }: TargetRowProps) {
  const { target, top, height } = row
  const { state } = target
  const quiet = state === 'paused' || state === 'no-data' || state === 'pending' || isQuieted(target)
  const classes = [
    'row',
    hasCause(target) && 'problem',
    quiet && 'quiet',
    isLineless && 'lineless',
    isActive && 'active',
  ]
  return (
    <div
      role="row"
      data-key={target.id}
      className={classes.filter((name) => name !== false).join(' ')}
      style={{ top, height }}
      tabIndex={isActive ? 0 : -1}
      aria-label={rowLabel(target)}
      aria-level={2}
      aria-rowindex={nth + 1}
      aria-selected={isChosen ?? undefined}
    >
      <div role="gridcell" className="cell">
        <RowContent target={target} isActive={isActive} isChosen={isChosen} />
      </div>
    </div>
  )
}

function RowContent({
  target,
  isActive,
  isChosen,
}: Pick<TargetRowProps, 'isActive' | 'isChosen'> & { target: TargetView }) {
  const history = useRowHistory(target)
  const cause = useCause(target, history && sparkMedian(history.spark, ({ failed, degraded }) => !failed && !degraded))
  const word = useClock((nowMs) => stateWord(target, nowMs))
  const failed = cause !== null && target.lastResult?.reason ? target.lastResult.result : null
  const place = target.name === target.target ? protocolOf(target) : shortAddress(target.target)
  const advice = isActive ? adviceText(target) : null
  return (
    <>
      <Ground target={target} isActive={isActive} />
      {isChosen !== null && <span className="tick" data-on={isChosen || undefined} aria-hidden="true" />}
      <Mark kind={markOf(target)} progress={target.confirming} />
      <div className="name">
        <bdi className="clip" title={target.name}>
          {target.name}
        </bdi>
        {target.flapping && (
          <span className="chip plain" title={t.list.flappingHint}>
            {t.list.flapping}
          </span>
        )}
        <CertificateChip target={target} />
      </div>
      {cause !== null && (
        <div className="cause clip" title={cause}>
          {cause}
        </div>
      )}
      <div className="tgt clip" title={target.target}>
        <span className={`word is-${isQuieted(target) ? 'snoozed' : target.state}`}>{word}</span>
        {failed !== null && `${t.join}${t.label(failed)}`}
        {t.join}
        <bdi>{place}</bdi>
      </div>
      {advice !== null && <p className="advice">{advice}</p>}
      <Sparkline history={history} />
      <Numbers target={target} history={history} />
    </>
  )
}

/** What stands where the address would only repeat the name. */
function protocolOf({ protocol, target }: TargetView): string {
  return /^https:/i.test(target) ? t.protocols.https : t.protocols[protocol]
}

/** Without the scheme that a bare host name stands for anyway. */
function shortAddress(target: string): string {
  return target.replace(/^https:\/\//i, '')
}

/** The ground of a row: whether it is selected, and for a moment that its state has changed. */
function Ground({ target, isActive }: { target: TargetView; isActive: boolean }) {
  const now = `${target.state} ${target.since ?? ''}`
  const [atFirst] = useState(now)
  return (
    <>
      <span className="ground" data-selected={isActive || undefined} />
      {now !== atFirst && <span key={now} className={`wash to-${target.state}`} />}
    </>
  )
}

function CertificateChip({ target }: { target: TargetView }) {
  const certificate = target.lastResult?.certificate ?? null
  const days = useClock((nowMs) => (certificate ? certificateDays(certificate, nowMs) : null))
  // An expired certificate is the cause of a failure, not a warning of one.
  if (days === null || !(days >= 0 && days <= certificateSoonDays)) return null
  return <span className="chip">{days === 0 ? t.list.certificateToday : t.list.certificateDays(days)}</span>
}
