import uPlot from 'uplot'
import type { Gap, Series } from '../../electron/contract/history.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import { formatLatency, spanText } from '../i18n/format.ts'
import { formatTick } from '../i18n/moments.ts'
import { t } from '../i18n/text.ts'
import { type Ink, onInkChange, readInk } from './ink.ts'
import { type Painting, padding, paintOver, paintUnder } from './paint.ts'
import { type Slots, slotsOf } from './slots.ts'
import { roundTop, timeTicks } from './ticks.ts'

export interface PlotListeners {
  /** The slot under the pointer, by its place among the drawn ones; null when the pointer has left. */
  onPoint: (nth: number | null) => void
  /** The range dragged over, wall-clock milliseconds. */
  onZoom: (fromMs: number, toMs: number) => void
  onZoomOut: () => void
}

/** A drawn chart. It repaints itself when the page's colours change. */
export interface Plot {
  show(series: Series, protocol: Protocol): void
  /** Puts the cursor on a slot, or takes it away. */
  point(nth: number | null): void
  resize(widthPx: number): void
  destroy(): void
}

/** Height of the whole chart in CSS pixels: plot, strip and labels. */
export const chartHeightPx = 120

/** A drag shorter than this is a click. */
const minDragPx = 6

/** Draws a latency chart into an element. `destroy` must be called before the element goes. */
export function createPlot(element: HTMLElement, widthPx: number, listeners: PlotListeners): Plot {
  let shown: { series: Series; protocol: Protocol; slots: Slots } | null = null
  let ink: Ink = readInk(element)

  const painting = (plot: uPlot): Painting | null =>
    shown && {
      ...shown,
      ink,
      gapWords,
      timeTicks: timeTicks(shown.series.from, shown.series.to, Math.max(2, Math.floor(plot.width / 55))).map(
        (tick) => ({
          atMs: tick.atMs,
          text: formatTick(tick),
        }),
      ),
      valueTicks: shown.slots.p50.some((value) => value !== null) ? valueTicks(plot.scales.y?.max ?? 1) : baseLine,
    }

  const options: uPlot.Options = {
    width: widthPx,
    height: chartHeightPx,
    ms: 1,
    padding,
    legend: { show: false },
    scales: {
      x: { time: true, range: () => (shown ? [shown.series.from, shown.series.to] : [0, 1]) },
      y: { range: (_plot, _min, max) => [0, roundTop(max)] },
    },
    axes: [{ show: false }, { show: false }],
    series: [{}, line(() => ink.median, 1.5), line(() => ink.edge, 1)],
    bands: [{ series: [2, 1], fill: () => ink.band }],
    cursor: {
      y: false,
      points: { show: false },
      drag: { x: true, y: false, setScale: false, dist: minDragPx },
      bind: { dblclick: () => () => (listeners.onZoomOut(), null) },
    },
    hooks: {
      drawClear: [
        (plot) => {
          ink = readInk(element)
          const now = painting(plot)
          if (now) paintUnder(plot, uPlot.pxRatio, now)
        },
      ],
      draw: [
        (plot) => {
          const now = painting(plot)
          if (now) paintOver(plot, uPlot.pxRatio, now)
        },
      ],
      setCursor: [(plot) => listeners.onPoint(pointAt(plot))],
      setSelect: [
        (plot) => {
          const { left, width } = plot.select
          if (width < minDragPx) return
          plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false)
          listeners.onZoom(plot.posToVal(left, 'x'), plot.posToVal(left + width, 'x'))
        },
      ],
    },
  }

  const plot = new uPlot(options, [[], [], []], element)
  const stopInk = onInkChange(() => plot.redraw(false))

  return {
    show: (series, protocol) => {
      const slots = slotsOf(series)
      shown = { series, protocol, slots }
      plot.setData([slots.x, slots.p50, slots.p95])
    },
    point: (nth) => {
      const at = nth === null ? undefined : shown?.slots.x[nth]
      const left = at === undefined ? -10 : plot.valToPos(at, 'x')
      plot.setCursor({ left, top: at === undefined ? -10 : 1 }, false)
    },
    resize: (width) => plot.setSize({ width, height: chartHeightPx }),
    destroy: () => {
      stopInk()
      plot.destroy()
    },
  }
}

function line(stroke: () => string, width: number): uPlot.Series {
  return { stroke, width, points: { show: false } }
}

function pointAt({ cursor, data }: uPlot): number | null {
  const { left, idx } = cursor
  return left === undefined || left < 0 || data[0].length === 0 ? null : (idx ?? null)
}

/** Where nothing was measured, as with UDP that stays silent, a scale would mean nothing. */
const baseLine: Painting['valueTicks'] = [{ value: 0, text: '' }]

function valueTicks(top: number): Painting['valueTicks'] {
  const { value, unit } = formatLatency(top)
  return [
    { value: 0, text: '0' },
    { value: top / 2, text: formatLatency(top / 2).value },
    { value: top, text: `${value} ${unit}` },
  ]
}

function gapWords(gap: Gap): [string, string] {
  return [t.gapCauses[gap.cause], spanText(gap.to - gap.from)]
}
