import type { Transition } from './transition.ts'

/** A change, or a failure that came to nothing. Times are monotonic milliseconds. */
export interface Change {
  atMs: number
  points: number
}

export interface Flapping {
  flapping: boolean
  /** Of the last window, oldest first. */
  changes: readonly Change[]
}

export const calm: Flapping = { flapping: false, changes: [] }

/**
 * Five changes that were confirmed, or ten failures that were not, within the window. The latter are silent one by one,
 * and a balancer with one dead server of two may show nothing else.
 */
const limit = 10
const pointsOf: Partial<Record<Transition['kind'], number>> = {
  down: 2,
  up: 2,
  changed: 1,
  degraded: 1,
  restored: 1,
  unconfirmed: 1,
}

const minWindowMs = 30 * 60_000
const maxWindowMs = 4 * 3_600_000

/** Forty intervals, between half an hour and four hours: what is probed seldom changes seldom. */
export function flapWindowMs(intervalMs: number): number {
  return Math.min(maxWindowMs, Math.max(minWindowMs, 40 * intervalMs))
}

/** Nothing may have changed for a third of the window before a target is steady again. */
function calmMs(windowMs: number): number {
  return windowMs / 3
}

/** What there is to say of the flapping of a target. */
export type FlapNews = { kind: 'flapping'; changes: number; withinMs: number } | { kind: 'steady' } | null

/**
 * Takes into account what one result changed. `steadily`: nothing is being confirmed just now. While a target flaps, its
 * other transitions are for nobody.
 */
export function foldFlapping(
  before: Flapping,
  kinds: readonly Transition['kind'][],
  steadily: boolean,
  nowMs: number,
  windowMs: number,
): { flapping: Flapping; news: FlapNews } {
  const points = kinds.reduce((sum, kind) => sum + (pointsOf[kind] ?? 0), 0)
  const recent = before.changes.filter(({ atMs }) => nowMs - atMs < windowMs)
  const changes = points === 0 ? recent : [...recent, { atMs: nowMs, points }]
  if (before.flapping) {
    const last = before.changes.at(-1)
    const over = points === 0 && steadily && (!last || nowMs - last.atMs >= calmMs(windowMs))
    return over ? { flapping: calm, news: { kind: 'steady' } } : { flapping: { flapping: true, changes }, news: null }
  }
  const first = changes[0]
  if (!first || points === 0 || changes.reduce((sum, change) => sum + change.points, 0) < limit) {
    return { flapping: { flapping: false, changes }, news: null }
  }
  const news: FlapNews = { kind: 'flapping', changes: changes.length, withinMs: nowMs - first.atMs }
  return { flapping: { flapping: true, changes }, news }
}
