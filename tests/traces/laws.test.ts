import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { hosts } from './format.ts'
import { broken } from './laws.ts'
import { randomTrace, traceOf } from './random-trace.ts'
import { replay } from './replay.ts'

/** `TRACE_RUNS=10000` digs deeper, `TRACE_SEED` repeats a run. */
const runs = Number(process.env.TRACE_RUNS ?? 150)
const seed = Number(process.env.TRACE_SEED ?? Math.trunc(Math.random() * 2 ** 31))

it.each(hosts)(
  'tells every outage once and nothing else, on the %s host',
  async (host) => {
    process.stderr.write(`traces: ${runs} random ones on ${host}, TRACE_SEED=${seed}\n`)
    const law = fc.asyncProperty(randomTrace, async (random) => {
      const { trace, truth } = traceOf(random)
      const record = await replay(trace, host)
      expect([...broken(truth, record), ...record.faults]).toEqual([])
    })
    await fc.assert(law, { seed, numRuns: runs })
  },
  60_000 + runs * 500,
)
