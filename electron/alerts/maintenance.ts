import type { Maintenance } from '../contract/alert-settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { addDays, dayOf, timeOfDayMs, wallTimeOf, weekdayOf } from './wall-time.ts'

const dayMs = 86_400_000

/**
 * The longest a weekly window lasts is 7 days, and one more for the clock being changed. What has lasted as long without
 * a pause has none: the week begins again.
 */
const aroundDays = 8

/** The machine may have travelled to another time zone. */
const recheckMs = 60_000

interface Span {
  fromMs: number
  untilMs: number
}

/** A maintenance window at this moment. */
export interface OpenMaintenance {
  window: Maintenance
  untilMs: number
}

/** `openMaintenance` at any time, computed anew only when a window may have opened or ended since, or they are others. */
export function createMaintenanceNow(
  windows: () => readonly Maintenance[],
  wallMs: () => number,
): () => readonly OpenMaintenance[] {
  let of: readonly Maintenance[] | null = null
  let [fromMs, untilMs] = [0, 0]
  let open: readonly OpenMaintenance[] = []
  return () => {
    const [now, nowMs] = [windows(), wallMs()]
    if (now === of && nowMs >= fromMs && nowMs < untilMs) return open
    of = now
    open = openMaintenance(now, nowMs)
    fromMs = nowMs
    untilMs = Math.min(nextMaintenanceChangeMs(now, nowMs) ?? Infinity, nowMs + recheckMs)
    return open
  }
}

/**
 * The windows that are open at this moment, and when each ends. A weekly one begins by the clock on the wall and lasts as
 * long as it says, whether or not the clock is changed meanwhile; one that begins again before it ends goes on.
 */
export function openMaintenance(windows: readonly Maintenance[], nowMs: number): OpenMaintenance[] {
  return windows.flatMap((window) => {
    const untilMs = openUntilMs(window.when, nowMs)
    return untilMs === null ? [] : [{ window, untilMs }]
  })
}

/** Of the windows open, the one of this target that ends last; null when it has none. */
export function maintenanceOf(
  open: readonly OpenMaintenance[],
  target: Pick<TargetConfig, 'id' | 'tags'>,
): OpenMaintenance | null {
  let last: OpenMaintenance | null = null
  for (const one of open) if (concerns(one.window, target) && (!last || one.untilMs > last.untilMs)) last = one
  return last
}

/** When the next window opens or ends, wall clock; null when none will. */
export function nextMaintenanceChangeMs(windows: readonly Maintenance[], nowMs: number): number | null {
  const changes = windows.flatMap(({ when }) => {
    const untilMs = openUntilMs(when, nowMs)
    if (untilMs !== null) return [untilMs]
    const next = spans(when, nowMs).find(({ fromMs }) => fromMs > nowMs)
    return next ? [next.fromMs] : []
  })
  return changes.length === 0 ? null : Math.min(...changes)
}

function concerns({ targetIds, tags }: Maintenance, target: Pick<TargetConfig, 'id' | 'tags'>): boolean {
  if (targetIds === null && tags === null) return true
  return (targetIds ?? []).includes(target.id) || (target.tags ?? []).some((tag) => (tags ?? []).includes(tag))
}

function openUntilMs(when: Maintenance['when'], nowMs: number): number | null {
  let untilMs = nowMs
  while (untilMs - nowMs < aroundDays * dayMs) {
    const within = spans(when, untilMs).filter((span) => span.fromMs <= untilMs && untilMs < span.untilMs)
    if (within.length === 0) break
    untilMs = Math.max(...within.map((span) => span.untilMs))
  }
  return untilMs === nowMs ? null : untilMs
}

/** Those of a window's times that may lie around an instant, in order, and the next one. */
function spans(when: Maintenance['when'], aroundMs: number): Span[] {
  if (when.kind === 'once') return [{ fromMs: Date.parse(when.from), untilMs: Date.parse(when.until) }]
  const wall = wallTimeOf(when.timeZone)
  const today = dayOf(wall.shown(aroundMs))
  const all: Span[] = []
  for (let nth = -aroundDays; nth <= aroundDays; nth++) {
    const day = addDays(today, nth)
    if (!when.days.includes(weekdayOf(day))) continue
    const fromMs = wall.instant(day + timeOfDayMs(when.from))
    all.push({ fromMs, untilMs: fromMs + when.durationMs })
  }
  return all
}
