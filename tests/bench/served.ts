import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod/mini'
import { defaultSettings } from '../../electron/contract/settings.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import type { LoopDelay, Use } from './meter.ts'

/** The program as it is shipped. */
export const built = resolve(import.meta.dirname, '../../dist/cli.js')

/** `portlight serve` as a process of its own, measured from inside. */
export interface Served {
  /** Ends in a slash. */
  address: string
  use(): Promise<Use>
  watchLoop(): Promise<void>
  loopDelay(): Promise<LoopDelay>
  stop(): Promise<void>
}

const useSchema = z.object({ atMs: z.number(), cpuMs: z.number(), residentMb: z.number(), wakeUps: z.number() })
const loopSchema = z.object({ p50: z.number(), p99: z.number(), max: z.number() })

/** A directory with these targets in it, as `serve` expects its data. */
export function dataDirectory(targets: readonly TargetConfig[]): { path: string; remove(): void } {
  if (!existsSync(built)) throw new Error('dist/cli.js is not built; run npm run build')
  const path = mkdtempSync(join(tmpdir(), 'portlight-bench-'))
  mkdirSync(join(path, 'data'), { mode: 0o700 })
  writeFileSync(join(path, 'data/config.json'), JSON.stringify({ ...defaultSettings, targets }), { mode: 0o600 })
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts it on a directory of `dataDirectory`. Resolves once it has printed its address. */
export async function spawnServe(directory: string, nodeArgs: readonly string[] = []): Promise<[ChildProcess, string]> {
  const args = [built, 'serve', '--data-dir', join(directory, 'data'), '--no-open', '--no-notify']
  const child = spawn(process.execPath, [...nodeArgs, ...args], {
    env: { PATH: process.env.PATH, HOME: directory },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  if (!child.stdout) throw new Error('the output of serve is not piped')
  for await (const line of createInterface(child.stdout)) return [child, line]
  throw new Error('serve ended without an address')
}

/** As JavaScript: what strips types takes forty megabytes, which are not the program's. */
function meter(): string {
  const source = stripTypeScriptTypes(readFileSync(join(import.meta.dirname, 'meter.ts'), 'utf8'))
  return `data:text/javascript;base64,${Buffer.from(source).toString('base64')}`
}

/** Starts it on these targets, with a meter in it. */
export async function serveTargets(targets: readonly TargetConfig[]): Promise<Served> {
  const directory = dataDirectory(targets)
  const [child, address] = await spawnServe(directory.path, ['--import', meter()])
  async function ask(question: string): Promise<unknown> {
    child.send(question)
    const [answer] = await once(child, 'message')
    return answer
  }
  return {
    address,
    use: async () => useSchema.parse(await ask('use')),
    watchLoop: async () => void (await ask('watch-loop')),
    loopDelay: async () => loopSchema.parse(await ask('loop')),
    async stop() {
      await stopped(child)
      directory.remove()
    },
  }
}

/** Ends it as a service manager does, and waits for its end. */
export async function stopped(child: ChildProcess): Promise<void> {
  const closed = once(child, 'exit')
  child.kill('SIGTERM')
  await closed
}

/** How long after its slot a probe began, by the metrics of the program: probes by bound of their bucket in seconds. */
export interface LagCounts {
  probes: number
  byBound: Map<number, number>
}

/** What a scrape says of the lag, since the start. */
export async function lagCounts(address: string): Promise<LagCounts> {
  const scrape = await textOf(new URL('/metrics', address).href)
  const byBound = new Map<number, number>()
  for (const [, bound = '', count] of scrape.matchAll(/^portlight_schedule_lag_seconds_bucket\{le="(.+)"\} (\d+)$/gm)) {
    byBound.set(bound === '+Inf' ? Infinity : Number(bound), Number(count))
  }
  return { probes: byBound.get(Infinity) ?? 0, byBound }
}

/** The lag, in milliseconds, that a part of the probes between two scrapes stayed under, as histogram_quantile reads it. */
export function lagQuantile(before: LagCounts, after: LagCounts, part: number): number {
  const wanted = part * (after.probes - before.probes)
  let [fromS, below] = [0, 0]
  for (const [toS, count] of after.byBound) {
    const upTo = count - (before.byBound.get(toS) ?? 0)
    if (upTo >= wanted)
      return 1000 * (toS === Infinity ? fromS : fromS + ((toS - fromS) * (wanted - below)) / (upTo - below))
    ;[fromS, below] = [toS, upTo]
  }
  return Number.NaN
}

/** The body of an answer. `fetch` of this process would share connections between what is measured. */
export function textOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => {
          text += chunk
        })
        .on('end', () => resolve(text))
        .on('error', reject)
    }).on('error', reject)
  })
}
