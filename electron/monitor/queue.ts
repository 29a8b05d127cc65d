export type Lane = 'asked' | 'due'

/** Targets waiting for a place to be probed, each at most once. */
export interface ProbeQueue {
  readonly size: number
  has(id: string): boolean
  /** Joins the end of its lane; someone asking for a target that is already due moves it over. */
  push(id: string, lane: Lane): void
  delete(id: string): void
  /** The next to probe, or undefined when none waits. */
  shift(): string | undefined
}

/**
 * First in, first out, in two lanes: what a person asked for does not wait behind a crowd of dead targets. The lanes
 * take turns, so that asking again and again starves nobody.
 */
export function createProbeQueue(): ProbeQueue {
  const lanes: Record<Lane, Set<string>> = { asked: new Set(), due: new Set() }
  let turn: Lane = 'asked'

  return {
    get size() {
      return lanes.asked.size + lanes.due.size
    },
    has: (id) => lanes.asked.has(id) || lanes.due.has(id),
    push(id, lane) {
      if (lanes.asked.has(id)) return
      if (lane === 'asked') lanes.due.delete(id)
      lanes[lane].add(id)
    },
    delete(id) {
      lanes.asked.delete(id)
      lanes.due.delete(id)
    },
    shift() {
      const other: Lane = turn === 'asked' ? 'due' : 'asked'
      const lane = lanes[turn].size > 0 ? turn : other
      const [id] = lanes[lane]
      if (id === undefined) return undefined
      lanes[lane].delete(id)
      turn = lane === 'asked' ? 'due' : 'asked'
      return id
    },
  }
}

/**
 * How many probes may begin in one turn of the event loop, and how long one more then waits. Two thousand a second are
 * twice what 10,000 targets at 10 s need.
 */
const burst = 10
const startSpacingMs = 0.5

/** Keeps a crowd from beginning in one turn of the event loop, which would delay every time measured meanwhile. */
export interface Pace {
  /** Monotonic time from which the next probe may begin. */
  readyMs(): number
  /** Counts one beginning. */
  began(nowMs: number): void
}

/** Ten at once, then two a millisecond. */
export function createPace(): Pace {
  let tabMs = -Infinity
  return {
    readyMs: () => tabMs - (burst - 1) * startSpacingMs,
    began(nowMs) {
      tabMs = Math.max(tabMs, nowMs) + startSpacingMs
    },
  }
}
