import { formatDuration } from '../contract/duration.ts'
import type { HandshakeOutcome } from './tls.ts'
import { abortedFinding, type Finding, resourceFinding } from './words.ts'

/** Why a handshake failed. `host` is the one that was asked for, `timeoutMs` the deadline the handshake shared. */
export function handshakeFinding(
  { reason, code, text }: HandshakeOutcome & { ok: false },
  { host, port, timeoutMs }: { host: string; port: number; timeoutMs: number },
): Finding {
  const detail = { host, port: String(port), code }
  switch (reason) {
    case 'aborted':
      return abortedFinding
    case 'local-resources':
      return resourceFinding(code)
    case 'tls-timeout':
      return {
        reason,
        words: `connected, but the TLS handshake did not end within ${formatDuration(timeoutMs)}`,
        detail: { ...detail, timeoutMs },
      }
    default:
      return { reason, words: `failed: ${text}`, detail }
  }
}
