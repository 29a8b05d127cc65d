import { createProbeTarget } from '../../electron/app/probe-target.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { createMonitor } from '../../electron/monitor/monitor.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { createLookup, type GetAddrInfo } from '../../electron/probes/lookup.ts'
import { probe } from '../../electron/probes/probe.ts'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { fullBacklogTcp } from '../lab/full-backlog.ts'
import { rawHttp, stallingBodyHttp } from '../lab/http-servers.ts'
import { bannerTcp, silentTcp } from '../lab/tcp-servers.ts'
import { at, createLab } from '../probes/vectors/lab.ts'

/** Answers for the healthy name, and never for any other. */
export const brokenResolver: GetAddrInfo = (name) =>
  name === 'healthy.test' ? Promise.resolve([{ address: '127.0.0.1', family: 4 }]) : new Promise(() => {})

const everySecond = { intervalMs: 1000, timeoutMs: 5000, readTimeoutMs: 3000 }

export function tcpTarget(id: string, target: string): TargetConfig & { protocol: 'tcp' } {
  return { id, protocol: 'tcp', target, ...everySecond }
}

function httpTarget(id: string, target: string): TargetConfig {
  return { id, protocol: 'http', target, intervalMs: 1000, responseTimeoutMs: 5000, followRedirects: true }
}

export interface Crowd {
  targets: readonly TargetConfig[]
  close(): Promise<void>
}

/** Fifty targets whose names nobody resolves, and ten each that stall at connect, handshake, header, body and read. */
export async function hungTargets(): Promise<Crowd> {
  const [full, mute, headers, body, banner] = await Promise.all([
    fullBacklogTcp(),
    silentTcp(),
    rawHttp('HTTP/1.1 200 OK\r\nServer: ', 'stay'),
    stallingBodyHttp(),
    bannerTcp('220 '),
  ])
  const ten = Array.from({ length: 10 }, (_, nth) => nth)
  return {
    targets: [
      ...Array.from({ length: 50 }, (_, nth) => tcpTarget(`name-${nth}`, `dead-${nth}.test:80`)),
      ...ten.flatMap((nth): TargetConfig[] => [
        tcpTarget(`connect-${nth}`, at(full)),
        { ...tcpTarget(`tls-${nth}`, at(mute)), tls: {} },
        httpTarget(`header-${nth}`, `http://${at(headers)}/`),
        httpTarget(`body-${nth}`, `http://${at(body)}/`),
        { ...tcpTarget(`read-${nth}`, at(banner)), expect: 'ready' },
      ]),
    ],
    async close() {
      await Promise.all([full, mute, headers, body, banner].map((server) => server.close()))
    },
  }
}

/** What came of one probe. */
export interface Seen {
  result: ProbeResult
  lagMs: number | null
}

export interface Watched {
  /** What came of the probes of a target so far. */
  seen(id: string): readonly Seen[]
  stop(): Promise<void>
}

/** Monitors targets as the hosts do: real probes, sockets and time. Only the resolver is a broken one. */
export function monitorTargets(targets: readonly TargetConfig[]): Watched {
  const lookup = createLookup({ clock: systemClock, getaddrinfo: brokenResolver })
  const lab = createLab()
  const secrets = createMemorySecrets()
  const monitor = createMonitor({
    clock: systemClock,
    random: Math.random,
    probe: createProbeTarget({
      probe: (spec, signal) => probe(spec, { ...lab.env, lookup, signal }),
      clock: systemClock,
      secretsOf: () => secrets,
      onResolved: () => {},
    }),
  })
  const byId = new Map<string, Seen[]>(targets.map(({ id }) => [id, []]))
  monitor.subscribe((event) => {
    if (event.type === 'result') byId.get(event.target.id)?.push({ result: event.result, lagMs: event.lagMs })
  })
  for (const target of targets) monitor.add(target, null)
  monitor.start()
  return { seen: (id) => byId.get(id) ?? [], stop: () => monitor.stop() }
}
