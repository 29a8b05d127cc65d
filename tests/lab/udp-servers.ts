import dgram from 'node:dgram'
import type { LabServer } from './lab-server.ts'

/** A UDP server that counts what it receives. */
export interface UdpLabServer extends LabServer {
  received(): number
}

type OnDatagram = (datagram: Buffer, reply: (text: string | Uint8Array) => void, count: number) => void

/** Calls `onDatagram` for each datagram; `count` is 1 for the first. */
export async function listenUdp(
  onDatagram: OnDatagram,
  { address = '127.0.0.1', port = 0 }: { address?: string; port?: number } = {},
): Promise<UdpLabServer> {
  const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4')
  let received = 0
  socket.on('message', (datagram, from) => {
    received += 1
    onDatagram(datagram, (text) => socket.send(text, from.port, from.address), received)
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind({ address, port, exclusive: true }, resolve)
  })
  socket.removeAllListeners('error').on('error', () => {})
  let closed: Promise<void> | null = null
  return {
    port: socket.address().port,
    address,
    received: () => received,
    close: () => {
      closed ??= new Promise((resolve) => socket.close(() => resolve()))
      return closed
    },
  }
}

/** Takes everything and never replies. */
export function silentUdp(at?: { address?: string; port?: number }): Promise<UdpLabServer> {
  return listenUdp(() => {}, at)
}

/** Sends back what it receives. */
export function echoUdp(at?: { address?: string; port?: number }): Promise<UdpLabServer> {
  return listenUdp((datagram, reply) => reply(datagram), at)
}

/** Answers each datagram with these replies, in order. */
export function replyUdp(replies: readonly (string | Uint8Array)[]): Promise<UdpLabServer> {
  return listenUdp((_, reply) => {
    for (const text of replies) reply(text)
  })
}

/** Loses the first datagram and sends back the others. */
export function forgetfulUdp(): Promise<UdpLabServer> {
  return listenUdp((datagram, reply, count) => {
    if (count > 1) reply(datagram)
  })
}

/**
 * A port that reports itself closed. It is held by a socket that talks to someone else, so that no one can be given it
 * meanwhile: the system delivers nothing to a connected socket but its peer's datagrams.
 */
export async function closedUdpPort(): Promise<LabServer> {
  const peer = await silentUdp()
  const holder = dgram.createSocket('udp4')
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject)
    holder.bind({ address: peer.address, port: 0, exclusive: true })
    holder.connect(peer.port, peer.address, () => resolve())
  })
  return {
    port: holder.address().port,
    address: peer.address,
    close: async () => {
      await new Promise<void>((resolve) => holder.close(() => resolve()))
      await peer.close()
    },
  }
}
