import dgram from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import tls from 'node:tls'
import { createProbeTarget } from '../../electron/app/probe-target.ts'
import { createProber } from '../../electron/app/prober.ts'
import { startRecorder } from '../../electron/app/recorder.ts'
import { defaultRetention } from '../../electron/contract/history.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createMonitor } from '../../electron/monitor/monitor.ts'
import type { Monitor } from '../../electron/monitor/ports.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { type History, openHistory } from '../../electron/storage/history.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import type { Pair, PairRow } from './row.ts'
import { startServers } from './start-servers.ts'
import type { Servers } from './targets-server.ts'

/** Probes per figure: fewer of those that take milliseconds of arithmetic each. */
function probesPerFigure({ target }: TargetConfig): number {
  return target.startsWith('https:') ? 200 : 1000
}

/**
 * One monitor lets two probes begin each millisecond at most. Several take turns, so that what is measured is their work and
 * not a processor that wakes up from waiting, which the loop of the reference never does.
 */
const monitors = 20

/** Figures that are thrown away first: a program that runs for months is not measured while it is compiled. */
const warmUpFigures = 4

export const common = { id: 'target', intervalMs: 86_400_000 }
export const exchange = { timeoutMs: 5000, readTimeoutMs: 3000 }
export const web = {
  protocol: 'http',
  responseTimeoutMs: 10_000,
  followRedirects: true,
  expectStatus: '200-399',
} as const

export const cpuPerTcpProbe = cpuRow(
  { name: 'cpu-per-tcp-probe', reference: 'net.connect and close, in a loop', goal: { ratio: 2 } },
  ({ tcp }) => ({ ...common, ...exchange, protocol: 'tcp', target: `127.0.0.1:${tcp}` }),
  ({ tcp }) =>
    async () => {
      const socket = net.connect(tcp, '127.0.0.1')
      await once(socket, 'connect')
      socket.destroy()
      await once(socket, 'close')
    },
)

export const cpuPerUdpProbe = cpuRow(
  {
    name: 'cpu-per-udp-probe',
    reference: 'a connected dgram socket of its own: send, receive and close, in a loop',
    goal: { ratio: 2 },
  },
  ({ udp }) => ({ ...common, ...exchange, protocol: 'udp', target: `127.0.0.1:${udp}` }),
  ({ udp }) =>
    async () => {
      const socket = dgram.createSocket('udp4')
      socket.connect(udp, '127.0.0.1', () => socket.send('X'))
      await once(socket, 'message')
      socket.close()
    },
)

export const cpuPerHttpProbe = cpuRow(
  {
    name: 'cpu-per-http-probe',
    reference: 'http.get on a connection of its own, body read, in a loop',
    goal: { ratio: 1.6 },
  },
  (servers) => ({ ...common, ...web, target: `http://127.0.0.1:${servers.http}/` }),
  (servers) => () => bareHttp(servers),
)

export const cpuPerHttpsProbe = cpuRow(
  {
    name: 'cpu-per-https-probe',
    reference: 'https.get on a connection of its own that verifies the certificate, body read, in a loop',
    goal: { ratio: 1.3 },
  },
  ({ https: port, ca }) => ({ ...common, ...web, target: `https://127.0.0.1:${port}/`, tls: { ca: { pem: ca } } }),
  ({ https: port, ca }) => {
    return bareHttps(port, ca)
  },
)

/** A row of `ours`, the full path of a target, against `theirs`, the same over bare sockets. */
function cpuRow(
  row: Pick<PairRow, 'name' | 'reference' | 'goal'>,
  ours: (servers: Servers) => TargetConfig,
  theirs: (servers: Servers) => () => Promise<void>,
): PairRow {
  return { ...row, unit: 'ms', rounds: 15, prepare: () => prepare(ours, theirs) }
}

/** The body of a page over a connection of its own. */
export function bareHttp({ http: port }: Servers): Promise<void> {
  return bodyOf(http.get({ host: '127.0.0.1', port, agent: false }))
}

function bareHttps(port: number, ca: string): () => Promise<void> {
  // One for all: to make one takes longer than the rest.
  const secureContext = tls.createSecureContext({ ca })
  // Given this, it asks no agent for a connection.
  const createConnection = (): tls.TLSSocket => tls.connect({ host: '127.0.0.1', port, secureContext })
  return () => bodyOf(https.get({ host: '127.0.0.1', port, createConnection }))
}

async function prepare(
  target: (servers: Servers) => TargetConfig,
  theirs: (servers: Servers) => () => Promise<void>,
): Promise<Pair> {
  const { servers, stop } = await startServers()
  const watched = target(servers)
  const full = await fullPath(watched)
  const bare = theirs(servers)
  const probes = probesPerFigure(watched)
  for (let count = 0; count < warmUpFigures * probes; count++) {
    await bare()
    await full.probeOnce()
  }
  return {
    theirs: () => cpuMsPer(probes, bare, async () => {}),
    ours: () => full.cpuMs(),
    async close() {
      await full.close()
      await stop()
    },
  }
}

export interface FullPath {
  probeOnce(): Promise<void>
  /** Processor time of one probe, in the middle of many. */
  cpuMs(): Promise<number>
  close(): Promise<void>
}

/** Everything between a due target and the event that tells of its result, and that result in the history's file. */
export async function fullPath(target: TargetConfig): Promise<FullPath> {
  const directory = mkdtempSync(join(tmpdir(), 'portlight-bench-'))
  let writeNow: (() => void) | null = null
  const opened = await openHistory({
    path: join(directory, 'history.sqlite'),
    // Written when the bench says so, that it is counted with the probes it belongs to.
    clock: {
      ...systemClock,
      after(_delayMs, callback) {
        writeNow = callback
        return { cancel: () => {} }
      },
    },
    retention: defaultRetention,
    onFault: () => {},
  })
  const all = Array.from({ length: monitors }, (_, nth) =>
    monitored({ ...target, id: `target-${nth}` }, opened.history),
  )
  for (const { monitor } of all) monitor.start()
  const verdicts = (): number => all.reduce((sum, each) => sum + each.verdicts(), 0)
  let turn = 0
  const probeOnce = async (): Promise<void> => {
    const nth = turn++ % monitors
    await all[nth]?.monitor.probeNow(`target-${nth}`)
  }
  // The probe due at the start is none that was asked for.
  for (let look = 0; verdicts() < monitors && look < 1000; look++) await after(20)
  const probes = probesPerFigure(target)
  return {
    probeOnce,
    async cpuMs() {
      const before = verdicts()
      const figure = await cpuMsPer(probes, probeOnce, async () => {
        writeNow?.()
        // Answered by the thread that writes, once it has written.
        await opened.history.size()
      })
      if (verdicts() - before !== probes) throw new Error('a probe of the bench did not succeed')
      return figure
    },
    async close() {
      await Promise.all(all.map(({ monitor }) => monitor.stop()))
      await opened.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

const probe = createProber('bench', systemClock)

function monitored(target: TargetConfig, history: History): { monitor: Monitor; verdicts: () => number } {
  const secrets = createMemorySecrets()
  let successes = 0
  const monitor = createMonitor({
    clock: systemClock,
    random: () => 0,
    probe: createProbeTarget({
      probe,
      clock: systemClock,
      secretsOf: () => secrets,
      onResolved: () => {},
    }),
  })
  startRecorder({ monitor, history })
  monitor.subscribe((event) => {
    if (event.type === 'result' && event.result.resultCode === 0) successes += 1
  })
  monitor.add(target, null)
  return { monitor, verdicts: () => successes }
}

/** Processor time of this process, user and system, for one call of many. */
async function cpuMsPer(probes: number, act: () => Promise<void>, finish: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  for (let count = 0; count < probes; count++) await act()
  await finish()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / probes
}

async function bodyOf(request: http.ClientRequest): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    request.on('error', reject).on('response', (response) => {
      response.resume().on('end', resolve).on('error', reject)
    })
  })
}
