import type { PastResult } from '../contract/history.ts'
import type { Reason } from '../contract/reasons.ts'
import { type Protocol, type ResultLabel, resultLabel } from '../contract/result-codes.ts'

/** What the results of a file are about. */
export interface AboutTarget {
  id: string
  name: string
  protocol: Protocol
  /** `host:port` or a URL, without credentials. */
  target: string
}

/** One past result for programs, in the words of `portlight check --format json`. */
export interface PastRecord {
  startedAt: string
  resultCode: number | null
  result: ResultLabel | null
  reason: Reason | null
  /** Kept of failures only. */
  message: string | null
  responseTimeMs: number | null
  confirmed: boolean
  degraded: boolean
  maintenance: boolean
}

export function pastRecord(protocol: Protocol, past: PastResult): PastRecord {
  return {
    startedAt: new Date(past.at).toISOString(),
    resultCode: past.code,
    result: past.code === null ? null : resultLabel(protocol, past.code),
    reason: past.reason,
    message: past.message,
    responseTimeMs: past.latency,
    confirmed: past.confirmed,
    degraded: past.degraded,
    maintenance: past.maintenance,
  }
}

/** Results as the text of a file, written piece by piece: `begin`, then `piece` for each, then `end`. */
export interface ResultsText {
  begin(): string
  piece(results: readonly PastResult[]): string
  end(): string
}

/** `{"target": id, "results": [...]}`, one result a line. */
export function resultsJson({ id, protocol }: Pick<AboutTarget, 'id' | 'protocol'>): ResultsText {
  let first = true
  return {
    begin: () => `{"target": ${JSON.stringify(id)}, "results": [`,
    piece(results) {
      const lines = results.map((past) => `\n${JSON.stringify(pastRecord(protocol, past))}`)
      const lead = first ? '' : ','
      first = false
      return lead + lines.join(',')
    },
    end: () => (first ? ']}\n' : '\n]}\n'),
  }
}

const columns = [
  'time',
  'name',
  'target',
  'result_code',
  'result',
  'response_time_ms',
  'reason',
  'message',
  'confirmed',
  'degraded',
  'maintenance',
]

/**
 * Comma-separated values as in RFC 4180, with a header line. Texts from elsewhere that a spreadsheet would run as a formula
 * begin with an apostrophe.
 */
export function resultsCsv({ name, protocol, target }: AboutTarget): ResultsText {
  const about = [text(name), text(target)]
  const line = (past: PastResult): string => {
    const { startedAt, resultCode, result, reason, message, responseTimeMs, ...flags } = pastRecord(protocol, past)
    const measured = [resultCode, result, responseTimeMs, reason].map((value) => String(value ?? ''))
    const said = [flags.confirmed, flags.degraded, flags.maintenance].map(String)
    return `${[startedAt, ...about, ...measured, text(message ?? ''), ...said].join(',')}\r\n`
  }
  return {
    begin: () => `${columns.join(',')}\r\n`,
    piece: (results) => results.map(line).join(''),
    end: () => '',
  }
}

/** https://owasp.org/www-community/attacks/CSV_Injection: what begins like this is a formula, whatever quotes surround it. */
const formula = /^[\s]*[=+\-@\t\r]/

function text(value: string): string {
  const harmless = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
