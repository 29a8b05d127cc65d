import { get } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import type { Use } from './meter.ts'
import { type Measured, middle, type RunRow } from './row.ts'
import { type LagCounts, lagCounts, lagQuantile, type Served, serveTargets } from './served.ts'
import { startServers } from './start-servers.ts'
import type { Servers } from './targets-server.ts'

type Kind = 'tcp' | 'udp' | 'http' | 'https'

/** A target of the kind that answers at once. Each has an address of its own in 127/8 where its certificate allows it. */
function targetOf(servers: Servers, kind: Kind, nth: number, intervalMs: number): TargetConfig {
  const common = { id: `target-${nth}`, name: `Target ${nth}`, intervalMs }
  if (kind === 'tcp' || kind === 'udp') {
    return { ...common, protocol: kind, target: `127.0.0.1:${servers[kind]}`, timeoutMs: 5000, readTimeoutMs: 3000 }
  }
  return {
    ...common,
    protocol: 'http',
    target: `${kind}://127.0.0.1:${servers[kind]}/${nth}`,
    responseTimeoutMs: 10_000,
    followRedirects: true,
    expectStatus: '200-399',
    ...(kind === 'https' ? { tls: { ca: { pem: servers.ca } } } : {}),
  }
}

/** Of ten targets five are plain ports, three sites, one a site with a certificate, one answers over UDP. */
const mix: readonly Kind[] = ['tcp', 'http', 'tcp', 'udp', 'tcp', 'http', 'tcp', 'https', 'tcp', 'http']
const mixWords = 'of ten targets five TCP, three HTTP, one HTTPS, one UDP'

interface Window {
  use: { before: Use; after: Use }
  lag: { before: LagCounts; after: LagCounts }
  probes: number
  seconds: number
}

async function watch(served: Served, lastsMs: number): Promise<Window> {
  const [lagBefore, before] = [await lagCounts(served.address), await served.use()]
  await after(lastsMs)
  const [use, lag] = [await served.use(), await lagCounts(served.address)]
  return {
    use: { before, after: use },
    lag: { before: lagBefore, after: lag },
    probes: lag.probes - lagBefore.probes,
    seconds: (use.atMs - before.atMs) / 1000,
  }
}

const percentOfCore = ({ use, seconds }: Window): number => (use.after.cpuMs - use.before.cpuMs) / 10 / seconds
const cpuMsPerProbe = ({ use, probes }: Window): number => (use.after.cpuMs - use.before.cpuMs) / probes

/** How late the loop is, seen apart from the rest: looking wakes it up a hundred times a second. */
async function loopDelayOf(served: Served, lastsMs: number): Promise<number> {
  await served.watchLoop()
  await after(lastsMs)
  return (await served.loopDelay()).p99
}

export interface Fleet {
  count: number
  intervalMs: number
  kinds: readonly Kind[]
  /** The first round is over by then, and what only the start costs. */
  warmUpMs: number
  lastsMs: number
}

export async function withFleet<T>(fleet: Fleet, measure: (served: Served) => Promise<T>): Promise<T> {
  const { servers, stop } = await startServers()
  try {
    const targets = Array.from({ length: fleet.count }, (_, nth) =>
      targetOf(servers, fleet.kinds[nth % fleet.kinds.length] ?? 'tcp', nth, fleet.intervalMs),
    )
    const served = await serveTargets(targets)
    try {
      await after(fleet.warmUpMs)
      return await measure(served)
    } finally {
      await served.stop()
    }
  } finally {
    await stop()
  }
}

/** Of the probes that were due, how many were made: whoever skips them is quick. */
function madeFigure(
  name: string,
  { probes, seconds }: Window,
  { count, intervalMs }: Fleet,
  reference: string,
): Measured {
  const value = (100 * probes * intervalMs) / (count * 1000 * seconds)
  return { name: `${name}-made`, unit: '% of those due', goal: { atLeast: 99 }, value, reference }
}

export const fleet500: RunRow = {
  name: 'fleet-500',
  run() {
    const fleet: Fleet = { count: 500, intervalMs: 20_000, kinds: mix, warmUpMs: 25_000, lastsMs: 300_000 }
    return withFleet(fleet, async (served) => {
      const seen = await watch(served, fleet.lastsMs)
      const reference = `500 targets at 20 s for five minutes, ${mixWords}; page closed`
      const delayMs = await loopDelayOf(served, 30_000)
      return [
        { name: 'fleet-500-cpu', unit: '% of a core', goal: { value: 1.5 }, value: percentOfCore(seen), reference },
        { name: 'fleet-500-memory', unit: 'MB', goal: { value: 110 }, value: seen.use.after.residentMb, reference },
        madeFigure('fleet-500', seen, fleet, reference),
        lagFigure('fleet-500', 0.99, seen, reference),
        { name: 'fleet-500-loop-delay-p99', unit: 'ms', goal: { value: 10 }, value: delayMs, reference },
      ]
    })
  },
}

function lagFigure(name: string, part: number, { lag }: Window, reference: string): Measured {
  const value = lagQuantile(lag.before, lag.after, part)
  return { name: `${name}-lag-p${part * 100}`, unit: 'ms', goal: { value: 100 }, value, reference }
}

export const fleet10000: RunRow = {
  name: 'fleet-10000',
  async run() {
    const small: Fleet = { count: 100, intervalMs: 10_000, kinds: ['tcp'], warmUpMs: 15_000, lastsMs: 40_000 }
    const large: Fleet = { ...small, count: 10_000, warmUpMs: 70_000 }
    const referenceValue = await withFleet(small, async (served) => cpuMsPerProbe(await watch(served, small.lastsMs)))
    return withFleet(large, async (served) => {
      const seen = await watch(served, large.lastsMs)
      const delayMs = await loopDelayOf(served, 20_000)
      const reference = '10,000 TCP targets at 10 s'
      return [
        madeFigure('fleet-10000', seen, large, reference),
        lagFigure('fleet-10000', 0.5, seen, reference),
        lagFigure('fleet-10000', 0.99, seen, reference),
        { name: 'fleet-10000-loop-delay-p99', unit: 'ms', goal: { value: 10 }, value: delayMs, reference },
        {
          name: 'fleet-10000-cpu-per-probe',
          unit: 'ms',
          goal: { ratio: 1.3 },
          value: cpuMsPerProbe(seen),
          reference: `${reference}, against 100 of them`,
          referenceValue,
        },
        {
          name: 'fleet-10000-memory',
          unit: 'MB',
          goal: { value: 400 },
          value: seen.use.after.residentMb,
          reference,
        },
      ]
    })
  },
}

export const idle: RunRow = {
  name: 'idle',
  run() {
    const fleet: Fleet = { count: 100, intervalMs: 60_000, kinds: mix, warmUpMs: 62_000, lastsMs: 60_000 }
    return withFleet(fleet, async (served) => {
      const seen = await watch(served, fleet.lastsMs)
      const wakeUps = (seen.use.after.wakeUps - seen.use.before.wakeUps) / seen.seconds
      const reference = `100 targets at 60 s, ${mixWords}; page closed`
      return [
        { name: 'idle-cpu', unit: '% of a core', goal: { value: 0.2 }, value: percentOfCore(seen), reference },
        {
          name: 'idle-wake-ups',
          unit: '/s',
          // A probe is at least its timer, its connection and its answer; a result is written by another thread.
          goal: { ratio: 10 },
          value: wakeUps,
          reference: `${reference}; against probes per second`,
          referenceValue: seen.probes / seen.seconds,
        },
      ]
    })
  },
}

/** Listens as a page does: how many events came, and how many bytes. */
async function listen(address: string, lastsMs: number): Promise<{ messages: number; bytes: number }> {
  const seen = { messages: 0, bytes: 0 }
  const request = get(`${address}events`, { agent: false }, (response) => {
    response.setEncoding('utf8').on('data', (text: string) => {
      seen.bytes += Buffer.byteLength(text)
      seen.messages += text.split('event: delta').length - 1
    })
  })
  request.on('error', () => {})
  await after(lastsMs)
  request.destroy()
  return seen
}

export const events: RunRow = {
  name: 'events',
  run() {
    const fleet: Fleet = { count: 1000, intervalMs: 5000, kinds: ['tcp'], warmUpMs: 12_000, lastsMs: 15_000 }
    return withFleet(fleet, async (served) => {
      const before = await lagCounts(served.address)
      const { messages, bytes } = await listen(served.address, fleet.lastsMs)
      const results = (await lagCounts(served.address)).probes - before.probes
      const reference = '1,000 TCP targets at 5 s, one page open'
      return [
        // One a frame of a screen of 60 Hz.
        {
          name: 'events-messages',
          unit: '/s',
          goal: { value: 60 },
          value: (messages * 1000) / fleet.lastsMs,
          reference,
        },
        { name: 'events-bytes-per-result', unit: 'bytes', goal: { value: 1500 }, value: bytes / results, reference },
      ]
    })
  },
}

export const snapshot: RunRow = {
  name: 'snapshot',
  run() {
    const fleet: Fleet = { count: 1000, intervalMs: 60_000, kinds: ['tcp'], warmUpMs: 8000, lastsMs: 0 }
    return withFleet(fleet, async (served) => {
      const cpu: number[] = []
      for (let nth = 0; nth < 15; nth++) {
        const before = await served.use()
        await fetch(`${served.address}api/snapshot:get`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        }).then((response) => response.arrayBuffer())
        cpu.push((await served.use()).cpuMs - before.cpuMs)
      }
      const reference = 'all that 1,000 TCP targets are, asked for as a page does; CPU of one answer'
      return [{ name: 'snapshot-1000', unit: 'ms', goal: { value: 10 }, value: middle(cpu), reference }]
    })
  },
}
