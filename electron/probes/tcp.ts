import type { Socket } from 'node:net'
import type { ProbeResult, Timings } from '../contract/result.ts'
import type { SeenCertificate } from './certificate.ts'
import { dial } from './dial.ts'
import { exchange } from './exchange.ts'
import { locate } from './locate.ts'
import { concludeProbe, startProbe } from './outcome.ts'
import { wantsNothing } from './received-match.ts'
import type { ProbeEnv, TcpSpec } from './spec.ts'
import { askForTls } from './starttls.ts'
import { handshake } from './tls.ts'
import { tlsRefusal } from './tls-refusal.ts'
import { handshakeFinding } from './tls-words.ts'
import { wantedWords } from './wanted-words.ts'
import { dialFinding, type Finding, formatLatency } from './words.ts'

interface Facts {
  timings: Partial<Omit<Timings, 'total'>>
  remoteAddress: string | null
  certificate: SeenCertificate | null
  responseTimeMs: number | null
}

/**
 * Probes a TCP port, with TLS where the target asks for it. Name, connection and handshake share one deadline; an answer
 * that is expected has a fresh one. The response time runs to the connection (with TLS, to the end of the handshake), or
 * to the match where an answer is expected. It never throws.
 */
export async function probeTcp(spec: TcpSpec, env: ProbeEnv): Promise<ProbeResult> {
  const start = startProbe(env.clock)
  const facts: Facts = { timings: {}, remoteAddress: null, certificate: null, responseTimeMs: null }
  const finding = await find(spec, env, start.monotonicMs, facts)
  const subject = `${spec.tls === null ? 'tcp' : 'tls'} ${spec.target}`
  const message = `${subject} ${finding === null ? success(spec, facts.responseTimeMs ?? 0) : finding.words}.`
  return concludeProbe(spec, start, env.clock, {
    ...facts,
    reason: finding?.reason ?? null,
    message,
    detail: finding?.detail ?? {},
  })
}

function success(spec: TcpSpec, responseTimeMs: number): string {
  const latency = formatLatency(responseTimeMs)
  return wantsNothing(spec) ? `connected in ${latency}` : `answered with ${wantedWords(spec).words} in ${latency}`
}

/** Goes through the steps, noting what is measured on the way; null when all of them succeed. */
async function find(spec: TcpSpec, env: ProbeEnv, startMs: number, facts: Facts): Promise<Finding | null> {
  const { clock, signal, trust, matcher } = env
  const { timeoutMs, readTimeoutMs, send, expect, expectRegex, tls, starttls } = spec
  const limits = { deadlineMs: startMs + timeoutMs, clock, signal }

  const located = await locate(spec, limits.deadlineMs, env)
  facts.timings.dns = located.dnsMs
  if (!located.ok) return located.finding
  const { host, port, addresses, localAddresses, waitedMs } = located

  const dialled = await dial({ ...limits, addresses, port, localAddresses })
  facts.remoteAddress = dialled.remoteAddress
  if (!dialled.ok) return dialFinding(dialled, { ...spec, host, port })
  facts.timings.connect = dialled.connectMs

  let socket: Socket = dialled.socket
  try {
    if (tls !== null) {
      if (starttls !== null) {
        const finding = await askForTls(socket, { ...limits, protocol: starttls, host, port, timeoutMs })
        if (finding !== null) return finding
      }
      const secured = await handshake(socket, { ...limits, host, tls, trust })
      facts.timings.tls = secured.tlsMs
      facts.certificate = secured.certificate
      if (!secured.ok) return handshakeFinding(secured, { host, port, timeoutMs })
      socket = secured.socket
    }
    const connectedMs = clock.monotonicMs()
    const wanted = { expect, expectRegex, matcher }
    const { finding, firstByteMs } = await exchange(socket, { send, ...wanted, readTimeoutMs, clock, signal })
    facts.timings.firstByte = firstByteMs
    facts.responseTimeMs = (wantsNothing(spec) ? connectedMs : clock.monotonicMs()) - startMs - waitedMs
    // An answer that is expected cannot come from a server that lets nobody in.
    if (finding !== null || !wantsNothing(spec) || facts.timings.tls === undefined) return finding
    return await tlsRefusal(socket, facts.timings.tls ?? 0, limits)
  } finally {
    socket.destroy()
  }
}
