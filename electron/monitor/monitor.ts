import { isDeepStrictEqual } from 'node:util'
import { defaultAlertSettings } from '../contract/alert-settings.ts'
import type { GapCause } from '../contract/history.ts'
import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { createAbsence } from './absence.ts'
import { firstRoundDelayMs } from './grid.ts'
import { createJudging } from './judging.ts'
import { createListeners } from './listeners.ts'
import { createPauses } from './pauses.ts'
import type {
  Clock,
  MachineEvents,
  Memory,
  Monitor,
  MonitorEvent,
  MonitorRules,
  NetworkFacts,
  ProbeTarget,
  TargetStatus,
  Timer,
} from './ports.ts'
import { createRunner } from './runner.ts'
import { createSchedule } from './schedule.ts'
import { createSelf } from './self.ts'
import { createSlots } from './slots.ts'
import { afterGap, doubted } from './verdict.ts'
import { recall } from './verdict-memory.ts'
import { createWatch, isConfirming, retryIntervalMs, rulesFor, statusOf, unseen, type Watch } from './watch.ts'

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
  const schedule = createSchedule()
  const slots = createSlots({ clock, schedule, random: deps.random })
  const pauses = createPauses({
    clock,
    schedule,
    running: () => phase === 'running',
    onScheduled: arm,
    onEnd: endPause,
  })
  const listeners = createListeners<MonitorEvent>((error) =>
    deps.onFault?.({ where: 'listener', targetId: null, error }),
  )
  const runner = createRunner({
    clock,
    probe: deps.probe,
    maxInFlight: deps.maxInFlight ?? 200,
    mayBegin: isAwake,
    target: (id) => watches.get(id)?.target,
    onBegin: began,
    look: () => self.look(),
    onEnd: ended,
    onThrow: (targetId, error) => deps.onFault?.({ where: 'probe', targetId, error }),
    onReadyChange: arm,
  })
  const self = createSelf({
    clock,
    machine: deps.machine ?? null,
    network: deps.network ?? null,
    rules,
    ask,
    onSight: (sight, before) => absence.sight(sight, before),
    onSuspend: (fromMs) => absence.suspend(fromMs),
    onResume: () => absence.resume(),
    onClockJump: (fromMs) => absence.clockJump(fromMs),
  })
  const absence = createAbsence({
    clock,
    watches,
    slots,
    hides: (target) => self.hides(target),
    emit,
    emitStatus,
    onSleep() {
      disarm()
      withdrawAll()
    },
    // A host that notices only afterwards that the machine slept may report no suspension.
    onWake: withdrawAll,
    onCatchUp() {
      for (const watch of watches.values()) {
        if (watch.paused) pauses.check(watch)
        else if (watch.owed || slots.starves(watch)) anchor(watch)
      }
      tick()
    },
    onHastened: arm,
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
  let phase: 'idle' | 'running' | 'stopped' = 'idle'
  let timer: Timer | null = null
  let timerMs = Infinity

  function isAwake(): boolean {
    return phase === 'running' && !absence.asleep()
  }

  function status(watch: Watch): TargetStatus {
    const { target } = watch
    return statusOf(watch, rulesFor(target, rules()), runner.isProbing(target.id), nextProbeMs(watch))
  }

  function nextProbeMs(watch: Watch): number | null {
    const { id } = watch.target
    const dueMs = schedule.dueMs(id)
    if (phase !== 'running' || watch.paused || dueMs === undefined) return null
    const waitMs = runner.isWaiting(id) ? 0 : Math.max(0, dueMs - clock.monotonicMs())
    return Math.round(clock.wallMs() + waitMs)
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

  function began(id: string): void {
    const watch = watches.get(id)
    if (!watch) return
    watch.lagMs = watch.slotMs === null ? null : Math.max(0, clock.monotonicMs() - watch.slotMs)
    watch.slotMs = null
    emitStatus(id)
  }

  /** Arms the one timer for whatever comes first. */
  function arm(): void {
    if (!isAwake()) return
    const wakeMs = Math.min(schedule.nextMs() ?? Infinity, runner.readyMs())
    if (wakeMs === Infinity || (timer && timerMs <= wakeMs)) return
    timer?.cancel()
    timerMs = wakeMs
    timer = clock.after(Math.max(0, wakeMs - clock.monotonicMs()), () => {
      timer = null
      tick()
    })
  }

  function disarm(): void {
    timer?.cancel()
    timer = null
  }

  function tick(): void {
    if (!isAwake()) return
    const nowMs = clock.monotonicMs()
    for (let due = schedule.takeDue(nowMs); due; due = schedule.takeDue(nowMs)) {
      const watch = watches.get(due.id)
      if (watch?.paused) pauses.check(watch)
      else if (watch && slots.reach(watch, due.dueMs, nowMs)) {
        // A probe under way serves its own slot.
        if (runner.isProbing(due.id)) watch.slotMs = null
        runner.request(due.id, 'due')
      }
    }
    runner.pump()
  }

  function ended(id: string, raw: ProbeResult, startedMs: number): ProbeResult {
    const watch = watches.get(id)
    if (!watch) return raw
    const { result, maintenance } = judging.result(watch, raw, startedMs)
    // Whoever listened may have removed or paused it.
    if (watches.get(id) === watch && !watch.paused && isConfirming(watch) && !maintenance) {
      slots.retry(watch, clock.monotonicMs() + retryIntervalMs(watch.target))
      arm()
    }
    return result
  }

  function ask(ids: readonly string[]): void {
    for (const id of ids) if (watches.get(id)?.paused === null) runner.request(id, 'asked')
    arm()
  }

  /** Begins a new grid for the target, its first slot at once. */
  function anchor(watch: Watch): void {
    watch.owed = true
    if (phase !== 'running') return
    slots.anchor(watch)
    arm()
  }

  function endPause(watch: Watch): void {
    watch.paused = null
    watch.pending = true
    anchor(watch)
    emitStatus(watch.target.id)
  }

  function withdrawAll(): void {
    for (const [id, watch] of watches) {
      watch.slotMs = null
      if (runner.withdraw(id)) emitStatus(id)
    }
  }

  function start(): void {
    if (phase !== 'idle') return
    phase = 'running'
    self.start()
    const nowMs = clock.monotonicMs()
    const probed = [...watches.values()].filter((watch) => !watch.paused)
    for (const [index, watch] of probed.entries()) {
      slots.begin(watch, nowMs + firstRoundDelayMs(index, probed.length, watch.target.intervalMs, deps.random()))
    }
    for (const watch of watches.values()) if (watch.paused) pauses.check(watch)
    arm()
  }

  async function stop(): Promise<void> {
    if (phase === 'running') emitGap(null, 'closed')
    phase = 'stopped'
    disarm()
    self.stop()
    withdrawAll()
    await runner.ended()
  }

  function add(target: TargetConfig, paused: { untilMs: number | null } | null): void {
    if (watches.has(target.id)) throw new TypeError(`the target ${target.id} is monitored already`)
    const watch = createWatch(target, recall(memory, clock, target), paused, clock.wallMs())
    watches.set(target.id, watch)
    memory.seen(target.id)
    if (watch.paused) pauses.check(watch)
    else anchor(watch)
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
      runner.drop(target.id)
      anchor(watch)
    }
    if (replaced) emit({ type: 'replaced', target, after: status(watch) })
    else emitStatus(target.id)
  }

  function remove(id: string): void {
    const watch = watches.get(id)
    if (!watch) return
    runner.withdraw(id)
    schedule.delete(id)
    watches.delete(id)
    self.forget(id)
    judging.abandon(watch)
    emit({ type: 'removed', id })
  }

  function pause(id: string, untilMs: number | null): void {
    const watch = watches.get(id)
    if (!watch) return
    runner.withdraw(id)
    if (!watch.paused) {
      self.forget(id)
      watch.verdict = afterGap(watch.verdict)
      emitGap(id, 'paused')
    }
    pauses.begin(watch, untilMs)
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
      return watch && !watch.paused && isAwake() ? await runner.ask(id) : null
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
