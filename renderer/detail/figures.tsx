import { formatCoverage, formatLatency, formatUptime, type Measure } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import type { Past } from './use-past.ts'

/** How the target did over the range of the chart, in four figures. */
export function Figures({ past }: { past: Past }) {
  const { uptime, range, whole } = past
  const figures: { label: string; value: Measure | null }[] = [
    {
      label: t.detail.uptimeOver(t.chart.ranges[range]),
      value: uptime === null || uptime.uptime === null ? null : formatUptime(uptime.uptime),
    },
    { label: t.detail.coverage, value: uptime && formatCoverage(uptime.coverage) },
    { label: t.detail.median, value: latencyOf(whole?.p50) },
    { label: t.detail.p95, value: latencyOf(whole?.p95) },
  ]
  return (
    <dl className="stats">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd className="num">
            {value === null ? (
              t.none
            ) : (
              <>
                {value.value} <span className="unit">{value.unit}</span>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function latencyOf(ms: number | null | undefined): Measure | null {
  return ms === null || ms === undefined ? null : formatLatency(ms)
}
