import { formatDuration } from '../contract/duration.ts'
import type { Reason } from '../contract/reasons.ts'
import type { ReasonDetail } from '../contract/result.ts'
import type { DialOutcome } from './dial.ts'
import { exhaustedResource, type LocalResource } from './local.ts'
import type { LookupAnswer } from './spec.ts'

/** A measured time for a person: `1.9 ms`, `160 ms`, `2.3 s`. */
export function formatLatency(latencyMs: number): string {
  return latencyMs < 10 ? `${Math.round(latencyMs * 10) / 10} ms` : formatDuration(latencyMs)
}

/** What was received or expected, as text: at most 80 printable characters, everything else as a space. */
export function excerpt(bytes: Uint8Array): string {
  // Four bytes are the longest character in UTF-8, so this is enough for 81 of them.
  const text = new TextDecoder()
    .decode(bytes.subarray(0, 4 * 81))
    .replace(/[\p{C}\p{Z}\uFFFD]+/gu, ' ')
    .trim()
  const characters = Array.from(text)
  return characters.length > 80 ? `${characters.slice(0, 80).join('')}…` : text
}

/** A reason and, in words that follow the name of what was probed, what happened; without a full stop. */
export interface Finding {
  reason: Reason
  words: string
  detail: ReasonDetail
}

const shortOf: Record<LocalResource, string> = {
  files: 'file descriptors',
  memory: 'memory',
  ports: 'free ports',
  buffers: 'network buffers',
}

/** This machine could not probe: it ran out of what `code` says. */
export function resourceFinding(code: string): Finding {
  const resource = exhaustedResource(code, false) ?? 'memory'
  return {
    reason: 'local-resources',
    words: `was not probed: this computer is out of ${shortOf[resource]}`,
    detail: { resource, code },
  }
}

/** The probe was stopped before it had a result. */
export const abortedFinding: Finding = { reason: 'aborted', words: 'was not probed: the probe was stopped', detail: {} }

const familyName = { 4: 'IPv4', 6: 'IPv6' } as const

interface Asked {
  host: string
  family: 4 | 6 | null
  /** The source chosen, as the user wrote it. */
  interface: string | null
  timeoutMs: number
}

/** There is no address to probe, or none to probe from. */
export function noAddressFinding({ host, family, interface: source }: Omit<Asked, 'timeoutMs'>): Finding {
  const words =
    source !== null
      ? `cannot be probed from ${source}: this computer has no ${family === null ? 'such' : familyName[family]} address there`
      : `cannot be probed: ${host} has no ${family === null ? 'usable' : familyName[family]} address`
  return { reason: 'no-address', words, detail: { host, ...(family === null ? {} : { family: familyName[family] }) } }
}

/** Why a lookup failed. */
export function lookupFinding({ failure, code }: LookupAnswer & { ok: false }, asked: Asked): Finding {
  const { host, timeoutMs } = asked
  switch (failure) {
    case 'not-found':
      return { reason: 'dns-not-found', words: `was not found: ${host} has no address`, detail: { host, code } }
    case 'failed':
      return {
        reason: 'dns-failed',
        words: `could not be looked up: the resolver said ${code}`,
        detail: { host, code },
      }
    case 'timeout':
      return {
        reason: 'dns-timeout',
        words: `could not be looked up within ${formatDuration(timeoutMs)}`,
        detail: { host, timeoutMs },
      }
    case 'no-address':
      return noAddressFinding({ ...asked, interface: null })
    case 'resources':
      return resourceFinding(code)
    case 'aborted':
      return abortedFinding
  }
}

/** Why no address could be connected to. */
export function dialFinding(outcome: DialOutcome & { ok: false }, asked: Asked & { port: number }): Finding {
  const { host, family, interface: source, timeoutMs } = asked
  const { reason, code, remoteAddress } = outcome
  const at = remoteAddress === null ? '' : ` (${remoteAddress})`
  const detail = { host, port: String(asked.port), ...(code === '' ? {} : { code }) }
  switch (reason) {
    case 'refused':
      return { reason, words: `refused the connection${at}`, detail }
    case 'unreachable':
      return { reason, words: `could not be reached: the network said ${code}${at}`, detail }
    case 'reset':
      return { reason, words: `reset the connection${at}`, detail }
    case 'connect-timeout':
      return { reason, words: `did not connect within ${formatDuration(timeoutMs)}`, detail: { ...detail, timeoutMs } }
    case 'address-invalid':
      return { reason, words: `is not an address that can be connected to${at}`, detail }
    case 'no-address':
      return noAddressFinding({ host, family, interface: source })
    case 'local-resources':
      // A family of the user's choosing that this machine lacks reads the same as a lack of ports.
      return code === 'EADDRNOTAVAIL' && family !== null
        ? noAddressFinding({ host, family, interface: source })
        : resourceFinding(code)
    case 'aborted':
      return abortedFinding
  }
}
