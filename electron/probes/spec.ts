import type { X509Certificate } from 'node:crypto'
import type { SecureContext } from 'node:tls'
import type { ExpectHeader, ExpectJson } from '../contract/expectations.ts'
import type { ProbeResult } from '../contract/result.ts'
import type { StartTlsProtocol } from '../contract/target-config.ts'
import type { MatchJob, Verdict } from './match-job.ts'

/** TLS options with every file read and every secret resolved. */
export interface TlsSpec {
  insecureSkipVerify: boolean
  serverName: string | null
  /** PEM texts. */
  ca: string | null
  cert: string | null
  key: string | null
  minVersion: TlsVersion | null
  maxVersion: TlsVersion | null
  cipherSuites: readonly string[]
}
export type TlsVersion = '1.0' | '1.1' | '1.2' | '1.3'

interface CommonSpec {
  id: string
  name: string
  /** The Categraf label value, as in the result. */
  target: string
  labels: Readonly<Record<string, string>>
  family: 4 | 6 | null
  /** A local address or the name of a network interface to probe from. */
  interface: string | null
}

export interface TcpSpec extends CommonSpec {
  protocol: 'tcp'
  /** Covers name resolution, connecting and the TLS handshake. */
  timeoutMs: number
  readTimeoutMs: number
  send: Uint8Array | null
  expect: Uint8Array | null
  /** RE2 syntax; with `expect`, both must hold. */
  expectRegex: string | null
  tls: TlsSpec | null
  /** How TLS is asked for, where the connection begins in the clear; only together with `tls`. */
  starttls: StartTlsProtocol | null
}

export interface UdpSpec extends CommonSpec {
  protocol: 'udp'
  /** Covers name resolution only. */
  timeoutMs: number
  readTimeoutMs: number
  send: Uint8Array | null
  expect: Uint8Array | null
  /** RE2 syntax; with `expect`, both must hold. */
  expectRegex: string | null
}

export interface HttpSpec extends CommonSpec {
  protocol: 'http'
  responseTimeoutMs: number
  method: string
  /** `secret`: the value is a credential. */
  headers: readonly { name: string; value: string; secret?: boolean }[]
  username: string | null
  password: string | null
  body: string | null
  followRedirects: boolean
  /** As in contract/status-list.ts; null accepts any status. */
  expectStatus: string | null
  expectSubstring: string | null
  expectRegex: string | null
  forbidSubstring: string | null
  forbidRegex: string | null
  expectJson: ExpectJson | null
  expectHeaders: readonly ExpectHeader[]
  /** `bypass`: what is reached without it, hop by hop, in the forms of contract/proxy-bypass.ts. */
  proxy: { url: string; username: string | null; password: string | null; bypass: readonly string[] } | null
  tls: TlsSpec
}

/** One target, ready to probe: nothing left to look up but its name on the network. It holds secrets in the clear. */
export type ProbeSpec = TcpSpec | UdpSpec | HttpSpec

/** Clocks are handed in. Durations come from the monotonic one; the wall clock only dates things. */
export interface ProbeClock {
  monotonicMs(): number
  wallMs(): number
}

export interface ResolvedAddress {
  address: string
  family: 4 | 6
}

/** Why a name could not be looked up. `timeout` is the caller's deadline, `resources` a local fault. */
export type LookupFailure = 'not-found' | 'failed' | 'timeout' | 'no-address' | 'resources' | 'aborted'

export type LookupAnswer =
  | { ok: true; addresses: ResolvedAddress[] /** without waiting for a place */; durationMs: number }
  | { ok: false; failure: LookupFailure; code: string; durationMs: number }

/** Asks the system's resolver. An address literal is answered at once. It never throws. */
export type Lookup = (
  host: string,
  options: { family: 4 | 6 | null; deadlineMs: number; signal: AbortSignal },
) => Promise<LookupAnswer>

/** `resources`: this machine gave no thread, or too little memory. */
export type Judged = { ok: true; verdict: Verdict } | { ok: false; failure: 'timeout' | 'aborted' | 'resources' }

/** Looks into what targets sent, without holding up the probes beside. */
export interface Matcher {
  /** The content must not change meanwhile. A large job is done in a worker thread. It never rejects. */
  judge(
    content: Uint8Array,
    job: MatchJob,
    limits: { deadlineMs: number; clock: ProbeClock; signal: AbortSignal },
  ): Promise<Judged>
}

/** What a probe needs from outside itself. `trust` and `matcher` are made once per process. */
export interface ProbeEnv {
  signal: AbortSignal
  clock: ProbeClock
  lookup: Lookup
  trust: TrustStore
  matcher: Matcher
  userAgent: string
}

/** The trust anchors of this machine, loaded once, and one secure context per distinct set of options. */
export interface TrustStore {
  /** Loads the anchors, unless they are: at first need otherwise, which holds up every probe under way. It never throws. */
  load(): void
  /** Throws a TypeError naming the option when a certificate, key or cipher suite cannot be used. */
  contextFor(options: TlsSpec): SecureContext
  /** Anchors whose subject equals the given issuer text, for walking a chain. */
  anchorsFor(issuer: string, options: TlsSpec): readonly X509Certificate[]
}

/**
 * Probes once. It always resolves with exactly one result, never throws, holds nothing after it has resolved, and ends
 * at once with `aborted` when the signal fires.
 */
export type Probe = (spec: ProbeSpec, env: ProbeEnv) => Promise<ProbeResult>
