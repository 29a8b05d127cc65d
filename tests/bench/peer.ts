import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { listeningOn, startDaemon } from '../proof/daemon.ts'
import { tool } from '../proof/tools.ts'
import { common, exchange, fullPath, web } from './cpu.ts'
import type { Pair, PairRow } from './row.ts'
import { startServers } from './start-servers.ts'
import type { Servers } from './targets-server.ts'

/** Probes per figure: the peer's processor time is told in hundredths of a second. */
const probes = 500

/** Both go to the same servers: ours by its full path, with history; the peer as a Prometheus asks it, scrape by scrape. */
export const peerTcp = peerRow('peer-tcp', 0.4, (servers) => ({
  target: { ...common, ...exchange, protocol: 'tcp', target: `127.0.0.1:${servers.tcp}` },
  module: 'tcp',
}))

export const peerHttp = peerRow('peer-http', 0.5, (servers) => ({
  target: { ...common, ...web, target: `http://127.0.0.1:${servers.http}/` },
  module: 'http',
}))

export const peerHttps = peerRow('peer-https', 0.5, (servers) => ({
  target: { ...common, ...web, target: `https://127.0.0.1:${servers.https}/`, tls: { ca: { pem: servers.ca } } },
  module: 'https',
}))

interface Asked {
  target: TargetConfig
  module: string
}

function peerRow(name: string, ratio: number, asked: (servers: Servers) => Asked): PairRow {
  return {
    name,
    unit: 'ms',
    reference: "CPU of Debian's prometheus-blackbox-exporter per /probe",
    goal: { ratio },
    prepare: () => prepare(asked),
  }
}

async function prepare(asked: (servers: Servers) => Asked): Promise<Pair> {
  const directory = mkdtempSync(join(tmpdir(), 'portlight-bench-'))
  const { servers, stop } = await startServers()
  const { target, module } = asked(servers)
  const exporter = await startDaemon(
    tool('prometheus-blackbox-exporter'),
    [`--config.file=${writeModules(directory, servers.ca)}`, '--web.listen-address=127.0.0.1:0'],
    listeningOn,
  )
  const full = await fullPath(target)
  // As Prometheus does, over a connection that stays open.
  const agent = new http.Agent({ keepAlive: true })
  const scrape = (path: string): Promise<string> => textOf(`http://${exporter.address}${path}`, agent)
  const probe = `/probe?module=${module}&target=${encodeURIComponent(target.target)}`
  return {
    ours: () => full.cpuMs(),
    async theirs() {
      const before = cpuSeconds(await scrape('/metrics'))
      for (let nth = 0; nth < probes; nth++) {
        if (!/^probe_success 1$/m.test(await scrape(probe))) throw new Error('a probe of the peer did not succeed')
      }
      return ((cpuSeconds(await scrape('/metrics')) - before) * 1000) / probes
    },
    async close() {
      agent.destroy()
      await full.close()
      await exporter.stop()
      await stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

function writeModules(directory: string, ca: string): string {
  const [anchor, path] = [join(directory, 'ca.pem'), join(directory, 'blackbox.yml')]
  writeFileSync(anchor, ca)
  const site = { preferred_ip_protocol: 'ip4' }
  const modules = {
    tcp: { prober: 'tcp', timeout: '5s', tcp: site },
    http: { prober: 'http', timeout: '5s', http: site },
    https: { prober: 'http', timeout: '5s', http: { ...site, tls_config: { ca_file: anchor } } },
  }
  // JSON is YAML.
  writeFileSync(path, JSON.stringify({ modules }))
  return path
}

function cpuSeconds(metrics: string): number {
  return Number(/^process_cpu_seconds_total (\S+)$/m.exec(metrics)?.[1])
}

function textOf(url: string, agent: http.Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (response) => {
        let text = ''
        response
          .setEncoding('utf8')
          .on('data', (chunk: string) => {
            text += chunk
          })
          .on('end', () => resolve(text))
          .on('error', reject)
      })
      .on('error', reject)
  })
}
