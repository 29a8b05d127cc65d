import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { type LabProtocol, type Mode } from './lab-messages.ts'

/** A server that fails in the way it is told to. */
export interface Failing {
  port: number
  /** Resolves when it does. */
  become(mode: Mode): Promise<void>
}

export function startFailing(protocol: LabProtocol): Promise<Failing> {
  return protocol === 'udp' ? startUdp() : startStream(protocol)
}

async function startStream(protocol: 'tcp' | 'http'): Promise<Failing> {
  let mode: Mode = 'up'
  const open = new Set<Socket>()
  const server: Server = protocol === 'tcp' ? createTcpServer(answer) : createHttpServer()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => open.delete(socket))
    if (mode === 'reset') socket.resetAndDestroy()
  })
  if (protocol === 'http') {
    server.on('request', (_request, response) => {
      if (mode === 'silent') return
      response.writeHead(mode === 'wrong' ? 503 : 200, { Connection: 'close' }).end('pong\n')
    })
  }
  function answer(socket: Socket): void {
    socket.on('data', () => {
      if (mode === 'up' || mode === 'wrong') socket.end(mode === 'up' ? 'pong\n' : 'what?\n')
    })
  }
  const port = await listen(server, 0)
  return {
    port,
    async become(next) {
      const was = mode
      mode = next
      for (const socket of open) socket.destroy()
      if (was !== 'refused' && next === 'refused') await new Promise((resolve) => server.close(resolve))
      if (was === 'refused' && next !== 'refused') await listenAgain(server, port)
    },
  }
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen({ host: '127.0.0.1', port })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the lab listens on no port')
  return address.port
}

/** Meanwhile the port may have been lent to a connection that somebody made. */
async function listenAgain(server: Server, port: number): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    try {
      await listen(server, port)
      return
    } catch {
      await after(100)
    }
  }
  throw new Error(`the lab does not get its port ${port} back`)
}

async function startUdp(): Promise<Failing> {
  let mode: Mode = 'up'
  const socket: UdpSocket = createSocket('udp4')
  socket.on('error', () => {})
  socket.on('message', (_message, { port, address }) => {
    if (mode === 'up') socket.send('pong\n', port, address)
    else if (mode === 'wrong') socket.send('what?\n', port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return {
    port: socket.address().port,
    async become(next) {
      mode = next
    },
  }
}
