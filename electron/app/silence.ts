import { createMaintenanceNow, maintenanceOf, nextMaintenanceChangeMs } from '../alerts/maintenance.ts'
import type { Silence } from '../alerts/policy.ts'
import type { AlertSettings } from '../contract/alert-settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Timer } from '../monitor/ports.ts'
import { createSnoozeIndex } from './snooze-index.ts'

export interface SilencesDeps {
  clock: Clock
  alerts: () => AlertSettings
  targets: () => readonly TargetConfig[]
  /** What silences this target is other than before. */
  onChange: (id: string) => void
}

/** What silences each target at this moment: a snooze, a maintenance window. */
export interface Silences {
  of(target: TargetConfig): Silence
  /** Whether results of the target count for nothing now. */
  inMaintenance(target: TargetConfig): boolean
  /** Looks again, at once, and tells what changed. */
  refresh(): void
  stop(): void
}

/** Beginnings and ends are by the wall clock, which can jump, and no timer counts a sleep: look at least this often. */
const wallCheckMs = 30_000

export function createSilences({ clock, alerts, targets, onChange }: SilencesDeps): Silences {
  const snoozes = createSnoozeIndex()
  const open = createMaintenanceNow(
    () => alerts().maintenance,
    () => clock.wallMs(),
  )
  let shown = new Map<string, string>()
  let timer: Timer | null = null
  let stopped = false

  function of(target: TargetConfig): Silence {
    const maintenance = maintenanceOf(open(), target)
    return {
      snoozed: snoozes.of(target, alerts().snoozes, clock.wallMs()),
      maintenance: maintenance && {
        until: new Date(maintenance.untilMs).toISOString(),
        name: maintenance.window.name,
      },
    }
  }

  function nextChangeMs(): number | null {
    const nowMs = clock.wallMs()
    const changes = [snoozes.nextEndMs(alerts().snoozes, nowMs), nextMaintenanceChangeMs(alerts().maintenance, nowMs)]
    const next = Math.min(...changes.map((ms) => ms ?? Infinity))
    return next === Infinity ? null : next
  }

  function refresh(): void {
    const before = shown
    shown = new Map()
    for (const target of targets()) {
      const silence = of(target)
      if (silence.snoozed ?? silence.maintenance) shown.set(target.id, JSON.stringify(silence))
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
    inMaintenance: (target) => maintenanceOf(open(), target) !== null,
    refresh,
    stop() {
      stopped = true
      timer?.cancel()
      timer = null
    },
  }
}
