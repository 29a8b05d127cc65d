import type { Series } from '../../electron/contract/history.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import { coverageText, formatCount, latencyText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { codeCounts } from './failure-kind.ts'
import { codeWord, gapAt, gapText, slotTime } from './read-out.ts'

interface SlotTableProps {
  series: Series
  protocol: Protocol
  label: string
}

/** What the chart shows, as a table: newest first. */
export function SlotTable({ series, protocol, label }: SlotTableProps) {
  const nowMs = useClock((now) => Math.floor(now / 60_000) * 60_000)
  return (
    // Scrolls by keys, so it takes the focus.
    <div className="slots" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.chart.columns.time}</th>
            <th scope="col">{t.chart.columns.median}</th>
            <th scope="col">{t.chart.columns.p95}</th>
            <th scope="col">{t.chart.columns.failed}</th>
            <th scope="col">{t.chart.columns.observed}</th>
          </tr>
        </thead>
        <tbody>
          {series.points.toReversed().map((point) => {
            const { at, covered, probes, failures, codes, p50, p95 } = point
            const gap = covered === 0 && probes === 0 ? gapAt(series.gaps, at + series.slotMs / 2) : null
            const labels = codeCounts(codes).map(({ code }) => codeWord(protocol, code))
            return (
              <tr key={at}>
                <th scope="row">{slotTime(point, series.slotMs, nowMs)}</th>
                {covered === 0 && probes === 0 ? (
                  <td className="no-data" colSpan={4}>
                    {gap ? t.chart.noDataIn(gapText(gap)) : t.states['no-data']}
                  </td>
                ) : (
                  <>
                    <td>{p50 === null ? t.none : latencyText(p50)}</td>
                    <td>{p95 === null ? t.none : latencyText(p95)}</td>
                    <td title={labels.join(', ')}>
                      {failures === 0 ? '0' : t.chart.failedCell(formatCount(failures), labels.join(', '))}
                    </td>
                    <td>{coverageText(covered)}</td>
                  </>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
