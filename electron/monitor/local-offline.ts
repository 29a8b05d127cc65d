import type { ProbeResult } from '../contract/result.ts'
import type { Sight } from './transition.ts'

type Blindness = Extract<Sight, { kind: 'blind' }>['cause']

const because: Record<Blindness, string> = {
  asleep: 'this computer was asleep',
  offline: 'this computer is offline',
  'captive-portal': 'a sign-in page of the network answers in its place',
  dns: "this computer's name resolution does not answer",
}

/**
 * The result of a probe that could not see its target. What it saw instead is kept as `observedCode`; who answered in the
 * target's place is of no interest to anybody.
 */
export function localOffline(result: ProbeResult, cause: Blindness): ProbeResult {
  const { protocol, target, resultCode, reason } = result
  const address = protocol === 'http' ? target : `${protocol} ${target}`
  return {
    ...result,
    resultCode: null,
    result: null,
    reason: 'local-offline',
    message: `${address} was not judged: ${because[cause]}.`,
    responseTimeMs: null,
    http: null,
    certificate: null,
    detail: {
      ...(resultCode === null ? {} : { observedCode: resultCode }),
      ...(reason === null ? {} : { observedReason: reason }),
    },
  }
}
