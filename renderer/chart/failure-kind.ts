import type { Protocol, ResultLabel } from '../../electron/contract/result-codes.ts'
import { resultLabel } from '../../electron/contract/result-codes.ts'

/** What went wrong, by colour: the target was not reached, it said nothing in time, or it said the wrong thing. */
export type FailureKind = 'reach' | 'silent' | 'answer'

const kinds: Record<ResultLabel, FailureKind> = {
  Success: 'answer',
  Timeout: 'silent',
  ConnectionFailed: 'reach',
  ReadFailed: 'silent',
  StringMismatch: 'answer',
  DNSError: 'reach',
  AddressError: 'reach',
  BodyMismatch: 'answer',
  CodeMismatch: 'answer',
}

export function failureKind(protocol: Protocol, code: number): FailureKind {
  const label = resultLabel(protocol, code)
  return label === null ? 'reach' : kinds[label]
}

export interface CodeCount {
  code: number
  count: number
}

/** The codes of failures, the most frequent first. */
export function codeCounts(codes: Readonly<Record<string, number>>): CodeCount[] {
  return Object.entries(codes)
    .map(([code, count]) => ({ code: Number(code), count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.code - b.code)
}

/** The codes of all the slots together, the most frequent first. */
export function totalCodes(slots: readonly { codes: Readonly<Record<string, number>> }[]): CodeCount[] {
  const sums: Record<string, number> = {}
  for (const { codes } of slots) {
    for (const [code, count] of Object.entries(codes)) sums[code] = (sums[code] ?? 0) + count
  }
  return codeCounts(sums)
}
