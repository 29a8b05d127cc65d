import type { AlertSettings } from '../contract/alert-settings.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, Monitor } from '../monitor/ports.ts'
import type { NewsKind } from './news.ts'
import type { Silence } from './policy.ts'
import type { Records } from './record.ts'
import type { Seen } from './seen.ts'

/** How long a window stays open for targets that nobody has seen yet since this computer sees again. */
const unseenMs = 30_000

/** Outages that began so close to one another may have one cause, and one end. */
const togetherMs = 60_000

/** Knows who else may have to be told of together with others. */
export interface Company {
  /**
   * How long a window may stay open beyond its end for others, in milliseconds; 0 when there are none. `ids` are the
   * targets in it, `openedMs` is when it opened, monotonic.
   */
  mayJoinMs(kind: NewsKind, ids: readonly string[], openedMs: number): number
}

export function createCompany(deps: {
  monitor: Pick<Monitor, 'targets' | 'status'>
  clock: Clock
  settings: () => Pick<AlertSettings, 'gatherMs'>
  records: Pick<Records, 'of'>
  seen: Pick<Seen, 'has' | 'times'>
  silenceOf: (target: TargetConfig) => Silence
}): Company {
  const { monitor, records, seen, settings } = deps

  function isFailing(target: TargetConfig): boolean {
    const status = monitor.status(target.id)
    return status?.state === 'confirming' && status.settled !== 'down' && !deps.silenceOf(target).maintenance
  }

  /** Nobody has seen it yet, and somebody will before the window ends. */
  function isUnseen(target: TargetConfig): boolean {
    const { id } = target
    if (!records.of(id).down || seen.has(id) || !isSoon(id, unseenMs)) return false
    return !deps.silenceOf(target).maintenance
  }

  /** It is being probed, or will be within that time. */
  function isSoon(id: string, withinMs: number): boolean {
    const { probing, nextProbeMs } = monitor.status(id) ?? { probing: false, nextProbeMs: null }
    return probing || (nextProbeMs !== null && nextProbeMs - deps.clock.wallMs() <= withinMs)
  }

  /** Told down at about one of these times, not probed since the window opened, and soon to be. */
  function isNext({ id }: TargetConfig, begansMs: readonly number[], openedMs: number): boolean {
    const { down, told } = records.of(id)
    const beganMs = told.down?.sinceMs
    if (!down || beganMs === undefined || seen.times(id).lastMs >= openedMs) return false
    if (!begansMs.some((ms) => Math.abs(ms - beganMs) <= togetherMs)) return false
    return isSoon(id, 2 * settings().gatherMs)
  }

  return {
    mayJoinMs(kind, ids, openedMs) {
      const { gatherMs } = settings()
      if (kind === 'down') return monitor.targets().some(isFailing) ? gatherMs : 0
      if (kind !== 'still-down' && kind !== 'up' && kind !== 'reminder') return 0
      if (monitor.targets().some(isUnseen)) return unseenMs
      if (kind !== 'up') return 0
      const begansMs = ids.flatMap((id) => records.of(id).told.down?.sinceMs ?? [])
      return monitor.targets().some((target) => isNext(target, begansMs, openedMs)) ? 2 * gatherMs : 0
    },
  }
}
