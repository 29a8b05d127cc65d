import dgram from 'node:dgram'
import net, { type Socket } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import tls, { type TlsOptions } from 'node:tls'
import { type LabServer, startLabServer } from '../lab/lab-server.ts'
import { awakeMs } from './awake-clock.ts'
import type { Ending, Piece, Script } from './scripts.ts'

/**
 * Where all servers here live. A damaged Location may name any port, and other programs of this machine are on 127.0.0.1.
 * Only Linux has all of 127.0.0.0/8.
 */
export const address = process.platform === 'linux' ? '127.77.0.1' : '127.0.0.1'

/** The news of a closed connection takes a turn of the event loop or two. */
const hangUpWithinMs = 1000

/** A server that knows whether its callers have hung up. */
export interface PatientServer extends LabServer {
  /** Resolves once no connection is open; rejects when one stays open. */
  left(): Promise<void>
}

/** Plays the scripts to one connection after the other, and the last to all that follow; over TLS if options are given. */
export function playTcp(scripts: readonly Script[], options: TlsOptions | null = null): Promise<PatientServer> {
  let nth = 0
  const onConnection = (socket: Socket): void => {
    socket.on('error', () => {})
    socket.resume()
    const script = scripts[Math.min(nth++, scripts.length - 1)]
    if (script) void play(socket, script)
  }
  return patient(
    options === null
      ? net.createServer({ noDelay: true }, onConnection)
      : tls.createServer({ ...options, noDelay: true }, onConnection).on('tlsClientError', () => {}),
  )
}

async function play(socket: Socket, { listensFirst, pieces, ending }: Script): Promise<void> {
  if (listensFirst) {
    await new Promise((resolve) => socket.once('data', resolve).once('close', resolve))
  }
  await say(socket, pieces)
  end(socket, ending)
}

async function say(socket: Socket, pieces: readonly Piece[]): Promise<void> {
  for (const { afterMs, bytes } of pieces) {
    if (afterMs > 0) await after(afterMs)
    if (socket.destroyed) return
    if (bytes.byteLength > 0) socket.write(bytes)
  }
}

function end(socket: Socket, ending: Ending): void {
  if (socket.destroyed) return
  if (ending === 'fin') socket.end()
  // A TLS socket has no reset of its own, and Node never says `close` of one that is reset while it ends.
  else if (ending === 'stall') return
  else if (socket instanceof tls.TLSSocket || socket.writableEnded) socket.destroy()
  else socket.resetAndDestroy()
}

/** What happens to a stream on its way from a server to a probe. */
export interface Damage {
  /** Bytes of the stream that are replaced. */
  changed: readonly { at: number; by: number }[]
  /** Where the stream breaks off; null where it does not. */
  cut: { at: number; ending: Ending } | null
}

/** Stands before a server and damages what it says. */
export function relayTcp(behind: LabServer, { changed, cut }: Damage): Promise<PatientServer> {
  return patient(
    net.createServer({ noDelay: true }, (near) => {
      const far = net.connect({ host: behind.address, port: behind.port })
      let passed = 0
      far.on('error', () => near.destroy()).on('end', () => near.end())
      near.on('error', () => {}).on('close', () => far.destroy())
      near.on('data', (chunk) => far.write(chunk))
      far.on('data', (chunk: Buffer) => {
        for (const { at, by } of changed) {
          if (at >= passed && at < passed + chunk.byteLength) chunk[at - passed] = by
        }
        const rest = cut === null ? chunk : chunk.subarray(0, Math.max(0, cut.at - passed))
        passed += chunk.byteLength
        if (!near.destroyed && rest.byteLength > 0) near.write(rest)
        if (cut === null || passed < cut.at) return
        far.pause()
        end(near, cut.ending)
      })
    }),
  )
}

async function patient(server: net.Server): Promise<PatientServer> {
  const open = new Set<Socket>()
  // Over TLS too this is the connection itself.
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket))
  })
  const lab = await startLabServer(server, { address })
  return {
    ...lab,
    async left() {
      const sinceMs = awakeMs()
      while (open.size > 0) {
        if (awakeMs() - sinceMs > hangUpWithinMs) throw new Error(`the probe left ${open.size} of its connections open`)
        await after(1)
      }
    },
  }
}

/** What a UDP server does with each datagram it gets. */
export interface UdpScript {
  replies: readonly Piece[]
  /** How many datagrams it takes before its port is closed; null for all. */
  closesAfter: number | null
}

export async function playUdp({ replies, closesAfter }: UdpScript): Promise<LabServer> {
  const socket = dgram.createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind({ address, port: 0, exclusive: true }, resolve))
  const { port } = socket.address()
  let open = true
  let taken = 0
  const close = async (): Promise<void> => {
    if (!open) return
    open = false
    await new Promise<void>((resolve) => socket.close(resolve))
  }
  const answer = async (from: dgram.RemoteInfo): Promise<void> => {
    for (const { afterMs, bytes } of replies) {
      if (afterMs > 0) await after(afterMs)
      if (open) socket.send(bytes, from.port, from.address)
    }
  }
  socket
    .on('error', () => {})
    .on('message', (_datagram, from) => {
      taken += 1
      void answer(from)
      if (closesAfter !== null && taken >= closesAfter) void close()
    })
  if (closesAfter === 0) await close()
  return { address, port, close }
}
