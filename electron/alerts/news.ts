import type { Reason } from '../contract/reasons.ts'
import type { ResultLabel } from '../contract/result-codes.ts'
import type { EndingCertificate } from './certificate-expiry.ts'

/** What a notice is about. */
export interface NewsTarget {
  id: string
  name: string
  host: string
  incidentId: string | null
}

/** Why a target is down, in the ways there are to say it. */
export interface Failure {
  label: ResultLabel | null
  reason: Reason | null
  message: string
}

type What =
  /** `upForMs`: before, null where nobody knows. `behind`: how many targets are reached through it. */
  | { kind: 'down'; failure: Failure; upForMs: number | null; behind: number }
  /** Told late, or told again. */
  | { kind: 'still-down' | 'reminder'; failure: Failure; downForMs: number | null; behind: number }
  | { kind: 'changed'; failure: Failure; from: ResultLabel | null; downForMs: number | null }
  /** `atMs` is when it was up, wall clock. */
  | { kind: 'up'; message: string; downForMs: number | null; atMs: number }
  | { kind: 'degraded'; latencyMs: number; limitMs: number }
  | { kind: 'restored' }
  | { kind: 'flapping'; changes: number; withinMs: number }
  /** `failure` is null where it did not settle down, `latencyMs` where it did not settle slow. */
  | { kind: 'steady'; failure: Failure | null; latencyMs: number | null }
  | { kind: 'certificate'; ending: EndingCertificate }
  | { kind: 'certificate-renewed'; ending: EndingCertificate }
  /** Who issued it, and the one before. */
  | { kind: 'certificate-changed'; issuer: string; before: string }

/** Something worth telling about a target. Durations are in milliseconds. */
export type News = { target: NewsTarget } & What
export type NewsKind = News['kind']

/** Whether it says that something is down. */
export function isDown(news: News): boolean {
  switch (news.kind) {
    case 'down':
    case 'still-down':
    case 'reminder':
    case 'changed':
      return true
    case 'steady':
      return news.failure !== null
    default:
      return false
  }
}
