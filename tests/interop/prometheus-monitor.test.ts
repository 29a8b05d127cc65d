import { describe, expect, it } from 'vitest'
import { createMonitorMetrics } from '../../electron/interop/prometheus-monitor.ts'
import { createHarness } from '../monitor/harness.ts'
import { certificate, tcpTarget } from '../monitor/samples.ts'

/** A monitor with one place to probe in, and what a scrape of it says now, by series. */
function scraped() {
  const harness = createHarness({ maxInFlight: 1 })
  const metrics = createMonitorMetrics(harness.monitor, '1.2.3')
  return {
    ...harness,
    metrics,
    series: async (): Promise<Record<string, number>> => {
      const lines = (await metrics.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
      return Object.fromEntries(
        lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.split(' ').at(-1))]),
      )
    },
  }
}

describe('what the monitor says of itself', () => {
  it('is all there before the first probe, at nought', async () => {
    const { series } = scraped()
    const counters = Object.entries(await series()).filter(([name]) => /_total/.test(name))
    expect(counters.map(([name]) => name)).toEqual([
      ...['tcp', 'udp'].flatMap((protocol) =>
        ['Success', 'Timeout', 'ConnectionFailed', 'ReadFailed', 'StringMismatch'].map(
          (result) => `portlight_probes_total{protocol="${protocol}",result="${result}"}`,
        ),
      ),
      ...['Success', 'ConnectionFailed', 'Timeout', 'DNSError', 'AddressError', 'BodyMismatch', 'CodeMismatch'].map(
        (result) => `portlight_probes_total{protocol="http",result="${result}"}`,
      ),
      ...['local-resources', 'local-offline', 'aborted'].map(
        (reason) => `portlight_local_faults_total{reason="${reason}"}`,
      ),
    ])
    expect(new Set(counters.map(([, value]) => value))).toEqual(new Set([0]))
    expect(await series()).toMatchObject({
      'portlight_build_info{version="1.2.3"}': 1,
      portlight_targets: 0,
      portlight_probes_in_flight: 0,
      portlight_schedule_lag_seconds_count: 0,
    })
  })

  it('counts verdicts by result, local faults apart, and how late probes begin', async () => {
    const { monitor, clock, last, series } = scraped()
    monitor.add(tcpTarget('a'), null)
    monitor.add(tcpTarget('b'), null)
    monitor.start()
    await clock.advance(505)
    expect(await series()).toMatchObject({ portlight_targets: 2, portlight_probes_in_flight: 1 })
    last('a').answer(2)
    await clock.advance(1)
    last('b').answer(null)
    await clock.advance(1)
    const after = await series()
    expect(after).toMatchObject({
      portlight_probes_in_flight: 0,
      'portlight_probes_total{protocol="tcp",result="ConnectionFailed"}': 1,
      'portlight_probes_total{protocol="tcp",result="Success"}': 0,
      'portlight_local_faults_total{reason="local-resources"}': 1,
      // One began in its slot; the other waited half a second for the only place.
      'portlight_schedule_lag_seconds_bucket{le="0.001"}': 1,
      'portlight_schedule_lag_seconds_bucket{le="0.1"}': 1,
      'portlight_schedule_lag_seconds_bucket{le="0.5"}': 2,
      portlight_schedule_lag_seconds_count: 2,
      'net_response_result_code{target="a:5432",protocol="tcp"}': 2,
    })
  })

  it('does not count what someone asked for as late, nor anything once stopped', async () => {
    const { monitor, clock, last, metrics, series } = scraped()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(0)
    await clock.advance(1000)
    void monitor.probeNow('a')
    last('a').answer(0)
    await clock.advance(1)
    expect(await series()).toMatchObject({
      'portlight_probes_total{protocol="tcp",result="Success"}': 2,
      portlight_schedule_lag_seconds_count: 1,
    })
    metrics.stop()
    await clock.advance(15_000)
    last('a').answer(0)
    await clock.advance(1)
    expect(await series()).toMatchObject({ 'portlight_probes_total{protocol="tcp",result="Success"}': 2 })
  })
})

const expirySeries = (id: string): string =>
  `portlight_certificate_expiry_timestamp_seconds{target="${id}:5432",protocol="tcp"}`

describe('a certificate', () => {
  const expiresAtMs = Date.parse('2026-12-01T00:00:00Z')

  it('keeps its series when its target cannot be reached or probed, until the target shows none', async () => {
    const { monitor, clock, last, series } = scraped()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(0, { certificate: certificate('AA', expiresAtMs) })
    for (const code of [2, null]) {
      await clock.advance(15_000)
      last('a').answer(code)
      await clock.advance(1)
      expect(await series()).toMatchObject({ [expirySeries('a')]: expiresAtMs / 1000 })
    }
    await clock.advance(15_000)
    last('a').answer(0)
    await clock.advance(1)
    expect(await series()).not.toHaveProperty([expirySeries('a')])
  })

  it('shown before somebody asked for metrics is told, and one of a target that is gone is not', async () => {
    const { monitor, clock, last } = scraped()
    monitor.add(tcpTarget('a'), null)
    monitor.start()
    await clock.advance(1)
    last('a').answer(0, { certificate: certificate('AA', expiresAtMs) })
    await clock.advance(1)
    const late = createMonitorMetrics(monitor, '1.2.3')
    await clock.advance(15_000)
    last('a').answer(2)
    await clock.advance(1)
    expect(await late.text()).toContain(`${expirySeries('a')} ${expiresAtMs / 1000}`)
    monitor.update(tcpTarget('a', { target: 'b:5432' }))
    await clock.advance(1)
    last('a').answer(2, { target: 'b:5432' })
    await clock.advance(1)
    expect(await late.text()).not.toContain('portlight_certificate')
  })
})
