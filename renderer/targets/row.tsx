import { useContext, useEffect, useState } from 'react'
import { GridListItem, type ListState } from 'react-aria-components/GridList'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { useRowHistory } from '../history/use-row-history.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { Mark } from '../ui/mark.tsx'
import { causeText, useCause } from './cause.tsx'
import { certificateDays, certificateSoonDays } from './certificate-days.ts'
import { Numbers } from './numbers.tsx'
import { RowShownContext, useIsSelected } from './selected.ts'
import { sparkMedian } from './spark-shape.ts'
import { Sparkline } from './sparkline.tsx'
import { isQuieted, markOf, stateWord } from './state-word.ts'

/** What a screen reader says for a row, from the name on; nothing in it ticks. */
function rowLabel(target: TargetView): string {
  return [target.name, stateWord(target, Date.now()), causeText(target)].filter((part) => part !== null).join(', ')
}

/** One target in the list. */
export function TargetRow({ target }: { target: TargetView }) {
  const { state } = target
  const quiet = state === 'paused' || state === 'no-data' || state === 'pending' || isQuieted(target)
  const cause = causeText(target)
  const className = `row${cause === null ? '' : ' problem'}${quiet ? ' quiet' : ''}`
  return (
    <GridListItem id={target.id} textValue={rowLabel(target)} className={className}>
      {({ state }) => <RowContent target={target} list={state} />}
    </GridListItem>
  )
}

function RowContent({ target, list }: { target: TargetView; list: ListState<unknown> }) {
  const rowShown = useContext(RowShownContext)
  useEffect(() => rowShown(list), [rowShown, list])
  const history = useRowHistory(target)
  const cause = useCause(target, history && sparkMedian(history.spark, ({ failed, degraded }) => !failed && !degraded))
  const word = useClock((nowMs) => stateWord(target, nowMs))
  const failed = cause !== null && target.lastResult?.reason ? target.lastResult.result : null
  const place = target.name === target.target ? protocolOf(target) : shortAddress(target.target)
  return (
    <>
      <Ground target={target} />
      <Mark kind={markOf(target)} progress={target.confirming} />
      <div className="name">
        <span className="clip">{target.name}</span>
        {target.flapping && (
          <span className="chip plain" title={t.list.flappingHint}>
            {t.list.flapping}
          </span>
        )}
        <CertificateChip target={target} />
      </div>
      {cause !== null && <div className="cause clip">{cause}</div>}
      <div className="tgt clip" title={target.target}>
        <span className={`word is-${isQuieted(target) ? 'snoozed' : target.state}`}>{word}</span>
        {failed !== null && `${t.join}${t.label(failed)}`}
        {`${t.join}${place}`}
      </div>
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
function Ground({ target }: { target: TargetView }) {
  const selected = useIsSelected(target.id)
  const now = `${target.state} ${target.since ?? ''}`
  const [atFirst] = useState(now)
  return (
    <>
      <span className="ground" data-selected={selected || undefined} />
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
