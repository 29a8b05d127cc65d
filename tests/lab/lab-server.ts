import type { Server, Socket } from 'node:net'

/** A server that misbehaves on purpose, one behaviour each. It lives on loopback until it is closed. */
export interface LabServer {
  port: number
  address: string
  /** Cuts every connection and gives the port back. A second call is harmless. */
  close(): Promise<void>
}

/**
 * Starts any TCP-based server (net, tls, http, https) on loopback. The port is the system's choice unless one is given.
 * Rejects with the listen error, such as EADDRINUSE.
 */
export async function startLabServer(
  server: Server,
  { address = '127.0.0.1', port = 0 }: { address?: string; port?: number } = {},
): Promise<LabServer> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    // A probe closes as soon as it knows enough; the reset that causes is no concern of the lab's.
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: address, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the lab server listens on no port')
  return {
    port: bound.port,
    address,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}
