import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import net from 'node:net'
import { createInterface } from 'node:readline'
import { setTimeout as after } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createProbeTarget } from '../../electron/app/probe-target.ts'
import { createProber } from '../../electron/app/prober.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createMonitor } from '../../electron/monitor/monitor.ts'
import type { Monitor } from '../../electron/monitor/ports.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import type { Pair, Row } from './row.ts'

/** Probes per figure. */
const probes = 1500

/**
 * One monitor lets a probe begin each millisecond at most. Several take turns, so that what is measured is their work and
 * not a processor that wakes up from waiting, which the loop of the reference never does.
 */
const monitors = 20

interface Ports {
  tcp: number
  http: number
}

export const cpuPerTcpProbe: Row = {
  name: 'cpu-per-tcp-probe',
  unit: 'ms',
  reference: 'net.connect and close, in a loop',
  goal: { ratio: 2 },
  prepare: () =>
    prepare(
      ({ tcp }, id) => ({
        id,
        protocol: 'tcp',
        target: `127.0.0.1:${tcp}`,
        intervalMs: 86_400_000,
        timeoutMs: 5000,
        readTimeoutMs: 3000,
      }),
      connectAndClose,
    ),
}

export const cpuPerHttpProbe: Row = {
  name: 'cpu-per-http-probe',
  unit: 'ms',
  reference: 'http.get on a connection of its own, body read, in a loop',
  goal: { ratio: 1.6 },
  prepare: () =>
    prepare(
      (ports, id) => ({
        id,
        protocol: 'http',
        target: `http://127.0.0.1:${ports.http}/`,
        intervalMs: 86_400_000,
        responseTimeoutMs: 10_000,
        followRedirects: true,
        expectStatus: '200-399',
      }),
      getAndRead,
    ),
}

async function prepare(
  target: (ports: Ports, id: string) => TargetConfig,
  bare: (ports: Ports) => Promise<void>,
): Promise<Pair> {
  const { child, ports } = await startServer()
  const all = Array.from({ length: monitors }, () => monitored(target(ports, 'target')))
  for (const { monitor } of all) monitor.start()
  const verdicts = (): number => all.reduce((sum, each) => sum + each.verdicts(), 0)
  let turn = 0
  // The probe due at the start is none that was asked for.
  await after(200)
  return {
    theirs: () => cpuMsPer(() => bare(ports)),
    async ours() {
      const before = verdicts()
      const figure = await cpuMsPer(async () => {
        await all[turn++ % monitors]?.monitor.probeNow('target')
      })
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

async function connectAndClose({ tcp }: Ports): Promise<void> {
  const socket = net.connect(tcp, '127.0.0.1')
  await once(socket, 'connect')
  socket.destroy()
  await once(socket, 'close')
}

async function getAndRead(ports: Ports): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http
      .get({ host: '127.0.0.1', port: ports.http, agent: false }, (response) => {
        response.resume().on('end', resolve).on('error', reject)
      })
      .on('error', reject)
  })
}

async function startServer(): Promise<{ child: ChildProcess; ports: Ports }> {
  const script = fileURLToPath(new URL('./targets-server.ts', import.meta.url))
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface(child.stdout)) {
    const ports: Ports = JSON.parse(line)
    return { child, ports }
  }
  throw new Error('the server of the bench did not start')
}
