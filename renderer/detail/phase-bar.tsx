import type { ProbeResult } from '../../electron/contract/result.ts'
import { formatClock, latencyText, settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { type Phase, phaseScale, phasesOf, phaseWidths } from './phases.ts'
import type { LastGood } from './use-last-good.ts'

function timeOf({ ms, hung }: Phase, timeoutMs: number): string {
  return hung ? t.detail.noneIn(settingText(timeoutMs)) : latencyText(ms)
}

/**
 * Where the time of the last probe went, above that of the last good one where it failed: on the same scale, so that the
 * phases both of them had line up. Nothing where no phase was measured.
 */
export function PhaseBar({ result, good }: { result: ProbeResult; good: LastGood | null }) {
  const phases = phasesOf(result)
  const goodPhases = good?.result ? phasesOf(good.result) : []
  // The time allowed; measured, it would come out a few milliseconds late.
  const timeoutMs = result.detail.timeoutMs ?? Math.round(result.timings.total / 100) * 100
  const hung = phases.find((phase) => phase.hung)
  if (phases.length === 0) return null
  const scaleMs = phaseScale(phases, goodPhases)
  const listed = goodPhases.length > phases.length ? goodPhases : phases
  return (
    <section className="block">
      <h2>
        {t.detail.timeWent}
        <span className="aside">{t.detail.withBody}</span>
      </h2>
      <Bar
        startedAt={result.startedAt}
        name={t.detail.last}
        label={t.detail.barLabel}
        phases={phases}
        scaleMs={scaleMs}
        total={hung ? timeOf(hung, timeoutMs) : latencyText(result.timings.total)}
        timeoutMs={timeoutMs}
      />
      {good && (
        <Bar
          startedAt={new Date(good.atMs).toISOString()}
          name={t.detail.good}
          label={t.detail.goodBarLabel}
          phases={goodPhases}
          scaleMs={scaleMs}
          total={goodTotal(good)}
          timeoutMs={timeoutMs}
        />
      )}
      <PhaseLegend phases={listed} hidden />
    </section>
  )
}

/** The phases by name and time; hidden from those to whom a bar has said them. */
export function PhaseLegend({ phases, hidden = false }: { phases: readonly Phase[]; hidden?: boolean }) {
  return (
    <div className="phases" aria-hidden={hidden}>
      {phases.map(({ kind, ms, hung }) => (
        <div key={kind}>
          <i className={hung ? 'hung' : undefined} />
          <span>{t.detail.phases[kind]}</span>
          <b>{hung ? t.none : latencyText(ms)}</b>
        </div>
      ))}
    </div>
  )
}

function goodTotal({ result, latencyMs }: LastGood): string {
  if (result) return latencyText(result.timings.total)
  return latencyMs === null ? t.none : latencyText(latencyMs)
}

interface BarProps {
  startedAt: string
  name: (clock: string) => string
  label: (parts: string) => string
  phases: readonly Phase[]
  scaleMs: number
  total: string
  timeoutMs: number
}

function Bar({ startedAt, name, label, phases, scaleMs, total, timeoutMs }: BarProps) {
  const clock = useClock((nowMs) => formatClock(startedAt, nowMs))
  const widths = phaseWidths(phases, scaleMs)
  const spoken = phases.map((phase) => `${t.detail.phases[phase.kind]} ${timeOf(phase, timeoutMs)}`).join(t.join)
  const rest = scaleMs - widths.reduce((sum, width) => sum + width, 0)
  return (
    <div className="phase">
      <span>{name(clock)}</span>
      <div className="bar" role="img" aria-label={label(spoken === '' ? total : spoken)}>
        {phases.map(({ kind, hung }, index) => (
          <i key={kind} className={hung ? 'hung' : undefined} style={{ flexGrow: widths[index] }} />
        ))}
        {rest > 0 && <span style={{ flexGrow: rest }} />}
      </div>
      <span className="t num">{total}</span>
    </div>
  )
}
