import { isVerdict, type ProbeResult } from '../contract/result.ts'
import { type ResultLabel, resultLabel } from '../contract/result-codes.ts'
import type { MonitorEvent, ToldTarget } from '../monitor/ports.ts'
import { decideCertificate, type EndingCertificate } from './certificate-expiry.ts'

export type ResultEvent = Extract<MonitorEvent, { type: 'result' }>

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
  notices: AlertNotice[]
}

/**
 * Decides what one more result makes worth telling, given what was told of the target before, in this run of the
 * program or an earlier one. A local fault tells nothing.
 */
export function decide(told: ToldTarget | undefined, event: ResultEvent, nowMs: number): Decision {
  const { result } = event
  if (!isVerdict(result)) return { told, notices: [] }
  const { certificates, ending } = certificateOf(told, result, nowMs)
  const notice = codeNotice(told, event, result.resultCode, nowMs)
  const notices = notice ? [notice] : []
  // A target that is down because its certificate expired is told as that, once. It may also be down because of another
  // that expired: that of a host it redirects to, or a root.
  const named =
    notice?.kind !== 'up' && notice?.result.reason === 'tls-expired' && ending && ending.expiresAtMs <= nowMs
  if (ending && !named) notices.push({ kind: 'certificate', result, ending })
  if (told?.code === result.resultCode && told.certificates === certificates) return { told, notices }
  const stillDown = told !== undefined && told.code !== 0 && result.resultCode !== 0
  const sinceMs = told?.code === result.resultCode || stillDown ? told.sinceMs : nowMs
  return { told: { code: result.resultCode, sinceMs, certificates }, notices }
}

function certificateOf(told: ToldTarget | undefined, result: ProbeResult, nowMs: number) {
  const decided = decideCertificate(told?.certificates ?? {}, result.certificate, nowMs)
  return { certificates: decided.told, ending: decided.ending }
}

function codeNotice(
  told: ToldTarget | undefined,
  { result, before }: ResultEvent,
  code: number,
  nowMs: number,
): AlertNotice | null {
  if (told ? told.code === code : code === 0) return null
  // Set back, the wall clock may say that something began in the future.
  const forMs = told && told.sinceMs <= nowMs ? nowMs - told.sinceMs : null
  if (code === 0) return { kind: 'up', result, downForMs: forMs }
  if (told && told.code !== 0) {
    return { kind: 'changed', result, from: resultLabel(result.protocol, told.code), downForMs: forMs }
  }
  // After a start or a pause nobody knows whether it was up all the while.
  const watched = before.code !== null && before.state !== 'pending'
  return { kind: 'down', result, upForMs: watched ? forMs : null }
}
