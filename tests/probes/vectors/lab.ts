import { performance } from 'node:perf_hooks'
import { createLookup } from '../../../electron/probes/lookup.ts'
import { createMatcher } from '../../../electron/probes/matcher.ts'
import type {
  Lookup,
  ProbeClock,
  ProbeEnv,
  ResolvedAddress,
  TcpSpec,
  TlsSpec,
  UdpSpec,
} from '../../../electron/probes/spec.ts'
import { createTrustStore } from '../../../electron/probes/trust.ts'

/** The machine's own clocks. */
export const systemClock: ProbeClock = { monotonicMs: () => performance.now(), wallMs: () => Date.now() }

const trust = createTrustStore()
const matcher = createMatcher()

/** Where one vector runs: it closes what the vector has opened, and knows names the resolver does not. */
export interface Lab {
  /** Closes the server when the vector has ended. */
  use<T extends { close(): Promise<void> }>(server: T | Promise<T>): Promise<T>
  /** Makes a name resolve to these addresses, in this order. All other names are the system's. */
  name(name: string, addresses: readonly ResolvedAddress[]): void
  readonly env: ProbeEnv
  close(): Promise<void>
}

export function createLab(signal: AbortSignal = new AbortController().signal): Lab {
  const open: { close(): Promise<void> }[] = []
  const names = new Map<string, readonly ResolvedAddress[]>()
  const system = createLookup({ clock: systemClock })
  const lookup: Lookup = async (host, options) => {
    const addresses = names.get(host)
    return addresses === undefined
      ? await system(host, options)
      : { ok: true, addresses: Array.from(addresses), durationMs: 0 }
  }
  return {
    use: async (server) => {
      const opened = await server
      open.push(opened)
      return opened
    },
    name: (name, addresses) => names.set(name, addresses),
    env: { signal, clock: systemClock, lookup, trust, matcher, userAgent: 'Portlight/test' },
    close: async () => {
      await Promise.all(open.splice(0).map((server) => server.close()))
    },
  }
}

const common = { id: 'target-1', labels: { team: 'core' }, family: null, interface: null }

/** TLS as it is where nothing is said about it, save for what is given. */
export function tlsSpec(spec: Partial<TlsSpec> = {}): TlsSpec {
  return {
    insecureSkipVerify: false,
    serverName: null,
    ca: null,
    cert: null,
    key: null,
    minVersion: null,
    maxVersion: null,
    cipherSuites: [],
    ...spec,
  }
}

/** A TCP target as the popover would make it, save for what is given. */
export function tcpSpec(spec: Pick<TcpSpec, 'target'> & Partial<TcpSpec>): TcpSpec {
  return {
    ...common,
    protocol: 'tcp',
    name: spec.target,
    timeoutMs: 5000,
    readTimeoutMs: 3000,
    send: null,
    expect: null,
    expectRegex: null,
    tls: null,
    starttls: null,
    ...spec,
  }
}

/** A UDP target as the popover would make it, save for what is given. */
export function udpSpec(spec: Pick<UdpSpec, 'target'> & Partial<UdpSpec>): UdpSpec {
  return {
    ...common,
    protocol: 'udp',
    name: spec.target,
    timeoutMs: 5000,
    readTimeoutMs: 3000,
    send: null,
    expect: null,
    expectRegex: null,
    ...spec,
  }
}

export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** `host:port` of a server. */
export function at({ address, port }: { address: string; port: number }): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`
}
