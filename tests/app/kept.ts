import type { Memory } from '../../electron/monitor/ports.ts'
import type { History } from '../../electron/storage/history.ts'

/** Remembers for as long as the test runs. */
export function memoryInMemory(): Memory {
  const kept = new Map<string, Map<string, unknown>>()
  const of = (id: string) => kept.get(id) ?? new Map<string, unknown>()
  return {
    get: (id, kind) => of(id).get(kind),
    set: (id, kind, value) => void kept.set(id, of(id).set(kind, structuredClone(value))),
    delete(id, kind) {
      if (kind === undefined) kept.delete(id)
      else of(id).delete(kind)
    },
    seen: () => {},
  }
}

/** For tests that are not about history: takes everything and has nothing. */
export const noHistory: History = {
  result: () => {},
  gap: () => {},
  incident: () => {},
  decision: () => {},
  forget: () => {},
  retain: () => {},
  series: async (_id, from, to) => ({ from, to, slotMs: 1, tier: 'raw', points: [], gaps: [], p50: null, p95: null }),
  uptime: async () => ({}),
  uptimeBetween: async () => ({ uptime: null, coverage: 0 }),
  overview: async () => ({ targets: {}, slotMs: 60_000 }),
  incidents: async () => [],
  nearest: async () => null,
  results: async () => [],
  decisions: async () => [],
  size: async () => ({ bytes: 0, path: '' }),
  targets: async () => [],
}
