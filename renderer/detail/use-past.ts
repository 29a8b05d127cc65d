import { useCallback, useState } from 'react'
import { type Series, type Uptime, type UptimeRange, uptimeRangeMs } from '../../electron/contract/history.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { wantedSlots } from '../chart/slots.ts'
import { useAsked } from '../history/use-asked.ts'
import { useClock } from '../ui/clock.ts'
import { type TimeRange, within } from './time-range.ts'

/** A table of more rows is not read. */
const tableRows = 48

export interface Past {
  range: UptimeRange
  setRange: (range: UptimeRange) => void
  /** The part of the range that was zoomed into. */
  zoom: TimeRange | null
  setZoom: (zoom: TimeRange | null) => void
  /** All of the range, and what the chart shows of it. */
  whole: Series | null
  series: Series | null
  /** The words of the host, where it could not answer. */
  failed: string | null
  /** The same in fewer slots, once the table is asked for. */
  table: Series | null
  tableShown: boolean
  setTableShown: (shown: boolean) => void
  uptime: Uptime | null
  setWidth: (widthPx: number) => void
  /** From when to when the chart reaches now. */
  shown: () => TimeRange
}

/** The past of one target over a range, asked for again once a minute and when its state changes. */
export function usePast({ id, state, lastChangeAt, intervalMs }: TargetView): Past {
  const [range, setRange] = useState<UptimeRange>('24h')
  const [zoom, setZoom] = useState<TimeRange | null>(null)
  const [width, setWidth] = useState<number | null>(null)
  const [tableShown, setTableShown] = useState(false)
  const minute = useClock((nowMs) => Math.floor(nowMs / 60_000))
  const version = `${minute} ${state} ${lastChangeAt}`
  const nowRange = (): TimeRange => {
    const nowMs = Date.now()
    return { from: nowMs - uptimeRangeMs[range], to: nowMs }
  }
  const wide = wantedSlots(width ?? 0, uptimeRangeMs[range], intervalMs)
  // Nothing is asked before it is known how much can be drawn.
  const whole = useAsked('history:series', width === null ? null : `${id} ${range} ${wide} ${version}`, () => ({
    id,
    ...nowRange(),
    points: wide,
  }))
  const points = zoom ? wantedSlots(width ?? 0, zoom.to - zoom.from, intervalMs) : wide
  const what = zoom ? `${zoom.from} ${zoom.to}` : range
  const nearKey = zoom && `${id} ${what} ${points}`
  const near = useAsked('history:series', nearKey, () => ({ id, ...(zoom ?? nowRange()), points }))
  const rows = Math.min(points, tableRows)
  const table = useAsked('history:series', tableShown ? `${id} ${what} ${rows} ${zoom ? '' : version}` : null, () => ({
    id,
    ...(zoom ?? nowRange()),
    points: rows,
  }))
  const uptime = useAsked('history:uptime', `${id} ${version}`, () => ({ id }))
  return {
    range,
    setRange: (next) => {
      setRange(next)
      setZoom(null)
    },
    zoom,
    setZoom: (next) => setZoom(next && within(next, Date.now())),
    whole: whole.value,
    // Until the nearer look has come, the wider one stays.
    series: zoom && near.key === nearKey ? near.value : whole.value,
    failed: whole.failed ?? (zoom ? near.failed : null),
    table: tableShown ? table.value : null,
    tableShown,
    setTableShown,
    uptime: uptime.value?.[range] ?? null,
    // The plot is narrower than the chart by the room of its labels.
    setWidth: useCallback((widthPx: number) => setWidth(Math.max(widthPx - 40, 50)), []),
    shown: () => zoom ?? nowRange(),
  }
}
