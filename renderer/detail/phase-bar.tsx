import type { ProbeResult } from '../../electron/contract/result.ts'
import { formatClock, latencyText, settingText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { type Phase, phasesOf, phaseWidths } from './phases.ts'

function timeOf({ ms, hung }: Phase, timeoutMs: number): string {
  return hung ? t.detail.noneIn(settingText(timeoutMs)) : latencyText(ms)
}

/** Where the time of the last probe went. Nothing where no phase was measured. */
export function PhaseBar({ result }: { result: ProbeResult }) {
  const phases = phasesOf(result)
  const widths = phaseWidths(phases)
  const clock = useClock((nowMs) => formatClock(result.startedAt, nowMs))
  // The time allowed; measured, it would come out a few milliseconds late.
  const timeoutMs = result.detail.timeoutMs ?? Math.round(result.timings.total / 100) * 100
  const hung = phases.find((phase) => phase.hung)
  if (phases.length === 0) return null
  const spoken = phases.map((phase) => `${t.detail.phases[phase.kind]} ${timeOf(phase, timeoutMs)}`).join(t.join)
  return (
    <section className="block">
      <h2>
        {t.detail.timeWent}
        <span className="aside">{t.detail.total(latencyText(result.timings.total))}</span>
      </h2>
      <div className="phase">
        <span>{t.detail.last(clock)}</span>
        <div className="bar" role="img" aria-label={t.detail.barLabel(spoken)}>
          {phases.map(({ kind, hung }, index) => (
            <i key={kind} className={hung ? 'hung' : undefined} style={{ flexGrow: widths[index] }} />
          ))}
        </div>
        <span className="t num">{hung ? timeOf(hung, timeoutMs) : latencyText(result.timings.total)}</span>
      </div>
      <div className="phases" aria-hidden="true">
        {phases.map(({ kind, ms, hung }) => (
          <div key={kind}>
            <i className={hung ? 'hung' : undefined} />
            <span>{t.detail.phases[kind]}</span>
            <b>{hung ? t.none : latencyText(ms)}</b>
          </div>
        ))}
      </div>
    </section>
  )
}
