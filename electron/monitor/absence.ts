import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, MonitorEvent } from './ports.ts'
import type { Slots } from './slots.ts'
import type { Sight } from './transition.ts'
import { afterGap, afterJump, doubted, type Verdict } from './verdict.ts'
import { isConfirming, type Watch } from './watch.ts'

export interface AbsenceDeps {
  clock: Clock
  watches: ReadonlyMap<string, Watch>
  slots: Slots
  /** Whether the target is out of sight now. */
  hides: (target: TargetConfig) => boolean
  emit: (event: MonitorEvent) => void
  emitStatus: (id: string) => void
  /** Stop probing, and go on: what is in flight would take a sleep for a failure of its target. */
  onSleep: () => void
  onWake: () => void
  /** Time has passed that nobody counted: look what is due. */
  onCatchUp: () => void
  /** Probes are due earlier than they were. */
  onHastened: () => void
}

/** What it means for the targets that this machine was asleep, cannot see, or had its clock set. */
export interface Absence {
  asleep(): boolean
  sight(sight: Sight, before: Sight): void
  /** `fromMs` (wall clock) is when it began, where that is noticed only now. */
  suspend(fromMs: number | null): void
  resume(): void
  clockJump(fromMs: number): void
}

export function createAbsence(deps: AbsenceDeps): Absence {
  const { clock, watches, slots, emit } = deps
  /** When the sleep began, wall clock; null while awake. */
  let asleepMs: number | null = null

  /** What was being confirmed begins anew, with the next probe. */
  function interruptAll(interrupted: (verdict: Verdict) => Verdict): void {
    for (const [id, watch] of watches) {
      const confirming = isConfirming(watch)
      watch.verdict = interrupted(watch.verdict)
      if (!confirming) continue
      if (!watch.paused) watch.owed = true
      deps.emitStatus(id)
    }
  }

  function hide(): void {
    const probed = [...watches.values()].filter(({ paused }) => !paused)
    const hidden = probed.filter(({ target }) => deps.hides(target))
    const gap = { type: 'gap', fromMs: clock.wallMs(), toMs: null, cause: 'offline' } as const
    if (hidden.length === probed.length) emit({ ...gap, targetId: null })
    else for (const { target } of hidden) emit({ ...gap, targetId: target.id })
  }

  return {
    asleep: () => asleepMs !== null,
    sight(sight, before) {
      if (sight.kind !== 'seeing') for (const watch of watches.values()) watch.verdict = doubted(watch.verdict)
      if (sight.kind === 'blind' && sight.cause !== 'asleep') hide()
      if (before.kind === 'blind' && before.cause !== 'asleep' && sight.kind !== 'blind') {
        // A target that is probed once an hour would be without data for an hour.
        for (const watch of watches.values())
          if (watch.noData?.cause === 'offline' && !watch.paused) slots.hasten(watch)
        deps.onHastened()
      }
      emit({ type: 'sight', sight })
    },
    suspend(fromMs) {
      asleepMs ??= fromMs ?? clock.wallMs()
      emit({ type: 'gap', targetId: null, fromMs: asleepMs, toMs: null, cause: 'asleep' })
      deps.onSleep()
      for (const watch of watches.values()) if (!watch.paused) slots.keepToGrid(watch)
      interruptAll(afterGap)
    },
    resume() {
      deps.onWake()
      if (asleepMs === null) interruptAll(afterGap)
      else emit({ type: 'gap', targetId: null, fromMs: asleepMs, toMs: clock.wallMs(), cause: 'asleep' })
      asleepMs = null
      deps.onCatchUp()
    },
    clockJump(fromMs) {
      emit({ type: 'gap', targetId: null, fromMs, toMs: clock.wallMs(), cause: 'unknown' })
      interruptAll(afterJump)
      deps.onCatchUp()
    },
  }
}
