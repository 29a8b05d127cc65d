import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import zlib from 'node:zlib'
import { type LabServer, startLabServer } from './lab-server.ts'
import { listenTcp } from './tcp-servers.ts'

/** A well-behaved HTTP server with a handler of one's own. */
export function serveHttp(
  handler: (request: IncomingMessage, response: ServerResponse) => void,
  at?: { address?: string; port?: number },
): Promise<LabServer> {
  return startLabServer(http.createServer(handler), at)
}

/** Answers everything with one status and text. */
export function statusHttp(status: number, body = ''): Promise<LabServer> {
  return serveHttp((_request, response) => response.writeHead(status).end(body))
}

/** What a request looked like to the server. */
export interface SeenRequest {
  method: string
  url: string
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Answers 200 with what it saw, as JSON, and remembers it. */
export async function echoHttp(at?: { address?: string; port?: number }): Promise<LabServer & { seen: SeenRequest[] }> {
  const seen: SeenRequest[] = []
  const server = await serveHttp((request, response) => {
    void (async () => {
      const { method = '', url = '', headers } = request
      const body = (await request.setEncoding('latin1').toArray()).join('')
      seen.push({ method, url, headers: { ...headers }, body })
      response.end(JSON.stringify(seen.at(-1)))
    })()
  }, at)
  return { ...server, seen }
}

/** Waits for a request, answers with these bytes as they are, and then closes, resets or stays. */
export function rawHttp(answer: string | Uint8Array, then: 'close' | 'reset' | 'stay' = 'close'): Promise<LabServer> {
  return listenTcp((socket) => {
    socket.once('data', () => {
      socket.write(answer)
      if (then === 'close') socket.end()
      // The other side reads what came before a reset only if it came before.
      if (then === 'reset') setTimeout(() => socket.resetAndDestroy(), 50)
    })
  })
}

/** Answers with headers and part of a body, and nothing more. */
export function stallingBodyHttp(status = 200): Promise<LabServer> {
  return rawHttp(`HTTP/1.1 ${status} Stalling\r\nContent-Length: 1000\r\n\r\nthe beginning`, 'stay')
}

/** Redirects everything to one place. `headers` come on top. */
export function redirectHttp(
  location: string | ((request: IncomingMessage) => string),
  status = 302,
): Promise<LabServer & { seen: string[] }> {
  const seen: string[] = []
  return serveHttp((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    response.writeHead(status, { Location: typeof location === 'string' ? location : location(request) }).end()
  }).then((server) => ({ ...server, seen }))
}

const compressors = {
  gzip: zlib.gzipSync,
  'x-gzip': zlib.gzipSync,
  deflate: zlib.deflateSync,
  br: zlib.brotliCompressSync,
} as const

/** Answers with a text compressed the given way. `change` may spoil it first. */
export function compressedHttp(
  coding: keyof typeof compressors,
  text: string,
  change: (compressed: Buffer) => Uint8Array = (compressed) => compressed,
): Promise<LabServer> {
  const body = change(compressors[coding](text))
  return serveHttp((_request, response) => response.writeHead(200, { 'Content-Encoding': coding }).end(body))
}

/** Answers 200 to the right Basic credentials, and 401 to everything else. */
export function basicAuthHttp(username: string, password: string): Promise<LabServer> {
  const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
  return serveHttp((request, response) => {
    if (request.headers.authorization === wanted) response.end('welcome')
    else response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="lab"' }).end('who are you?')
  })
}
