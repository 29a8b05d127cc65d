import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'
import type { RequestChannel } from '../../electron/contract/channels.ts'
import { contract, type RequestOf, type ResponseOf } from '../../electron/contract/schemas.ts'
import { defaultSettings } from '../../electron/contract/settings.ts'
import type { Snapshot } from '../../electron/contract/snapshot.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'

/** A target that is looked at every second and given up after one. */
export function tcpTarget(id: string, target: string): TargetConfig {
  return { id, name: id, protocol: 'tcp', target, intervalMs: 1000, timeoutMs: 1000, readTimeoutMs: 1000 }
}

/** Lays out the data directory of `serve` (tests/commands/serve-process.ts) with these targets in it. */
export function writeSettings(directory: string, targets: readonly TargetConfig[]): void {
  const data = join(directory, 'data')
  mkdirSync(data, { mode: 0o700 })
  writeFileSync(join(data, 'config.json'), JSON.stringify({ ...defaultSettings, targets }), { mode: 0o600 })
}

const answer = z.object({ ok: z.literal(true), value: z.unknown() })
const responses: { [C in RequestChannel]: { response: { parse(value: unknown): ResponseOf<C> } } } = contract

/** Asks a host as its page does; `post` sends the request and answers with the text that came back. */
export function asker(post: (channel: string, body: string) => Promise<string>) {
  async function ask<C extends RequestChannel>(channel: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
    const { value } = answer.parse(JSON.parse(await post(channel, JSON.stringify(request))))
    return responses[channel].response.parse(value)
  }
  return {
    ask,
    /** Asks again and again until the snapshot is as wanted; the test's own limit ends it. */
    async until(fits: (snapshot: Snapshot) => boolean): Promise<Snapshot> {
      for (;;) {
        const snapshot = await ask('snapshot:get', {})
        if (fits(snapshot)) return snapshot
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
  }
}
