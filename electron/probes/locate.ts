import { parseHostPort } from '../contract/target-grammar.ts'
import { type LocalAddresses, localAddressesFor } from './local.ts'
import type { ProbeEnv, ResolvedAddress, TcpSpec, UdpSpec } from './spec.ts'
import { type Finding, lookupFinding, noAddressFinding } from './words.ts'

export type Located = {
  /** The lookup alone; null when none was needed. */
  dnsMs: number | null
  /** Waited for a place to look up, which is not latency. */
  waitedMs: number
} & (
  | { ok: true; host: string; port: number; addresses: ResolvedAddress[]; localAddresses: LocalAddresses | null }
  | { ok: false; finding: Finding }
)

/** Finds where a net target is, and where to probe it from. It never throws. */
export async function locate(spec: TcpSpec | UdpSpec, deadlineMs: number, env: ProbeEnv): Promise<Located> {
  const notAsked = { dnsMs: null, waitedMs: 0 }
  const parsed = parseHostPort(spec.target, spec.target, spec.protocol, false)
  if (!parsed.ok) {
    const words = 'cannot be probed: write host:port, with a port from 1 to 65535'
    return { ...notAsked, ok: false, finding: { reason: 'address-invalid', words, detail: {} } }
  }
  const { host, port } = parsed.value
  const localAddresses = spec.interface === null ? null : localAddressesFor(spec.interface)
  if (spec.interface !== null && localAddresses === null) {
    return { ...notAsked, ok: false, finding: noAddressFinding({ ...spec, host }) }
  }

  const { clock, lookup, signal } = env
  const beforeMs = clock.monotonicMs()
  const answer = await lookup(host, { family: spec.family, deadlineMs, signal })
  const literal = answer.ok && answer.addresses[0]?.address === host
  const timings = {
    dnsMs: literal ? null : answer.durationMs,
    waitedMs: Math.max(0, clock.monotonicMs() - beforeMs - answer.durationMs),
  }
  if (!answer.ok) return { ...timings, ok: false, finding: lookupFinding(answer, { ...spec, host }) }
  return { ...timings, ok: true, host, port, addresses: answer.addresses, localAddresses }
}
