import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { differences } from './compare.ts'
import { hosts, type Trace } from './format.ts'
import { replay } from './replay.ts'

const folder = join(import.meta.dirname, 'data')
const traces = await Promise.all(
  readdirSync(folder).map(async (file): Promise<[string, Trace]> => {
    const module: { default: Trace } = await import(`./data/${file}`)
    return [file.replace(/\.ts$/, ''), module.default]
  }),
)

/** The longest takes a second; a busy machine is no reason to fail. */
const withinMs = 120_000

describe.each(hosts)('as the %s host composes it', (host) => {
  it.each(traces)(
    '%s',
    async (_name, trace) => {
      expect(differences(trace, host, await replay(trace, host)), trace.rule).toEqual([])
    },
    withinMs,
  )
})
