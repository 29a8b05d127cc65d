import type uPlot from 'uplot'
import type { Gap, Series } from '../../electron/contract/history.ts'
import type { Protocol } from '../../electron/contract/result-codes.ts'
import { codeCounts, failureKind } from './failure-kind.ts'
import type { Ink } from './ink.ts'
import type { Slots } from './slots.ts'

/** What is painted around uPlot's lines. Lengths below are CSS pixels; the canvas has `pxRatio` times as many. */
export interface Painting {
  series: Series
  slots: Slots
  protocol: Protocol
  ink: Ink
  /** The words inside a gap, the cause first, then how long. */
  gapWords: (gap: Gap) => [string, string]
  timeTicks: { atMs: number; text: string }[]
  /** From the bottom up; the last one carries the unit. */
  valueTicks: { value: number; text: string }[]
}

/** Room around the plot: [top, right, bottom, left]. */
export const padding: uPlot.Padding = [8, 40, 30, 0]

const hatchStep = 5
const stripTop = 7
const stripHeight = 6
const failureHeight = 10
const failureMinWidth = 4
const minGapTextWidth = 60
/** In less, hatching is a row of dots that means nothing. */
const minHatchWidth = 4

/** A canvas in CSS pixels, with the plot's box. */
interface Surface {
  context: CanvasRenderingContext2D
  left: number
  top: number
  width: number
  height: number
  x: (atMs: number) => number
}

function onSurface(plot: uPlot, ratio: number, paint: (surface: Surface) => void): void {
  const { ctx: context, bbox } = plot
  const left = bbox.left / ratio
  const width = bbox.width / ratio
  context.save()
  context.scale(ratio, ratio)
  paint({
    context,
    left,
    top: bbox.top / ratio,
    width,
    height: bbox.height / ratio,
    x: (atMs) => left + Math.min(width, Math.max(0, plot.valToPos(atMs, 'x'))),
  })
  context.restore()
}

/** Grid and gaps, beneath the lines. */
export function paintUnder(plot: uPlot, ratio: number, painting: Painting): void {
  onSurface(plot, ratio, (surface) => {
    paintGrid(surface, plot, painting)
    for (const gap of painting.series.gaps) paintGap(surface, gap, painting)
  })
}

/** Lone points, the strip of failures and the labels, around the lines. */
export function paintOver(plot: uPlot, ratio: number, painting: Painting): void {
  onSurface(plot, ratio, (surface) => {
    paintLonePoints(surface, plot, painting)
    paintStrip(surface, painting)
    paintLabels(surface, plot, painting)
  })
}

function paintGrid({ context, left, top, width }: Surface, plot: uPlot, { valueTicks, ink }: Painting): void {
  context.fillStyle = ink.line
  for (const { value } of valueTicks) {
    context.fillRect(left, Math.round(top + plot.valToPos(value, 'y')), width, 1)
  }
}

function paintGap({ context, top, height, x }: Surface, gap: Gap, { ink, gapWords }: Painting): void {
  const from = x(gap.from)
  const width = x(gap.to) - from
  if (width < 0.5) return
  context.save()
  context.beginPath()
  context.rect(from, top, width, height)
  context.fillStyle = ink.sunken
  context.fill()
  if (width < minHatchWidth) return context.restore()
  context.clip()
  context.strokeStyle = ink.gapLine
  context.lineWidth = 1
  context.beginPath()
  // Anchored to the canvas, so that the lines of neighbouring gaps run on.
  const first = Math.floor((from - height) / hatchStep) * hatchStep
  for (let at = first; at < from + width; at += hatchStep) {
    context.moveTo(at, top + height)
    context.lineTo(at + height, top)
  }
  context.stroke()
  if (width > minGapTextWidth) paintGapWords(context, from + width / 2, top + height / 2, width, gapWords(gap), ink)
  context.restore()
}

function paintGapWords(
  context: CanvasRenderingContext2D,
  middle: number,
  centre: number,
  room: number,
  words: readonly string[],
  ink: Ink,
): void {
  context.font = `10px ${ink.family}`
  const fitting = words.filter((word) => context.measureText(word).width + 12 <= room)
  if (fitting.length === 0) return
  const width = Math.max(...fitting.map((word) => context.measureText(word).width)) + 10
  const height = fitting.length * 13 + 6
  context.fillStyle = ink.sunken
  context.beginPath()
  context.roundRect(middle - width / 2, centre - height / 2, width, height, 3)
  context.fill()
  context.fillStyle = ink.quiet
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  fitting.forEach((word, nth) => context.fillText(word, middle, centre - height / 2 + 9.5 + nth * 13))
}

/** A slot measured between two that were not has no line to either side, and would not be seen. */
function paintLonePoints({ context, top, x }: Surface, plot: uPlot, { slots, ink }: Painting): void {
  context.fillStyle = ink.median
  slots.p50.forEach((value, nth) => {
    if (value === null || (slots.p50[nth - 1] ?? null) !== null || (slots.p50[nth + 1] ?? null) !== null) return
    context.beginPath()
    context.arc(x(slots.x[nth] ?? 0), top + plot.valToPos(value, 'y'), 1.5, 0, 2 * Math.PI)
    context.fill()
  })
}

function paintStrip(surface: Surface, { series, protocol, ink }: Painting): void {
  const { context, left, top, height, width, x } = surface
  const base = top + height + stripTop
  context.fillStyle = ink.gap
  for (const { at, covered } of series.points) {
    if (covered > 0) context.fillRect(x(at), base, Math.max(x(at + series.slotMs) - x(at), 0), stripHeight)
  }
  for (const { at, codes } of series.points) {
    const [most] = codeCounts(codes)
    if (!most) continue
    const wide = Math.max(x(at + series.slotMs) - x(at), failureMinWidth)
    const start = Math.min(Math.max(x(at + series.slotMs / 2) - wide / 2, left), left + width - wide)
    context.fillStyle = ink.fail[failureKind(protocol, most.code)]
    context.fillRect(start, base - (failureHeight - stripHeight) / 2, wide, failureHeight)
  }
}

function paintLabels({ context, left, top, width, height, x }: Surface, plot: uPlot, painting: Painting): void {
  const { timeTicks, valueTicks, ink } = painting
  context.font = `10px ${ink.family}`
  context.textBaseline = 'middle'
  context.fillStyle = ink.quiet
  context.textAlign = 'right'
  for (const { value, text } of valueTicks) {
    context.fillText(text, left + width + 40, top + plot.valToPos(value, 'y') + 0.5)
  }
  context.textAlign = 'center'
  for (const { atMs, text } of timeTicks) {
    const at = x(atMs)
    const half = context.measureText(text).width / 2
    // A label at the very edge would be cut; the tick alone says where it stands.
    if (at - half >= left - 1 && at + half <= left + width + 38) context.fillText(text, at, top + height + 24)
    context.fillStyle = ink.line
    context.fillRect(Math.round(at), top + height + stripTop + stripHeight, 1, 4)
    context.fillStyle = ink.quiet
  }
}
