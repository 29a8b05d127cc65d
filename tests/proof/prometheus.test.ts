import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Daemon, listeningOn, runProgram, startDaemon } from './daemon.ts'
import { queriesBelow } from './dashboards.ts'
import { type ServedLab, serveLab } from './lab-serve.ts'
import { type PrometheusApi, prometheusApi, type Series } from './prometheus-api.ts'
import { type DashboardQuery, dashboardQueries } from './queries.ts'
import { tool } from './tools.ts'

const directory = mkdtempSync(join(tmpdir(), 'portlight-proof-'))
const ident = 'lab-1'
let lab: ServedLab
let prometheus: Daemon
let api: PrometheusApi

// As a person would have it: the label Nightingale's dashboards call the machine by is added by the scrape.
function scrapeConfig(address: string): string {
  return JSON.stringify({
    global: { scrape_interval: '1s' },
    scrape_configs: [{ job_name: 'portlight', static_configs: [{ targets: [address], labels: { ident } }] }],
  })
}

beforeAll(async () => {
  const path = tool('prometheus')
  lab = await serveLab(directory)
  const config = join(directory, 'prometheus.yml')
  writeFileSync(config, scrapeConfig(lab.address))
  const data = join(directory, 'tsdb')
  prometheus = await startDaemon(
    path,
    [`--config.file=${config}`, `--storage.tsdb.path=${data}`, '--web.listen-address=127.0.0.1:0'],
    listeningOn,
  )
  api = prometheusApi(prometheus.address)
  // Scraped once every target has been probed and the last answer, the silent one's, has come.
  const all = Object.keys(lab.net).length + Object.keys(lab.http).length
  await vi.waitFor(
    async () => expect(await api.query('{__name__=~"(net|http)_response_result_code"}')).toHaveLength(all),
    { timeout: 15_000, interval: 200 },
  )
}, 30_000)

afterAll(async () => {
  await prometheus?.stop()
  await lab?.stop()
  rmSync(directory, { recursive: true, force: true })
})

const targets = (series: readonly Series[]) => series.map(({ metric }) => metric.target ?? '').toSorted()

async function answers({ query, plugin }: DashboardQuery): Promise<(Series | string)[]> {
  const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(query) ?? []
  if (metric !== undefined && label !== undefined) return api.labelValues(metric, label)
  const target = plugin === 'net_response' ? lab.net.up : lab.http.secure
  return api.query(query.replaceAll('$target', target).replaceAll('$ident', ident))
}

describe('a Prometheus that scrapes serve', () => {
  it.each(dashboardQueries.map((one) => [one.query, one] as const))('has data for %s', async (_, query) => {
    expect(await answers(query)).not.toEqual([])
  })

  it('raises the alerts of Categraf and Nightingale for just the targets that fail', async () => {
    expect(targets(await api.query('net_response_result_code != 0'))).toEqual([lab.net.closed])
    expect(targets(await api.query('http_response_result_code != 0'))).toEqual(
      [lab.http.failing, lab.http.expired].toSorted(),
    )
    const expiring = await api.query('(http_response_cert_expire_timestamp - time())/86400 <= 7')
    expect(targets(expiring)).toEqual([lab.http.soon, lab.http.expired].toSorted())
    const expired = expiring.find(({ metric }) => metric.target === lab.http.expired)
    expect(Number(expired?.value[1]), 'days left of a certificate that expired 10 days ago').toBeCloseTo(-10, 1)
  })

  it('finds Categraf’s labels, those of the file, and none that changes from probe to probe', async () => {
    const [closed] = await api.query(`net_response_result_code{target="${lab.net.closed}"}`)
    const scraped = { job: 'portlight', instance: lab.address, ident }
    const file = { source: 'lab', region: 'here' }
    expect(closed?.metric).toEqual({
      __name__: 'net_response_result_code',
      target: lab.net.closed,
      protocol: 'tcp',
      ...file,
      ...scraped,
    })
    const [secure] = await api.query(`http_response_cert_expire_timestamp{target="${lab.http.secure}"}`)
    expect(secure?.metric).toEqual({
      __name__: 'http_response_cert_expire_timestamp',
      target: lab.http.secure,
      method: 'GET',
      ...scraped,
    })
  })

  it('finds no -1 anywhere, and no response time where there was none', async () => {
    expect(await api.query('{__name__=~"(net|http)_response_.+"} == -1')).toEqual([])
    expect(targets(await api.query('net_response_response_time'))).toEqual([lab.net.up, lab.net.udp].toSorted())
    expect(targets(await api.query('http_response_response_time'))).not.toContain(lab.http.expired)
  })

  it('finds how the monitor itself fares', async () => {
    const [failed] = await api.query('portlight_probes_total{protocol="tcp",result="ConnectionFailed"}')
    expect(Number(failed?.value[1])).toBeGreaterThan(0)
    const [faults] = await api.query('sum(portlight_local_faults_total)')
    expect(faults?.value[1]).toBe('0')
    const [late] = await api.query('histogram_quantile(0.5, portlight_schedule_lag_seconds_bucket)')
    expect(Number(late?.value[1])).toBeLessThan(1)
  })

  it('is told nothing promtool objects to but Categraf’s own names', async () => {
    const scrape = await (await fetch(`http://${lab.address}/metrics`)).text()
    const { output } = await runProgram(tool('promtool'), ['check', 'metrics'], scrape)
    expect(output.trim().split('\n').toSorted()).toEqual(objections)
  })
})

describe('docs/metrics.md', () => {
  it('names every metric of a scrape, and no other', async () => {
    const scrape = await (await fetch(`http://${lab.address}/metrics`)).text()
    const scraped = Array.from(scrape.matchAll(/^# TYPE (\w+) /gm), ([, name = '']) => name)
    const text = readFileSync(resolve(import.meta.dirname, '../../docs/metrics.md'), 'utf8')
    const rows = text.split('\n').filter((line) => /^\| `(net|http|portlight)_/.test(line))
    const documented = rows.flatMap((row) =>
      Array.from((row.split(' | ')[0] ?? '').matchAll(/`(\w+)[^`]*`/g), ([, name = '']) => name),
    )
    expect(documented.toSorted()).toEqual(scraped.toSorted())
  })
})

/** Names that are Categraf's and stay: they count milliseconds, and say so. */
const objections = ['http_response_response_time_ms metric names should not contain abbreviated units']

describe('the list of queries', () => {
  it('has each once', () => {
    expect(new Set(dashboardQueries.map(({ query }) => query)).size).toBe(dashboardQueries.length)
  })

  const originals = process.env.PORTLIGHT_DASHBOARDS
  if (originals !== undefined && originals !== '') {
    it(`is that of the originals in ${originals}`, () => {
      expect([...queriesBelow(originals)].toSorted()).toEqual(dashboardQueries.map(({ query }) => query).toSorted())
    })
  }
})
