import type { Parsed } from './duration.ts'
import { parseDuration } from './duration.ts'
import type { Protocol } from './result-codes.ts'
import { parseStatusList } from './status-list.ts'

/** What may follow the address on the line a target is written in. */
export const lineWords = [
  'every',
  'timeout',
  'wait',
  'slow',
  'confirm',
  'status',
  'method',
  'body',
  'send',
  'expect',
  'tag',
  'name',
] as const
export type LineWord = (typeof lineWords)[number]

/** The words that a target of this protocol takes. */
export function wordsFor(protocol: Protocol): LineWord[] {
  return lineWords.filter((word) => wordRules[word].option[protocol] !== undefined)
}

interface WordRule {
  /** The word with a value. */
  example: string
  /** The option it sets, by protocol; a protocol that is missing does not take the word. */
  option: Partial<Record<Protocol, string>>
  /**
   * How much of the line is its value: one piece, everything up to the next word, or the longest stretch that can be
   * read. Whatever has a space where it ends too early is put in quotes.
   */
  take: 'piece' | 'text' | ((text: string) => Parsed<unknown>)
}

const all = (option: string): WordRule['option'] => ({ tcp: option, udp: option, http: option })
const net = (option: string): WordRule['option'] => ({ tcp: option, udp: option })

/** Also "any", where every status is a success. */
function readStatus(text: string): Parsed<unknown> {
  return text.toLowerCase() === 'any' ? { ok: true, value: text } : parseStatusList(text)
}

export const wordRules: Record<LineWord, WordRule> = {
  every: { example: 'every 30s', option: all('intervalMs'), take: parseDuration },
  timeout: { example: 'timeout 5s', option: { ...net('timeoutMs'), http: 'responseTimeoutMs' }, take: parseDuration },
  wait: { example: 'wait 2s', option: net('readTimeoutMs'), take: parseDuration },
  slow: { example: 'slow 500ms', option: all('latencyLimitMs'), take: parseDuration },
  confirm: { example: 'confirm 3', option: all('confirmFailures'), take: 'piece' },
  status: { example: 'status 200-299', option: { http: 'expectStatus' }, take: readStatus },
  method: { example: 'method HEAD', option: { http: 'method' }, take: 'piece' },
  body: { example: 'body ok', option: { http: 'expectSubstring' }, take: 'text' },
  send: { example: 'send PING', option: net('send'), take: 'text' },
  expect: { example: 'expect PONG', option: net('expect'), take: 'text' },
  tag: { example: 'tag prod', option: all('tags'), take: 'piece' },
  name: { example: 'name Orders', option: all('name'), take: 'text' },
}

/** What is wrong with a line; `word` is where. */
export type LineFault =
  | { code: 'unknown'; word: string; protocol: Protocol }
  | { code: 'no-value'; word: LineWord; example: string }
  | { code: 'unclosed' | 'twice'; word: LineWord }
  | { code: 'not-here'; word: LineWord; protocol: Protocol }
  | { code: 'bad-value'; word: LineWord; message: string }
  | { code: 'address'; word: string; message: string }

export type SplitLine =
  | { ok: true; address: string; values: { word: LineWord; value: string }[] }
  | { ok: false; fault: LineFault }

/** The word a piece of the line is, however it is capitalised. */
function asWord(piece: string): LineWord | undefined {
  return lineWords.find((word) => word === piece.toLowerCase())
}

/** Takes a line apart into its address and what follows. A quote within a quoted text is written twice. */
export function splitLine(line: string, protocol: Protocol): SplitLine {
  let at = 0
  const rest = (): string => line.slice(at)
  /** The next piece without moving past it; '' at the end. */
  const peek = (): string => /^\s*(\S*)/.exec(rest())?.[1] ?? ''
  const next = (): string => {
    const piece = peek()
    at += rest().length - rest().trimStart().length + piece.length
    return piece
  }

  /** Extends a value over the pieces that follow, as far as `goesOn` allows. */
  const run = (first: string, goesOn: (upTo: string, piece: string) => boolean): string => {
    const from = at - first.length
    let end = at
    while (peek() !== '') {
      const piece = next()
      if (!goesOn(line.slice(from, at), piece)) break
      end = at
    }
    at = end
    return line.slice(from, end)
  }

  const address = next()
  const values: { word: LineWord; value: string }[] = []
  while (peek() !== '') {
    const piece = next()
    const word = asWord(piece)
    // What stands before an "@" may be the rest of a password that has a space in it.
    if (word === undefined)
      return { ok: false, fault: { code: 'unknown', word: piece.replace(/^.*@/, '…@'), protocol } }
    const quoted = /^\s*(?:"((?:[^"]|"")*)"|'((?:[^']|'')*)')(?=\s|$)/.exec(rest())
    const { take } = wordRules[word]
    let value: string
    if (quoted) {
      at += quoted[0].length
      value = quoted[1]?.replaceAll('""', '"') ?? quoted[2]?.replaceAll("''", "'") ?? ''
    } else if (/^["']/.test(peek())) return { ok: false, fault: { code: 'unclosed', word } }
    else if (asWord(peek()) !== undefined)
      return { ok: false, fault: { code: 'no-value', word, example: wordRules[word].example } }
    else {
      value = next()
      if (take === 'text') value = run(value, (_, following) => asWord(following) === undefined)
      else if (take !== 'piece') value = longest(value, take)
    }
    if (value === '') return { ok: false, fault: { code: 'no-value', word, example: wordRules[word].example } }
    if (word !== 'tag' && values.some((given) => given.word === word)) {
      return { ok: false, fault: { code: 'twice', word } }
    }
    values.push({ word, value })
  }
  return { ok: true, address, values }

  /** Where nothing can be read, all of it up to the next word, so that it is named whole. */
  function longest(first: string, read: (text: string) => Parsed<unknown>): string {
    const from = at - first.length
    let readTo = read(first).ok ? at : null
    run(first, (upTo, piece) => {
      if (asWord(piece) !== undefined) return false
      if (read(upTo).ok) readTo = at
      return true
    })
    at = readTo ?? at
    return line.slice(from, at)
  }
}

/** A value as it is written on the line, in quotes where it would not be read back as it is. */
export function quoteValue(word: LineWord, value: string): string {
  const plain =
    !/^["']/.test(value) &&
    value === value.trim() &&
    !(wordRules[word].take === 'piece' && /\s/.test(value)) &&
    !value.split(/\s+/).some((piece) => asWord(piece) !== undefined)
  return plain ? value : `"${value.replaceAll('"', '""')}"`
}
