import { formatDuration } from '../contract/duration.ts'
import type { ExpectHeader } from '../contract/expectations.ts'
import { parseStatusList, statusAccepted } from '../contract/status-list.ts'
import type { BodyFailure } from './body.ts'
import type { BodyExpectation } from './body-expectations.ts'
import type { Verdict } from './match-job.ts'
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

/** An answer as far as sentences about its body speak of it. `capped`: there was more of it than is read. */
export interface BodyPlace {
  status: number
  bytes: number
  capped: boolean
}

/** A body that does not hold what it should, or holds what it must not. */
export function mismatchFinding(
  place: BodyPlace,
  expectation: BodyExpectation,
  { why, found }: Verdict & { met: false },
): Finding {
  if (expectation.kind === 'json') return jsonFinding(place, expectation, why, found)
  const expected = excerpt(Buffer.from(expectation.expected))
  const { forbidden } = expectation
  if (why === 'invalid') {
    // A pattern that cannot be compiled matches nothing.
    const words = `could not be judged: "${expected}" is not a pattern in RE2 syntax`
    return { reason: forbidden ? 'body-forbidden' : 'body-mismatch', words, detail: { expected } }
  }
  const { status, bytes, capped } = place
  const what = `${expectation.kind === 'text' ? '' : 'a match for '}"${expected}"`
  const where = capped ? 'the first 10 MiB of its body' : `its body of ${count(bytes)}`
  if (forbidden) {
    const words = `answered ${status}, but with ${what} in ${where}, which must not be there`
    return { reason: 'body-forbidden', words, detail: { expected } }
  }
  const words = `answered ${status}, but without ${what} in ${where}`
  return { reason: capped ? 'body-too-large' : 'body-mismatch', words, detail: { expected } }
}

function jsonFinding(
  { status, bytes, capped }: BodyPlace,
  { path, equals }: BodyExpectation & { kind: 'json' },
  why: (Verdict & { met: false })['why'],
  found: string | null,
): Finding {
  const name = excerpt(Buffer.from(path))
  const wanted = equals === null ? null : excerpt(Buffer.from(equals))
  const detail = { expected: wanted === null ? name : `${name} = ${wanted}` }
  const said = (words: string): Finding => ({
    reason: 'json-mismatch',
    words: `answered ${status}, but ${words}`,
    detail,
  })
  switch (why) {
    case 'absent':
      return said(`its JSON has no ${name}${wanted === null ? '' : `; expected ${wanted}`}`)
    case 'different':
      return said(`${name} in its JSON is ${excerpt(Buffer.from(found ?? ''))}; expected ${wanted}`)
    case 'too-deep':
      return said(`its JSON is nested too deeply to look for ${name}`)
    case 'invalid':
      return { reason: 'json-mismatch', words: `could not be judged: "${name}" is not a JSONPath query`, detail }
    case 'not-json':
      if (!capped) return said(`its body of ${count(bytes)} is not JSON`)
      return { ...said(`its JSON goes on beyond the first 10 MiB`), reason: 'body-too-large' }
  }
}

/** A header that does not say what it should. What it says is left out: it may be a session's key. */
export function headerFinding(status: number, { name, matches, regex }: ExpectHeader, present: boolean): Finding {
  const text = excerpt(Buffer.from(matches ?? regex ?? ''))
  const what = `${matches === undefined ? 'a match for ' : ''}"${text}"`
  const words = present
    ? `answered ${status}, but without ${what} in its header ${name}`
    : `answered ${status}, but without a header ${name}; expected ${what} there`
  return { reason: 'header-mismatch', words, detail: { expected: `${name}: ${text}` } }
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
