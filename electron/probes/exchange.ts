import type { Socket } from 'node:net'
import { formatDuration } from '../contract/duration.ts'
import { errorCode } from './error-code.ts'
import { exhaustedResource } from './local.ts'
import { contains, gather, receiveCapBytes } from './match.ts'
import { runPhase } from './phase.ts'
import type { ProbeClock } from './spec.ts'
import { tlsErrorText } from './tls.ts'
import { abortedFinding, excerpt, type Finding, resourceFinding } from './words.ts'

export interface ExchangeOptions {
  send: Uint8Array | null
  expect: Uint8Array | null
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
 * Sends a text over a connection and waits for another. The expected text may come anywhere within the first 64 KiB and
 * in any number of pieces; it counts the moment it is complete. The socket stays the caller's to destroy.
 */
export async function exchange(socket: Socket, options: ExchangeOptions): Promise<ExchangeOutcome> {
  const { send, expect } = options
  if (send !== null) {
    const finding = await write(socket, send, options)
    if (finding !== null) return { finding, firstByteMs: null }
  }
  return expect === null ? { finding: null, firstByteMs: null } : await read(socket, expect, options)
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

function read(socket: Socket, expect: Uint8Array, options: ExchangeOptions): Promise<ExchangeOutcome> {
  const { readTimeoutMs: timeoutMs, clock, signal } = options
  const startMs = clock.monotonicMs()
  const within = `within ${formatDuration(timeoutMs)}`
  const received = gather()
  let firstByteMs: number | null = null

  const unmatched = (until: string): Finding => {
    const words = `answered, but without "${excerpt(expect)}" ${until}; it sent "${excerpt(received.bytes())}"`
    return { reason: 'mismatch', words, detail: { expected: excerpt(expect) } }
  }
  const timedOut = (): Finding =>
    firstByteMs === null
      ? { reason: 'read-timeout', words: `sent nothing ${within} after connecting`, detail: { timeoutMs } }
      : unmatched(within)
  const closed = (how: string, code: string): Finding =>
    firstByteMs === null
      ? { reason: 'closed', words: `${how} the connection without sending anything`, detail: { code } }
      : unmatched(`before it ${how} the connection`)

  return runPhase<ExchangeOutcome>(
    { deadlineMs: startMs + timeoutMs, clock, signal },
    (why) => ({ finding: why === 'aborted' ? abortedFinding : timedOut(), firstByteMs }),
    (end) => {
      const onData = (chunk: Buffer): void => {
        firstByteMs ??= clock.monotonicMs() - startMs
        const alreadyLooked = Math.max(0, received.bytes().byteLength - expect.byteLength + 1)
        received.add(chunk)
        if (contains(received.bytes(), expect, alreadyLooked)) end({ finding: null, firstByteMs })
        else if (received.bytes().byteLength === receiveCapBytes) end({ finding: unmatched(full), firstByteMs })
      }
      const onEnd = (): void => end({ finding: closed('closed', 'EOF'), firstByteMs })
      const onError = (error: Error): void => {
        const code = errorCode(error)
        end({ finding: otherFault(code) ?? closed('reset', code), firstByteMs })
      }
      socket.on('error', onError).on('end', onEnd).on('close', onEnd).on('data', onData)
      // It may have failed between two phases, and says so only once.
      if (socket.errored) onError(socket.errored)
      return () => socket.off('error', onError).off('end', onEnd).off('close', onEnd).off('data', onData).pause()
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
