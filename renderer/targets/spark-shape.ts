import type { SparkSlot } from '../../electron/contract/history.ts'

/** The drawing of a sparkline in a box of 72 by 18; coordinates in its pixels. */
export interface SparkShape {
  /** The measured line; empty where nothing was measured. */
  line: string
  /** Where it answered and nothing was measured, as UDP does. */
  level: string
  /** Where there is no data. */
  gap: string
  /** Left edges of the bars of failed slots, and of slow ones. */
  failed: number[]
  slow: number[]
}

const left = 1
const right = 71
const top = 1.5
const base = 14

function median(sorted: readonly number[]): number {
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2
}

/** The median of what was measured, in milliseconds; null where nothing was. */
export function sparkMedian(slots: readonly SparkSlot[], only: (slot: NonNullable<SparkSlot>) => boolean = () => true) {
  const measured = slots.flatMap((slot) => (slot !== null && slot.latency !== null && only(slot) ? [slot.latency] : []))
  return measured.length === 0 ? null : median(measured.sort((a, b) => a - b))
}

type Kind = 'line' | 'level' | 'gap' | 'failed'

function kindOf(slot: SparkSlot): Kind {
  if (slot === null) return 'gap'
  if (slot.failed) return 'failed'
  return slot.latency === null ? 'level' : 'line'
}

/**
 * Draws slots on a scale of their own, from the smallest to the largest and never over less than the median, so that
 * noise stays small. A failed slot has no place on the line.
 */
export function sparkShape(slots: readonly SparkSlot[]): SparkShape {
  const measured = slots.flatMap((slot) =>
    slot !== null && slot.latency !== null && !slot.failed ? [slot.latency] : [],
  )
  const low = Math.min(...measured)
  const range = Math.max(Math.max(...measured) - low, sparkMedian(slots) ?? 0, Number.MIN_VALUE)
  const step = (right - left) / Math.max(slots.length - 1, 1)
  const shape: SparkShape = { line: '', level: '', gap: '', failed: [], slow: [] }
  let before: Kind | null = null
  slots.forEach((slot, nth) => {
    const x = left + nth * step
    const kind = kindOf(slot)
    const y = kind === 'line' ? base - (((slot?.latency ?? low) - low) / range) * (base - top) : base
    const point = `${x.toFixed(1)} ${y.toFixed(1)}`
    if (kind === 'failed') shape.failed.push(x - 1)
    // A point that stands alone is a line of no length, which its round ends make a dot.
    else shape[kind] += before === kind ? `L${point}` : `M${point}L${point}`
    if (slot?.degraded && !slot.failed) shape.slow.push(x - 1)
    before = kind
  })
  return shape
}

/** The stretches of a kind of slot, from the first to before the last. */
export function stretches(
  slots: readonly SparkSlot[],
  is: (slot: SparkSlot) => boolean,
): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = []
  slots.forEach((slot, nth) => {
    if (!is(slot)) return
    const last = found.at(-1)
    if (last && last.to === nth) last.to = nth + 1
    else found.push({ from: nth, to: nth + 1 })
  })
  return found
}
