import { isVerdict, type ProbeResult } from '../contract/result.ts'
import { type ResultLabel, resultLabel } from '../contract/result-codes.ts'
import type { ToldTarget } from '../monitor/ports.ts'
import { decideCertificate, type EndingCertificate } from './certificate-expiry.ts'

/**
 * The wall clock of a machine without a battery begins in 1970 until the network has set it. Whatever says that it was
 * told before this was dated by such a clock: Portlight is younger.
 */
const earliestMs = Date.UTC(2026, 0, 1)

/** Something worth telling. Durations are in milliseconds, null where nobody can know them. */
export type AlertNotice =
  | { kind: 'down'; result: ProbeResult; upForMs: number | null }
  /** Still down, for another reason. */
  | { kind: 'changed'; result: ProbeResult; from: ResultLabel | null; downForMs: number | null }
  | { kind: 'up'; result: ProbeResult; downForMs: number | null }
  | { kind: 'certificate'; result: ProbeResult; ending: EndingCertificate }

export interface Decision {
  /** What is told once the notices are; the same object as before when that is nothing new. */
  told: ToldTarget | undefined
  /** With this result it began to be up, or to be down. */
  began: boolean
  notices: AlertNotice[]
}

/**
 * Decides what one more result makes worth telling, given what was told of the target before, in this run of the
 * program or an earlier one. A local fault tells nothing. `nowMs` is the wall clock; `watchedForMs` how long by the
 * monotonic one the target has been up, or down, and null unless it was watched all the while.
 */
export function decide(
  told: ToldTarget | undefined,
  result: ProbeResult,
  nowMs: number,
  watchedForMs: number | null,
): Decision {
  if (!isVerdict(result)) return { told, began: false, notices: [] }
  const { certificates, ending } = certificateOf(told, result, nowMs)
  const notice = codeNotice(told, result, result.resultCode, watchedForMs ?? sinceToldMs(told, nowMs), watchedForMs)
  const notices = notice ? [notice] : []
  // A target that is down because its certificate expired is told as that, once. It may also be down because of another
  // that expired: that of a host it redirects to, or a root.
  const named =
    notice?.kind !== 'up' && notice?.result.reason === 'tls-expired' && ending && ending.expiresAtMs <= nowMs
  if (ending && !named) notices.push({ kind: 'certificate', result, ending })
  if (told?.code === result.resultCode && told.certificates === certificates) return { told, began: false, notices }
  const began = told === undefined || (told.code === 0) !== (result.resultCode === 0)
  return { told: { code: result.resultCode, sinceMs: began ? nowMs : told.sinceMs, certificates }, began, notices }
}

function certificateOf(told: ToldTarget | undefined, result: ProbeResult, nowMs: number) {
  const decided = decideCertificate(told?.certificates ?? {}, result.certificate, nowMs)
  return { certificates: decided.told, ending: decided.ending }
}

/** Across a restart or a sleep only the wall clock knows, and it may have been set in between. */
function sinceToldMs(told: ToldTarget | undefined, nowMs: number): number | null {
  return told && told.sinceMs >= earliestMs && told.sinceMs <= nowMs ? nowMs - told.sinceMs : null
}

function codeNotice(
  told: ToldTarget | undefined,
  result: ProbeResult,
  code: number,
  downForMs: number | null,
  upForMs: number | null,
): AlertNotice | null {
  if (told ? told.code === code : code === 0) return null
  if (code === 0) return { kind: 'up', result, downForMs }
  if (told && told.code !== 0) {
    return { kind: 'changed', result, from: resultLabel(result.protocol, told.code), downForMs }
  }
  // Where nobody watched, nobody knows whether it was up all the while.
  return { kind: 'down', result, upForMs }
}
