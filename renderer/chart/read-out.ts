import type { Gap, Series, SeriesPoint } from '../../electron/contract/history.ts'
import { type Protocol, resultLabel } from '../../electron/contract/result-codes.ts'
import { formatCount, latencyText, spanText } from '../i18n/format.ts'
import { formatMoment } from '../i18n/moments.ts'
import { t } from '../i18n/text.ts'
import { codeCounts } from './failure-kind.ts'

/** The words for a failure code; a code outside the protocol's table is shown as it is. */
export function codeWord(protocol: Protocol, code: number): string {
  const label = resultLabel(protocol, code)
  return label === null ? String(code) : t.label(label)
}

/** The gap in which a moment lies. */
export function gapAt(gaps: readonly Gap[], atMs: number): Gap | null {
  return gaps.find(({ from, to }) => atMs >= from && atMs < to) ?? null
}

/** Why there is no data, and for how long: `asleep 6 h 35 min`. */
export function gapText({ from, to, cause }: Gap): string {
  return t.chart.gap(t.gapCauses[cause], spanText(to - from))
}

/** When a slot was, as exactly as its length allows. */
export function slotTime({ at }: Pick<SeriesPoint, 'at'>, slotMs: number, nowMs: number): string {
  return formatMoment(at, slotMs, nowMs)
}

/** What happened in one slot, for the read-out under the cursor and for a screen reader. */
export function slotText(series: Series, point: SeriesPoint, protocol: Protocol): string {
  const { covered, probes, failures, codes, p50, p95, max } = point
  if (covered === 0 && probes === 0) {
    const gap = gapAt(series.gaps, point.at + series.slotMs / 2)
    return gap ? t.chart.noDataIn(gapText(gap)) : t.states['no-data']
  }
  const parts: string[] = []
  if (p50 !== null) parts.push(probes === 1 ? latencyText(p50) : t.chart.median(latencyText(p50)))
  if (probes > 1 && p95 !== null) parts.push(t.chart.p95(latencyText(p95)))
  if (probes > 1 && max !== null && p95 !== null && max > p95 * 1.5) parts.push(t.chart.max(latencyText(max)))
  if (failures > 0) {
    const labels = codeCounts(codes).map(({ code }) => codeWord(protocol, code))
    parts.push(t.chart.failed(formatCount(failures), formatCount(probes), labels.join(', ')))
  }
  return parts.length === 0 ? t.chart.answered : parts.join(t.join)
}

/** The whole chart in a sentence, for those who cannot see it. */
export function chartSentence(series: Series, nowMs: number): string {
  const { p50, p95, points, gaps } = series
  const failed = points.filter(({ failures }) => failures > 0)
  const parts: string[] = []
  if (p50 !== null) parts.push(t.chart.median(latencyText(p50)))
  if (p95 !== null) parts.push(t.chart.p95(latencyText(p95)))
  parts.push(failed.length === 0 ? t.chart.noFailures : t.chart.failuresAt(times(failed, series.slotMs, nowMs)))
  const longest = [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from)).slice(0, 3)
  for (const gap of longest) parts.push(t.chart.noDataIn(gapText(gap)))
  return parts.join(t.spark.join)
}

const namedTimes = 3

function times(points: readonly SeriesPoint[], slotMs: number, nowMs: number): string {
  const starts = points.filter(({ at }, nth) => nth === 0 || at - (points[nth - 1]?.at ?? 0) > slotMs * 1.5)
  const named = starts.slice(-namedTimes).map((point) => slotTime(point, slotMs, nowMs))
  const more = starts.length - named.length
  return more > 0 ? `${named.join(', ')}${t.chart.more(more)}` : named.join(', ')
}
