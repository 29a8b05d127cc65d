import type { ProbeResult } from '../contract/result.ts'
import { firstRoundDelayMs } from './grid.ts'
import { createPauses } from './pauses.ts'
import type { Clock, ProbeTarget, Timer } from './ports.ts'
import { createRunner } from './runner.ts'
import { createSchedule } from './schedule.ts'
import { createSlots } from './slots.ts'
import { retryIntervalMs, type Watch } from './watch.ts'

export interface ProbingDeps {
  clock: Clock
  /** In [0, 1). */
  random: () => number
  probe: ProbeTarget
  maxInFlight: number
  /** Intervals are so many times as long as the targets say. */
  pace: () => number
  watches: ReadonlyMap<string, Watch>
  /** False before the start, and once stopped. */
  running: () => boolean
  asleep: () => boolean
  /** Before a result is believed: whoever finds now that it must not be may still withdraw its probe. */
  look: () => void
  /** `startedMs` is when the probe began, monotonic. Answers what its result turned out to be. */
  onEnd: (watch: Watch, result: ProbeResult, startedMs: number) => ProbeResult
  onThrow: (id: string, error: unknown) => void
  /** A probe of the target began, or was withdrawn. */
  onChange: (id: string) => void
  onPauseEnd: (watch: Watch) => void
}

/** Probes each target when its time has come. One timer serves all of them. */
export interface Probing {
  /** Spreads the first round out. */
  start(): void
  /** Aborts what is in flight and resolves when all of it has ended. */
  stop(): Promise<void>
  isProbing(id: string): boolean
  /** Wall-clock estimate; null while the target is not probed. */
  nextProbeMs(watch: Watch): number | null
  /** Begins a new grid for the target, its first slot at once. */
  anchor(watch: Watch): void
  /** Probes once more soon, beside the grid, to confirm what was just seen. */
  retry(watch: Watch): void
  /** Probes these once, at once or soon in a crowd, beside their grids. */
  hasten(watches: Iterable<Watch>): void
  /** Probes these as soon as there is a place. */
  ask(ids: readonly string[]): void
  /** The same for a person, who gets the result; null when it is withdrawn. */
  answer(id: string): Promise<ProbeResult | null>
  /** Aborts the probe in flight. Whoever asked gets the result of the next. */
  drop(id: string): void
  /** Not probed any more, or not until the pause is over. */
  withdraw(id: string): void
  /** Withdraws all that is in flight or waiting. */
  withdrawAll(): void
  /** The pace has changed: what would wait longer than it says now begins a new grid. Answers which those are. */
  quicken(): string[]
  /** Looks when the target's pause ends, from now on. */
  pause(watch: Watch, untilMs: number | null): void
  /** Does nothing until `catchUp`. */
  rest(): void
  /** Time has passed that nobody counted: sees what is due. */
  catchUp(): void
}

export function createProbing(deps: ProbingDeps): Probing {
  const { clock, watches } = deps
  const schedule = createSchedule()
  const slots = createSlots({ clock, schedule, random: deps.random, pace: deps.pace })
  const pauses = createPauses({ clock, schedule, running: deps.running, onScheduled: arm, onEnd: deps.onPauseEnd })
  const runner = createRunner({
    clock,
    probe: deps.probe,
    maxInFlight: deps.maxInFlight,
    mayBegin: isAwake,
    target: (id) => watches.get(id)?.target,
    onBegin: began,
    look: deps.look,
    onEnd(id, result, startedMs) {
      const watch = watches.get(id)
      return watch ? deps.onEnd(watch, result, startedMs) : result
    },
    onThrow: deps.onThrow,
    onReadyChange: arm,
  })
  let timer: Timer | null = null
  let timerMs = Infinity

  function isAwake(): boolean {
    return deps.running() && !deps.asleep()
  }

  function began(id: string): void {
    const watch = watches.get(id)
    if (!watch) return
    watch.lagMs = watch.slotMs === null ? null : Math.max(0, clock.monotonicMs() - watch.slotMs)
    watch.slotMs = null
    deps.onChange(id)
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

  function anchor(watch: Watch): void {
    watch.owed = true
    if (!deps.running()) return
    slots.anchor(watch)
    arm()
  }

  function withdrawAll(): void {
    for (const [id, watch] of watches) {
      watch.slotMs = null
      if (runner.withdraw(id)) deps.onChange(id)
    }
  }

  return {
    start() {
      const nowMs = clock.monotonicMs()
      const probed = [...watches.values()].filter((watch) => !watch.paused)
      for (const [index, watch] of probed.entries()) {
        slots.begin(watch, nowMs + firstRoundDelayMs(index, probed.length, watch.target.intervalMs, deps.random()))
      }
      for (const watch of watches.values()) if (watch.paused) pauses.check(watch)
      arm()
    },
    async stop() {
      disarm()
      withdrawAll()
      await runner.ended()
    },
    isProbing: (id) => runner.isProbing(id),
    nextProbeMs(watch) {
      const { id } = watch.target
      const dueMs = schedule.dueMs(id)
      if (!deps.running() || watch.paused || dueMs === undefined) return null
      const waitMs = runner.isWaiting(id) ? 0 : Math.max(0, dueMs - clock.monotonicMs())
      return Math.round(clock.wallMs() + waitMs)
    },
    anchor,
    retry(watch) {
      slots.retry(watch, clock.monotonicMs() + retryIntervalMs(watch.target))
      arm()
    },
    hasten(some) {
      for (const watch of some) slots.hasten(watch)
      arm()
    },
    ask(ids) {
      for (const id of ids) if (watches.get(id)?.paused === null) runner.request(id, 'asked')
      arm()
    },
    answer: async (id) => (isAwake() ? await runner.ask(id) : null),
    drop: (id) => void runner.drop(id),
    withdraw(id) {
      runner.withdraw(id)
      schedule.delete(id)
    },
    withdrawAll,
    quicken() {
      const late = [...watches.values()].filter((watch) => !watch.paused && slots.lags(watch))
      for (const watch of late) slots.anchor(watch)
      arm()
      return late.map(({ target }) => target.id)
    },
    pause: (watch, untilMs) => pauses.begin(watch, untilMs),
    rest() {
      disarm()
      withdrawAll()
      for (const watch of watches.values()) if (!watch.paused) slots.keepToGrid(watch)
    },
    catchUp() {
      for (const watch of watches.values()) {
        if (watch.paused) pauses.check(watch)
        else if (watch.owed || slots.starves(watch)) anchor(watch)
      }
      tick()
    },
  }
}
