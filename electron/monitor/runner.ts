import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { brokenProbeResult } from './broken-probe.ts'
import type { Clock, ProbeTarget, Timer } from './ports.ts'
import { createPace, createProbeQueue, type Lane } from './queue.ts'

export interface RunnerDeps {
  clock: Clock
  probe: ProbeTarget
  maxInFlight: number
  /** False while no probe may begin: not started, asleep, stopped. */
  mayBegin: () => boolean
  target: (id: string) => TargetConfig | undefined
  onBegin: (id: string) => void
  /** A probe ended; whoever finds now that its result is not to be believed may still drop it. */
  look: () => void
  /** A probe ended whose result is wanted; `startedMs` is when it began, monotonic. Answers what it turned out to be. */
  onEnd: (id: string, result: ProbeResult, startedMs: number) => ProbeResult
  /** A probe threw, or did not end, in spite of its contract. */
  onThrow: (id: string, error: unknown) => void
  /** `readyMs` may have changed. */
  onReadyChange: () => void
}

/** Runs probes: never two of one target, never more than `maxInFlight`, never a crowd in one turn of the event loop. */
export interface Runner {
  /** Probes as soon as there is a place. Joins the probe in flight or waiting; an aborted one is waited for. */
  request(id: string, lane: Lane): void
  /** The same, answering with the result, or null when it is withdrawn. */
  ask(id: string): Promise<ProbeResult | null>
  /** Aborts the probe in flight and forgets its result. Whoever asked gets the result of the next. */
  drop(id: string): boolean
  /** Drops the probe in flight or waiting; whoever asked gets null. True when one was in flight. */
  withdraw(id: string): boolean
  isProbing(id: string): boolean
  isWaiting(id: string): boolean
  /** Begins what may begin now. */
  pump(): void
  /** Monotonic time at which more may begin; Infinity while nothing waits or no place is free. */
  readyMs(): number
  /** Resolves when no probe is in flight any more: once all are dropped, after `graceMs` at the latest. */
  ended(): Promise<void>
}

interface Run {
  controller: AbortController
  /** Gives it little time to end, now that its signal has fired; null once it has ended. */
  hurry: (() => void) | null
  dropped: boolean
  /** Probe again once this one, aborted, has ended. */
  again: Lane | null
  ended: Promise<void>
}

/** How long a probe may take to end once its signal has fired; then its place is free, and what it does is its own. */
const graceMs = 5000

/** What a probe may take beyond its target's own deadlines: to read secrets and files, and to look into what it received. */
const spareMs = 30_000

/** A timer this late fired after a sleep, in which no probe could end either. */
const sleptMs = 5000

/** By when a probe must have ended: its target's own deadlines, sending and reading each having one, and some to spare. */
function longestMs(target: TargetConfig): number {
  if (target.protocol === 'http') return target.responseTimeoutMs + spareMs
  return target.timeoutMs + 2 * target.readTimeoutMs + spareMs
}

export function createRunner(deps: RunnerDeps): Runner {
  const { clock, maxInFlight } = deps
  const runs = new Map<string, Run>()
  const askers = new Map<string, ((result: ProbeResult | null) => void)[]>()
  const queue = createProbeQueue()
  const pace = createPace()

  function request(id: string, lane: Lane): void {
    const run = runs.get(id)
    if (!run) queue.push(id, lane)
    else if (run.dropped) run.again = lane
  }

  function canBegin(nowMs: number): boolean {
    return deps.mayBegin() && runs.size < maxInFlight && pace.readyMs() <= nowMs
  }

  function pump(): void {
    const nowMs = clock.monotonicMs()
    while (canBegin(nowMs)) {
      const target = deps.target(queue.shift() ?? '')
      if (!target) break
      pace.began(nowMs)
      begin(target)
    }
    deps.onReadyChange()
  }

  function begin(target: TargetConfig): void {
    const run: Run = {
      controller: new AbortController(),
      hurry: null,
      dropped: false,
      again: null,
      ended: Promise.resolve(),
    }
    runs.set(target.id, run)
    run.ended = perform(target, run)
    deps.onBegin(target.id)
  }

  async function perform(target: TargetConfig, run: Run): Promise<void> {
    const startedWallMs = clock.wallMs()
    const startedMs = clock.monotonicMs()
    let result: ProbeResult
    try {
      result = await ending(deps.probe(target, run.controller.signal), target, run)
    } catch (error) {
      deps.onThrow(target.id, error)
      result = brokenProbeResult(target, startedWallMs, clock.monotonicMs() - startedMs)
    }
    deps.look()
    runs.delete(target.id)
    if (run.again) queue.push(target.id, run.again)
    if (!run.dropped) {
      const waiting = takeAskers(target.id)
      const judged = deps.onEnd(target.id, result, startedMs)
      for (const answer of waiting) answer(judged)
    }
    pump()
  }

  /** Rejects when the probe has not ended by its deadline, or soon after its signal fired. */
  function ending(probing: Promise<ProbeResult>, target: TargetConfig, run: Run): Promise<ProbeResult> {
    // Every probe passes here: a listener on its signal and a race would cost as much as all of its verdict.
    return new Promise((resolve, reject) => {
      let timer = failAfter(longestMs(target), 'by its deadline')
      function failAfter(delayMs: number, why: string): Timer {
        const dueMs = clock.monotonicMs() + delayMs
        return clock.after(delayMs, () => {
          if (clock.monotonicMs() - dueMs > sleptMs) {
            timer = failAfter(graceMs, why)
            return
          }
          run.hurry = null
          reject(new Error(`the probe did not end ${why}`))
          // Left behind, it may still let go of its sockets.
          run.controller.abort()
        })
      }
      function end(): void {
        timer.cancel()
        run.hurry = null
      }
      run.hurry = () => {
        timer.cancel()
        timer = failAfter(graceMs, 'when it was told to')
      }
      void probing.finally(end).then(resolve, reject)
    })
  }

  function takeAskers(id: string): ((result: ProbeResult | null) => void)[] {
    const waiting = askers.get(id) ?? []
    askers.delete(id)
    return waiting
  }

  function drop(id: string): boolean {
    const run = runs.get(id)
    if (!run || run.dropped) return false
    run.dropped = true
    if (askers.has(id)) run.again = 'asked'
    run.controller.abort()
    run.hurry?.()
    return true
  }

  return {
    request,
    ask: (id) =>
      new Promise((resolve) => {
        askers.set(id, [...(askers.get(id) ?? []), resolve])
        request(id, 'asked')
        pump()
      }),
    drop,
    withdraw(id) {
      queue.delete(id)
      for (const answer of takeAskers(id)) answer(null)
      const dropped = drop(id)
      const run = runs.get(id)
      if (run) run.again = null
      return dropped
    },
    isProbing: (id) => runs.get(id)?.dropped === false,
    isWaiting: (id) => queue.has(id),
    pump,
    readyMs: () => (queue.size > 0 && runs.size < maxInFlight ? pace.readyMs() : Infinity),
    async ended() {
      await Promise.all([...runs.values()].map((run) => run.ended))
    },
  }
}
