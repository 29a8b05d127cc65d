import type { Clock } from '../../electron/monitor/ports.ts'

/** Time as a trace tells it, and as the machine's two clocks show it. */
export interface TraceClock extends Clock {
  /** Real time since the trace began. */
  elapsedMs(): number
  /** How often the machine has stood still. */
  stops(): number
  /** Lets time pass until then, running every timer when it is due and all it sets off. */
  runTo(elapsedMs: number): Promise<void>
  /** Lets time pass until the promise has settled; throws when that takes over a minute. */
  runUntil<T>(work: Promise<T>): Promise<T>
  /**
   * Nothing runs for so long. Where the monotonic clock counts it, timers that came due run late, afterwards; on Linux it
   * stands still while the machine is suspended, and timers go on as if nothing had been.
   */
  standStill(durationMs: number, counted: boolean): void
  /** Sets the wall clock forward or back. */
  setWall(deltaMs: number): void
  /** The program is gone, and its timers with it. */
  forgetTimers(): void
  pending(): number
}

interface Waiting {
  dueMs: number
  order: number
  callback: () => void
  cancelled: boolean
}

/** Turns of the event loop in one millisecond; after a sleep all that is overdue takes one or two. */
const mostSteps = 1000

const beforeThat = (a: Waiting, b: Waiting) => (a.dueMs === b.dueMs ? a.order < b.order : a.dueMs < b.dueMs)

/** Runs whatever is due in this turn of the event loop, microtasks to the last. */
export function drained(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** A clock that stands still until told, at 0 monotonic and `wallMs`. A million timers cost a few seconds. */
export function createTraceClock(wallMs: number): TraceClock {
  let heap: Waiting[] = []
  let order = 0
  let monotonic = 0
  let uncounted = 0
  let offset = 0
  let stops = 0
  let steps = 0
  let steppedMs = 0

  const elapsedMs = () => monotonic + uncounted

  function push(waiting: Waiting): void {
    let at = heap.length
    heap.push(waiting)
    for (let up = heap[(at - 1) >> 1]; at > 0 && up && beforeThat(waiting, up); up = heap[(at - 1) >> 1]) {
      heap[at] = up
      at = (at - 1) >> 1
      heap[at] = waiting
    }
  }

  function pop(): Waiting | undefined {
    const first = heap[0]
    const last = heap.pop()
    if (!first || !last || first === last) return first
    let at = 0
    heap[0] = last
    for (;;) {
      const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]]
      const isRight = left && right && beforeThat(right, left)
      const child = isRight ? right : left
      if (!child || !beforeThat(child, last)) return first
      heap[at] = child
      at = 2 * at + (isRight ? 2 : 1)
      heap[at] = last
    }
  }

  /** The next timer that runs before then, or undefined. */
  function take(untilMs: number, setBefore = Infinity): Waiting | undefined {
    while (heap[0]?.cancelled) pop()
    const next = heap[0]
    return next && next.dueMs <= untilMs && next.order <= setBefore ? pop() : undefined
  }

  async function step(untilMs: number): Promise<boolean> {
    const timer = take(untilMs)
    if (!timer) return false
    steps += 1
    if (timer.dueMs - steppedMs >= 1) [steps, steppedMs] = [0, timer.dueMs]
    if (steps > mostSteps) throw new Error(`timers run in a circle at ${elapsedMs()} ms`)
    monotonic = Math.max(monotonic, timer.dueMs)
    const setBefore = order
    timer.callback()
    // Those of the same instant run in one turn of the event loop, as real timers do.
    for (let next = take(monotonic, setBefore); next; next = take(monotonic, setBefore)) next.callback()
    await drained()
    return true
  }

  return {
    monotonicMs: () => monotonic,
    wallMs: () => wallMs + elapsedMs() + offset,
    elapsedMs,
    stops: () => stops,
    after(delayMs, callback) {
      order += 1
      const waiting = { dueMs: monotonic + Math.max(0, delayMs), order, callback, cancelled: false }
      push(waiting)
      return {
        cancel() {
          waiting.cancelled = true
        },
      }
    },
    async runTo(untilMs) {
      await drained()
      while (await step(untilMs - uncounted));
      monotonic = Math.max(monotonic, untilMs - uncounted)
    },
    async runUntil(work) {
      const awaited = { settled: false }
      const settle = () => {
        awaited.settled = true
      }
      void work.then(settle, settle)
      const deadlineMs = monotonic + 60_000
      await drained()
      while (!awaited.settled && (await step(deadlineMs)));
      if (!awaited.settled) throw new Error('what the trace waits for does not end')
      return work
    },
    standStill(durationMs, counted) {
      stops += 1
      if (counted) monotonic += durationMs
      else uncounted += durationMs
    },
    setWall(deltaMs) {
      offset += deltaMs
    },
    forgetTimers() {
      heap = []
    },
    pending: () => heap.filter(({ cancelled }) => !cancelled).length,
  }
}
