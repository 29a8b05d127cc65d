import { isDeepStrictEqual } from 'node:util'
import { isVerdict, type ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { afterGap, fold, unprobed } from './fold.ts'
import { createAdmission, firstRoundDelayMs, latestSlotMs } from './grid.ts'
import { createListeners } from './listeners.ts'
import type { Clock, MachineEvents, Monitor, MonitorEvent, ProbeTarget, TargetStatus, Timer } from './ports.ts'
import { createRunner } from './runner.ts'
import { createSchedule } from './schedule.ts'
import { createWatch, statusOf, type Watch } from './watch.ts'

/** A slot reached later than this was missed: the machine slept, and the next slot will do if it comes soon. */
const lateMs = 1000
const soonMs = 60_000

/** Pauses end by the wall clock, which can jump, and no timer counts a sleep: look at least this often. */
const wallCheckMs = 30_000

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
  /** Must not throw. */
  onFault?: (fault: MonitorFault) => void
}

/** Decides when each target is probed, and what its results mean. One timer serves all targets. */
export function createMonitor(deps: MonitorDeps): Monitor {
  const { clock } = deps
  const watches = new Map<string, Watch>()
  const schedule = createSchedule()
  const admit = createAdmission()
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
    onEnd: judge,
    onThrow: (targetId, error) => deps.onFault?.({ where: 'probe', targetId, error }),
    onReadyChange: arm,
  })
  const machineSubscriptions = [deps.machine?.onSuspend(suspend), deps.machine?.onResume(wake)]
  let phase: 'idle' | 'running' | 'stopped' = 'idle'
  let asleep = false
  let timer: Timer | null = null
  let timerMs = Infinity

  function isAwake(): boolean {
    return phase === 'running' && !asleep
  }

  function status(watch: Watch): TargetStatus {
    return statusOf(watch, runner.isProbing(watch.target.id), nextProbeMs(watch))
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
      if (watch?.paused) schedulePauseEnd(watch, watch.paused.untilMs)
      else if (watch) reach(watch, due.dueMs, nowMs)
    }
    runner.pump()
  }

  function reach(watch: Watch, dueMs: number, nowMs: number): void {
    const { id, intervalMs } = watch.target
    const slotMs = latestSlotMs(dueMs, intervalMs, nowMs)
    schedule.set(id, slotMs + intervalMs)
    if (!watch.owed && nowMs - slotMs > lateMs) {
      if (slotMs + intervalMs - nowMs > soonMs) anchor(watch)
      return
    }
    // Of the slots that pass while it waits, the first is the one it is late for; a probe under way serves its own.
    if (!runner.isProbing(id)) watch.slotMs ??= slotMs
    runner.request(id, 'due')
  }

  function judge(id: string, result: ProbeResult): void {
    const watch = watches.get(id)
    if (!watch) return
    const before = { ...status(watch), probing: true }
    watch.folded = fold(watch.folded, result, clock.wallMs(), watch.target.latencyLimitMs ?? null)
    watch.owed = false
    const after = status(watch)
    const counted = isVerdict(result)
    const slow = after.state === 'degraded'
    const facts = { counted, slow, maintenance: false, lagMs: watch.lagMs }
    emit({ type: 'result', target: watch.target, result, before, after, ...facts })
  }

  /** Begins a new grid for the target, its first slot at once. */
  function anchor(watch: Watch): void {
    const { id, intervalMs } = watch.target
    watch.owed = true
    if (phase !== 'running') return
    schedule.set(id, admit(clock.monotonicMs(), intervalMs, deps.random()))
    arm()
  }

  /**
   * Whether more than an interval, and a minute, would lie between the last probe and the next: a probe a day would never
   * be made on a machine that always sleeps when its slot comes.
   */
  function starves(watch: Watch): boolean {
    const { lastResult } = watch.folded
    const dueMs = schedule.dueMs(watch.target.id)
    if (!lastResult || dueMs === undefined) return false
    const waitMs = dueMs - clock.monotonicMs()
    // The wall clock, because it counts the sleep on every system.
    const agoMs = clock.wallMs() - Date.parse(lastResult.startedAt)
    return waitMs > soonMs && agoMs + waitMs > watch.target.intervalMs + soonMs
  }

  /** Ends the pause if its time has come, and else looks again when it may have. */
  function schedulePauseEnd(watch: Watch, untilMs: number | null): void {
    schedule.delete(watch.target.id)
    if (untilMs === null || phase !== 'running') return
    const waitMs = untilMs - clock.wallMs()
    if (waitMs <= 0) return endPause(watch)
    schedule.set(watch.target.id, clock.monotonicMs() + Math.min(wallCheckMs, waitMs))
    arm()
  }

  function endPause(watch: Watch): void {
    watch.paused = null
    watch.folded = afterGap(watch.folded)
    anchor(watch)
    emitStatus(watch.target.id)
  }

  function withdrawAll(): void {
    for (const [id, watch] of watches) {
      watch.slotMs = null
      if (runner.withdraw(id)) emitStatus(id)
    }
  }

  /** What is in flight would take the sleep for a failure of its target. */
  function suspend(): void {
    asleep = true
    disarm()
    withdrawAll()
  }

  function wake(): void {
    // A host that notices only afterwards that the machine slept reports no suspension.
    withdrawAll()
    asleep = false
    for (const watch of watches.values()) {
      if (watch.paused) schedulePauseEnd(watch, watch.paused.untilMs)
      else if (watch.owed || starves(watch)) anchor(watch)
    }
    tick()
  }

  function start(): void {
    if (phase !== 'idle') return
    phase = 'running'
    const nowMs = clock.monotonicMs()
    const probed = [...watches.values()].filter((watch) => !watch.paused)
    for (const [index, { target }] of probed.entries()) {
      const delayMs = firstRoundDelayMs(index, probed.length, target.intervalMs, deps.random())
      schedule.set(target.id, nowMs + delayMs)
    }
    for (const watch of watches.values()) if (watch.paused) schedulePauseEnd(watch, watch.paused.untilMs)
    arm()
  }

  async function stop(): Promise<void> {
    phase = 'stopped'
    disarm()
    for (const unsubscribe of machineSubscriptions.splice(0)) unsubscribe?.()
    withdrawAll()
    await runner.ended()
  }

  function add(target: TargetConfig, paused: { untilMs: number | null } | null): void {
    if (watches.has(target.id)) throw new TypeError(`the target ${target.id} is monitored already`)
    const watch = createWatch(target, paused, clock.wallMs())
    watches.set(target.id, watch)
    if (watch.paused) schedulePauseEnd(watch, watch.paused.untilMs)
    else anchor(watch)
    emitStatus(target.id)
  }

  function update(target: TargetConfig): void {
    const watch = watches.get(target.id)
    if (!watch || isDeepStrictEqual(watch.target, target)) return
    const replaced = watch.target.protocol !== target.protocol || watch.target.target !== target.target
    watch.target = target
    if (replaced) watch.folded = unprobed
    if (!watch.paused) {
      runner.drop(target.id)
      anchor(watch)
    }
    if (replaced) emit({ type: 'replaced', target, after: status(watch) })
    else emitStatus(target.id)
  }

  function remove(id: string): void {
    if (!watches.has(id)) return
    runner.withdraw(id)
    schedule.delete(id)
    watches.delete(id)
    emit({ type: 'removed', id })
  }

  function pause(id: string, untilMs: number | null): void {
    const watch = watches.get(id)
    if (!watch) return
    runner.withdraw(id)
    watch.slotMs = null
    watch.paused = { untilMs, sinceMs: watch.paused?.sinceMs ?? clock.wallMs() }
    schedulePauseEnd(watch, untilMs)
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
    sight: () => ({ kind: 'seeing' }),
    incident: () => null,
    targets: () => Array.from(watches.values(), (watch) => watch.target),
    subscribe: (listener) => listeners.subscribe(listener),
  }
}
