import * as fc from 'fast-check'
import { ms, time } from './duration.ts'
import type { Happening, Trace, TracedTarget } from './format.ts'
import { clock, crash, offline, on, online, restart, sleep, stop } from './happenings.ts'
import { dnsFailed, type Outcome, refused, reset, timeout, unreachable, up } from './outcomes.ts'

// All times are in seconds until a trace is made of them.

/** A stretch of time in which something was so; its end is no part of it. */
export interface Stretch {
  fromMs: number
  toMs: number
}

/** What was really so, for whoever asks afterwards. */
export interface Truth {
  targets: Record<string, { everyMs: number; outages: Stretch[] }>
  /** When the machine did not see, or could not be sure. */
  disturbances: Stretch[]
  endsMs: number
}

interface Outage {
  afterS: number
  lastsS: number
  outcome: Outcome
}

interface Disturbance {
  kind: 'sleep' | 'counted-sleep' | 'quiet-sleep' | 'wifi' | 'clock' | 'stop' | 'restart' | 'crash'
  afterS: number
  lastsS: number
  /** How long names are not resolved afterwards. */
  dnsDeadS: number
}

export interface RandomTrace {
  targets: { everyS: number; byAddress: boolean; addedS: number; outages: Outage[] }[]
  disturbances: Disturbance[]
}

const outage = fc.record({
  afterS: fc.integer({ min: 150, max: 420 }),
  lastsS: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 30, max: 300 })),
  outcome: fc.constantFrom(refused, timeout, reset),
})

const disturbance = fc.record({
  kind: fc.constantFrom<Disturbance['kind'][]>(
    'sleep',
    'counted-sleep',
    'quiet-sleep',
    'wifi',
    'clock',
    'stop',
    'restart',
    'crash',
  ),
  afterS: fc.integer({ min: 30, max: 500 }),
  lastsS: fc.oneof(fc.integer({ min: 2, max: 20 }), fc.integer({ min: 20, max: 1200 })),
  dnsDeadS: fc.integer({ min: 0, max: 6 }),
})

export const randomTrace: fc.Arbitrary<RandomTrace> = fc.record({
  targets: fc.array(
    fc.record({
      everyS: fc.constantFrom(5, 15, 60),
      byAddress: fc.boolean(),
      addedS: fc.integer({ min: 0, max: 14 }),
      outages: fc.array(outage, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  disturbances: fc.array(disturbance, { maxLength: 2 }),
})

/** What came to pass at some time, and what the network was like because of it. */
interface Passed {
  happens: [string, Happening][]
  blind: (Stretch & { outcome: Outcome })[]
  disturbances: Stretch[]
}

/** The longest the machine takes to see again: names dead, asked after in vain once, and settling. */
const untilSureMs = 45_000

function passed(all: readonly Disturbance[]): Passed {
  const happens: [string, Happening][] = []
  const blind: Passed['blind'] = []
  const disturbances: Stretch[] = []
  let atMs = 0
  for (const { kind, afterS, lastsS, dnsDeadS } of all) {
    const fromMs = atMs + afterS * 1000
    const toMs = fromMs + (kind === 'clock' ? 0 : lastsS * 1000)
    const says = (what: Happening, when = fromMs) => happens.push([time(when), what])
    const lasts = time(lastsS * 1000)
    if (kind === 'wifi') {
      says(on('none'))
      says(offline)
      says(on('home'), toMs)
      says(online, toMs)
      blind.push({ fromMs, toMs, outcome: unreachable })
    } else if (kind === 'clock') says(clock(time((lastsS % 2 === 0 ? 10_000 : -10_000) * lastsS)))
    else if (kind === 'stop') says(stop(lasts))
    else if (kind === 'restart') says(restart(lasts))
    else if (kind === 'crash') says(crash(lasts))
    else if (kind === 'counted-sleep') says(sleep(lasts, { counted: true }))
    else says(sleep(lasts, kind === 'quiet-sleep' ? { announces: 'nothing' } : {}))
    // Nobody notices a sleep of seconds that is not announced, nor what it does to the network.
    if (kind === 'wifi' || (kind.endsWith('sleep') && lastsS > 6)) {
      blind.push({ fromMs: toMs, toMs: toMs + dnsDeadS * 1000, outcome: dnsFailed })
    }
    disturbances.push({ fromMs, toMs: toMs + untilSureMs })
    // A program takes a moment to end, so nothing else happens within that.
    atMs = toMs + 5000
  }
  return { happens, blind, disturbances }
}

/** The trace as it is replayed, and what was really so. */
export function traceOf({ targets, disturbances }: RandomTrace): { trace: Trace; truth: Truth } {
  const past = passed(disturbances)
  const truth: Truth = { targets: {}, disturbances: past.disturbances, endsMs: 0 }
  const traced: Record<string, TracedTarget> = {}
  let endsMs = past.disturbances.at(-1)?.toMs ?? 0
  for (const [nth, { everyS, byAddress, addedS, outages }] of targets.entries()) {
    const id = `t${nth}`
    const real: (Stretch & { outcome: Outcome })[] = []
    let atMs = 0
    for (const { afterS, lastsS, outcome } of outages) {
      const fromMs = atMs + afterS * 1000
      atMs = fromMs + lastsS * 1000
      real.push({ fromMs, toMs: atMs, outcome })
    }
    endsMs = Math.max(endsMs, atMs)
    truth.targets[id] = { everyMs: everyS * 1000, outages: real }
    traced[id] = {
      every: `${everyS}s`,
      results: resultsOf(real, past.blind, byAddress),
      ...(byAddress ? { address: `198.51.100.${nth + 1}:443` } : {}),
      ...(addedS === 0 ? {} : { addedAt: `${addedS}s` }),
    }
  }
  truth.endsMs = endsMs + 200_000
  const rule = 'Whatever happens, an outage is told, and nothing else.'
  const trace = { rule, targets: traced, happens: past.happens, ends: time(truth.endsMs), notices: [], incidents: null }
  return { trace, truth }
}

/** What a probe meets: nothing where the machine sees nothing, and otherwise what is so. */
function resultsOf(real: Passed['blind'], blind: Passed['blind'], byAddress: boolean): TracedTarget['results'] {
  const seen = byAddress ? blind.filter(({ outcome }) => outcome !== dnsFailed) : blind
  const changes = new Set([0, ...[...real, ...seen].flatMap(({ fromMs, toMs }) => [fromMs, toMs])])
  const at = (all: Passed['blind'], nowMs: number) =>
    all.find(({ fromMs, toMs }) => nowMs >= fromMs && nowMs < toMs)?.outcome
  const times = [...changes].sort((a, b) => a - b)
  return Object.fromEntries(times.map((nowMs) => [time(nowMs), at(seen, nowMs) ?? at(real, nowMs) ?? up]))
}

/** Stretches free of all of these, within the whole. */
export function without(whole: Stretch, taken: readonly Stretch[]): Stretch[] {
  const free: Stretch[] = []
  let { fromMs } = whole
  for (const stretch of taken.toSorted((a, b) => a.fromMs - b.fromMs)) {
    if (stretch.toMs <= fromMs) continue
    if (stretch.fromMs >= whole.toMs) break
    if (stretch.fromMs > fromMs) free.push({ fromMs, toMs: stretch.fromMs })
    fromMs = stretch.toMs
  }
  if (fromMs < whole.toMs) free.push({ fromMs, toMs: whole.toMs })
  return free
}

export const startingMs = ms('25s')
