import { type Parsed, parseDuration, writeDuration } from './duration.ts'
import { type LineFault, type LineWord, lineWords, quoteValue, splitLine, wordRules, wordsFor } from './line-words.ts'
import { nativeTarget } from './native-target.ts'
import { escapeBytes, parsePayload } from './payload.ts'
import { savedTargetSchema, type TargetConfig } from './target-config.ts'
import { type ParsedTarget, parseTarget, writeTarget } from './target-grammar.ts'
import { describeIssues } from './validation.ts'

export interface TargetLine {
  address: ParsedTarget
  /** With every option the line does not name at its default. A password in the address is not in it. */
  target: TargetConfig
  /** What the person wrote, as opposed to defaults. */
  written: ReadonlySet<LineWord>
}

/** A failure's message can be shown as it is; `fault` says the same to a program. */
export type ReadLine = { ok: true; value: TargetLine } | { ok: false; message: string; fault: LineFault }

const durations: ReadonlySet<LineWord> = new Set(['every', 'timeout', 'wait', 'slow'])

function readValue(word: LineWord, value: string): Parsed<unknown> {
  if (durations.has(word)) return parseDuration(value)
  if (word === 'confirm') return { ok: true, value: /^\d{1,4}$/.test(value) ? Number(value) : value }
  return { ok: true, value }
}

function faultText(fault: LineFault): string {
  const { word } = fault
  switch (fault.code) {
    case 'unknown':
      return `"${word}" says nothing after an address; write ${wordsFor(fault.protocol).join(', ')}, each with its value`
    case 'no-value':
      return `"${word}" has no value; write ${fault.example}, or put quotes around the text it belongs to`
    case 'unclosed':
      return `the quotes after "${word}" are not closed; write the text between two of them, and a quote inside it twice`
    case 'twice':
      return `"${word}" stands there twice; write it once`
    case 'not-here':
      return `"${word}" is not for ${fault.protocol}; write ${wordsFor(fault.protocol).join(', ')}`
    case 'bad-value':
    case 'address':
      return fault.message
  }
}

/**
 * Reads a target from one line: an address as `parseTarget` reads it, then any of `lineWords`, each with its value, as in
 * `https://example.com/health every 30s body ok`. A value with a word or a quote in it stands in quotes. In `send`, a
 * backslash begins an escape, as in `send PING\r\n`.
 */
export function parseTargetLine(line: string, id = 'new'): ReadLine {
  const address = parseTarget(/^\s*(\S*)/.exec(line)?.[1] ?? '')
  if (!address.ok) return failure({ code: 'address', word: '', message: address.message })
  const { protocol } = address.value
  const split = splitLine(line, protocol)
  if (!split.ok) return failure(split.fault)

  const options: Record<string, unknown> = {}
  const tags: string[] = []
  for (const { word, value } of split.values) {
    const option = wordRules[word].option[protocol]
    if (option === undefined) return failure({ code: 'not-here', word, protocol })
    const read = readValue(word, value)
    if (!read.ok) return failure({ code: 'bad-value', word, message: read.message })
    if (word === 'tag') tags.push(value)
    else options[option] = read.value
    if (word === 'send' && value.includes('\\')) options.sendEncoding = 'escaped'
  }
  const native: Record<string, unknown> = { ...nativeTarget(id, address.value), ...options }
  if (tags.length > 0) native.tags = [...new Set(tags)]
  if (typeof native.expectStatus === 'string' && native.expectStatus.toLowerCase() === 'any') delete native.expectStatus

  const checked = savedTargetSchema.safeParse(native)
  if (!checked.success) {
    const [issue] = checked.error.issues
    const word = lineWords.find((known) => wordRules[known].option[protocol] === issue?.path[0])
    const message = describeIssues(checked.error, native)[0] ?? ''
    if (word === undefined) return failure({ code: 'address', word: '', message })
    return failure({ code: 'bad-value', word, message: inWords(word, issue, message) })
  }
  const written = new Set(split.values.map(({ word }) => word))
  return { ok: true, value: { address: address.value, target: checked.data, written } }
}

type Issue = NonNullable<ReturnType<typeof savedTargetSchema.safeParse>['error']>['issues'][number]

/** A bound of a duration is said as a person writes one. */
function inWords(word: LineWord, issue: Issue | undefined, message: string): string {
  if (durations.has(word) && issue?.code === 'too_small') {
    return `"${word}" is too short; write ${word} ${writeDuration(Number(issue.minimum))} or more`
  }
  if (durations.has(word) && issue?.code === 'too_big') {
    return `"${word}" is too long; write ${word} ${writeDuration(Number(issue.maximum))} or less`
  }
  if (word === 'confirm') return 'what follows "confirm" is not a number from 1 to 20; write confirm 3'
  const said = message.replace(/^[\w.[\]]+: /, '')
  return `what follows "${word}" cannot be used: ${said}`
}

function failure(fault: LineFault): ReadLine {
  return { ok: false, message: faultText(fault), fault }
}

/**
 * A target as the line that adds it again, as far as a line can say it: what has no word is left out, and so are
 * credentials. What is at its default is not said.
 */
export function writeTargetLine(target: TargetConfig): string {
  const { protocol } = target
  const address = writeTarget(protocol, protocol === 'tcp' && target.tls !== undefined, target.target)
  const parsed = parseTarget(address)
  const defaults: Record<string, unknown> = parsed.ok ? { ...nativeTarget(target.id, parsed.value) } : {}
  const options: Record<string, unknown> = { ...target }
  const parts = [address]
  for (const word of lineWords) {
    const option = wordRules[word].option[protocol] ?? ''
    const value = options[option]
    if (word === 'status' && protocol === 'http' && value === undefined) parts.push('status any')
    if (value === undefined || value === defaults[option]) continue
    if (Array.isArray(value)) for (const tag of value) parts.push(`${word} ${quoteValue(word, String(tag))}`)
    else if (durations.has(word)) parts.push(`${word} ${writeDuration(Number(value))}`)
    else if (word === 'send') parts.push(`${word} ${quoteValue(word, sendText(target))}`)
    else if (typeof value === 'string' || typeof value === 'number')
      parts.push(`${word} ${quoteValue(word, `${value}`)}`)
  }
  return parts.join(' ')
}

/** A text to send with its escapes, where it is not plain. */
function sendText(target: TargetConfig): string {
  if (target.protocol === 'http') return ''
  const { send = '', sendEncoding = 'text' } = target
  if (sendEncoding === 'escaped' || (sendEncoding === 'text' && !/[\\\p{Cc}]/u.test(send))) return send
  const bytes = parsePayload(send, sendEncoding)
  return bytes.ok ? escapeBytes(bytes.value) : send
}
