import net from 'node:net'
import tls, { type SecureContext, type TLSSocket } from 'node:tls'
import { domainToASCII } from 'node:url'
import type { Reason } from '../contract/reasons.ts'
import {
  certificateRecord,
  isExpired,
  issuersOf,
  legacyForm,
  peerChain,
  type SeenCertificate,
  usedPath,
} from './certificate.ts'
import { errorCode } from './error-code.ts'
import { exhaustedResource } from './local.ts'
import { type Limits, runPhase } from './phase.ts'
import type { TlsSpec, TrustStore } from './spec.ts'
import { type CertificateFault, type CertificateVerdict, certificateFault, likelyChainError } from './verify.ts'

export interface HandshakeOptions extends Limits {
  /** Of the target, without brackets: sent as SNI and compared with the certificate unless the spec names another. */
  host: string
  tls: TlsSpec
  trust: TrustStore
}

export type HandshakeFailure =
  | CertificateFault
  | Extract<Reason, 'tls-handshake' | 'tls-timeout' | 'local-resources' | 'aborted'>

export type HandshakeOutcome =
  | { ok: true; socket: TLSSocket; tlsMs: number; certificate: SeenCertificate }
  | {
      ok: false
      reason: HandshakeFailure
      /** Of the TLS stack or the system. */
      code: string
      /** What went wrong, for a sentence: reads well after "failed: ". */
      text: string
      /** Whenever the peer has sent one. */
      certificate: SeenCertificate | null
      /** Null when the handshake did not complete. */
      tlsMs: number | null
    }

/**
 * Shakes hands over a connected socket and judges the certificate. It never rejects; on a failure the socket is
 * destroyed. With `insecureSkipVerify` a certificate that cannot be trusted is recorded as such and let through. The
 * socket handed over ignores errors nobody else listens to.
 */
export async function handshake(socket: net.Socket, options: HandshakeOptions): Promise<HandshakeOutcome> {
  const { host, tls: spec, trust, clock } = options
  let context: SecureContext
  try {
    context = trust.contextFor(spec)
  } catch (error) {
    socket.destroy()
    const text = error instanceof TypeError ? error.message : `the trust store cannot be read (${errorCode(error)})`
    return { ok: false, reason: 'tls-handshake', code: errorCode(error), text, certificate: null, tlsMs: null }
  }
  // It may have failed between two phases, and says so only once.
  if (socket.destroyed) {
    const failure = broken(socket.errored ? errorCode(socket.errored) : 'ECONNRESET')
    return { ...failure, ok: false, certificate: null, tlsMs: null }
  }
  const name = canonical(withoutZone(spec.serverName ?? host))
  const startMs = clock.monotonicMs()
  const secured = await secure(socket, { ...options, context, name })
  if (!secured.ok) {
    const peer = judge(secured.socket, name, options)
    secured.socket.destroy()
    return { ...secured.failure, ok: false, certificate: peer?.certificate ?? null, tlsMs: null }
  }
  const tlsMs = clock.monotonicMs() - startMs
  const peer = judge(secured.socket, name, options)
  if (peer && (peer.verdict === null || spec.insecureSkipVerify)) {
    return { ok: true, socket: secured.socket, tlsMs, certificate: peer.certificate }
  }
  secured.socket.destroy()
  if (!peer?.verdict) {
    const text = 'the server sent no certificate'
    return { ok: false, reason: 'tls-handshake', code: 'ERR_NO_CERTIFICATE', text, certificate: null, tlsMs }
  }
  const { fault, code, text } = peer.verdict
  return { ok: false, reason: fault, code, text: `its ${text}`, certificate: peer.certificate, tlsMs }
}

type Secured =
  | { ok: true; socket: TLSSocket }
  | { ok: false; socket: TLSSocket; failure: { reason: HandshakeFailure; code: string; text: string } }

function secure(
  plain: net.Socket,
  { context, name, ...limits }: HandshakeOptions & { context: SecureContext; name: string },
): Promise<Secured> {
  const socket = tls.connect({
    socket: plain,
    secureContext: context,
    // RFC 6066, section 3: no addresses, no trailing dot.
    servername: net.isIP(name) === 0 ? domainToASCII(name).replace(/\.$/, '') : '',
    // The certificate is judged afterwards, so that it can be recorded when it is bad.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  })
  // Node calls it for a chain it trusts, and one certificate too many in it could end the process: see `peerChain`.
  Object.defineProperty(socket, 'getPeerCertificate', { value: () => ({}) })
  // An error between two listeners, or after the last, would end the process.
  socket.on('error', () => {})
  return runPhase<Secured>(
    limits,
    (why) => ({ ok: false, socket, failure: stopped(why === 'deadline' ? 'tls-timeout' : 'aborted') }),
    (end) => {
      const onSecure = (): void => end({ ok: true, socket })
      const onError = (error: Error): void => end({ ok: false, socket, failure: broken(errorCode(error)) })
      const onClose = (): void => end({ ok: false, socket, failure: broken('ECONNRESET') })
      socket.on('secureConnect', onSecure).on('error', onError).on('close', onClose)
      return () => socket.off('secureConnect', onSecure).off('error', onError).off('close', onClose)
    },
  )
}

function stopped(reason: 'tls-timeout' | 'aborted'): { reason: HandshakeFailure; code: string; text: string } {
  if (reason === 'aborted') return { reason, code: 'ABORT_ERR', text: 'the probe was stopped' }
  return { reason, code: 'ETIMEDOUT', text: 'the TLS handshake did not end in time' }
}

/** A handshake the peer ended, or that met something other than TLS, or that this machine had no means for. */
function broken(code: string): { reason: HandshakeFailure; code: string; text: string } {
  if (exhaustedResource(code, true) !== null) {
    return { reason: 'local-resources', code, text: 'this computer ran out of memory or buffers' }
  }
  return { reason: 'tls-handshake', code, text: tlsErrorText(code) }
}

/** What a code of OpenSSL's or the system's means during or right after a handshake; reads well after "failed: ". */
export function tlsErrorText(code: string): string {
  switch (code) {
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the server ended the TLS handshake'
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
    case 'ERR_SSL_PACKET_LENGTH_TOO_LONG':
    case 'ERR_SSL_RECORD_LAYER_FAILURE':
    case 'ERR_SSL_HTTP_REQUEST':
      return `what answers there does not speak TLS (${code})`
    case 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION':
    case 'ERR_SSL_UNSUPPORTED_PROTOCOL':
      return `the server accepts none of the TLS versions offered (${code})`
    case 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED':
      return `the server wants a client certificate (${code})`
    default:
      return `the TLS handshake failed (${code})`
  }
}

/** An address in one of its other spellings, such as `127.1`, as the system takes it; a name as it is. */
function canonical(host: string): string {
  const ascii = domainToASCII(host)
  return net.isIP(ascii) === 0 ? host : ascii
}

function withoutZone(host: string): string {
  return host.replace(/%.*$/, '')
}

function judge(
  socket: TLSSocket,
  name: string,
  { tls: spec, trust, clock }: HandshakeOptions,
): { certificate: SeenCertificate; verdict: CertificateVerdict | null } | null {
  const chain = peerChain(socket)
  if (!chain) return null
  const nowMs = clock.wallMs()
  const { path, anchored, anchor } = usedPath(chain, (subject) => trust.anchorsFor(subject, spec))
  const chainError = chainErrorOf(socket) ?? (socket.authorized ? null : likelyChainError(path, anchored, nowMs))
  const verdict = certificateFault({ chainError, path, peer: legacyForm(chain[0]), host: name, nowMs })
  const [leaf, ...rest] = path
  // What was accepted rests on no expired certificate: the peer sent one that was not needed.
  const used = chainError === null ? rest.filter((certificate) => !isExpired(certificate, nowMs)) : rest
  const issuers = issuersOf([leaf, ...used], anchor)
  return { certificate: { ...certificateRecord([leaf, ...used], verdict?.text ?? null), issuers }, verdict }
}

/** Typed as an error, but a code once verification was done and failed; null before and otherwise. */
function chainErrorOf(socket: TLSSocket): string | null {
  const error: unknown = socket.authorizationError
  if (typeof error === 'string') return error
  return error instanceof Error ? errorCode(error) : null
}
