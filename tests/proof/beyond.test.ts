import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join, resolve } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod/mini'
import { exportBlackbox } from '../../electron/interop/export-blackbox.ts'
import { statusHttp } from '../lab/http-servers.ts'
import { type LabServer, startLabServer } from '../lab/lab-server.ts'
import { closedTcpPort, silentTcp } from '../lab/tcp-servers.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { type Daemon, listeningOn, startDaemon } from './daemon.ts'
import { prometheusApi, type Series } from './prometheus-api.ts'
import { tool } from './tools.ts'
import { hostPort, http, tcp } from './vector.ts'

const scaling = readFileSync(resolve(import.meta.dirname, '../../docs/scaling.md'), 'utf8')

const posted = z.array(z.object({ labels: z.record(z.string(), z.string()) }))

/** Takes alerts as Alertmanager does, and keeps the names of what failed. */
async function alertmanager(): Promise<LabServer & { told: Set<string> }> {
  const told = new Set<string>()
  const server = await startLabServer(
    createServer((request, response) => {
      void (async () => {
        let body = ''
        for await (const chunk of request) body += String(chunk)
        for (const { labels } of posted.parse(JSON.parse(body))) told.add(`${labels.alertname} ${labels.name}`)
        response.end()
      })()
    }),
  )
  return { ...server, told }
}

async function lab<T extends LabServer>(starting: Promise<T>): Promise<T> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

async function daemon(starting: Promise<Daemon>): Promise<Daemon> {
  const started = await starting
  onTestFinished(() => started.stop())
  return started
}

const byName = (series: readonly Series[]) =>
  Object.fromEntries(series.map(({ metric, value }) => [metric.name ?? '', value[1]]))

// What docs/scaling.md says to do: its prometheus.yml, with the files of an export.
it('the example of docs/scaling.md probes and alerts', async () => {
  const [up, closed, site, failing, manager] = await Promise.all([
    lab(silentTcp()),
    lab(closedTcpPort()),
    lab(statusHttp(200, 'ok')),
    lab(statusHttp(500, 'oops')),
    lab(alertmanager()),
  ])
  const directory = temporaryDirectory()
  const { files } = exportBlackbox(
    [
      tcp(hostPort(up), { name: 'up' }),
      tcp(hostPort(closed), { name: 'closed' }),
      http(`http://${hostPort(site)}/`, { name: 'site' }),
      http(`http://${hostPort(failing)}/`, { name: 'failing', expectStatus: '200-399' }),
    ].map((target) => ({ ...target, intervalMs: 3000 })),
  )
  const [, example = ''] = /^```yaml\n(global:[^]*?)^```$/m.exec(scaling) ?? []
  for (const { path, text } of files) writeFileSync(join(directory, path), text)
  const jobs = readFileSync(join(directory, 'prometheus-scrape.yml'), 'utf8')
  writeFileSync(join(directory, 'prometheus.yml'), example + jobs)
  const exporter = await daemon(
    startDaemon(
      tool('prometheus-blackbox-exporter'),
      [`--config.file=${join(directory, 'blackbox.yml')}`, '--web.listen-address=127.0.0.1:0'],
      listeningOn,
    ),
  )
  // The usual ports may be taken here, and a minute is long for a test.
  for (const [path, from, to] of [
    ['prometheus.yml', '127.0.0.1:9115', exporter.address],
    ['prometheus.yml', '127.0.0.1:9093', hostPort(manager)],
    ['prometheus.yml', 'evaluation_interval: 15s', 'evaluation_interval: 1s'],
    ['portlight-rules.yml', 'for: "1m"', 'for: "0s"'],
  ] as const) {
    const text = readFileSync(join(directory, path), 'utf8')
    expect(text).toContain(from)
    writeFileSync(join(directory, path), text.replaceAll(from, to))
  }
  const prometheus = await daemon(
    startDaemon(
      tool('prometheus'),
      [
        `--config.file=${join(directory, 'prometheus.yml')}`,
        `--storage.tsdb.path=${join(directory, 'tsdb')}`,
        '--web.listen-address=127.0.0.1:0',
      ],
      listeningOn,
    ),
  )
  const api = prometheusApi(prometheus.address)
  await vi.waitFor(
    async () =>
      expect(byName(await api.query('probe_success'))).toEqual({ up: '1', closed: '0', site: '1', failing: '0' }),
    { timeout: 60_000, interval: 300 },
  )
  await vi.waitFor(() => expect([...manager.told].toSorted()).toEqual(['ProbeFailed closed', 'ProbeFailed failing']), {
    timeout: 60_000,
    interval: 300,
  })
}, 150_000)
