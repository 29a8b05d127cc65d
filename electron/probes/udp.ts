import dgram from 'node:dgram'
import { formatDuration } from '../contract/duration.ts'
import type { ProbeResult, Timings } from '../contract/result.ts'
import { joinHostPort } from '../contract/target-grammar.ts'
import { matchDatagrams } from './datagram-match.ts'
import { errorCode } from './error-code.ts'
import { canReach, type LocalAddresses, sourceAddress } from './local.ts'
import { locate } from './locate.ts'
import { decidingFailure, type FailedAddress, type NetworkFailure, networkFailure } from './network-error.ts'
import { concludeProbe, startProbe } from './outcome.ts'
import { atDeadline, runPhase } from './phase.ts'
import { wantsNothing } from './received-match.ts'
import type { ProbeEnv, ResolvedAddress, UdpSpec } from './spec.ts'
import { matchFaultFinding, wantedWords } from './wanted-words.ts'
import { abortedFinding, dialFinding, excerpt, type Finding, formatLatency, noAddressFinding } from './words.ts'

/** Categraf's: a datagram without content would say nothing to many services. */
const defaultPayload = Buffer.from('X')

interface Facts {
  timings: Partial<Omit<Timings, 'total'>>
  remoteAddress: string | null
  responseTimeMs: number | null
  confirmed: boolean
}

/**
 * Probes a UDP port. The response time runs to the matching reply. Silence where no reply is expected is a success that
 * is not confirmed. It never throws.
 */
export async function probeUdp(spec: UdpSpec, env: ProbeEnv): Promise<ProbeResult> {
  const start = startProbe(env.clock)
  const facts: Facts = { timings: {}, remoteAddress: null, responseTimeMs: null, confirmed: true }
  const finding = await find(spec, env, start.monotonicMs, facts)
  return concludeProbe(spec, start, env.clock, {
    ...facts,
    reason: finding?.reason ?? null,
    message: `udp ${spec.target} ${finding === null ? success(spec, facts) : finding.words}.`,
    detail: finding?.detail ?? {},
  })
}

function success(spec: UdpSpec, { confirmed, responseTimeMs }: Facts): string {
  if (!confirmed) return `did not refuse within ${formatDuration(spec.readTimeoutMs)}; no reply came`
  const latency = formatLatency(responseTimeMs ?? 0)
  return wantsNothing(spec) ? `answered in ${latency}` : `answered with ${wantedWords(spec).words} in ${latency}`
}

/** Goes through the steps, noting what is measured on the way; null when they succeed. */
async function find(spec: UdpSpec, env: ProbeEnv, startMs: number, facts: Facts): Promise<Finding | null> {
  const { readTimeoutMs: timeoutMs } = spec
  const located = await locate(spec, startMs + spec.timeoutMs, env)
  facts.timings.dns = located.dnsMs
  if (!located.ok) return located.finding
  const { host, port, localAddresses, waitedMs } = located

  let failure: FailedAddress<NetworkFailure | 'send-failed'> | null = null
  for (const address of located.addresses) {
    if (!canReach(localAddresses, address.family)) continue
    facts.remoteAddress = joinHostPort(address.address, port)
    const asked = await askAddress(spec, env, address, port, localAddresses)
    if (asked.end === 'failed') {
      // localhost is often ::1 first, where nothing listens.
      failure = decidingFailure(failure, { ...asked, remoteAddress: facts.remoteAddress })
      continue
    }
    facts.timings.firstByte = asked.firstReplyMs
    switch (asked.end) {
      case 'aborted':
        return abortedFinding
      case 'answered':
        facts.responseTimeMs = env.clock.monotonicMs() - startMs - waitedMs
        return null
      case 'silent': {
        facts.confirmed = !wantsNothing(spec)
        if (wantsNothing(spec)) return null
        const words = `sent nothing within ${formatDuration(timeoutMs)}`
        return { reason: 'read-timeout', words, detail: { host, port: String(port), timeoutMs } }
      }
      case 'mismatched': {
        const { words: wanted, expected } = wantedWords(spec)
        const words = `answered, but without ${wanted} within ${formatDuration(timeoutMs)}; it sent "${excerpt(asked.sample)}"`
        return { reason: 'mismatch', words, detail: { expected } }
      }
      case 'unjudged':
        return matchFaultFinding(asked.fault, spec)
    }
  }
  if (failure === null) return noAddressFinding({ ...spec, host })
  facts.remoteAddress = failure.remoteAddress
  return failureFinding(failure, { ...spec, host, port })
}

function failureFinding(
  { reason, code, remoteAddress }: FailedAddress<NetworkFailure | 'send-failed'>,
  asked: UdpSpec & { host: string; port: number },
): Finding {
  const detail = { host: asked.host, port: String(asked.port), code }
  if (reason === 'send-failed') return { reason, words: `could not be sent to (${code})`, detail }
  if (reason === 'refused') return { reason, words: 'reported its port closed', detail }
  return dialFinding({ ok: false, reason, code, remoteAddress }, asked)
}

type Asked =
  | { end: 'answered' | 'silent' | 'aborted'; firstReplyMs: number | null }
  | { end: 'mismatched'; firstReplyMs: number | null; sample: Uint8Array }
  | { end: 'unjudged'; firstReplyMs: number | null; fault: 'invalid' | 'resources' }
  | { end: 'failed'; reason: NetworkFailure | 'send-failed'; code: string }

/**
 * Asks one address, over a connected socket: only then does the kernel report a port-unreachable. The text is sent again
 * at half time if nothing has come, because one lost datagram is no finding.
 */
function askAddress(
  spec: UdpSpec,
  { clock, signal, matcher }: ProbeEnv,
  { address, family }: ResolvedAddress,
  port: number,
  localAddresses: LocalAddresses | null,
): Promise<Asked> {
  const { readTimeoutMs } = spec
  const payload = spec.send ?? defaultPayload
  const startMs = clock.monotonicMs()
  const limits = { deadlineMs: startMs + readTimeoutMs, clock, signal }
  let firstReplyMs: number | null = null
  // The first reply, for the message. An empty datagram is a reply too.
  let sample: Uint8Array | null = null
  return runPhase<Asked>(
    limits,
    (why) => {
      if (why === 'aborted') return { end: 'aborted', firstReplyMs }
      return sample === null ? { end: 'silent', firstReplyMs } : { end: 'mismatched', firstReplyMs, sample }
    },
    (end) => {
      const socket = dgram.createSocket(family === 4 ? 'udp4' : 'udp6')
      let cancelResend: (() => void) | null = null
      const replies = matchDatagrams({
        ...spec,
        matcher,
        limits,
        onFound: () => end({ end: 'answered', firstReplyMs }),
        onFault: (fault) => end({ end: 'unjudged', firstReplyMs, fault }),
      })
      const failed = (error: unknown): void => {
        const code = errorCode(error)
        // The one error that is about the text and not about the way.
        const reason = code === 'EMSGSIZE' ? 'send-failed' : networkFailure(code, localAddresses !== null)
        end({ end: 'failed', reason, code })
      }
      const sendOnce = (): void => socket.send(payload, (error) => (error ? failed(error) : undefined))
      socket.on('connect', () => {
        sendOnce()
        cancelResend = atDeadline(startMs + readTimeoutMs / 2, clock, () => {
          if (sample === null) sendOnce()
        })
      })
      socket.on('error', failed)
      socket.on('message', (datagram) => {
        firstReplyMs ??= clock.monotonicMs() - startMs
        sample ??= datagram
        replies.add(datagram)
      })
      try {
        const source = sourceAddress(localAddresses, family)
        if (source !== null) socket.bind({ address: source, port: 0, exclusive: true })
        socket.connect(port, address)
      } catch (error) {
        failed(error)
      }
      return () => {
        cancelResend?.()
        replies.stop()
        socket.close()
      }
    },
  )
}
