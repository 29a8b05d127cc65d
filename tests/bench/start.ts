import { spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import * as z from 'zod/mini'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { type LabServer, startLabServer } from '../lab/lab-server.ts'
import type { Pair, PairRow } from './row.ts'
import { built, dataDirectory, spawnServe, stopped } from './served.ts'

/** Waits for a program to end well, and answers how long that took. */
async function lasted(args: readonly string[]): Promise<number> {
  const beganMs = performance.now()
  const [status] = await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit')
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}`)
  return performance.now() - beganMs
}

async function listening(): Promise<LabServer> {
  return startLabServer(net.createServer((socket) => socket.end()))
}

const nothing = 'node -e 0'

export const startCheck: PairRow = {
  name: 'start-check',
  unit: 'ms',
  reference: `${nothing}; ours is \`check\` of one TCP target, the whole process`,
  goal: { ratio: 2.5 },
  rounds: 21,
  async prepare(): Promise<Pair> {
    const server = await listening()
    return {
      ours: () => lasted([built, 'check', `tcp://127.0.0.1:${server.port}`]),
      theirs: () => lasted(['-e', '0']),
      close: () => server.close(),
    }
  },
}

const answer = z.object({
  value: z.object({ targets: z.array(z.object({ lastResult: z.nullable(z.object({ resultCode: z.number() })) })) }),
})

/** Until a page that asks is told the first result. */
async function firstResult(address: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${address}api/snapshot:get`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    const { targets } = answer.parse(await response.json()).value
    if (targets.every(({ lastResult }) => lastResult !== null)) return
  }
}

export const startServe: PairRow = {
  name: 'start-serve',
  unit: 'ms',
  reference: `${nothing}; ours is \`serve\` from its start to the first result`,
  goal: { value: 400 },
  rounds: 11,
  async prepare(): Promise<Pair> {
    const server = await listening()
    const target: TargetConfig = {
      id: 'first',
      protocol: 'tcp',
      target: `127.0.0.1:${server.port}`,
      intervalMs: 60_000,
      timeoutMs: 5000,
      readTimeoutMs: 3000,
    }
    return {
      async ours() {
        const directory = dataDirectory([target])
        const beganMs = performance.now()
        const [child, address] = await spawnServe(directory.path)
        await firstResult(address)
        const tookMs = performance.now() - beganMs
        await stopped(child)
        directory.remove()
        return tookMs
      },
      theirs: () => lasted(['-e', '0']),
      close: () => server.close(),
    }
  },
}
