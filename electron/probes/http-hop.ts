import { type Answer, exchangeHttp } from './http-exchange.ts'
import { proxyName, proxyStatusFinding } from './http-proxy.ts'
import { basicAuth, type HttpRequest } from './http-request.ts'
import { openRoute } from './http-route.ts'
import type { HopTrace, HttpRun } from './http-trace.ts'
import { proxyFor } from './proxy-bypass.ts'
import type { Finding } from './words.ts'

export type Hop = { ok: true; answer: Answer } | { ok: false; finding: Finding }

/**
 * One request of a probe, up to the headers of its answer, over a connection of its own. What was measured goes into
 * `trace`. The answer is the caller's to close; on a failure nothing is left open. It never rejects.
 */
export async function runHop(run: HttpRun, request: HttpRequest, trace: HopTrace): Promise<Hop> {
  const { spec, env, deadlineMs } = run
  const { address, tls } = request
  const route = await openRoute(run, address, tls, trace)
  if (!route.ok) return route
  const proxy = address.secure ? null : proxyFor(spec, address)
  const asked = await exchangeHttp(route.socket, request, {
    deadlineMs,
    clock: env.clock,
    signal: env.signal,
    userAgent: env.userAgent,
    timeoutMs: spec.responseTimeoutMs,
    remoteAddress: trace.remoteAddress,
    proxied: proxy === null ? null : basicAuth('Proxy-Authorization', proxy),
  })
  if (!asked.ok) return asked
  trace.timings.firstByte = asked.firstByteMs
  const finding = proxy === null ? null : proxyStatusFinding(proxyName(proxy.url), asked.answer.status)
  if (finding !== null) {
    asked.answer.close()
    return { ok: false, finding }
  }
  return asked
}
