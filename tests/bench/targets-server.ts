import http from 'node:http'
import { startLabServer } from '../lab/lab-server.ts'
import { bannerTcp } from '../lab/tcp-servers.ts'

/** Runs as a process of its own, so that what it uses is not counted. Prints its ports, and ends with its input. */
const page = Buffer.alloc(2048, 'a page of the usual size ')
const [tcp, web] = await Promise.all([
  bannerTcp('220 ready\r\n'),
  startLabServer(http.createServer((_request, response) => response.end(page))),
])
process.stdout.write(`${JSON.stringify({ tcp: tcp.port, http: web.port })}\n`)
process.stdin.resume().on('end', () => process.exit(0))
