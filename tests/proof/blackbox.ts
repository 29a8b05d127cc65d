import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { vi } from 'vitest'
import * as z from 'zod/mini'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { exportBlackbox } from '../../electron/interop/export-blackbox.ts'
import { type Daemon, listeningOn, startDaemon } from './daemon.ts'
import { tool } from './tools.ts'

/** The verdict of another program, or why it cannot be asked. */
export type PeerAnswer = { success: boolean; output: string } | { cannot: string }

/** A running blackbox exporter, and the addresses at which a Prometheus would ask it. */
export interface Blackbox {
  ask(target: TargetConfig): Promise<PeerAnswer>
  stop(): Promise<void>
}

/** What an export writes where a person is to fill in a secret. */
const secretBlank = 'REPLACE-ME'

const targetsAnswer = z.object({
  data: z.object({ activeTargets: z.array(z.object({ scrapeUrl: z.string() })) }),
})

/**
 * Starts Debian's exporter on the modules Portlight exports for these targets. The exported scrape configuration is given
 * to a Prometheus, which then says how it would ask for each. `secret` goes where the export leaves secrets out.
 */
export async function startBlackbox(
  directory: string,
  targets: readonly TargetConfig[],
  secret: string,
): Promise<Blackbox> {
  // Scraped once a day, Prometheus asks for nothing while the tests do.
  const { files } = exportBlackbox(targets.map((target) => ({ ...target, intervalMs: 86_400_000 })))
  const write = (name: string, change: (text: string) => string): string => {
    const file = files.find(({ path }) => path === name)
    if (!file) throw new Error(`the export has no ${name}`)
    const path = join(directory, name)
    writeFileSync(path, change(file.text))
    return path
  }
  const modules = write('blackbox.yml', (text) => text.replaceAll(secretBlank, secret))
  const exporter = await startDaemon(
    tool('prometheus-blackbox-exporter'),
    [`--config.file=${modules}`, '--web.listen-address=127.0.0.1:0'],
    listeningOn,
  )
  try {
    const config = write('prometheus-scrape.yml', (text) => text.replaceAll('127.0.0.1:9115', exporter.address))
    const urls = await scrapeUrls(directory, config, targets.filter(({ protocol }) => protocol !== 'udp').length)
    return { ask: (target) => ask(target, urls.get(target.target)), stop: () => exporter.stop() }
  } catch (error) {
    await exporter.stop()
    throw error
  }
}

/** How Prometheus asks for each target under a scrape configuration. */
async function scrapeUrls(directory: string, config: string, count: number): Promise<Map<string, string>> {
  const prometheus: Daemon = await startDaemon(
    tool('prometheus'),
    [`--config.file=${config}`, `--storage.tsdb.path=${join(directory, 'tsdb')}`, '--web.listen-address=127.0.0.1:0'],
    listeningOn,
  )
  try {
    return await vi.waitFor(
      async () => {
        const answer = await (await fetch(`http://${prometheus.address}/api/v1/targets?state=active`)).json()
        const urls = targetsAnswer.parse(answer).data.activeTargets.map(({ scrapeUrl }) => scrapeUrl)
        if (urls.length !== count) throw new Error(`Prometheus has ${urls.length} of ${count} targets`)
        return new Map(urls.map((url) => [new URL(url).searchParams.get('target') ?? '', url]))
      },
      { timeout: 20_000, interval: 200 },
    )
  } finally {
    await prometheus.stop()
  }
}

async function ask(target: TargetConfig, url: string | undefined): Promise<PeerAnswer> {
  if (target.protocol === 'udp') return { cannot: 'it does not probe UDP' }
  if (url === undefined) throw new Error(`Prometheus would not ask for ${target.target}`)
  const output = await (await fetch(`${url}&debug=true`)).text()
  const [, success] = /^probe_success ([01])$/m.exec(output) ?? []
  if (success === undefined) throw new Error(`the exporter gave no verdict on ${target.target}: ${output}`)
  return { success: success === '1', output }
}
