import type { Socket } from 'node:net'
import { formatDuration } from '../contract/duration.ts'
import { errorCode } from './error-code.ts'
import { exhaustedResource } from './local.ts'
import { runPhase } from './phase.ts'
import { matchReceived, type ReceivedMatch, type Wanted, wantsNothing } from './received-match.ts'
import type { Matcher, ProbeClock } from './spec.ts'
import { tlsErrorText } from './tls.ts'
import { matchFaultFinding, wantedWords } from './wanted-words.ts'
import { abortedFinding, excerpt, type Finding, resourceFinding } from './words.ts'

export interface ExchangeOptions extends Wanted {
  send: Uint8Array | null
  matcher: Matcher
  /** Begins afresh once everything has been sent; sending itself may take as long. */
  readTimeoutMs: number
  clock: ProbeClock
  signal: AbortSignal
}

export interface ExchangeOutcome {
  /** Null for a success. */
  finding: Finding | null
  /** From the end of sending to the first byte received. */
  firstByteMs: number | null
}

const full = 'in the first 64 KiB'

/**
 * Sends a text over a connection and waits for an answer. What is expected of it may come anywhere within the first
 * 64 KiB and in any number of pieces; it counts the moment it is complete. The socket stays the caller's to destroy.
 */
export async function exchange(socket: Socket, options: ExchangeOptions): Promise<ExchangeOutcome> {
  const { send } = options
  if (send !== null) {
    const finding = await write(socket, send, options)
    if (finding !== null) return { finding, firstByteMs: null }
  }
  return wantsNothing(options) ? { finding: null, firstByteMs: null } : await read(socket, options)
}

function sendFailed(words: string, detail: Finding['detail']): Finding {
  return { reason: 'send-failed', words: `connected, but ${words}`, detail }
}

function write(socket: Socket, bytes: Uint8Array, options: ExchangeOptions): Promise<Finding | null> {
  const { readTimeoutMs: timeoutMs, clock, signal } = options
  return runPhase<Finding | null>(
    { deadlineMs: clock.monotonicMs() + timeoutMs, clock, signal },
    (why) =>
      why === 'aborted'
        ? abortedFinding
        : sendFailed(`did not take the text within ${formatDuration(timeoutMs)}`, { timeoutMs }),
    (end) => {
      const onError = (error: Error): void => {
        const code = errorCode(error)
        end(otherFault(code) ?? sendFailed(`closed the connection before the text was sent (${code})`, { code }))
      }
      socket.on('error', onError)
      socket.write(bytes, (error) => (error ? onError(error) : end(null)))
      return () => socket.off('error', onError)
    },
  )
}

function read(socket: Socket, options: ExchangeOptions): Promise<ExchangeOutcome> {
  const { readTimeoutMs: timeoutMs, clock, signal } = options
  const startMs = clock.monotonicMs()
  const limits = { deadlineMs: startMs + timeoutMs, clock, signal }
  const within = `within ${formatDuration(timeoutMs)}`
  const wanted = wantedWords(options)
  let firstByteMs: number | null = null

  const unmatched = (until: string, sent: Uint8Array): Finding => {
    const words = `answered, but without ${wanted.words} ${until}; it sent "${excerpt(sent)}"`
    return { reason: 'mismatch', words, detail: { expected: wanted.expected } }
  }
  const silent = (): Finding => ({
    reason: 'read-timeout',
    words: `sent nothing ${within} after connecting`,
    detail: { timeoutMs },
  })
  const closed = (how: string, code: string, sent: Uint8Array): Finding =>
    firstByteMs === null
      ? { reason: 'closed', words: `${how} the connection without sending anything`, detail: { code } }
      : unmatched(`before it ${how} the connection`, sent)

  let answer: ReceivedMatch | null = null
  return runPhase<ExchangeOutcome>(
    limits,
    (why) => {
      const found = answer?.stop() === 'found'
      if (why === 'aborted') return { finding: abortedFinding, firstByteMs }
      if (found) return { finding: null, firstByteMs }
      return {
        finding: answer === null || firstByteMs === null ? silent() : unmatched(within, answer.bytes()),
        firstByteMs,
      }
    },
    (end) => {
      const conclude = (finding: Finding | null): void => end({ finding, firstByteMs })
      const received = matchReceived({
        ...options,
        limits,
        onFound: () => conclude(null),
        onFault: (fault) => conclude(matchFaultFinding(fault, options)),
      })
      answer = received
      const onData = (chunk: Buffer): void => {
        firstByteMs ??= clock.monotonicMs() - startMs
        received.add(chunk)
        if (received.isFull()) received.finish(() => conclude(unmatched(full, received.bytes())))
      }
      const onEnd = (): void => received.finish(() => conclude(closed('closed', 'EOF', received.bytes())))
      const onError = (error: Error): void => {
        const code = errorCode(error)
        const finding = otherFault(code)
        if (finding) conclude(finding)
        else received.finish(() => conclude(closed('reset', code, received.bytes())))
      }
      socket.on('error', onError).on('end', onEnd).on('close', onEnd).on('data', onData)
      // It may have failed between two phases, and says so only once.
      if (socket.errored) onError(socket.errored)
      return () => {
        received.stop()
        socket.off('error', onError).off('end', onEnd).off('close', onEnd).off('data', onData).pause()
      }
    },
  )
}

/**
 * Errors that are not about the exchange: this machine ran out of something, or a TLS 1.3 server refused the client's
 * certificate, which it can only do after the handshake, so that the first read or write reports it.
 */
function otherFault(code: string): Finding | null {
  if (exhaustedResource(code, true) !== null) return resourceFinding(code)
  if (code.startsWith('ERR_SSL_')) {
    return { reason: 'tls-handshake', words: `failed: ${tlsErrorText(code)}`, detail: { code } }
  }
  return null
}
