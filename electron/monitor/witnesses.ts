import { type BlockList, isIP } from 'node:net'
import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { isAttached } from './attached.ts'
import {
  answeringHost,
  certificateSays,
  dialledHost,
  isResolverFailure,
  needsResolver,
  remoteHost,
  resolverSays,
  targetHost,
} from './evidence.ts'
import { createSigns, type Report, type Signs } from './signs.ts'

/** A sign that the results of several targets give together. */
export type ObservedSign = 'captive-portal' | 'dns'

/** The person's own targets, as what they are probed for shows how this machine itself is doing. */
export interface Witnesses {
  /** Takes a verdict, and answers which targets to ask at once. `startedMs` and `endedMs` are monotonic. */
  hear(target: TargetConfig, result: ProbeResult, startedMs: number, endedMs: number): string[]
  /** The target is not probed any more, or is another now. */
  forget(targetId: string): void
  /** It is another network now. */
  clear(): void
  present(sign: ObservedSign): boolean
  /** It is not there, and a target shows the opposite. */
  denied(sign: ObservedSign): boolean
  /** Targets whose next results tell whether the sign is still there. */
  shown(sign: ObservedSign): string[]
  /** Whether the failure may turn out to be part of a sign: somebody was asked and has not answered. */
  isDoubtful(target: TargetConfig, result: ProbeResult, nowMs: number): boolean
  /** Known to be reached without any router, whatever has become of the world beyond. */
  isNear(target: TargetConfig): boolean
  /** The same, by where this probe went. A name leads anywhere where somebody answers for everybody. */
  wentNear(target: TargetConfig, result: ProbeResult): boolean
  /** A host that never did before answered in place of the target's. */
  isForeign(target: TargetConfig, result: ProbeResult): boolean
}

type Part = Pick<Report, 'witness' | 'says' | 'kind'>

export function createWitnesses(attached: () => BlockList): Witnesses {
  const names = createSigns()
  const certificates = createSigns()
  const redirects = createSigns()
  const all = [names, certificates, redirects]
  const signsOf: Record<ObservedSign, Signs[]> = { 'captive-portal': [certificates, redirects], dns: [names] }
  /** By target: where it answered last, and where it did when its certificate was right. */
  const addresses = new Map<string, string>()
  const places = new Map<string, string>()
  /** The host that usually answers for a target of plain HTTP. */
  const answerers = new Map<string, string>()

  function isNear(target: TargetConfig): boolean {
    if (target.protocol === 'http' && target.proxy) return false
    const host = targetHost(target)
    const literal = isIP(host) !== 0
    if (!literal && !needsResolver(host)) return true
    const address = literal ? host : addresses.get(target.id)
    return address !== undefined && isAttached(attached(), address)
  }

  /** Where it was never seen before, only a wrong answer is a stranger's. */
  function isForeign(target: TargetConfig, result: ProbeResult): boolean {
    const host = answeringHost(target, result)
    if (host === null || host === targetHost(target) || host === answerers.get(target.id)) return false
    return result.resultCode !== 0 || answerers.has(target.id)
  }

  function certificatePart(target: TargetConfig, result: ProbeResult): Part | null {
    const says = certificateSays(target, result)
    if (says === null) return null
    const address = remoteHost(result)
    if (says === 'good' && address !== null && places.get(target.id) !== address) {
      certificates.forget(target.id)
      places.set(target.id, address)
    }
    // Two names on one server that presents a wrong certificate are one server.
    return { witness: places.get(target.id) ?? targetHost(target), says, kind: 'certificate' }
  }

  function redirectPart(target: TargetConfig, result: ProbeResult): Part | null {
    const witness = targetHost(target)
    const host = answeringHost(target, result)
    if (host === null) return certificateSays(target, result) === 'good' ? { witness, says: 'good', kind: '' } : null
    const says = isForeign(target, result) ? 'bad' : 'good'
    if (says === 'good' && result.resultCode === 0) answerers.set(target.id, host)
    return { witness, says, kind: host }
  }

  const present = (sign: ObservedSign) => signsOf[sign].some((signs) => signs.present())

  return {
    hear(target, result, startedMs, endedMs) {
      const asked: string[] = []
      function report(signs: Signs, part: Part | null): void {
        if (part) asked.push(...signs.hear({ ...part, targetId: target.id, startedMs, endedMs }))
      }
      const address = remoteHost(result)
      if (address !== null && result.resultCode === 0 && !isForeign(target, result)) addresses.set(target.id, address)
      const witness = dialledHost(target)
      if (needsResolver(witness)) report(names, { witness, says: resolverSays(result), kind: 'dns' })
      if (!isNear(target)) {
        report(certificates, certificatePart(target, result))
        report(redirects, redirectPart(target, result))
      }
      return asked
    },
    forget(targetId) {
      for (const signs of all) signs.forget(targetId)
      for (const known of [addresses, places, answerers]) known.delete(targetId)
    },
    clear() {
      for (const signs of all) signs.clear()
    },
    present,
    denied: (sign) => !present(sign) && signsOf[sign].some((signs) => signs.denied()),
    shown: (sign) => signsOf[sign].flatMap((signs) => signs.shown()),
    isDoubtful(target, result, nowMs) {
      if (isResolverFailure(result)) return names.doubtful(nowMs)
      if (certificateSays(target, result) === 'bad') return certificates.doubtful(nowMs)
      return isForeign(target, result) && redirects.doubtful(nowMs)
    },
    isNear,
    wentNear(target, result) {
      if (isNear(target)) return true
      const address = remoteHost(result)
      const proxied = target.protocol === 'http' && target.proxy !== undefined
      return !proxied && address !== null && isAttached(attached(), address)
    },
    isForeign,
  }
}
