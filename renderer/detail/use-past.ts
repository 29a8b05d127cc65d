import { useCallback, useState } from 'react'
import { type Series, type Uptime, type UptimeRange, uptimeRangeMs } from '../../electron/contract/history.ts'
import type { TargetView } from '../../electron/contract/snapshot.ts'
import { wantedSlots } from '../chart/slots.ts'
import { type Asked, useAsked } from '../history/use-asked.ts'
import { useClock } from '../ui/clock.ts'

export interface TimeRange {
  from: number
  to: number
}

/** Nothing can be seen in less. */
const minZoomMs = 60_000
/** A table of more rows is not read. */
const tableRows = 48

export interface Past {
  range: UptimeRange
  setRange: (range: UptimeRange) => void
  /** The part of the range that was zoomed into. */
  zoom: TimeRange | null
  setZoom: (zoom: TimeRange | null) => void
  /** What the chart shows. */
  series: Asked<Series>
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
  const shown = (): TimeRange => {
    const nowMs = Date.now()
    return zoom ?? { from: nowMs - uptimeRangeMs[range], to: nowMs }
  }
  const spanMs = zoom ? zoom.to - zoom.from : uptimeRangeMs[range]
  const points = wantedSlots(width ?? 330, spanMs, intervalMs)
  const what = zoom ? `${zoom.from} ${zoom.to}` : range
  const series = useAsked('history:series', `${id} ${what} ${points} ${zoom ? '' : version}`, () => ({
    id,
    ...shown(),
    points,
  }))
  const rows = Math.min(points, tableRows)
  const table = useAsked('history:series', tableShown ? `${id} ${what} ${rows} ${zoom ? '' : version}` : null, () => ({
    id,
    ...shown(),
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
    setZoom: (next) => setZoom(next && next.to - next.from < minZoomMs ? widened(next) : next),
    series,
    table: tableShown ? table.value : null,
    tableShown,
    setTableShown,
    uptime: uptime.value?.[range] ?? null,
    // The plot is narrower than the chart by the room of its labels.
    setWidth: useCallback((widthPx: number) => setWidth(Math.max(widthPx - 40, 50)), []),
    shown,
  }
}

function widened({ from, to }: TimeRange): TimeRange {
  const middle = Math.round((from + to) / 2)
  return { from: middle - minZoomMs / 2, to: middle + minZoomMs / 2 }
}
