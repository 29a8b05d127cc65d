import http, { type ClientRequest, type IncomingMessage } from 'node:http'
import type net from 'node:net'
import { formatDuration } from '../contract/duration.ts'
import { mendContentLength } from './content-length.ts'
import { errorCode } from './error-code.ts'
import { type HeaderField, type HttpRequest, headerLines } from './http-request.ts'
import { exhaustedResource } from './local.ts'
import { type Limits, runPhase } from './phase.ts'
import { tlsErrorText } from './tls.ts'
import { abortedFinding, type Finding, resourceFinding } from './words.ts'

/** Go takes 10 MiB of headers, Node 16 KiB. One is plenty for cookies and policies, the other too little. */
const maxHeaderBytes = 1_048_576

/** The headers of an answer have arrived; its body has not been read. */
export interface Answer {
  status: number
  response: IncomingMessage
  /** False after a switch to another protocol. That HEAD, 204 and 304 have no body Node sees to, whatever they claim. */
  hasBody: boolean
  /** Whether nothing but the end of the connection says where the body ends (RFC 9112, section 6.3). */
  endsWithConnection: boolean
  /** What broke the connection, once something has. */
  brokenBy(): Error | null
  /** Ends the exchange. Harmless at any time. */
  close(): void
}

export type Exchange = { ok: true; answer: Answer; firstByteMs: number } | { ok: false; finding: Finding }

export interface ExchangeOptions extends Limits {
  userAgent: string
  timeoutMs: number
  /** The `ip:port` spoken to, for words. */
  remoteAddress: string | null
  /** Set where a proxy is handed the whole request, with what it wants to see. */
  proxied: readonly HeaderField[] | null
}

/**
 * Sends a request over a connected socket and waits for the headers of its answer, past any 1xx. The socket is destroyed
 * on a failure and when the answer is closed. It never rejects.
 */
export async function exchangeHttp(
  socket: net.Socket,
  request: HttpRequest,
  options: ExchangeOptions,
): Promise<Exchange> {
  const { clock, userAgent, proxied } = options
  const { url } = request.address
  const startMs = clock.monotonicMs()
  const bytesBefore = socket.bytesRead
  // It may have failed between two phases, and says so only once.
  if (socket.destroyed) {
    return { ok: false, finding: unanswered(socket.errored ?? disconnected(), false, options) }
  }
  let sent: ClientRequest
  try {
    sent = http.request({
      method: request.method,
      // RFC 9112, section 3.2: a proxy is given the whole URL.
      path: proxied === null ? url.pathname + url.search : url.href,
      headers: headerLines(request, userAgent, proxied ?? []),
      createConnection: () => socket,
      maxHeaderSize: maxHeaderBytes,
      insecureHTTPParser: true,
    })
  } catch (error) {
    socket.destroy()
    return { ok: false, finding: unsendable(errorCode(error)) }
  }
  // Else header lines past the thousandth go missing.
  sent.maxHeadersCount = 0
  // Once the parser listens, to go before it.
  sent.once('socket', mendContentLength)
  let brokenBy: Error | null = null
  sent.on('error', (error) => {
    brokenBy ??= error
  })
  const close = (): void => {
    sent.destroy()
    socket.destroy()
  }
  const answered = (response: IncomingMessage, hasBody: boolean): Exchange => ({
    ok: true,
    firstByteMs: clock.monotonicMs() - startMs,
    answer: {
      status: response.statusCode ?? 0,
      response,
      hasBody,
      endsWithConnection: endsWithConnection(sent, response),
      brokenBy: () => brokenBy,
      close,
    },
  })
  const outcome = await runPhase<Exchange>(
    options,
    (why) => ({ ok: false, finding: why === 'aborted' ? abortedFinding : silent(options) }),
    (end) => {
      const onResponse = (response: IncomingMessage): void => end(answered(response, true))
      // 101, or a CONNECT that was granted: what follows is no longer HTTP.
      const onSwitch = (response: IncomingMessage): void => end(answered(response, false))
      const onError = (error: Error): void =>
        end({ ok: false, finding: unanswered(error, socket.bytesRead > bytesBefore, options) })
      sent.on('response', onResponse).on('upgrade', onSwitch).on('connect', onSwitch).on('error', onError)
      if (request.body === null) sent.end()
      else sendBody(sent, socket, request.body)
      return () => {
        sent.off('response', onResponse).off('upgrade', onSwitch).off('connect', onSwitch).off('error', onError)
      }
    },
  )
  if (!outcome.ok) close()
  return outcome
}

/** A new connection takes this much at once on any system. */
const pieceBytes = 16_384

/**
 * Sends a body in pieces and looks between them at what has come. A server may answer before it has read everything, and
 * close: the write that fails then takes with it what was not read before.
 */
function sendBody(sent: ClientRequest, socket: net.Socket, body: Buffer): void {
  let offset = 0
  const sendNext = (): void => {
    if (sent.destroyed || socket.destroyed) return
    if (offset === body.byteLength) {
      sent.end()
      return
    }
    const piece = body.subarray(offset, offset + pieceBytes)
    offset += piece.byteLength
    sent.write(piece, (error) => {
      if (!error) onceLooked(sendNext)
    })
  }
  onceLooked(sendNext)
}

/**
 * Once the system has been asked what has come. A first immediate may still run ahead of that, in the same turn of the
 * event loop; the second runs after it.
 */
function onceLooked(act: () => void): void {
  setImmediate(() => setImmediate(act))
}

function endsWithConnection({ method }: ClientRequest, { statusCode, headers }: IncomingMessage): boolean {
  if (method === 'HEAD' || statusCode === 204 || statusCode === 304) return false
  return headers['content-length'] === undefined && !/\bchunked\s*$/i.test(headers['transfer-encoding'] ?? '')
}

/** The end of a connection, as Node's HTTP client reports it. */
function disconnected(): Error {
  return Object.assign(new Error('disconnected'), { code: 'ECONNRESET' })
}

function unsendable(code: string): Finding {
  const words = `could not be asked: its method, path or a header holds a character HTTP cannot carry (${code})`
  return { reason: 'address-invalid', words, detail: { code } }
}

function silent({ timeoutMs }: ExchangeOptions): Finding {
  const words = `connected, but got no answer within ${formatDuration(timeoutMs)}`
  return { reason: 'header-timeout', words, detail: { timeoutMs } }
}

/** Why a request got no answer. `begun` says whether anything came back. */
function unanswered(error: Error, begun: boolean, options: ExchangeOptions): Finding {
  const code = errorCode(error)
  const at = options.remoteAddress === null ? '' : ` (${options.remoteAddress})`
  if (exhaustedResource(code, true) !== null) return resourceFinding(code)
  if (code === 'ETIMEDOUT') return silent(options)
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return { reason: 'tls-handshake', words: `failed: ${tlsErrorText(code)}`, detail: { code } }
  }
  // Node gives an end of the connection the code of a reset; only a system call's error is one.
  if (code === 'ECONNRESET' && !('syscall' in error)) {
    if (!begun) return { reason: 'closed', words: `got no answer: the server closed the connection${at}`, detail: {} }
    const words = `got an answer that broke off before its headers ended${at}`
    return { reason: 'protocol-error', words, detail: { code } }
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED') {
    return { reason: 'reset', words: `got no answer: the connection was reset${at}`, detail: { code } }
  }
  const what = code === 'HPE_HEADER_OVERFLOW' ? 'whose headers are over 1 MiB' : 'that is not HTTP'
  return { reason: 'protocol-error', words: `got an answer ${what} (${code})`, detail: { code } }
}
