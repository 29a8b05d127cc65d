import fc from 'fast-check'
import { expect, it } from 'vitest'
import { relativeError } from '../../../electron/storage/history/sketch.ts'
import { createBench, day, hour, minute, type Observation, start } from './harness.ts'

type Event =
  | { kind: 'result'; observation: Observation }
  | { kind: 'gap'; fromMs: number }
  /** What was told so far is written at that time, and perhaps put in order and rolled up. */
  | { kind: 'save'; nowMs: number; passedMs: number }

const span = 6 * hour

/** Results at every pace, in order of time or not, with pauses between them and gaps among them. */
const observation = fc
  .record({
    atMs: fc.integer({ min: 0, max: span - 1 }).map((ms) => start + ms),
    code: fc.constantFrom(0, 0, 0, 0, 1, 2, 6, null),
    latencyMs: fc.oneof(
      fc.constant(null),
      fc.integer({ min: 0, max: 60_000_000 }).map((us) => us / 1000),
    ),
    holdMs: fc.constantFrom(1000, 30_000, 7 * minute, 3 * hour),
    counted: fc.constantFrom(true, true, true, false),
    degraded: fc.boolean(),
    confirmed: fc.boolean(),
  })
  .map((observation): Event => ({ kind: 'result', observation }))

const steadyRun = fc
  .record({ from: fc.integer({ min: 0, max: span - hour }), count: fc.integer({ min: 1, max: 60 }) })
  .map(({ from, count }) =>
    Array.from(
      { length: count },
      (_, n): Event => ({
        kind: 'result',
        observation: { atMs: start + from + n * 15_000, latencyMs: 10 + ((n * 7919) % 100) / 10 },
      }),
    ),
  )

const other = fc.oneof(
  fc.integer({ min: 0, max: span }).map((ms): Event => ({ kind: 'gap', fromMs: start + ms })),
  fc
    .record({ at: fc.integer({ min: 0, max: span + hour }), passedMs: fc.constantFrom(1000, 6 * minute) })
    .map(({ at, passedMs }): Event => ({ kind: 'save', nowMs: start + at, passedMs })),
)

const stream = fc
  .array(
    fc.oneof(
      { weight: 4, arbitrary: fc.array(observation, { maxLength: 12 }) },
      { weight: 2, arbitrary: steadyRun },
      {
        weight: 3,
        arbitrary: other.map((event) => [event]),
      },
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.flat())

interface Facts {
  upMs: number
  downMs: number
  codes: number[]
  latencies: number[]
}

/** What happened in a stretch, by the definition alone: one event after the other, each until the next. */
function facts(events: readonly Event[], fromMs: number, toMs: number): Facts {
  const ends = events.flatMap((event, order) =>
    event.kind === 'save'
      ? []
      : [
          {
            event,
            atMs: event.kind === 'gap' ? event.fromMs : event.observation.atMs,
            rank: event.kind === 'gap' ? -1 : order,
          },
        ],
  )
  const ordered = ends.toSorted((a, b) => a.atMs - b.atMs || a.rank - b.rank)
  const found: Facts = { upMs: 0, downMs: 0, codes: [], latencies: [] }
  for (const [index, { event, atMs }] of ordered.entries()) {
    if (event.kind !== 'result') continue
    const { code = 0, counted = true, latencyMs = 20, holdMs = 30_000 } = event.observation
    if (!counted || code === null) continue
    const nextMs = ordered[index + 1]?.atMs ?? Infinity
    const heldMs = Math.max(0, Math.min(nextMs, atMs + holdMs, toMs) - Math.max(atMs, fromMs))
    if (code === 0) found.upMs += heldMs
    else found.downMs += heldMs
    if (atMs < fromMs || atMs >= toMs) continue
    found.codes[code] = (found.codes[code] ?? 0) + 1
    if (latencyMs !== null) found.latencies.push(latencyMs)
  }
  return found
}

it('gives the same counts, coverage and uptime raw and rolled up, and quantiles within the stated error', () => {
  fc.assert(
    fc.property(stream, fc.boolean(), (events, forgetsRaw) => {
      const bench = createBench()
      for (const event of events) {
        if (event.kind === 'result') bench.record(event.observation)
        else if (event.kind === 'gap') bench.gap({ fromMs: event.fromMs })
        else bench.save(event.nowMs, event.passedMs)
      }
      bench.save(start + span)
      // Everything rolled up, and perhaps no raw result left to cheat with.
      if (forgetsRaw) {
        bench.settle(start + span + 3 * day)
        expect(bench.store.reads.results('web', start, start + span, 1)).toEqual([])
      }
      for (const [fromMs, toMs] of [
        [start, start + span],
        [start + hour, start + 3 * hour],
        [start + 2 * hour + 25 * minute, start + 4 * hour + 35 * minute],
      ] as const) {
        const expected = facts(events, fromMs, toMs)
        const knownMs = expected.upMs + expected.downMs
        const uptime = bench.store.reads.uptimeBetween('web', fromMs, toMs)
        expect(uptime.coverage).toBeCloseTo(knownMs / (toMs - fromMs), 9)
        if (knownMs === 0) expect(uptime.uptime).toBeNull()
        else expect(uptime.uptime).toBeCloseTo(expected.upMs / knownMs, 9)

        const series = bench.store.reads.series('web', fromMs, toMs, 13)
        expect(series.points.length).toBeLessThanOrEqual(13)
        const coveredMs = series.points.reduce((sum, { at, covered }) => {
          const widthMs = Math.min(at + series.slotMs, toMs) - (series.tier === 'raw' ? Math.max(at, fromMs) : at)
          return sum + covered * widthMs
        }, 0)
        const beganMs = series.tier === 'raw' ? fromMs : (series.points[0]?.at ?? fromMs)
        const drawn = facts(events, beganMs, toMs)
        expect(coveredMs).toBeCloseTo(drawn.upMs + drawn.downMs, 3)
        expect(series.points.reduce((sum, { probes }) => sum + probes, 0)).toBe(sum(drawn.codes))
        for (const code of [1, 2, 6]) {
          expect(series.points.reduce((sum, { codes }) => sum + (codes[code] ?? 0), 0)).toBe(drawn.codes[code] ?? 0)
        }
        checkQuantiles(drawn.latencies, series)
      }
    }),
    { numRuns: 300 },
  )
})

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0)
}

function checkQuantiles(latencies: readonly number[], series: { p50: number | null; p95: number | null }): void {
  const sorted = latencies.toSorted((a, b) => a - b)
  for (const [quantile, found] of [
    [0.5, series.p50],
    [0.95, series.p95],
  ] as const) {
    const exact = sorted[Math.floor(quantile * (sorted.length - 1))]
    if (exact === undefined) {
      expect(found).toBeNull()
      continue
    }
    // Latencies are kept in whole microseconds.
    expect(Math.abs((found ?? Number.NaN) - exact)).toBeLessThanOrEqual(relativeError * exact + 0.001)
  }
}
