import http from 'node:http'
import type net from 'node:net'
import { formatDuration, type Parsed } from '../contract/duration.ts'
import type { LocalFaultReason, Reason } from '../contract/reasons.ts'
import { joinHostPort } from '../contract/target-grammar.ts'
import { errorCode } from './error-code.ts'
import { type HttpAddress, httpAddress } from './http-address.ts'
import { basicAuth } from './http-request.ts'
import { type Limits, runPhase } from './phase.ts'
import { abortedFinding, type Finding } from './words.ts'

/** Reads the address of a proxy. Only plain HTTP proxies are spoken to. */
export function proxyAddress(url: string): Parsed<HttpAddress> {
  const address = httpAddress(url)
  if (address.ok && address.value.secure) {
    return { ok: false, message: 'the proxy is spoken to in plain HTTP only; write http://host:port' }
  }
  return address.ok ? address : { ok: false, message: `the proxy's address is wrong: ${address.message}` }
}

/** Time-outs, what this machine lacks and what the user chose wrongly keep their reason with a proxy in between. */
const ownReasons: readonly Reason[] = ['dns-timeout', 'connect-timeout', 'no-address', 'local-resources', 'aborted']

const localFaults: readonly Reason[] = ['local-resources', 'aborted'] satisfies LocalFaultReason[]

/** What a failure to reach the proxy means for the target, which was never reached. */
export function proxyFinding({ reason, words, detail }: Finding, { proxy }: { proxy: string }): Finding {
  if (localFaults.includes(reason)) return { reason, words, detail }
  return {
    reason: ownReasons.includes(reason) ? reason : 'proxy-failed',
    words: `failed: the proxy ${proxy} ${words}`,
    detail: { ...detail, proxy },
  }
}

export interface TunnelOptions extends Limits {
  /** Where the tunnel leads. */
  address: HttpAddress
  credentials: { username: string | null; password: string | null } | null
  userAgent: string
  /** The proxy's `host:port`, for words. */
  proxy: string
  timeoutMs: number
}

/**
 * Asks a proxy for a tunnel (RFC 9110, section 9.3.6). On success the socket is as if connected to the target; on a
 * failure it is destroyed. It never rejects.
 */
export async function tunnel(
  socket: net.Socket,
  options: TunnelOptions,
): Promise<{ ok: true; socket: net.Socket } | { ok: false; finding: Finding }> {
  const { address, credentials, userAgent, proxy, timeoutMs } = options
  const authority = joinHostPort(address.url.hostname.replace(/^\[(.*)\]$/, '$1'), address.port)
  const authorization = credentials ? basicAuth('Proxy-Authorization', credentials) : []
  const fields = [{ name: 'Host', value: authority }, { name: 'User-Agent', value: userAgent }, ...authorization]
  const failed = (words: string, code: string): Finding => ({
    reason: 'proxy-failed',
    words: `failed: the proxy ${proxy} ${words}`,
    detail: { proxy, code },
  })
  const request = http.request({
    method: 'CONNECT',
    path: authority,
    headers: fields.flatMap(({ name, value }) => [name, value]),
    createConnection: () => socket,
    insecureHTTPParser: true,
  })
  // The socket outlives the request, and its errors are for whoever holds it.
  request.on('error', () => {})
  const finding = await runPhase<Finding | null>(
    options,
    (why) =>
      why === 'aborted'
        ? abortedFinding
        : {
            reason: 'connect-timeout',
            words: `failed: the proxy ${proxy} opened no tunnel within ${formatDuration(timeoutMs)}`,
            detail: { proxy, timeoutMs },
          },
    (end) => {
      const onConnect = (response: http.IncomingMessage, _socket: unknown, head: Buffer): void => {
        const status = response.statusCode ?? 0
        if (status >= 200 && status < 300) {
          if (head.byteLength > 0) socket.unshift(head)
          end(null)
        } else {
          end(failed(`refused a tunnel to ${authority}: it answered ${status}`, String(status)))
        }
      }
      const onError = (error: Error): void => end(failed(`broke off (${errorCode(error)})`, errorCode(error)))
      request.on('connect', onConnect).on('error', onError).end()
      return () => request.off('connect', onConnect).off('error', onError)
    },
  )
  if (finding === null) return { ok: true, socket }
  socket.destroy()
  return { ok: false, finding }
}
