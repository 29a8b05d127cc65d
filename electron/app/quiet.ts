import type { AlertSettings } from '../contract/alert-settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import { createSnoozeIndex } from './snooze-index.ts'
import type { Quiet } from './views.ts'

export interface QuietDeps {
  clock: Clock
  alerts: () => AlertSettings
  targets: () => readonly TargetConfig[]
  /** What silences this target is other than before. */
  onChange: (id: string) => void
}

/** What silences each target at this moment. */
export interface QuietNow {
  of(target: TargetConfig): Quiet
  /** Looks again, at once. */
  refresh: () => void
  stop(): void
}

/** Ends are by the wall clock, which can jump, and no timer counts a sleep: look at least this often. */
const wallCheckMs = 30_000

export function createQuiet({ clock, alerts, targets, onChange }: QuietDeps): QuietNow {
  const snoozes = createSnoozeIndex()
  let shown = new Map<string, string>()
  let timer: Timer | null = null
  let stopped = false

  function of(target: TargetConfig): Quiet {
    return { snoozed: snoozes.of(target, alerts().snoozes, clock.wallMs()), maintenance: null }
  }

  function nextChangeMs(): number | null {
    return snoozes.nextEndMs(alerts().snoozes, clock.wallMs())
  }

  function refresh(): void {
    const before = shown
    shown = new Map()
    for (const target of targets()) {
      const quiet = of(target)
      if (quiet.snoozed ?? quiet.maintenance) shown.set(target.id, JSON.stringify(quiet))
    }
    for (const id of new Set([...before.keys(), ...shown.keys()])) if (before.get(id) !== shown.get(id)) onChange(id)
    arm()
  }

  function arm(): void {
    timer?.cancel()
    timer = null
    const atMs = nextChangeMs()
    if (atMs === null || stopped) return
    timer = clock.after(Math.min(wallCheckMs, Math.max(0, atMs - clock.wallMs())), refresh)
  }

  return {
    of,
    refresh,
    stop() {
      stopped = true
      timer?.cancel()
      timer = null
    },
  }
}
