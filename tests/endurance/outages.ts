import type { Clock, Timer } from '../../electron/monitor/ports.ts'
import type { Journal } from './journal.ts'
import type { Lab } from './lab.ts'
import { type Mode, protocolOf } from './lab-messages.ts'
import type { Random } from './random.ts'

/** Lets servers fail and recover at random, alone and many at once, until it is ended. */
export interface Outages {
  /** Lets everything recover, and resolves when it has. */
  end(): Promise<void>
}

/** A server fails once in this time on average, and for so long. Blips are shorter than it takes to confirm a failure. */
const upMs = 60 * 60_000
const blipMs = [1000, 25_000] as const
const outageMs = [4 * 60_000, 15 * 60_000] as const
const blips = 0.3

/** One in so many takes its neighbours along, as a switch does. */
const together = 0.05
const neighbours = 12

export function startOutages(deps: {
  clock: Clock
  lab: Lab
  journal: Journal
  random: Random
  servers: number
}): Outages {
  const { clock, lab, journal, random, servers } = deps
  const timers = new Map<number, Timer>()
  const changing = new Set<Promise<void>>()
  /** Since when each that fails does. */
  const failing = new Map<number, number>()
  let ended = false

  function later(nth: number, delayMs: number, what: () => Promise<void>): void {
    timers.get(nth)?.cancel()
    if (ended) return
    const run = () => {
      const change = what()
      changing.add(change)
      void change.then(() => changing.delete(change))
    }
    timers.set(nth, clock.after(delayMs, run))
  }

  function failSoon(nth: number): void {
    later(nth, random.waitMs(upMs), async () => {
      const durationMs = random.next() < blips ? random.between(...blipMs) : random.between(...outageMs)
      const many = random.next() < together ? neighbours : 1
      const those = Array.from({ length: many }, (_, offset) => (nth + offset) % servers)
      const mode = modeFor(random)
      await Promise.all(those.map((each) => fail(each, mode, durationMs)))
    })
  }

  async function fail(nth: number, mode: Mode, durationMs: number): Promise<void> {
    if (failing.has(nth)) return
    failing.set(nth, Infinity)
    later(nth, durationMs, () => recover(nth))
    // Nobody can refuse what has no connection.
    await lab.set(nth, protocolOf(nth) === 'udp' && mode !== 'wrong' ? 'silent' : mode)
    failing.set(nth, clock.monotonicMs())
  }

  async function recover(nth: number): Promise<void> {
    const [fromMs = Infinity, toMs] = [failing.get(nth), clock.monotonicMs()]
    await lab.set(nth, 'up')
    failing.delete(nth)
    if (fromMs < toMs) journal.add({ kind: 'outage', nth, fromMs, toMs })
    failSoon(nth)
  }

  for (let nth = 0; nth < servers; nth++) failSoon(nth)
  return {
    async end() {
      ended = true
      for (const timer of timers.values()) timer.cancel()
      await Promise.all(changing)
      await Promise.all(Array.from(failing.keys(), recover))
    },
  }
}

function modeFor(random: Random): Mode {
  const ways = ['refused', 'refused', 'reset', 'wrong', 'silent'] as const
  return ways[random.below(ways.length)] ?? 'refused'
}
