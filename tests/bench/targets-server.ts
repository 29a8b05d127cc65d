import http from 'node:http'
import { makeCertificates, serveHttps } from '../lab/https-servers.ts'
import { startLabServer } from '../lab/lab-server.ts'
import { bannerTcp } from '../lab/tcp-servers.ts'
import { echoUdp } from '../lab/udp-servers.ts'

/** What the targets of the bench are. */
export interface Servers {
  tcp: number
  http: number
  https: number
  udp: number
  /** The anchor of the certificate, in PEM. */
  ca: string
}

/** Runs as a process of its own, so that what it uses is not counted. Prints where it is, and ends with its input. */
const page = Buffer.alloc(2048, 'a page of the usual size ')
const onRequest: http.RequestListener = (_request, response) => response.end(page)
const { good, root } = await makeCertificates()
const [tcp, web, secure, udp] = await Promise.all([
  bannerTcp('220 ready\r\n'),
  startLabServer(http.createServer(onRequest)),
  serveHttps(good, { handler: onRequest }),
  echoUdp(),
])
const servers: Servers = { tcp: tcp.port, http: web.port, https: secure.port, udp: udp.port, ca: root.certPem }
process.stdout.write(`${JSON.stringify(servers)}\n`)
process.stdin.resume().on('end', () => process.exit(0))
