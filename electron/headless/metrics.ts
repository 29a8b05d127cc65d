import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { prometheusContentType } from '../interop/prometheus.ts'
import type { Clock } from '../monitor/ports.ts'
import { errorCode, errorReason } from '../storage/error-reason.ts'
import { hostAllowed, originAllowed } from './access.ts'
import { metricsFreshMs, sharedFor } from './shared-answer.ts'

export interface MetricsServerDeps {
  /** Of both loopback addresses; 0 for any that is free. */
  port: number
  /** What a scrape is answered with. */
  text: () => Promise<string>
  clock: Clock
  onError: (error: unknown) => void
}

export interface MetricsServer {
  port: number
  /** Takes no more connections and ends those there are. */
  stop(): Promise<void>
}

export type MetricsListening = { ok: true; server: MetricsServer } | { ok: false; message: string }

/** A Prometheus or two and a person looking. */
const maxConnections = 16

/** Codes with which a machine says that it has no IPv6: then IPv4 has to do. */
const noIPv6 = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'])

/**
 * Serves `/metrics` to this machine alone, on 127.0.0.1 and ::1, and nothing else. It fails in words when the port cannot
 * be had on one of them: with another program on the other, what a scraper gets would depend on the address it takes.
 */
export async function startMetricsServer(deps: MetricsServerDeps): Promise<MetricsListening> {
  const text = sharedFor(metricsFreshMs, deps.clock, deps.text)
  const servers: Server[] = []
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(close))
  }
  let { port } = deps
  for (const address of ['127.0.0.1', '::1']) {
    const server = createServer(
      { headersTimeout: 10_000, requestTimeout: 10_000, keepAliveTimeout: 5000, connectionsCheckingInterval: 2000 },
      (request, response) => void answer(request, response, text, deps.onError),
    )
    server.maxConnections = maxConnections
    server.setTimeout(30_000)
    try {
      port = await listen(server, address, port)
      servers.push(server)
    } catch (error) {
      if (address === '::1' && noIPv6.has(errorCode(error) ?? '')) break
      await stop()
      return { ok: false, message: `port ${port} cannot be listened on: ${errorReason(error)}; choose another` }
    }
  }
  return { ok: true, server: { port, stop } }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  text: () => Promise<string>,
  onError: (error: unknown) => void,
): Promise<void> {
  const { method, url, headers } = request
  const local = request.socket.localAddress ?? ''
  // A web page may not read along, whatever name it got resolved to this machine.
  if (!hostAllowed({ names: [] }, headers.host, local) || !originAllowed(headers.origin, headers.host ?? '')) {
    return say(response, 403, 'metrics are served to this computer under its own name only\n')
  }
  if (method !== 'GET' || url?.split('?')[0] !== '/metrics') return say(response, 404, 'there is only /metrics here\n')
  try {
    say(response, 200, await text(), prometheusContentType)
  } catch (error) {
    onError(error)
    say(response, 500, 'Portlight failed inside; its log says more\n')
  }
}

function say(response: ServerResponse, status: number, body: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Length': Buffer.byteLength(body),
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    // Whoever asks for anything else keeps no connection.
    ...(status === 200 ? {} : { Connection: 'close' }),
  })
  response.end(body)
}

/** Answers the port taken. */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // On some systems ::1 would otherwise take the port of 127.0.0.1 along.
    server.listen({ host, port, ipv6Only: host === '::1' }, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
