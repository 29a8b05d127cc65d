import type { ShellCommand } from './shell-words.ts'

/**
 * cmd.exe takes its carets away first and knows quotes only to leave carets within them alone; then the program's own
 * start-up code takes the line apart ("Parsing C command-line arguments", Microsoft).
 */
export function cmdCommand(text: string, start: number): ShellCommand {
  let line = ''
  let at = start
  let quoted = false
  let operator: string | null = null
  while (at < text.length) {
    const char = text.charAt(at)
    if (char === '\n') break
    if (char === '\r') at += 1
    else if (char === '"') {
      quoted = !quoted
      line += char
      at += 1
    } else if (char === '^' && !quoted) {
      // A caret at the end of a line joins the next one, whose first character stands for itself.
      const [newline] = /^\^\r?\n/.exec(text.slice(at, at + 3)) ?? []
      const next = newline === undefined ? at + 1 : at + newline.length
      const [second] = newline === undefined ? [] : (/^\r?\n/.exec(text.slice(next, next + 2)) ?? [])
      line += second === undefined ? text.charAt(next) : '\n'
      at = next + (second?.length ?? 1)
    } else if (/[&|<>]/.test(char) && !quoted) {
      operator = char
      break
    } else {
      line += char
      at += 1
    }
  }
  const newline = text.indexOf('\n', at)
  const unknown = [...line.matchAll(/%[A-Za-z_]\w{2,}%/g)].map(([name]) => name)
  return { ...argumentsOf(line), unknown, operator, end: newline === -1 ? text.length : newline + 1 }
}

function argumentsOf(line: string): { words: string[]; open: boolean } {
  const words: string[] = []
  let word: string | null = null
  let quoted = false
  let at = 0
  while (at < line.length) {
    const char = line.charAt(at)
    const [, slashes = ''] = /^(\\+)"/.exec(line.slice(at)) ?? []
    if (slashes !== '') {
      // An odd one of them makes the quote a character; the others stand in pairs.
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes.length / 2))
      at += slashes.length
      if (slashes.length % 2 === 1) {
        word += '"'
        at += 1
      }
    } else if (char === '"') {
      word ??= ''
      if (quoted && line.charAt(at + 1) === '"') {
        word += '"'
        at += 2
      } else {
        quoted = !quoted
        at += 1
      }
    } else if (/[ \t]/.test(char) && !quoted) {
      if (word !== null) words.push(word)
      word = null
      at += 1
    } else {
      word = (word ?? '') + char
      at += 1
    }
  }
  if (word !== null) words.push(word)
  return { words, open: quoted }
}
