import { cmdCommand } from './cmd-words.ts'

/** One command as a shell would take it apart. */
export interface ShellCommand {
  words: string[]
  /** What the shell would have filled in, as written: `$TOKEN`, `$(…)`. Such a word means nothing here. */
  unknown: string[]
  /** An operator behind the command, and so something else that the shell would do; null at the end of a line. */
  operator: string | null
  /** A quote that is never closed. */
  open: boolean
  /** Where in the text the next line begins. */
  end: number
}

/**
 * Takes the command that begins at `start` apart: by the rules of cmd.exe where the text is written for it, as browsers'
 * "Copy as cURL (cmd)" does, else by those of bash (Bash Reference Manual, 3.1.2). It may go over several lines.
 */
export function readCommand(text: string, start: number): ShellCommand {
  return isForCmd(text.slice(start)) ? cmdCommand(text, start) : bashCommand(text, start)
}

/** A word that begins with a caret and a quote, or is a caret at the end of the line: of no use in any other shell. */
function isForCmd(text: string): boolean {
  const [first = ''] = text.split(/\r?\n/, 1)
  return /\s\^(?:"|\s*$)/.test(first)
}

const ansi: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

/** A name or expression after `$`, or what stands between backquotes. */
const expansion = /\$(?:[A-Za-z_]\w*|\{[^}]*\}?|\([^)]*\)?|[0-9@*#?$!-])|`[^`]*`?/y

function bashCommand(text: string, start: number): ShellCommand {
  const words: string[] = []
  const unknown: string[] = []
  let word: string | null = null
  let at = start
  let skipping = false
  const command = (operator: string | null, open = false): ShellCommand => {
    endWord()
    const newline = text.indexOf('\n', at)
    return { words, unknown, operator, open, end: open || newline === -1 ? text.length : newline + 1 }
  }
  const endWord = (): void => {
    if (word !== null && !skipping) words.push(word)
    if (word !== null) skipping = false
    word = null
  }
  const expand = (): boolean => {
    expansion.lastIndex = at
    const [found] = expansion.exec(text) ?? []
    if (found === undefined) return false
    if (!skipping) unknown.push(found)
    word ??= ''
    at += found.length
    return true
  }

  while (at < text.length) {
    const char = text.charAt(at)
    const rest = text.slice(at, at + 3)
    if (/^\\\r?\n/.test(rest)) at += rest.startsWith('\\\r') ? 3 : 2
    else if (char === '\n') return command(null)
    else if (/[ \t\r]/.test(char)) {
      endWord()
      at += 1
    } else if (char === '#' && word === null) return command(null)
    else if (/[|&;]/.test(char)) return command(char)
    else if (/[<>]/.test(char)) {
      // A number right before it is the file descriptor, and what follows is a file: neither is a word.
      if (word !== null && /^\d+$/.test(word)) word = null
      endWord()
      at += /^[<>]+[&|]?/.exec(rest)?.[0].length ?? 1
      skipping = true
    } else if (char === '\\') {
      word = (word ?? '') + text.charAt(at + 1)
      at += 2
    } else if (char === "'" || rest.startsWith("$'")) {
      const quoted = char === "'" ? singleQuoted(text, at + 1) : ansiQuoted(text, at + 2)
      if (quoted === null) return command(null, true)
      word = (word ?? '') + quoted.value
      at = quoted.end
    } else if (char === '"' || rest.startsWith('$"')) {
      word ??= ''
      at += char === '"' ? 1 : 2
      for (;;) {
        if (at >= text.length) return command(null, true)
        const inner = text.charAt(at)
        if (inner === '"') break
        if (inner === '\\' && /["\\$`\n]/.test(text.charAt(at + 1))) {
          if (text.charAt(at + 1) !== '\n') word += text.charAt(at + 1)
          at += 2
        } else if (!expand()) {
          word += inner
          at += 1
        }
      }
      at += 1
    } else if (!expand()) {
      word = (word ?? '') + char
      at += 1
    }
  }
  return command(null)
}

interface Quoted {
  value: string
  /** Behind the closing quote. */
  end: number
}

function singleQuoted(text: string, start: number): Quoted | null {
  const end = text.indexOf("'", start)
  return end === -1 ? null : { value: text.slice(start, end), end: end + 1 }
}

/** `$'…'`, which browsers write where a text has line breaks or other control characters. */
function ansiQuoted(text: string, start: number): Quoted | null {
  let value = ''
  let at = start
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === "'") return { value, end: at + 1 }
    if (char !== '\\') {
      value += char
      at += 1
      continue
    }
    const [coded, hex, octal] = readCode(text.slice(at, at + 10))
    if (coded !== undefined) {
      value += String.fromCodePoint(
        Math.min(Number.parseInt(hex ?? octal ?? '0', hex === undefined ? 8 : 16), 0x10_ffff),
      )
      at += coded.length
      continue
    }
    const escaped = text.charAt(at + 1)
    value += ansi[escaped] ?? (/['"\\?]/.test(escaped) ? escaped : `\\${escaped}`)
    at += 2
  }
  return null
}

function readCode(text: string): [string, string | undefined, string | undefined] | [] {
  const found = /^\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8})|([0-7]{1,3}))/.exec(text)
  return found ? [found[0], found[1] ?? found[2] ?? found[3], found[4]] : []
}
