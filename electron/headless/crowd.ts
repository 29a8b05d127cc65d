import type { Server } from 'node:http'
import type { Socket } from 'node:net'

/** All that may wait for a place while the places are taken by those who have shown the token. */
const spare = 16

export interface Crowd {
  /** Whoever is on this connection has shown the token, and keeps it. */
  admit(socket: Socket): void
}

/**
 * Keeps a server to `max` connections. Where one more comes, the oldest that has not shown the token goes: whoever opens
 * connections by the thousand drives out their own, and neither the page nor the probes run out of anything.
 */
export function limitCrowd(server: Server, max: number): Crowd {
  const strangers = new Set<Socket>()
  let open = 0
  server.maxConnections = max + spare
  server.on('connection', (socket: Socket) => {
    open += 1
    strangers.add(socket)
    socket.once('close', () => {
      open -= 1
      strangers.delete(socket)
    })
    if (open <= max) return
    const [oldest] = strangers
    if (oldest === undefined) return
    strangers.delete(oldest)
    oldest.destroy()
  })
  return { admit: (socket) => void strangers.delete(socket) }
}
