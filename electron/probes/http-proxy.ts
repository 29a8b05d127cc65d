import http from 'node:http'
import type net from 'node:net'
import { formatDuration } from '../contract/duration.ts'
import type { LocalFaultReason, Reason } from '../contract/reasons.ts'
import { joinHostPort } from '../contract/target-grammar.ts'
import { errorCode } from './error-code.ts'
import { type HttpAddress, httpAddress } from './http-address.ts'
import { basicAuth } from './http-request.ts'
import { type Limits, runPhase } from './phase.ts'
import { abortedFinding, type Finding } from './words.ts'

/** Reads the address of a proxy; null when it is none. Only plain HTTP proxies are spoken to. */
export function proxyAddress(url: string): HttpAddress | null {
  const address = httpAddress(url)
  return address.ok && !address.value.secure ? address.value : null
}

/** A proxy as it is called in words: `host:port`, or what stands for it. */
export function proxyName(url: string): string {
  return proxyAddress(url)?.url.host ?? 'proxy'
}

/** The message leaves the address out: a user name and password may be in it. */
export const proxyAddressFinding: Finding = {
  reason: 'proxy-failed',
  words: 'failed: the address of its proxy cannot be used; write http://host:port',
  detail: {},
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

/** A proxy that was handed a whole request and wants credentials. 407 is a proxy's to say: the target was not reached. */
export function proxyStatusFinding(proxy: string, status: number): Finding | null {
  if (status !== 407) return null
  const words = `failed: the proxy ${proxy} wants a user name and password it accepts (it answered 407)`
  return { reason: 'proxy-failed', words, detail: { proxy, code: '407' } }
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
          end(
            proxyStatusFinding(proxy, status) ??
              failed(`refused a tunnel to ${authority}: it answered ${status}`, String(status)),
          )
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
