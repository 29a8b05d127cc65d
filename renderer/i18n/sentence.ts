import type { Reason } from '../../electron/contract/reasons.ts'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { parseTarget, writeTarget } from '../../electron/contract/target-grammar.ts'
import { certificateName } from './certificate-name.ts'
import { clip, countdownText, formatBytes, formatDate, settingText } from './format.ts'
import type { Blanks } from './reason-text.ts'
import { t } from './text.ts'

/** A cause fits a row of 346 px up to 52 characters; what fills its blanks is cut to leave room for the words. */
const longestBlank = 24

/**
 * What a result knows for the blanks of its reason's sentence. Whatever neither the result nor its target tells is left
 * out.
 */
export function blanksOf(result: ProbeResult): Blanks {
  const { detail, certificate, http } = result
  const parsed = parseTarget(writeTarget(result.protocol, false, result.target))
  const blanks: Blanks = { target: clip(result.target, longestBlank) }
  const host = detail.host ?? (parsed.ok ? parsed.value.host : undefined)
  if (host !== undefined) blanks.host = clip(host, longestBlank)
  const port = detail.port ?? (parsed.ok ? String(parsed.value.port) : undefined)
  if (port !== undefined) blanks.port = port
  if (detail.timeoutMs !== undefined) blanks.timeout = settingText(detail.timeoutMs)
  if (detail.code !== undefined) blanks.code = codeInWords(detail.code)
  if (detail.expected !== undefined) blanks.expected = expectedInWords(result.reason, detail.expected)
  if (detail.length !== undefined) blanks.length = formatBytes(detail.length)
  if (detail.proxy !== undefined) blanks.proxy = clip(detail.proxy, longestBlank)
  if (detail.family !== undefined) blanks.family = detail.family
  if (detail.resource !== undefined) blanks.resource = t.resources[detail.resource]
  if (http) {
    blanks.status = String(http.statusCode)
    blanks.bytes = formatBytes(http.bytes)
  }
  if (certificate) {
    const { chainExpiresAt, expiresAt, validFrom } = certificate
    const ends = Date.parse(chainExpiresAt) < Date.parse(expiresAt) ? chainExpiresAt : expiresAt
    blanks.date = formatDate(result.reason === 'tls-not-yet-valid' ? validFrom : ends)
    const issuer = certificateName(certificate.issuer)
    if (issuer !== '') blanks.issuer = clip(issuer, longestBlank)
    const [first = certificateName(certificate.subject), ...others] = certificate.altNames
    const name = clip(first.replace(/^(DNS|IP Address):/, ''), longestBlank)
    if (name !== '') blanks.names = others.length === 0 ? name : t.moreNames(name, others.length)
  }
  return blanks
}

/** `ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION` reads as `tlsv1 alert protocol version`; shorter codes stay as they are. */
function codeInWords(code: string): string {
  const words = /^ERR_(?:SSL|TLS)_(.+)$/.exec(code)?.[1]
  return clip(words ? words.toLowerCase().replaceAll('_', ' ') : code, 28)
}

/** A list of statuses is set with en dashes; any other text is quoted as it is. */
function expectedInWords(reason: Reason | null, expected: string): string {
  return clip(reason === 'status-mismatch' ? expected.replace(/(\d)-(\d)/g, '$1–$2') : expected, longestBlank)
}

/** What happened, without a full stop. Null for a result that needs no cause. */
export function causeOf(result: ProbeResult): string | null {
  if (result.reason === null) return null
  const text = t.reasons[result.reason]
  const blanks = blanksOf(result)
  return text.more ? t.cause(text.what(blanks), text.more(blanks)) : text.what(blanks)
}

/** What happened and when the next try is, for a target still being confirmed. A try that is due says nothing of time. */
export function causeWithNextTry(result: ProbeResult, untilNextMs: number): string | null {
  if (result.reason === null || untilNextMs <= 0) return causeOf(result)
  const what = t.reasons[result.reason].what(blanksOf(result))
  return t.cause(what, t.causeNextTry(countdownText(untilNextMs)))
}

/** What happened as a whole sentence; a result without a reason is told by its label. */
export function sentenceOf(result: ProbeResult): string {
  const cause = causeOf(result)
  if (cause !== null) return t.sentence(cause)
  return t.results[result.result ?? 'Success']
}

/** What to try. Null for a result that needs nothing. */
export function adviceOf(result: ProbeResult): string | null {
  return result.reason === null ? null : t.reasons[result.reason].advice(blanksOf(result))
}
