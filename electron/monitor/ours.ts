import type { ProbeResult } from '../contract/result.ts'
import type { TargetConfig } from '../contract/target-config.ts'
import { dialledHost, isResolverFailure, needsResolver } from './evidence.ts'
import type { Sight } from './transition.ts'
import type { Witnesses } from './witnesses.ts'

/** Why this machine does not see its targets. */
export type Blindness = Extract<Sight, { kind: 'blind' }>['cause']

/**
 * Whether the result is this machine's, while it does not see. A success is the target's, unless it proves nothing.
 * `sawBeyond`: a target that is reached without a name answered since.
 */
export function isOurs(
  witnesses: Pick<Witnesses, 'isNear' | 'wentNear' | 'isForeign'>,
  target: TargetConfig,
  result: ProbeResult,
  cause: Blindness,
  sawBeyond: boolean,
): boolean {
  if (isResolverFailure(result)) return true
  const near = cause === 'captive-portal' ? witnesses.isNear(target) : witnesses.wentNear(target, result)
  if (near) return false
  if (result.resultCode === 0) {
    return !result.confirmed || (cause === 'captive-portal' && witnesses.isForeign(target, result))
  }
  // The resolver may be all that is wrong: targets without a name are seen once one of them answered.
  return cause !== 'dns' || needsResolver(dialledHost(target)) || !sawBeyond
}
