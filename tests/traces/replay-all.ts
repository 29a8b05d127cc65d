import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differences } from './compare.ts'
import type { Host, Trace } from './format.ts'
import { replay } from './replay.ts'

/** The longest takes a second; a busy machine is no reason to fail. */
const withinMs = 120_000

const names = readdirSync(join(import.meta.dirname, 'data')).map((file) => basename(file, '.ts'))
const traces = await Promise.all(
  names.map(async (name): Promise<[string, Trace]> => {
    const module: { default: Trace } = await import(`./data/${name}.ts`)
    return [name, module.default]
  }),
)

/** Replays every trace as this host composes the program. One file per host, so that they run side by side. */
export function replayAll(host: Host): void {
  describe(`as the ${host} host composes the program`, () => {
    it.each(traces)(
      '%s',
      async (_name, trace) => {
        expect(differences(trace, host, await replay(trace, host)), trace.rule).toEqual([])
      },
      withinMs,
    )
  })
}
