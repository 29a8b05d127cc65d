import { memo } from 'react'
import type { RowHistory } from '../history/overview.ts'
import { formatClock, latencyText } from '../i18n/format.ts'
import { t } from '../i18n/text.ts'
import { sparkMedian, sparkShape, stretches } from './spark-shape.ts'

/** The last half hour of a target, in the size of two lines. Its place is kept while nothing is known yet. */
export const Sparkline = memo(function Sparkline({ history }: { history: RowHistory | null }) {
  if (history === null) return <svg className="spark" viewBox="0 0 72 18" aria-hidden="true" />
  const { line, level, gap, failed, slow } = sparkShape(history.spark)
  return (
    <svg className="spark" viewBox="0 0 72 18" role="img" aria-label={sentence(history)}>
      {gap !== '' && <path className="g" d={gap} />}
      {level !== '' && <path className="l" d={level} />}
      {line !== '' && <path className="l" d={line} />}
      {slow.map((x) => (
        <rect key={x} className="w" x={x} y="15" width="2" height="3" />
      ))}
      {failed.map((x) => (
        <rect key={x} className="f" x={x} y="8" width="2" height="10" />
      ))}
    </svg>
  )
})

function sentence({ spark, slotMs, endMs }: RowHistory): string {
  const startMs = endMs - spark.length * slotMs
  const clock = (nth: number): string => formatClock(new Date(startMs + nth * slotMs).toISOString(), endMs)
  const middle = sparkMedian(spark, ({ failed }) => !failed)
  const gaps = stretches(spark, (slot) => slot === null)
  const parts = [t.spark.failures(spark.filter((slot) => slot?.failed).length)]
  const slow = spark.filter((slot) => slot?.degraded && !slot.failed).length
  if (slow > 0) parts.push(t.spark.slow(slow))
  if (middle !== null) parts.push(t.spark.median(latencyText(middle)))
  for (const { from, to } of gaps) parts.push(t.spark.noData(clock(from), clock(to)))
  return t.spark.label(Math.round((spark.length * slotMs) / 60_000), parts.join(t.spark.join))
}
