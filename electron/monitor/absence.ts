import type { TargetConfig } from '../contract/target-config.ts'
import type { Clock, MonitorEvent } from './ports.ts'
import type { Probing } from './probing.ts'
import type { Sight } from './transition.ts'
import { afterGap, afterJump, doubted, type Verdict } from './verdict.ts'
import { isConfirming, type Watch } from './watch.ts'

export interface AbsenceDeps {
  clock: Clock
  watches: ReadonlyMap<string, Watch>
  probing: Pick<Probing, 'rest' | 'withdrawAll' | 'catchUp' | 'hasten'>
  /** Whether the target is out of sight now. */
  hides: (target: TargetConfig) => boolean
  emit: (event: MonitorEvent) => void
  emitStatus: (id: string) => void
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
  const { clock, watches, probing, emit } = deps
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

  /** What is out of sight is not observed; what is still seen may only have seemed to fail. */
  function doubtAll(hidden: ReadonlySet<Watch>): void {
    for (const [id, watch] of watches) {
      const confirming = isConfirming(watch)
      watch.verdict = hidden.has(watch) ? afterGap(watch.verdict) : doubted(watch.verdict)
      if (confirming) deps.emitStatus(id)
    }
  }

  function hide(): void {
    const probed = [...watches.values()].filter(({ paused }) => !paused)
    const hidden = probed.filter(({ target }) => deps.hides(target))
    doubtAll(new Set(hidden))
    const gap = { type: 'gap', fromMs: clock.wallMs(), toMs: null, cause: 'offline' } as const
    if (hidden.length === probed.length) emit({ ...gap, targetId: null })
    else for (const { target } of hidden) emit({ ...gap, targetId: target.id })
  }

  return {
    asleep: () => asleepMs !== null,
    sight(sight, before) {
      emit({ type: 'sight', sight })
      if (sight.kind === 'blind' && sight.cause !== 'asleep') hide()
      if (sight.kind === 'settling') doubtAll(new Set())
      if (before.kind === 'blind' && before.cause !== 'asleep' && sight.kind !== 'blind') {
        // A target that is probed once an hour would be without data for an hour.
        probing.hasten([...watches.values()].filter(({ noData, paused }) => noData?.cause === 'offline' && !paused))
      }
      if (before.kind === 'settling' && sight.kind === 'seeing') {
        // What failed until now did not count, and one that is down has nothing to confirm: nobody would ask it again
        // before its next slot, which on a machine that sleeps may never come.
        probing.hasten([...watches.values()].filter(({ verdict, paused }) => verdict.settled === 'down' && !paused))
      }
    },
    suspend(fromMs) {
      asleepMs ??= fromMs ?? clock.wallMs()
      emit({ type: 'gap', targetId: null, fromMs: asleepMs, toMs: null, cause: 'asleep' })
      // What is in flight would take the sleep for a failure of its target.
      probing.rest()
      interruptAll(afterGap)
    },
    resume() {
      // A host that notices only afterwards that the machine slept may report no suspension.
      probing.withdrawAll()
      if (asleepMs === null) interruptAll(afterGap)
      else emit({ type: 'gap', targetId: null, fromMs: asleepMs, toMs: clock.wallMs(), cause: 'asleep' })
      asleepMs = null
      probing.catchUp()
    },
    clockJump(fromMs) {
      emit({ type: 'gap', targetId: null, fromMs, toMs: clock.wallMs(), cause: 'unknown' })
      interruptAll(afterJump)
      probing.catchUp()
    },
  }
}
