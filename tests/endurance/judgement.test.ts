import { expect, it } from 'vitest'
import type { Entry } from './journal.ts'
import { slopeOf } from './slope.ts'
import { judgeTelling } from './told.ts'

const endedMs = 3_000_000
const sees: Entry = { kind: 'sight', atMs: 10_000, seeing: true }
const outage: Entry = { kind: 'outage', nth: 1, fromMs: 600_000, toMs: 1_200_000 }
const incident: Entry = { kind: 'incident', id: 'a:1', nth: 1, openMs: 620_000, closedMs: 1_205_000, failures: 40 }
const notice = (subject: string, atMs: number): Entry => ({
  kind: 'notice',
  atMs,
  subject,
  targetIds: ['a'],
  incidentIds: ['a:1'],
})
const usual = [sees, outage, incident, notice('down', 630_000), notice('up', 1_210_000)]
const faultsOf = (entries: Entry[]) => judgeTelling(entries, endedMs).faults.map((fault) => fault.replace(/^.*?, /, ''))

it('an outage is told down once and up once, by itself or in a summary', () => {
  expect(judgeTelling(usual, endedMs)).toEqual({ outages: 1, due: 1, incidents: 1, faults: [] })
  expect(faultsOf([sees, outage, incident, notice('summary', 630_000), notice('summary', 1_210_000)])).toEqual([])
  expect(faultsOf([sees, outage, incident])).toEqual([expect.stringContaining('was told 0 times')])
  expect(faultsOf([...usual, notice('down', 700_000)])).toContainEqual(expect.stringContaining('was told 2 times'))
  expect(faultsOf([sees, outage, incident, notice('down', 630_000)])).toEqual([expect.stringContaining('not told so')])
})

it.each<[string, Entry]>([
  ['somebody did something to the target', { kind: 'spoilt', nth: 1, fromMs: 700_000, toMs: 710_000 }],
  ['it flapped', { kind: 'flapping', nth: 1, atMs: 500_000, flapping: true }],
  ['the machine was too busy', { kind: 'stall', fromMs: 500_000, toMs: 1_100_000 }],
])('an outage need not be told where %s', (_why, entry) => {
  expect(judgeTelling([sees, outage, incident, entry], endedMs)).toMatchObject({ due: 0, faults: [] })
})

const points = (value: (n: number) => number) =>
  Array.from({ length: 240 }, (_, n) => ({ atMin: n / 4, value: value(n) }))
const noise = (n: number) => 1e6 * Math.sin(n * 2.399) ** 2

it('a heap that grows is told from one that goes up and down', () => {
  expect(slopeOf(points((n) => 30e6 + noise(n))).isZero).toBe(true)
  expect(slopeOf(points((n) => 30e6 + noise(n) + 50_000 * n)).isZero).toBe(false)
  expect(slopeOf(points((n) => 30e6 + noise(n) + 50_000 * n)).perMin).toBeCloseTo(200_000, -4)
})
