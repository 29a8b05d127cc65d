import type { SparkSlot, Uptime } from '../../electron/contract/history.ts'
import type { Client } from '../bridge.ts'

/** What a row shows of a target's past. */
export interface RowHistory {
  day: Uptime
  /** The last half hour in slots, oldest first; null where there is no data. */
  spark: readonly SparkSlot[]
  slotMs: number
  /** Wall clock at which the last slot ends. */
  endMs: number
}

/** The past of the rows that can be seen, asked for together and kept while the page lives. */
export interface Overviews {
  get(id: string): RowHistory | null
  /** Asks for the target's past, now and once a minute, as long as somebody listens. */
  subscribe(id: string, listener: () => void): () => void
  /** Asks anew: something has happened to the target. */
  refresh(id: string): void
}

/** Rows appear one by one; what appears together is asked for together. */
const gatherMs = 30
/** A slot is a minute: sooner there is nothing new to see. */
const freshMs = 60_000

/** Keeps the overviews of targets. It runs no timer while nobody listens. */
export function createOverviews(client: Client): Overviews {
  const known = new Map<string, RowHistory>()
  const askedAtMs = new Map<string, number>()
  const listeners = new Map<string, Set<() => void>>()
  const due = new Set<string>()
  let gathering: ReturnType<typeof setTimeout> | null = null
  let ticking: ReturnType<typeof setInterval> | null = null

  const flush = async (): Promise<void> => {
    gathering = null
    const ids = [...due]
    due.clear()
    const nowMs = Date.now()
    for (const id of ids) askedAtMs.set(id, nowMs)
    const answer = await client.request('history:overview', { ids })
    if (!answer.ok) return
    const { targets, slotMs } = answer.value
    for (const [id, { day, spark }] of Object.entries(targets)) {
      known.set(id, { day, spark, slotMs, endMs: nowMs })
      for (const listener of listeners.get(id) ?? []) listener()
    }
  }

  const ask = (id: string): void => {
    due.add(id)
    gathering ??= setTimeout(() => void flush(), gatherMs)
  }

  const tick = (): void => {
    if (document.visibilityState !== 'visible') return
    const staleBeforeMs = Date.now() - freshMs / 2
    for (const id of listeners.keys()) if ((askedAtMs.get(id) ?? 0) < staleBeforeMs) ask(id)
  }

  const adjust = (): void => {
    if (listeners.size > 0 && ticking === null) {
      ticking = setInterval(tick, freshMs)
      document.addEventListener('visibilitychange', tick)
    } else if (listeners.size === 0 && ticking !== null) {
      clearInterval(ticking)
      ticking = null
      document.removeEventListener('visibilitychange', tick)
    }
  }

  return {
    get: (id) => known.get(id) ?? null,
    subscribe: (id, listener) => {
      const already = listeners.get(id) ?? new Set()
      already.add(listener)
      listeners.set(id, already)
      if (Date.now() - (askedAtMs.get(id) ?? Number.NEGATIVE_INFINITY) >= freshMs) ask(id)
      adjust()
      return () => {
        already.delete(listener)
        if (already.size === 0) listeners.delete(id)
        adjust()
      }
    },
    refresh: (id) => {
      if (listeners.has(id)) ask(id)
    },
  }
}
