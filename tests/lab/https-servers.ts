import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { TLSSocket, type TlsOptions } from 'node:tls'
import { type Authority, createAuthority, type Issued, issue } from './certificates.ts'
import { type LabServer, startLabServer } from './lab-server.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => void

const hello: Handler = (_request, response) => response.end('hello')

/** An HTTPS server that shows one certificate, followed by those of `chain`. */
export function serveHttps(
  certificate: Issued,
  { chain = [], handler = hello, ...options }: TlsOptions & { chain?: readonly Issued[]; handler?: Handler } = {},
): Promise<LabServer> {
  const cert = [certificate, ...chain].map(({ certPem }) => certPem).join('')
  return startLabServer(https.createServer({ cert, key: certificate.keyPem, ...options }, handler))
}

/** Waits for a request, answers over TLS with these bytes as they are, and then resets the connection. */
export function resettingHttps({ certPem: cert, keyPem: key }: Issued, answer: string): Promise<LabServer> {
  return startLabServer(
    net.createServer((socket) => {
      const secured = new TLSSocket(socket, { isServer: true, cert, key })
      secured.on('error', () => {})
      secured.once('data', () => {
        secured.write(answer)
        // The other side reads what came before a reset only if it came before.
        setTimeout(() => socket.resetAndDestroy(), 50)
      })
    }),
  )
}

/** Stands before a TLS 1.3 server and keeps back all that it says after its handshake. */
export function mutedTls(behind: LabServer): Promise<LabServer> {
  return startLabServer(
    net.createServer((near) => {
      const far = net.connect(behind.port, behind.address)
      let flights = 0
      near.on('error', () => far.destroy()).on('close', () => far.destroy())
      far.on('error', () => near.destroy())
      near.on('data', (chunk) => {
        // The first is the hello; with the second the client is done.
        flights += 1
        far.write(chunk)
      })
      far.on('data', (chunk) => {
        if (flights < 2) near.write(chunk)
      })
    }),
  )
}

/** Every kind of certificate a target may show, all for `localhost` and 127.0.0.1 unless its name says otherwise. */
export interface Certificates {
  root: Authority
  /** Of the root, for ten days; `underIntermediate` is its leaf, for sixty. */
  intermediate: Authority
  underIntermediate: Issued
  good: Issued
  selfSigned: Issued
  expired: Issued
  notYetValid: Issued
  wrongName: Issued
  /** Of a root nobody trusts. */
  alien: Issued
  client: Issued
}

const here = { dns: ['localhost'], ip: ['127.0.0.1', '::1'] }

/** Makes one of each. It takes some 20 ms. */
export async function makeCertificates(): Promise<Certificates> {
  const [root, alienRoot] = await Promise.all([
    createAuthority({ commonName: 'Lab root', issuer: null }),
    createAuthority({ commonName: 'Alien root', issuer: null }),
  ])
  const intermediate = await createAuthority({ commonName: 'Lab intermediate', issuer: root, toDays: 10 })
  const leaf = { commonName: 'localhost', issuer: root, ...here }
  const [underIntermediate, good, selfSigned, expired, notYetValid, wrongName, alien, client] = await Promise.all([
    issue({ ...leaf, issuer: intermediate, toDays: 60 }),
    issue(leaf),
    issue({ ...leaf, issuer: null }),
    issue({ ...leaf, fromDays: -40, toDays: -10 }),
    issue({ ...leaf, fromDays: 3, toDays: 90 }),
    issue({ commonName: 'other.example', issuer: root, dns: ['other.example', '*.other.example'] }),
    issue({ ...leaf, issuer: alienRoot }),
    issue({ commonName: 'lab client', issuer: root }),
  ])
  return { root, intermediate, underIntermediate, good, selfSigned, expired, notYetValid, wrongName, alien, client }
}

/** An HTTPS server that answers those who speak plain HTTP to it with 400, as nginx and Go do. */
export async function politeHttps(certificate: Issued): Promise<LabServer> {
  const secure = https.createServer({ cert: certificate.certPem, key: certificate.keyPem }, hello)
  const plain = http.createServer((_request, response) => response.writeHead(400).end('this port speaks HTTPS'))
  return startLabServer(
    net.createServer((socket) => {
      socket.once('readable', () => {
        const first: Buffer | null = socket.read()
        if (first === null) return
        socket.unshift(first)
        // The first byte of a TLS handshake record (RFC 8446, section 5.1).
        ;(first[0] === 22 ? secure : plain).emit('connection', socket)
      })
    }),
  )
}
