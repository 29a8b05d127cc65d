import net from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const { address, gate }: { address: string; gate: Int32Array } = workerData
const server = net.createServer((socket) => {
  socket.on('error', () => {})
  socket.resume()
})
server.listen({ host: address, port: 0, backlog: 1 }, () => {
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server listens on no port')
  parentPort?.postMessage(bound.port, [])
  // Only a loop that stands still accepts nothing: libuv would take every connection by itself.
  Atomics.wait(gate, 0, 0)
})
