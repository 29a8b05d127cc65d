import net, { type Socket } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { type LabServer, startLabServer } from './lab-server.ts'

/** A server that does one thing with every connection, and always notices when the other side is gone. */
export function listenTcp(
  onConnection: (socket: Socket) => void,
  at?: { address?: string; port?: number },
): Promise<LabServer> {
  return startLabServer(
    net.createServer({ noDelay: true }, (socket) => {
      socket.resume()
      onConnection(socket)
    }),
    at,
  )
}

/** Accepts, and never says anything. */
export function silentTcp(at?: { address?: string; port?: number }): Promise<LabServer> {
  return listenTcp(() => {}, at)
}

/** Says `text` at once and stays open. */
export function bannerTcp(text: string): Promise<LabServer> {
  return listenTcp((socket) => socket.write(text))
}

/** Says `text` at once and closes. */
export function bannerThenCloseTcp(text: string): Promise<LabServer> {
  return listenTcp((socket) => socket.end(text))
}

/** Says the pieces one by one, `gapMs` apart, so that each arrives by itself. */
export function piecemealTcp(pieces: readonly (string | Uint8Array)[], gapMs = 20): Promise<LabServer> {
  return listenTcp((socket) => {
    void (async () => {
      for (const piece of pieces) {
        await after(gapMs)
        if (socket.destroyed) return
        socket.write(piece)
      }
    })()
  })
}

/** Closes each connection at once. */
export function closingTcp(): Promise<LabServer> {
  return listenTcp((socket) => socket.end())
}

/** Resets each connection at once. */
export function resettingTcp(): Promise<LabServer> {
  return listenTcp((socket) => socket.resetAndDestroy())
}

/** Says `text`, if any, and resets the connection once it has received something. */
export function resetOnDataTcp(text = ''): Promise<LabServer> {
  return listenTcp((socket) => {
    if (text !== '') socket.write(text)
    socket.once('data', () => socket.resetAndDestroy())
  })
}

/** Sends back what it receives. */
export function echoTcp(): Promise<LabServer> {
  return listenTcp((socket) => socket.pipe(socket))
}

/** Says `banner` at once, and `reply` to the first thing it receives. */
export function greetThenReplyTcp(banner: string, reply: string): Promise<LabServer> {
  return listenTcp((socket) => {
    socket.write(banner)
    socket.once('data', () => socket.write(reply))
  })
}

export interface EndlessTcp extends LabServer {
  /** What the system took, over all connections. */
  sentBytes(): number
}

/** Sends `filler`, over and over, for as long as the other side takes it. */
export async function endlessTcp(filler = 'x'): Promise<EndlessTcp> {
  const block = Buffer.alloc(65_536, filler)
  const sockets = new Set<Socket>()
  const server = await listenTcp((socket) => {
    sockets.add(socket)
    const pour = (): void => {
      while (!socket.destroyed && socket.write(block));
    }
    socket.on('drain', pour)
    pour()
  })
  return {
    ...server,
    sentBytes: () => Array.from(sockets).reduce((sum, socket) => sum + socket.bytesWritten, 0),
  }
}

/**
 * A port nobody listens on. It is held as the near end of a connection, so that no one else can be given it meanwhile.
 */
export async function closedTcpPort(): Promise<LabServer> {
  const server = await silentTcp()
  const holder = net.connect({ host: server.address, port: server.port, localAddress: server.address })
  await new Promise<void>((resolve, reject) => {
    holder.once('connect', resolve)
    holder.once('error', reject)
  })
  const { localPort } = holder
  if (localPort === undefined) throw new Error('the connection has no port of its own')
  return {
    port: localPort,
    address: server.address,
    close: async () => {
      holder.destroy()
      await server.close()
    },
  }
}
