import { expect, it } from 'vitest'
import { defaultRetention } from '../../../electron/contract/history.ts'
import type { IncidentState } from '../../../electron/monitor/transition.ts'
import { createBatches } from '../../../electron/storage/history/batch.ts'
import { openDatabase } from '../../../electron/storage/history/database.ts'
import type { DecisionRange } from '../../../electron/storage/history/reads.ts'
import { createStore } from '../../../electron/storage/history/store.ts'
import { hour, minute, start } from './harness.ts'

function incident(number: number, more: Partial<IncidentState> = {}): IncidentState {
  const openedMs = start + number * minute
  return {
    id: `incident-${number}`,
    targetId: `target-${number % 3}`,
    openedMs,
    lastSeenMs: openedMs + 30_000,
    closedMs: openedMs + 45_000,
    endUnknown: false,
    codes: [2, 1],
    worst: 2,
    result: { reason: 'refused', message: 'Nothing answered.' },
    failures: 3,
    ...more,
  }
}

function createIncidents() {
  const opened = openDatabase(null)
  if (opened.kind === 'newer') throw new Error('not empty')
  const store = createStore(opened.database, null, new Map(), defaultRetention)
  const batches = createBatches()
  return {
    batches,
    reads: store.reads,
    save: () => {
      store.take({ nowMs: start, monotonicMs: 0, batches: batches.take(), memory: [], seen: [], latest: [] })
      store.save(start)
    },
  }
}

const all = { id: null, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER, limit: 10 }

it('keeps an incident as it was told last', () => {
  const { batches, reads, save } = createIncidents()
  batches.incident(incident(1, { closedMs: null }))
  save()
  batches.incident(incident(1, { codes: [2, 1, 5], worst: 5, endUnknown: true, failures: 9 }))
  save()
  expect(reads.incidents(all)).toEqual([
    {
      id: 'incident-1',
      targetId: 'target-1',
      openedAt: start + minute,
      closedAt: start + minute + 45_000,
      endUnknown: true,
      codes: [2, 1, 5],
      worst: 5,
      reason: 'refused',
      message: 'Nothing answered.',
      failures: 9,
    },
  ])
})

it('lists those that touch a range, the latest first', () => {
  const { batches, reads, save } = createIncidents()
  for (let number = 0; number < 10; number++) batches.incident(incident(number))
  batches.incident(incident(20, { openedMs: start - hour, closedMs: null }))
  batches.incident(incident(21, { openedMs: start - hour, closedMs: start - 30 * minute }))
  save()
  const ids = (more: object) => reads.incidents({ ...all, ...more }).map(({ id }) => id)
  expect(ids({ fromMs: start + 3 * minute + 40_000, toMs: start + 6 * minute })).toEqual([
    'incident-5',
    'incident-4',
    'incident-3',
    'incident-20',
  ])
  expect(ids({ id: 'target-1' })).toEqual(['incident-7', 'incident-4', 'incident-1'])
  expect(ids({ id: 'nobody' })).toEqual([])
  expect(ids({ fromMs: start + hour, toMs: start })).toEqual([])
})

it('goes through a hundred thousand of them page by page, each at once', () => {
  const { batches, reads, save } = createIncidents()
  // Ten begin together, as when a network is lost.
  for (let number = 0; number < 100_000; number++) {
    const openedMs = start + Math.floor(number / 10) * minute
    batches.incident(incident(number, { openedMs, closedMs: openedMs + 1000 }))
  }
  save()
  const seen = new Set<string>()
  let slowestMs = 0
  let before: string | null = null
  do {
    const began = process.cpuUsage()
    const page = reads.incidents({ ...all, limit: 1000, before })
    const { user, system } = process.cpuUsage(began)
    slowestMs = Math.max(slowestMs, (user + system) / 1000)
    for (const { id } of page) seen.add(id)
    before = page.at(-1)?.id ?? null
  } while (before !== null)
  expect(seen.size).toBe(100_000)
  // Of the processor, which others may be using: thirty times what it takes.
  expect(slowestMs).toBeLessThan(500)
})

it('lists decisions from the latest on, of one target or of all, and forgets them with their target', () => {
  const { batches, reads, save } = createIncidents()
  const decide = (minutes: number, targetId: string | null): void =>
    batches.decision({
      at: new Date(start + minutes * minute).toISOString(),
      targetId,
      subject: 'down',
      outcome: 'suppressed',
      rule: 'quiet-hours',
      params: { until: `${minutes}` },
      incidentId: null,
    })
  for (let minutes = 0; minutes < 6; minutes++) decide(minutes, minutes % 2 === 0 ? 'web' : null)
  save()
  const until = (range: DecisionRange) => reads.decisions(range).map(({ params }) => params.until)
  expect(until({ id: null, limit: 3 })).toEqual(['5', '4', '3'])
  expect(until({ id: null, limit: 3, before: start + 3 * minute })).toEqual(['2', '1', '0'])
  expect(until({ id: 'web', limit: 10 })).toEqual(['4', '2', '0'])
  batches.forget('web')
  save()
  expect(until({ id: null, limit: 10 })).toEqual(['5', '3', '1'])
})
