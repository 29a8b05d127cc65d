import net from 'node:net'
import { dial } from './dial.ts'
import type { HttpAddress } from './http-address.ts'
import { proxyAddress, proxyAddressFinding, proxyFinding, tunnel } from './http-proxy.ts'
import type { HopTrace, HttpRun } from './http-trace.ts'
import { localAddressesFor } from './local.ts'
import { proxyFor } from './proxy-bypass.ts'
import type { HttpSpec, TlsSpec } from './spec.ts'
import { handshake } from './tls.ts'
import { handshakeFinding } from './tls-words.ts'
import { dialFinding, type Finding, lookupFinding, noAddressFinding } from './words.ts'

export type Route =
  /** The socket, secured where the address asks for it, is the caller's to destroy. */
  { ok: true; socket: net.Socket } | { ok: false; finding: Finding }

/**
 * Connects to where a request goes, through the proxy if there is one: a tunnel for https, as far as the proxy itself for
 * http. What was measured goes into `trace`. It never rejects, and leaves no socket behind on a failure.
 */
export async function openRoute(run: HttpRun, address: HttpAddress, tls: TlsSpec, trace: HopTrace): Promise<Route> {
  const { spec, env, deadlineMs } = run
  const { clock, signal, trust } = env
  const proxy = proxyFor(spec, address)
  const reached =
    proxy === null ? await reach(run, address, trace) : await reachThroughProxy(run, address, proxy, trace)
  if (!reached.ok || !address.secure) return reached
  const { host, port } = address
  const secured = await handshake(reached.socket, { host, tls, trust, deadlineMs, clock, signal })
  trace.timings.tls = secured.tlsMs
  trace.certificate = secured.certificate
  if (secured.ok) return secured
  return { ok: false, finding: handshakeFinding(secured, { host, port, timeoutMs: spec.responseTimeoutMs }) }
}

async function reachThroughProxy(
  run: HttpRun,
  address: HttpAddress,
  credentials: NonNullable<HttpSpec['proxy']>,
  trace: HopTrace,
): Promise<Route> {
  const { spec, env, deadlineMs } = run
  const { clock, signal, userAgent } = env
  const proxy = proxyAddress(credentials.url)
  if (proxy === null) return { ok: false, finding: proxyAddressFinding }
  const asked = { proxy: proxy.url.host, timeoutMs: spec.responseTimeoutMs }
  const reached = await reach(run, proxy, trace)
  if (!reached.ok) return { ok: false, finding: proxyFinding(reached.finding, asked) }
  if (!address.secure) return reached
  const beforeMs = clock.monotonicMs()
  const limits = { deadlineMs, clock, signal }
  const opened = await tunnel(reached.socket, { address, credentials, userAgent, ...asked, ...limits })
  // To the probe the tunnel is the connection.
  if (opened.ok && trace.timings.connect !== null) trace.timings.connect += clock.monotonicMs() - beforeMs
  return opened
}

async function reach(run: HttpRun, { host, port }: HttpAddress, trace: HopTrace): Promise<Route> {
  const { spec, env, deadlineMs } = run
  const { clock, lookup, signal } = env
  const { family, interface: source, responseTimeoutMs: timeoutMs } = spec
  const localAddresses = source === null ? null : localAddressesFor(source)
  if (source !== null && localAddresses === null) {
    return { ok: false, finding: noAddressFinding({ host, family, interface: source }) }
  }

  const beforeMs = clock.monotonicMs()
  const answer = await lookup(host, { family, deadlineMs, signal })
  run.waitedMs += Math.max(0, clock.monotonicMs() - beforeMs - answer.durationMs)
  if (net.isIP(host) === 0) trace.timings.dns = answer.durationMs
  const asked = { host, port, family, interface: source, timeoutMs }
  if (!answer.ok) return { ok: false, finding: lookupFinding(answer, asked) }

  const dialled = await dial({ addresses: answer.addresses, port, localAddresses, deadlineMs, clock, signal })
  trace.remoteAddress = dialled.remoteAddress
  if (!dialled.ok) return { ok: false, finding: dialFinding(dialled, asked) }
  trace.timings.connect = dialled.connectMs
  return dialled
}
