import { useEffect, useRef, useState } from 'react'
import type { HostFacts, TargetView } from '../../electron/contract/snapshot.ts'
import { useActions } from '../actions.ts'
import { countdownText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { MoreButton } from '../menu/more-button.tsx'
import { SnoozeControl } from '../snooze/snooze-control.tsx'
import { TellingBlock } from '../telling/telling-block.tsx'
import { useClock } from '../ui/clock.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { isPressable, useCommands } from '../ui/keys.ts'
import { ViewHead } from '../ui/view-head.tsx'
import { CertificateBlock } from './certificate-block.tsx'
import { ExportBlock } from './export-block.tsx'
import { Figures } from './figures.tsx'
import { IncidentBlock } from './incident-block.tsx'
import { LatencyBlock } from './latency-block.tsx'
import { PauseControl } from './pause-control.tsx'
import { PhaseBar } from './phase-bar.tsx'
import { ResultBlock } from './result-block.tsx'
import { TargetBlock } from './target-block.tsx'
import type { TimeRange } from './time-range.ts'
import { useIncidents } from './use-incidents.ts'
import { useLastGood } from './use-last-good.ts'
import { usePast } from './use-past.ts'
import { Verdict } from './verdict.tsx'

/** Everything known of one target. */
export function DetailView({ target, host }: { target: TargetView; host: HostFacts['kind'] }) {
  const { run, removeAll, togglePause, showList, showEditor } = useActions()
  const { lastResult } = target
  const scroll = useRef<HTMLDivElement>(null)
  useEffect(() => scroll.current?.focus(), [])

  const past = usePast(target)
  const incidents = useIncidents(target)
  const [snoozing, setSnoozing] = useState(false)

  const good = useLastGood(target)
  const chart = useRef<HTMLElement>(null)
  const showInChart = (range: TimeRange): void => {
    past.setZoom(range)
    chart.current?.scrollIntoView({ block: 'nearest' })
  }

  const probe = (): void => run('targets:probe', { ids: [target.id] })
  useCommands((command, event) => {
    if (command === 'r') probe()
    else if (command === 'p') togglePause(target)
    else if (command === 's') setSnoozing(true)
    else if (command === 'e') showEditor(target.id)
    else if (command === ' ' && !isPressable(event)) togglePause(target)
    else if (command === 'delete') removeAll([target])
    else return false
    return true
  })

  return (
    <div className="view">
      <ViewHead title={target.name} onBack={() => showList(target.id)}>
        <IconButton icon="probe" label={t.actions.probeNow} onPress={probe} />
        <PauseControl target={target} />
        <IconButton icon="edit" label={t.menu.edit} onPress={() => showEditor(target.id)} />
        {target.sourceFile === null && (
          <IconButton icon="remove" label={t.actions.remove} onPress={() => removeAll([target])} />
        )}
        <MoreButton target={target} host={host} />
      </ViewHead>
      <div className="scroll" ref={scroll} tabIndex={-1} role="region" aria-label={target.name}>
        <Verdict target={target}>
          <SnoozeControl target={target} isOpen={snoozing} onOpenChange={setSnoozing} />
        </Verdict>
        <Figures past={past} />
        <LatencyBlock target={target} past={past} ref={chart} />
        {lastResult && <PhaseBar result={lastResult} good={good} />}
        {lastResult && <ResultBlock result={lastResult} lastFailure={incidents?.[0]} />}
        {incidents && <IncidentBlock incidents={incidents} protocol={target.protocol} onShow={showInChart} />}
        {lastResult?.certificate && (
          <CertificateBlock certificate={lastResult.certificate} issuers={lastResult.issuers} />
        )}
        {incidents && <TellingBlock target={target} incidents={incidents} />}
        <ExportBlock target={target} past={past} />
        <TargetBlock target={target} />
      </div>
      <DetailFoot target={target} />
    </div>
  )
}

function DetailFoot({ target }: { target: TargetView }) {
  const { paused, probing, nextProbeAt } = target
  const next = useClock((nowMs) => {
    if (paused) return t.foot.pausedNow
    if (probing) return t.foot.probingNow
    return nextProbeAt === null ? '' : t.foot.nextProbe(countdownText(Date.parse(nextProbeAt) - nowMs))
  })
  return (
    <footer className="foot">
      <span>{next}</span>
      <span className="push" />
      <KeyHint keyName={t.keys.escape} does={t.foot.back} />
      <KeyHint keyName={t.keys.probe} does={t.foot.probeNow} />
      <KeyHint keyName={t.keys.snooze} does={t.foot.snooze} />
    </footer>
  )
}
