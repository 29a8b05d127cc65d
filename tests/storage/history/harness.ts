import type { GapCause } from '../../../electron/contract/history.ts'
import { defaultRetention, type Retention } from '../../../electron/contract/history.ts'
import type { ProbeResult } from '../../../electron/contract/result.ts'
import { createBatches } from '../../../electron/storage/history/batch.ts'
import { openDatabase } from '../../../electron/storage/history/database.ts'
import type { GapRow, ResultRow, TargetRef } from '../../../electron/storage/history/rows.ts'
import { createStore, type Store } from '../../../electron/storage/history/store.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** An hour of no particular kind, at its beginning. */
export const start = Date.UTC(2026, 9, 20, 8)

export const web: TargetRef = { id: 'web', protocol: 'http', target: 'https://example.org/', name: 'Web' }

export interface Observation {
  target?: TargetRef
  atMs: number
  code?: number | null
  latencyMs?: number | null
  holdMs?: number
  counted?: boolean
  degraded?: boolean
  maintenance?: boolean
  confirmed?: boolean
  message?: string
  cause?: GapCause
}

/** A result as a probe would have returned it. */
export function probeResult(observation: Observation): ProbeResult {
  const { target = web, atMs, code = 0, message = code === 0 ? 'It answered.' : 'Nothing answered.' } = observation
  const latencyMs = observation.latencyMs === undefined ? (code === 0 ? 20 : null) : observation.latencyMs
  return {
    ...target,
    labels: {},
    startedAt: new Date(atMs).toISOString(),
    resultCode: code,
    result: code === null ? null : code === 0 ? 'Success' : 'ConnectionFailed',
    reason: code === null ? 'local-resources' : code === 0 ? null : 'refused',
    message,
    responseTimeMs: latencyMs,
    timings: { total: latencyMs ?? 3, dns: 1, connect: 2, tls: null, firstByte: null },
    remoteAddress: '127.0.0.1:443',
    http: null,
    certificate: null,
    confirmed: observation.confirmed ?? true,
    detail: {},
  }
}

export function row(observation: Observation): ResultRow {
  return {
    target: observation.target ?? web,
    result: probeResult(observation),
    counted: observation.counted ?? true,
    degraded: observation.degraded ?? false,
    maintenance: observation.maintenance ?? false,
    holdMs: observation.holdMs ?? 30_000,
    ...(observation.cause ? { cause: observation.cause } : {}),
  }
}

export interface Bench {
  store: Store
  record(...observations: Observation[]): void
  gap(gap: Partial<GapRow> & { fromMs: number }): void
  forget(id: string): void
  /** Writes what was told, at that wall clock; the monotonic clock goes on by as much as is said. */
  save(nowMs: number, passedMs?: number): void
  /** Writes until there is nothing left to put in order. */
  settle(nowMs: number): void
}

/** A store in memory, told things as the main thread tells them. */
export function createBench(retention: Retention = defaultRetention): Bench {
  const opened = openDatabase(null)
  if (opened.kind === 'newer') throw new Error('not empty')
  const store = createStore(opened.database, null, new Map(), retention)
  return benchOf(store)
}

export function benchOf(store: Store): Bench {
  const batches = createBatches()
  let monotonicMs = 0

  function save(nowMs: number, passedMs = 1000): void {
    monotonicMs += passedMs
    store.take({ nowMs, monotonicMs, batches: batches.take(), memory: [], seen: [], latest: [] })
    store.save(nowMs)
    store.tidy(nowMs, monotonicMs)
  }

  return {
    store,
    record(...observations) {
      for (const observation of observations) batches.result(row(observation))
    },
    gap: (gap) => batches.gap({ targetId: null, toMs: null, cause: 'asleep', ...gap }),
    forget: (id) => batches.forget(id),
    save,
    settle(nowMs) {
      // Long enough for everything that is done now and then, with a clock that goes evenly.
      for (let round = 0; round < 30; round++) save(nowMs + round * 5 * minute, 5 * minute)
    },
  }
}
