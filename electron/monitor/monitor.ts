import { isDeepStrictEqual } from 'node:util'
import { defaultAlertSettings } from '../contract/alert-settings.ts'
import type { GapCause } from '../contract/history.ts'
import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { createAbsence } from './absence.ts'
import { createJudging } from './judging.ts'
import { createListeners } from './listeners.ts'
import type {
  Clock,
  MachineEvents,
  Memory,
  Monitor,
  MonitorEvent,
  MonitorRules,
  NetworkFacts,
  Pace,
  ProbeTarget,
  TargetStatus,
  Unsubscribe,
} from './ports.ts'
import { createProbing } from './probing.ts'
import { createSelf } from './self.ts'
import { afterGap, doubted } from './verdict.ts'
import { recall } from './verdict-memory.ts'
import { createWatch, isConfirming, rulesFor, statusOf, unseen, type Watch } from './watch.ts'

/** A mistake in the program that the monitor survived. */
export interface MonitorFault {
  where: 'probe' | 'listener'
  /** The target being probed; null for a listener. */
  targetId: string | null
  error: unknown
}

export interface MonitorDeps {
  clock: Clock
  /** In [0, 1). */
  random: () => number
  probe: ProbeTarget
  /** Probes in flight at once; 200 unless told. */
  maxInFlight?: number
  machine?: MachineEvents
  /** Absent: targets are probed as often as they say. */
  pace?: Pace
  /** How this machine is connected; absent where nobody can tell. */
  network?: () => NetworkFacts
  /** What an earlier run of the program knew; absent: nothing, and a later one neither. */
  memory?: Memory
  /** Absent: the default settings'. */
  rules?: () => MonitorRules
  /** Whether the target is in a maintenance window at that time, wall clock; absent: never. */
  inMaintenance?: (target: TargetConfig, atMs: number) => boolean
  /** Must not throw. */
  onFault?: (fault: MonitorFault) => void
}

const forgetful: Memory = { get: () => undefined, set: () => {}, delete: () => {}, seen: () => {} }

/** Decides when each target is probed, and what its results mean. One timer serves all targets. */
export function createMonitor(deps: MonitorDeps): Monitor {
  const { clock, memory = forgetful, rules = () => defaultAlertSettings } = deps
  const watches = new Map<string, Watch>()
  const listeners = createListeners<MonitorEvent>((error) =>
    deps.onFault?.({ where: 'listener', targetId: null, error }),
  )
  const probing = createProbing({
    clock,
    random: deps.random,
    probe: deps.probe,
    maxInFlight: deps.maxInFlight ?? 200,
    pace: () => deps.pace?.factor() ?? 1,
    watches,
    running: () => phase === 'running',
    asleep: () => absence.asleep(),
    look: () => self.look(),
    onEnd: ended,
    onThrow: (targetId, error) => deps.onFault?.({ where: 'probe', targetId, error }),
    onChange: emitStatus,
    onPauseEnd: endPause,
  })
  const self = createSelf({
    clock,
    machine: deps.machine ?? null,
    network: deps.network ?? null,
    rules,
    ask: (ids) => probing.ask(ids),
    onSight: (sight, before) => absence.sight(sight, before),
    onSuspend: (fromMs) => absence.suspend(fromMs),
    onResume: () => absence.resume(),
    onClockJump: (fromMs) => absence.clockJump(fromMs),
  })
  const absence = createAbsence({
    clock,
    watches,
    probing,
    hides: (target) => self.hides(target),
    emit,
    emitStatus,
  })
  const judging = createJudging({
    clock,
    self,
    memory,
    rules,
    inMaintenance: deps.inMaintenance ?? (() => false),
    status,
    emit,
  })
  let followsPace: Unsubscribe | undefined
  let phase: 'idle' | 'running' | 'stopped' = 'idle'

  function status(watch: Watch): TargetStatus {
    const { target } = watch
    return statusOf(watch, rulesFor(target, rules()), probing.isProbing(target.id), probing.nextProbeMs(watch))
  }

  function emit(event: MonitorEvent): void {
    if (phase !== 'stopped') listeners.emit(event)
  }

  function emitStatus(id: string): void {
    const watch = watches.get(id)
    if (watch) emit({ type: 'status', target: watch.target, after: status(watch) })
  }

  function emitGap(targetId: string | null, cause: GapCause): void {
    emit({ type: 'gap', targetId, fromMs: clock.wallMs(), toMs: null, cause })
  }

  function ended(watch: Watch, raw: ProbeResult, startedMs: number): ProbeResult {
    const { result, maintenance } = judging.result(watch, raw, startedMs)
    // Whoever listened may have removed or paused it.
    const watched = watches.get(watch.target.id) === watch && !watch.paused
    if (watched && isConfirming(watch) && !maintenance) probing.retry(watch)
    return result
  }

  function endPause(watch: Watch): void {
    watch.paused = null
    watch.pending = true
    probing.anchor(watch)
    emitStatus(watch.target.id)
  }

  function start(): void {
    if (phase !== 'idle') return
    phase = 'running'
    self.start()
    probing.start()
    followsPace = deps.pace?.onChange(() => {
      for (const id of probing.quicken()) emitStatus(id)
    })
  }

  async function stop(): Promise<void> {
    if (phase === 'running') emitGap(null, 'closed')
    phase = 'stopped'
    followsPace?.()
    self.stop()
    await probing.stop()
  }

  function add(target: TargetConfig, paused: { untilMs: number | null } | null): void {
    if (watches.has(target.id)) throw new TypeError(`the target ${target.id} is monitored already`)
    const watch = createWatch(target, recall(memory, clock, target), paused, clock.wallMs())
    watches.set(target.id, watch)
    memory.seen(target.id)
    if (watch.paused) {
      emitGap(target.id, 'paused')
      probing.pause(watch, watch.paused.untilMs)
    } else probing.anchor(watch)
    emitStatus(target.id)
  }

  function update(target: TargetConfig): void {
    const watch = watches.get(target.id)
    if (!watch || isDeepStrictEqual(watch.target, target)) return
    const replaced = watch.target.protocol !== target.protocol || watch.target.target !== target.target
    if (replaced) judging.reset(watch)
    watch.target = target
    self.forget(target.id)
    // What failed so far failed with other options.
    watch.verdict = doubted(watch.verdict)
    if (replaced) Object.assign(watch, unseen)
    if (!watch.paused) {
      probing.drop(target.id)
      probing.anchor(watch)
    }
    if (replaced) emit({ type: 'replaced', target, after: status(watch) })
    else emitStatus(target.id)
  }

  function remove(id: string): void {
    const watch = watches.get(id)
    if (!watch) return
    probing.withdraw(id)
    watches.delete(id)
    self.forget(id)
    judging.abandon(watch)
    emit({ type: 'removed', id })
  }

  function pause(id: string, untilMs: number | null): void {
    const watch = watches.get(id)
    if (!watch) return
    probing.withdraw(id)
    if (!watch.paused) {
      self.forget(id)
      watch.verdict = afterGap(watch.verdict)
      emitGap(id, 'paused')
    }
    probing.pause(watch, untilMs)
    emitStatus(id)
  }

  function resume(id: string): void {
    const watch = watches.get(id)
    if (watch?.paused) endPause(watch)
  }

  return {
    start,
    stop,
    add,
    update,
    remove,
    pause,
    resume,
    async probeNow(id) {
      const watch = watches.get(id)
      return watch && !watch.paused ? await probing.answer(id) : null
    },
    target: (id) => watches.get(id)?.target,
    status(id) {
      const watch = watches.get(id)
      return watch && status(watch)
    },
    sight: () => self.sight(),
    incident: (id) => watches.get(id)?.incident?.state ?? null,
    targets: () => Array.from(watches.values(), (watch) => watch.target),
    subscribe: (listener) => listeners.subscribe(listener),
  }
}
