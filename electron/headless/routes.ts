import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { contentSecurityPolicy, pageHtml, readPageFile } from '../app/page.ts'
import type { Portlight } from '../app/portlight.ts'
import type { Answer } from '../contract/schemas.ts'
import { prometheusContentType } from '../interop/prometheus.ts'
import { createTokenCheck, type HostPolicy, hostAllowed, originAllowed } from './access.ts'
import type { EventStream } from './event-stream.ts'

const maxBodyBytes = 1024 * 1024

export interface RoutesDeps {
  portlight: Pick<Portlight, 'handle'>
  events: EventStream
  /** Where the built page is. */
  pageDirectory: string
  token: string
  hosts: HostPolicy
  /** What a scrape is answered with. */
  metrics: () => Promise<string>
  /** Metrics need no token where only this machine can ask. */
  openMetrics: boolean
  version: string
  /** A request on this connection had the token. */
  onToken: (socket: Socket) => void
  onError: (error: unknown) => void
}

type Env = { Bindings: HttpBindings; Variables: { nonce: string } }

/** Answers every HTTP request. Without the token there is nothing but the health check, and the metrics where they are open. */
export function createRoutes(deps: RoutesDeps): Hono<Env> {
  const { portlight, events } = deps
  const isToken = createTokenCheck(deps.token)

  /** The path below the token's segment, where the path begins with it. */
  function belowToken(url: string): string | null {
    const [, first = '', rest = ''] = /^\/([^/]*)(.*)$/s.exec(new URL(url).pathname) ?? []
    return isToken(first) ? rest : null
  }

  function hasToken(c: Context<Env>): boolean {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1]
    return belowToken(c.req.url) !== null || (bearer !== undefined && isToken(bearer))
  }

  const app = new Hono<Env>({ getPath: ({ url }) => belowToken(url) ?? new URL(url).pathname })

  app.use(async (c, next) => {
    const nonce = randomBytes(16).toString('base64')
    c.set('nonce', nonce)
    for (const [name, value] of Object.entries(securityHeaders(nonce))) c.header(name, value)
    // Whoever has no token holds none of the few connections longer than one answer takes.
    if (hasToken(c)) deps.onToken(c.env.incoming.socket)
    else c.header('Connection', 'close')
    const authority = c.req.header('host')
    const { localAddress = '' } = c.env.incoming.socket
    if (!hostAllowed(deps.hosts, authority, localAddress)) {
      c.header('Connection', 'close')
      return c.text('this name is not served here; start with --allow-host NAME to allow it\n', 403)
    }
    if (!originAllowed(c.req.header('origin'), authority ?? '')) {
      c.header('Connection', 'close')
      return c.text('another site may not ask here\n', 403)
    }
    return next()
  })

  app.get('/healthz', (c) => c.json({ status: 'ok', version: deps.version }))

  const metrics = async (c: Context<Env>) =>
    c.body(await deps.metrics(), 200, { 'Content-Type': prometheusContentType })
  if (deps.openMetrics) app.get('/metrics', metrics)

  app.use(async (c, next) => {
    if (!hasToken(c)) return c.text('the token is missing or wrong\n', 403)
    // What the page names is relative to its address, so the address ends in a slash.
    if (belowToken(c.req.url) === '') return c.redirect(`${new URL(c.req.url).pathname}/`, 308)
    return next()
  })

  if (!deps.openMetrics) app.get('/metrics', metrics)

  app.post('/api/:channel', async (c) => {
    if (!/^application\/json\s*(;|$)/i.test(c.req.header('content-type') ?? '')) {
      return c.json(refused('a request is sent as application/json'), 415)
    }
    const text = await readBody(c.env.incoming)
    if (text === null) return c.json(refused(`a request may have ${maxBodyBytes} bytes at most`), 413)
    const payload = parseJson(text)
    if (payload === undefined) return c.json(refused('the request is not JSON'), 400)
    return c.json(await portlight.handle(c.req.param('channel'), payload))
  })

  app.get('/events', (c) => {
    const body = events.open(c.env.outgoing)
    if (!body) return c.text('too many pages are open\n', 503)
    return c.body(body, 200, { 'Content-Type': 'text/event-stream; charset=utf-8' })
  })

  app.get('*', async (c) => {
    const file = await readPageFile(deps.pageDirectory, c.req.path)
    if (!file && c.req.path === '/') return c.text('the page is not built; run npm run build\n', 503)
    if (!file) return c.text('not found\n', 404)
    if (file.contentType.startsWith('text/html')) return c.html(pageHtml(file.body.toString('utf8'), c.var.nonce))
    if (file.immutable) c.header('Cache-Control', 'private, max-age=31536000, immutable')
    return c.body(new Uint8Array(file.body), 200, { 'Content-Type': file.contentType })
  })

  app.notFound((c) => c.text('not found\n', 404))
  app.onError((error, c) => {
    deps.onError(error)
    return c.text('Portlight failed inside; its log says more\n', 500)
  })
  return app
}

function refused(message: string): Answer<never> {
  return { ok: false, code: 'invalid-request', message }
}

/**
 * Null for a body over the limit, whether its length was announced or not. hono's own limit would wrap the request in a
 * second one, which fails where the adapter's request is not the global class.
 */
async function readBody(incoming: IncomingMessage): Promise<string | null> {
  if (Number(incoming.headers['content-length'] ?? 0) > maxBodyBytes) return null
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Destroyed, it would take the connection with it, and the answer.
  for await (const chunk of incoming.iterator({ destroyOnReturn: false })) {
    const part = Buffer.from(chunk)
    bytes += part.byteLength
    if (bytes > maxBodyBytes) return null
    chunks.push(part)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What every answer carries, errors included. */
export function securityHeaders(nonce: string): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce, { connect: "'self'" }),
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
    'Cache-Control': 'no-store',
  }
}
