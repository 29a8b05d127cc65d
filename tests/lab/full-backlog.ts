import net from 'node:net'
import { Worker } from 'node:worker_threads'
import type { LabServer } from './lab-server.ts'

/** A server whose queue of connections is full, until it is told to take them. */
export interface FullBacklog extends LabServer {
  /** Begins to accept, so that whoever still tries to connect gets through with its next try. */
  accept(): void
}

/**
 * Listens with the shortest queue there is, in a thread that then stands still and accepts nothing, and fills the queue.
 * From then on the system drops every attempt to connect without a word. Linux keeps one connection more than the
 * backlog says.
 */
export async function fullBacklogTcp({ address = '127.0.0.1' }: { address?: string } = {}): Promise<FullBacklog> {
  const gate = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(new URL('./full-backlog-worker.ts', import.meta.url), { workerData: { address, gate } })
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
  })
  const fillers: net.Socket[] = []
  for (let count = 0; count < 2; count++) fillers.push(await connected(address, port))
  return {
    address,
    port,
    accept() {
      Atomics.store(gate, 0, 1)
      Atomics.notify(gate, 0)
    },
    async close() {
      for (const filler of fillers) filler.destroy()
      await worker.terminate()
    },
  }
}

function connected(host: string, port: number): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      socket.on('error', () => {})
      resolve(socket)
    })
  })
}
