import http from 'node:http'
import net from 'node:net'
import { type LabServer, startLabServer } from './lab-server.ts'

export interface LabProxy extends LabServer {
  /** Request lines it was given: `GET http://host/path`, `CONNECT host:port`. */
  seen: string[]
}

/** A forward proxy for http and, by tunnel, for anything else. With `authorization`, for those who bring it only. */
export async function forwardProxy(authorization: string | null = null): Promise<LabProxy> {
  const seen: string[] = []
  const welcome = (request: http.IncomingMessage): boolean =>
    authorization === null || request.headers['proxy-authorization'] === authorization
  const server = http.createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (!welcome(request)) {
      response.writeHead(407, { 'Proxy-Authenticate': 'Basic realm="lab"' }).end()
      return
    }
    const { 'proxy-authorization': _kept, ...headers } = request.headers
    const onward = http.request(request.url ?? '', { method: request.method, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.writeHead(502).end())
    request.pipe(onward)
  })
  server.on('connect', (request, client) => {
    seen.push(`CONNECT ${request.url}`)
    if (!welcome(request)) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n')
      return
    }
    const { hostname, port } = new URL(`http://${request.url}`)
    const onward = net.connect({ host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.pipe(onward).pipe(client)
    })
    onward.on('error', () => client.destroy())
    client.on('close', () => onward.destroy())
    onward.on('close', () => client.destroy())
  })
  return { ...(await startLabServer(server)), seen }
}
