import { isIP } from 'node:net'
import type { CertificateRecord, ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { splitHostPort } from '../contract/target-grammar.ts'

/** The host of an address or a URL, without brackets, in lower case. */
function hostIn(address: string): string {
  const isUrl = /^https?:/i.test(address) && URL.canParse(address)
  const host = isUrl ? new URL(address).hostname : splitHostPort(address)?.host
  return (host ?? address).replace(/^\[|\]$/g, '').toLowerCase()
}

/** Asked for many times a result, and the same as long as the target is. */
const hosts = new WeakMap<TargetConfig, string>()

/** The host a target is about. */
export function targetHost(target: TargetConfig): string {
  const known = hosts.get(target)
  if (known !== undefined) return known
  const host = hostIn(target.target)
  hosts.set(target, host)
  return host
}

/** The host that a probe of it connects to: its proxy, where it has one. */
export function dialledHost(target: TargetConfig): string {
  return target.protocol === 'http' && target.proxy ? hostIn(target.proxy) : targetHost(target)
}

/** The address a probe went to, without its port; null when it went nowhere. */
export function remoteHost({ remoteAddress }: ProbeResult): string | null {
  return remoteAddress === null ? null : (splitHostPort(remoteAddress)?.host ?? null)
}

/** A name somebody has to look up elsewhere: no address, and not this machine (RFC 6761, section 6.3). */
export function needsResolver(host: string): boolean {
  return isIP(host) === 0 && host !== 'localhost' && !host.endsWith('.localhost')
}

/** Whether the name was found: the resolver answers, it does not, or this result cannot tell. */
export function resolverSays({ resultCode, reason }: ProbeResult): 'bad' | 'good' | 'silent' {
  switch (reason) {
    case 'dns-timeout':
    case 'dns-failed':
      return 'bad'
    // Some systems say so too while they are offline.
    case 'dns-not-found':
    case 'no-address':
    case 'address-invalid':
    case 'proxy-failed':
      return 'silent'
    default:
      return resultCode === null ? 'silent' : 'good'
  }
}

export function isResolverFailure({ reason }: ProbeResult): boolean {
  return reason === 'dns-timeout' || reason === 'dns-failed'
}

/** Whether the certificate is for the host, as RFC 9525 compares names: one star may stand for the first label. */
function isFor({ altNames, subject }: CertificateRecord, host: string): boolean {
  const common = /(?:^|, )CN=([^,]+)/.exec(subject)?.[1]
  const names = altNames.length > 0 || common === undefined ? altNames : [common]
  const parent = host.includes('.') ? host.slice(host.indexOf('.')) : null
  return names.some((each) => {
    const name = each.toLowerCase()
    return name === host || (parent !== null && name === `*${parent}`)
  })
}

/**
 * What the certificate says of who answered: `bad` where it belongs to somebody else and the probe failed, `good` where
 * it is trusted and right. Null where there was none, or the person wants it ignored.
 */
export function certificateSays(target: TargetConfig, result: ProbeResult): 'bad' | 'good' | null {
  const { certificate } = result
  if (!certificate || target.protocol === 'udp') return null
  const host = (target.tls?.serverName ?? targetHost(target)).toLowerCase()
  if (!isFor(certificate, host)) return result.resultCode === 0 ? null : 'bad'
  return certificate.trusted ? 'good' : null
}

/** The host that gave the final answer to a plain HTTP request; null where there was none. */
export function answeringHost(target: TargetConfig, { http }: ProbeResult): string | null {
  if (target.protocol !== 'http' || !http || !/^http:/i.test(target.target)) return null
  return hostIn(http.redirects.at(-1) ?? target.target)
}
