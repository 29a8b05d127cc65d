import { formatDuration } from '../contract/duration.ts'
import { parseStatusList, statusAccepted } from '../contract/status-list.ts'
import type { BodyFailure } from './body.ts'
import type { HttpSpec } from './spec.ts'
import { abortedFinding, excerpt, type Finding, resourceFinding } from './words.ts'

/** A URL for a sentence. Tokens and tracking make some of them longer than a notification. */
export function shortUrl(url: string): string {
  return url.length > 120 ? `${url.slice(0, 119)}…` : url
}

/** Whether the status is one of those expected; null when it is, or when any will do. */
export function statusFinding({ expectStatus }: HttpSpec, status: number): Finding | null {
  if (expectStatus === null) return null
  const accepted = parseStatusList(expectStatus)
  if (accepted.ok && statusAccepted(accepted.value, status)) return null
  const words = `answered ${status}; expected ${expectStatus}`
  return { reason: 'status-mismatch', words, detail: { expected: expectStatus } }
}

/** One thing a body was to hold: a text or a pattern. */
export interface Expectation {
  kind: 'text' | 'pattern'
  expected: string
}

/** The expectations on the body, all of which must hold. An empty text expects nothing, as in Categraf. */
export function bodyExpectations({ expectSubstring, expectRegex }: HttpSpec): Expectation[] {
  const wanted: Expectation[] = []
  if (expectSubstring) wanted.push({ kind: 'text', expected: expectSubstring })
  if (expectRegex) wanted.push({ kind: 'pattern', expected: expectRegex })
  return wanted
}

/** A body without what was expected. `capped`: there was more of it than is read. */
export function mismatchFinding(status: number, bytes: number, capped: boolean, missing: Expectation): Finding {
  const expected = excerpt(Buffer.from(missing.expected))
  const what = `${missing.kind === 'text' ? '' : 'a match for '}"${expected}"`
  const where = capped ? 'the first 10 MiB of its body' : `its body of ${count(bytes)}`
  const words = `answered ${status}, but without ${what} in ${where}`
  return { reason: capped ? 'body-too-large' : 'body-mismatch', words, detail: { expected } }
}

/** A pattern that cannot be compiled matches nothing. */
export function patternFinding(pattern: string): Finding {
  const expected = excerpt(Buffer.from(pattern))
  const words = `could not be judged: "${expected}" is not a pattern in RE2 syntax`
  return { reason: 'body-mismatch', words, detail: { expected } }
}

/** Why a body could not be read. `announced` is its Content-Length, where it is not compressed. */
export function bodyFinding(
  reason: BodyFailure,
  code: string,
  {
    status,
    bytes,
    announced,
    timeoutMs,
  }: { status: number; bytes: number; announced: number | null; timeoutMs: number },
): Finding {
  const came = `answered ${status}, but its body`
  const length = announced === null ? {} : { length: announced }
  switch (reason) {
    case 'aborted':
      return abortedFinding
    case 'local-resources':
      return resourceFinding('ENOMEM')
    case 'body-timeout':
      return {
        reason,
        words: `${came} stalled after ${count(bytes)} and did not end within ${formatDuration(timeoutMs)}`,
        detail: { timeoutMs, ...length },
      }
    case 'body-truncated': {
      const whole = announced === null ? '' : ` of ${announced.toLocaleString('en')}`
      return { reason, words: `${came} was cut short after ${count(bytes)}${whole}`, detail: { code, ...length } }
    }
    case 'reset':
      return { reason, words: `${came} was cut off by a reset after ${count(bytes)}`, detail: { code, ...length } }
    case 'protocol-error':
      return { reason, words: `${came} is damaged: it cannot be decompressed (${code})`, detail: { code } }
  }
}

function count(bytes: number): string {
  return bytes === 1 ? '1 byte' : `${bytes.toLocaleString('en')} bytes`
}
