import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Series } from '../../electron/contract/history.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import { t } from '../i18n/text.ts'
import { useClock } from '../ui/clock.ts'
import { createPlot, type Plot } from './plot.ts'
import { chartSentence, slotText, slotTime } from './read-out.ts'
import { slotsOf } from './slots.ts'

interface LatencyChartProps {
  series: Series | null
  protocol: Protocol
  label: string
  /** Whether the range shown was zoomed into. */
  zoomed: boolean
  onZoom: (range: { from: number; to: number } | null) => void
  /** Tells how wide the plot is, so that no more is asked for than can be drawn. */
  onWidth: (widthPx: number) => void
}

/** Part of the chart that Page Up and Page Down move by, and half of what the keys zoom to. */
const page = 0.1
const zoomShare = 0.25

/**
 * Latency over time. The cursor follows the pointer and the arrow keys, and what it stands on is said in words; a drag, or
 * the plus key, zooms in, Escape or a double click zooms out.
 */
export function LatencyChart({ series, protocol, label, zoomed, onZoom, onWidth }: LatencyChartProps) {
  const element = useRef<HTMLDivElement>(null)
  const plot = useRef<Plot>(null)
  const [nth, setNth] = useState<number | null>(null)
  const listeners = useRef({ onZoom, onWidth })
  useEffect(() => {
    listeners.current = { onZoom, onWidth }
  })

  useEffect(() => {
    const place = element.current
    if (!place) return
    const created = createPlot(place, Math.max(place.clientWidth, 1), {
      onPoint: setNth,
      onZoom: (from, to) => listeners.current.onZoom({ from: Math.round(from), to: Math.round(to) }),
      onZoomOut: () => listeners.current.onZoom(null),
    })
    plot.current = created
    const observer = new ResizeObserver(([entry]) => {
      const width = Math.floor(entry?.contentRect.width ?? 0)
      if (width === 0) return
      created.resize(width)
      listeners.current.onWidth(width)
    })
    observer.observe(place)
    return () => {
      observer.disconnect()
      plot.current = null
      created.destroy()
    }
  }, [])

  useEffect(() => {
    if (series) plot.current?.show(series, protocol)
  }, [series, protocol])

  const slots = useMemo(() => series && slotsOf(series), [series])
  const last = (slots?.points.length ?? 0) - 1
  const at = nth === null ? null : Math.min(nth, last)
  const point = at === null ? undefined : slots?.points[at]
  const time = useClock((nowMs) => (point && series ? slotTime(point, series.slotMs, nowMs) : ''))
  const summary = useClock((nowMs) => (series ? chartSentence(series, nowMs) : t.chart.loading))
  const said = point && series ? slotText(series, point, protocol) : ''

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(last, to))
    setNth(next)
    plot.current?.point(next)
  }
  const leave = (): void => {
    setNth(null)
    plot.current?.point(null)
  }
  const zoom = (factor: number): void => {
    if (!series || !point) return
    const half = (series.to - series.from) * factor
    const middle = point.at + series.slotMs / 2
    onZoom({ from: Math.round(middle - half), to: Math.round(middle + half) })
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const from = at ?? last
    const far = Math.max(1, Math.round((last + 1) * page))
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowDown':
        move(at === null ? last : from - 1)
        break
      case 'ArrowRight':
      case 'ArrowUp':
        move(from + 1)
        break
      case 'PageDown':
        move(from - far)
        break
      case 'PageUp':
        move(from + far)
        break
      case 'Home':
        move(0)
        break
      case 'End':
        move(last)
        break
      case '+':
      case '=':
        zoom(zoomShare)
        break
      case '-':
      case 'Escape':
        if (!zoomed) return
        onZoom(null)
        break
      default:
        return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <>
      <p className="read-out">
        {point ? (
          <>
            <time className="num">{time}</time>
            <span className="clip">{said}</span>
          </>
        ) : (
          <span className="clip">{series ? t.chart.hint : t.chart.loading}</span>
        )}
      </p>
      <div
        ref={element}
        className="chart"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-description={summary}
        aria-valuemin={0}
        aria-valuemax={Math.max(last, 0)}
        aria-valuenow={Math.max(at ?? last, 0)}
        aria-valuetext={point ? `${time}, ${said}` : summary}
        onKeyDown={onKeyDown}
        onBlur={leave}
      />
    </>
  )
}
