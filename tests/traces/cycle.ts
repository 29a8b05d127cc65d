import { ms, type Time, time } from './duration.ts'
import type { ExpectedIncident } from './format.ts'
import type { Outcomes } from './outcomes.ts'

/** Outcomes taking turns from `from` until `to`, each for its duration. */
export function cycle(from: Time, to: Time, ...turns: [Time, Outcomes][]): Record<Time, Outcomes> {
  const results: Record<Time, Outcomes> = {}
  let atMs = ms(from)
  for (let nth = 0; atMs < ms(to); nth += 1) {
    const turn = turns[nth % turns.length]
    if (!turn) break
    results[time(atMs)] = turn[1]
    atMs += ms(turn[0])
  }
  return results
}

/** Incidents of a target one after the other, each so long, until then. */
export function recurring(target: string, from: Time, to: Time, every: Time, lasts: Time): ExpectedIncident[] {
  const incidents: ExpectedIncident[] = []
  for (let atMs = ms(from); atMs < ms(to); atMs += ms(every)) {
    incidents.push({ target, opened: time(atMs), closed: time(atMs + ms(lasts)) })
  }
  return incidents
}
