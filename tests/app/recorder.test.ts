import { describe, expect, it, onTestFinished } from 'vitest'
import { holdMs, startRecorder } from '../../electron/app/recorder.ts'
import type { IncidentState } from '../../electron/monitor/transition.ts'
import type { GapRow, ResultRow } from '../../electron/storage/history/rows.ts'
import { createHarness } from '../monitor/harness.ts'
import { tcpTarget } from '../monitor/samples.ts'

describe('holdMs', () => {
  it('is the interval, the longest a probe takes, and some slack', () => {
    expect(holdMs(tcpTarget('db', { intervalMs: 15_000, timeoutMs: 5000, readTimeoutMs: 3000 }))).toBe(31_000)
    expect(
      holdMs({
        id: 'web',
        protocol: 'http',
        target: 'https://web.test/',
        intervalMs: 60_000,
        responseTimeoutMs: 10_000,
        followRedirects: true,
      }),
    ).toBe(75_000)
  })
})

function record(options: Parameters<typeof createHarness>[0] = {}) {
  const harness = createHarness(options)
  const kept = { results: [] as ResultRow[], gaps: [] as GapRow[], incidents: [] as IncidentState[] }
  const recorder = startRecorder({
    monitor: harness.monitor,
    history: {
      result: (row) => void kept.results.push(row),
      gap: (gap) => void kept.gaps.push(gap),
      incident: (incident) => void kept.incidents.push(incident),
    },
  })
  onTestFinished(() => harness.monitor.stop())
  return { ...harness, ...kept, recorder }
}

describe('the recorder', () => {
  it('writes every result with what it says of the target', async () => {
    let inMaintenance = false
    const { monitor, clock, last, results } = record({ inMaintenance: () => inMaintenance })
    monitor.add(tcpTarget('db', { name: 'Database', latencyLimitMs: 100 }), null)
    monitor.start()
    await clock.advance(5)
    last('db').answer(0, { responseTimeMs: 200 })
    await clock.advance(15_000)
    inMaintenance = true
    last('db').answer(2)
    await clock.advance(15_000)
    inMaintenance = false
    last('db').answer(null)
    await clock.advance(5)
    const target = { id: 'db', protocol: 'tcp', target: 'db:5432', name: 'Database' }
    expect(results).toMatchObject([
      { target, counted: true, degraded: true, maintenance: false, holdMs: 31_000, result: { responseTimeMs: 200 } },
      { target, counted: false, degraded: false, maintenance: true, result: { resultCode: 2 } },
      { target, counted: false, degraded: false, maintenance: false, result: { resultCode: null } },
    ])
  })

  it('writes from when on nothing is observed, and that the monitor was stopped', async () => {
    const { monitor, clock, gaps } = record({ takesMs: () => 1 })
    monitor.add(tcpTarget('db'), null)
    monitor.start()
    await clock.advance(10_000)
    monitor.pause('db', null)
    const pausedMs = clock.wallMs()
    await clock.advance(10_000)
    await monitor.stop()
    expect(gaps).toEqual([
      { targetId: 'db', fromMs: pausedMs, toMs: null, cause: 'paused' },
      { targetId: null, fromMs: pausedMs + 10_000, toMs: null, cause: 'closed' },
    ])
  })

  it('closes what is open at the end where it was last seen', async () => {
    const { monitor, clock, last, incidents, recorder } = record()
    monitor.add(tcpTarget('db'), null)
    monitor.add(tcpTarget('web'), null)
    monitor.start()
    await clock.advance(500)
    last('db').answer(2)
    last('web').answer(0)
    const downMs = clock.wallMs()
    await clock.advance(60_000)
    const [opened] = incidents
    expect(opened).toMatchObject({ targetId: 'db', closedMs: null })
    await monitor.stop()
    recorder.stop()
    expect(incidents.at(-1)).toMatchObject({ id: opened?.id, endUnknown: true })
    expect(incidents.at(-1)?.closedMs).toBeGreaterThan(downMs - 1000)
    expect(incidents.at(-1)?.closedMs).toBeLessThanOrEqual(downMs)
    expect(incidents.every(({ targetId }) => targetId === 'db')).toBe(true)
  })
})
