import { createServer, type Server } from 'node:http'
import { isIP } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Portlight } from '../app/portlight.ts'
import { joinHostPort } from '../contract/target-grammar.ts'
import { createMonitorMetrics } from '../interop/prometheus-monitor.ts'
import type { Clock } from '../monitor/ports.ts'
import { errorReason } from '../storage/error-reason.ts'
import { isLoopback } from './access.ts'
import { limitCrowd } from './crowd.ts'
import { createEventStream } from './event-stream.ts'
import { createRoutes, securityHeaders } from './routes.ts'
import { metricsFreshMs, sharedFor } from './shared-answer.ts'

export interface HttpServerDeps {
  portlight: Portlight
  pageDirectory: string
  /** A name or address of this machine; `0.0.0.0` or `::` for all of them. */
  host: string
  /** 0 for any that is free. */
  port: number
  token: string
  /** Names of this machine, by which it may be called besides its addresses. */
  ownNames: readonly string[]
  /** More names, given by the person: that of a proxy, as a rule. */
  allowHosts: readonly string[]
  version: string
  clock: Clock
  onError: (error: unknown) => void
}

export interface HttpServer {
  /** Of the page, token included. */
  address: string
  /** Only this machine can connect. */
  loopback: boolean
  /** Takes no more connections and ends those there are. */
  stop(): Promise<void>
}

export type Listening = { ok: true; server: HttpServer } | { ok: false; message: string }

/** A page needs a few connections; the rest is room for scrapers and second windows. */
const maxConnections = 256

/** Serves the page and its bridge over HTTP. It fails in words when the address cannot be had. */
export async function startHttpServer(deps: HttpServerDeps): Promise<Listening> {
  const { portlight, host, token } = deps
  // Without a page nothing is made of what happens.
  const events = createEventStream(deps.clock, () => portlight.feed.subscribe((delta) => events.send('delta', delta)))
  const loopback = isLoopback(host)
  const metrics = createMonitorMetrics(portlight.monitor, deps.version)
  const server = createServer(
    // A client that sends its request byte by byte must not hold a connection for long.
    { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 5000, connectionsCheckingInterval: 2000 },
    (incoming, outgoing) => void listener(incoming, outgoing),
  )
  const crowd = limitCrowd(server, maxConnections)
  // Nor one that never reads: the heartbeat of an event stream counts as life only while it is taken.
  server.setTimeout(60_000)
  const routes = createRoutes({
    portlight,
    events,
    pageDirectory: deps.pageDirectory,
    token,
    hosts: { names: [...deps.ownNames, ...deps.allowHosts, ...(isIP(host) === 0 ? [host] : [])] },
    metrics: sharedFor(metricsFreshMs, deps.clock, () => metrics.text()),
    // Behind a proxy everybody comes from loopback.
    openMetrics: loopback && deps.allowHosts.length === 0,
    version: deps.version,
    onToken: (socket) => crowd.admit(socket),
    onError: deps.onError,
  })
  const listener = getRequestListener((request, env) => routes.fetch(request, env), {
    overrideGlobalObjects: false,
    // A request that is not even a URL never reaches the routes.
    errorHandler: () =>
      new Response('bad request\n', { status: 400, headers: { ...securityHeaders('none'), Connection: 'close' } }),
  })

  try {
    await listen(server, host, deps.port)
  } catch (error) {
    metrics.stop()
    const wanted = deps.port === 0 ? host : joinHostPort(host, deps.port)
    return {
      ok: false,
      message: `${wanted} cannot be listened on: ${errorReason(error)}; choose another with --host or --port`,
    }
  }
  return {
    ok: true,
    server: {
      address: `http://${joinHostPort(reachableHost(host), portOf(server))}/${token}/`,
      loopback,
      stop: () => {
        metrics.stop()
        events.stop()
        return close(server)
      },
    },
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** No browser opens the address that stands for all addresses. */
function reachableHost(host: string): string {
  return host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
