/** What Portlight says of a target. Snoozed, in maintenance and flapping are flags beside it, never states. */
export const states = ['pending', 'up', 'degraded', 'confirming', 'down', 'no-data', 'paused'] as const
export type State = (typeof states)[number]

/** Worst first: the order in which states outrank one another in lists. */
export const worstFirst: readonly State[] = ['down', 'degraded', 'confirming', 'no-data', 'pending', 'up', 'paused']

const rank = new Map(worstFirst.map((state, index) => [state, index]))

/** Sorts the worse state first. */
export function compareStates(a: State, b: State): number {
  return (rank.get(a) ?? 0) - (rank.get(b) ?? 0)
}

export type StateCounts = Record<State, number>

export interface Summary {
  /** The worst state among the targets, as the tray shows it; null when there is nothing to watch. */
  worst: State | null
  counts: StateCounts
  total: number
}

/**
 * Sums up many states in one. A target that has no first result yet, or is paused, says nothing about the others: it
 * decides only where there is nothing else.
 */
export function summarise(all: Iterable<State>): Summary {
  const counts: StateCounts = { pending: 0, up: 0, degraded: 0, confirming: 0, down: 0, 'no-data': 0, paused: 0 }
  let total = 0
  for (const state of all) {
    counts[state] += 1
    total += 1
  }
  const order: State[] = ['down', 'degraded', 'confirming', 'no-data', 'up', 'pending', 'paused']
  return { worst: order.find((state) => counts[state] > 0) ?? null, counts, total }
}
