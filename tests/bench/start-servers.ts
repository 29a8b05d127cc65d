import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Servers } from './targets-server.ts'

/** Starts the targets of the bench in a process of their own. */
export async function startServers(): Promise<{ servers: Servers; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'targets-server.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(child.stdout)) {
    const servers: Servers = JSON.parse(line)
    return {
      servers,
      async stop() {
        const closed = once(child, 'exit')
        child.stdin.end()
        await closed
      },
    }
  }
  throw new Error('the servers of the bench did not start')
}
