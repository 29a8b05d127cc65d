import { type ChildProcess, spawn } from 'node:child_process'
import dgram from 'node:dgram'
import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import tls from 'node:tls'
import { fileURLToPath } from 'node:url'
import { createProbeTarget } from '../../electron/app/probe-target.ts'
import { createProber } from '../../electron/app/prober.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createMonitor } from '../../electron/monitor/monitor.ts'
import type { Monitor } from '../../electron/monitor/ports.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import type { Pair, Row } from './row.ts'
import type { Servers } from './targets-server.ts'

/** Probes per figure. */
const probes = 1500

/**
 * One monitor lets a probe begin each millisecond at most. Several take turns, so that what is measured is their work and
 * not a processor that wakes up from waiting, which the loop of the reference never does.
 */
const monitors = 20

/** Probes of each kind before the first figure: a program that runs for months is not measured while it is compiled. */
const warmUp = 4000

const common = { id: 'target', intervalMs: 86_400_000 }
const exchange = { timeoutMs: 5000, readTimeoutMs: 3000 }
const web = { protocol: 'http', responseTimeoutMs: 10_000, followRedirects: true, expectStatus: '200-399' } as const

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
  (servers) => () => bodyOf(http.get({ host: '127.0.0.1', port: servers.http, agent: false })),
)

export const cpuPerHttpsProbe = cpuRow(
  {
    name: 'cpu-per-https-probe',
    reference: 'https.get on a connection of its own that verifies the certificate, body read, in a loop',
    goal: { ratio: 1.3 },
  },
  ({ https: port, ca }) => ({ ...common, ...web, target: `https://127.0.0.1:${port}/`, tls: { ca: { pem: ca } } }),
  ({ https: port, ca }) => {
    // One for all: to make one takes longer than the rest.
    const secureContext = tls.createSecureContext({ ca })
    const createConnection = (): tls.TLSSocket => tls.connect({ host: '127.0.0.1', port, secureContext })
    return () => bodyOf(https.get({ host: '127.0.0.1', port, agent: false, createConnection }))
  },
)

/** A row of `ours`, the full path of a target, against `theirs`, the same over bare sockets. */
function cpuRow(
  row: Pick<Row, 'name' | 'reference' | 'goal'>,
  ours: (servers: Servers) => TargetConfig,
  theirs: (servers: Servers) => () => Promise<void>,
): Row {
  return { ...row, unit: 'ms', prepare: () => prepare(ours, theirs) }
}

async function prepare(
  target: (servers: Servers) => TargetConfig,
  theirs: (servers: Servers) => () => Promise<void>,
): Promise<Pair> {
  const { child, servers } = await startServers()
  const all = Array.from({ length: monitors }, () => monitored(target(servers)))
  for (const { monitor } of all) monitor.start()
  const verdicts = (): number => all.reduce((sum, each) => sum + each.verdicts(), 0)
  let turn = 0
  const probeOnce = async (): Promise<void> => {
    await all[turn++ % monitors]?.monitor.probeNow(common.id)
  }
  const bare = theirs(servers)
  // The probe due at the start is none that was asked for.
  await after(200)
  for (let count = 0; count < warmUp; count++) {
    await bare()
    await probeOnce()
  }
  return {
    theirs: () => cpuMsPer(bare),
    async ours() {
      const before = verdicts()
      const figure = await cpuMsPer(probeOnce)
      if (verdicts() - before !== probes) throw new Error('a probe of the bench did not succeed')
      return figure
    },
    async close() {
      await Promise.all(all.map(({ monitor }) => monitor.stop()))
      child.stdin?.end()
      await once(child, 'close')
    },
  }
}

const probe = createProber('bench', systemClock)

/** Everything between a due target and the event that tells of its result. */
function monitored(target: TargetConfig): { monitor: Monitor; verdicts: () => number } {
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
  monitor.subscribe((event) => {
    if (event.type === 'result' && event.result.resultCode === 0) successes += 1
  })
  monitor.add(target, null)
  return { monitor, verdicts: () => successes }
}

/** Processor time of this process, user and system, for one call of many. */
async function cpuMsPer(act: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  for (let count = 0; count < probes; count++) await act()
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

async function startServers(): Promise<{ child: ChildProcess; servers: Servers }> {
  const script = fileURLToPath(new URL('./targets-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    const servers: Servers = JSON.parse(line)
    return { child, servers }
  }
  throw new Error('the servers of the bench did not start')
}
