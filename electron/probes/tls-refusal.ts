import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import { errorCode } from './error-code.ts'
import { type Limits, runPhase } from './phase.ts'
import { tlsErrorText } from './tls.ts'
import { abortedFinding, type Finding } from './words.ts'

/** On top of two handshakes' time, for a server that looks a certificate up somewhere. */
const slackMs = 50

/**
 * Waits for what a TLS 1.3 server says of the client's certificate, or of the lack of one. It judges that only when the
 * client has taken the handshake for done (RFC 8446, section 4.4.2.4), so without a look at what comes next a server that
 * lets nobody in would count as connected. A ticket, data or an end of its own says that it has accepted; so does silence,
 * as a server need not send a ticket. Null when nothing was refused, at once under older versions.
 */
export function tlsRefusal(
  socket: Socket,
  tlsMs: number,
  { deadlineMs, clock, signal }: Limits,
): Promise<Finding | null> {
  if (!(socket instanceof TLSSocket) || socket.getProtocol() !== 'TLSv1.3') return Promise.resolve(null)
  // One of the first packet, sent by a server that asks for no certificate, has gone by.
  if (socket.getTLSTicket() !== undefined) return Promise.resolve(null)
  const untilMs = Math.min(deadlineMs, clock.monotonicMs() + 2 * tlsMs + slackMs)
  return runPhase<Finding | null>(
    { deadlineMs: untilMs, clock, signal },
    (why) => (why === 'aborted' ? abortedFinding : null),
    (end) => {
      const onAccepted = (): void => end(null)
      const onError = (error: Error): void => end(refusal(errorCode(error)))
      socket.on('session', onAccepted).on('end', onAccepted).on('close', onAccepted).on('error', onError)
      // It may have failed between two phases, and says so only once.
      if (socket.errored) onError(socket.errored)
      else if (socket.destroyed) onAccepted()
      // Last, for with it the socket begins to read.
      else socket.on('data', onAccepted)
      return () => {
        socket.off('session', onAccepted).off('end', onAccepted).off('close', onAccepted).off('error', onError)
        socket.off('data', onAccepted)
      }
    },
  )
}

/** A connection that breaks after the handshake was one all the same. */
function refusal(code: string): Finding | null {
  if (!code.startsWith('ERR_SSL_')) return null
  return { reason: 'tls-handshake', words: `failed: ${tlsErrorText(code)}`, detail: { code } }
}
