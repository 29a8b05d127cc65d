import { spawnSync } from 'node:child_process'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCommand } from '../../../electron/interop/pasted/shell-words.ts'

/** Ways to write one word for a POSIX shell; each is right for every text without NUL. */
const quotings: ((text: string) => string)[] = [
  (text) => `'${text.replaceAll("'", "'\\''")}'`,
  (text) => `"${text.replaceAll(/["\\$`]/g, '\\$&')}"`,
  (text) => Array.from(text, (char) => (char === '\n' ? "'\n'" : `\\${char}`)).join('') || "''",
  // In two pieces, of whole characters: what is sent to a shell has no halves of them.
  (text) => {
    const [first = '', ...rest] = Array.from(text)
    return `'${first.replaceAll("'", "'\\''")}'"${rest.join('').replaceAll(/["\\$`]/g, '\\$&')}"`
  },
]

const text = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('\'"\\$`!#&|;<>(){}[]*?~^% \t\n=:@é日😀')),
    fc.string({ minLength: 1, maxLength: 1 }),
  ),
  maxLength: 12,
})
const quoted = fc.tuple(
  text.filter((word) => !word.includes('^')),
  fc.nat(quotings.length - 1),
)

describe('a command for bash', () => {
  it('comes apart as it was put together', () => {
    fc.assert(
      fc.property(
        fc.array(quoted, { minLength: 1, maxLength: 6 }),
        fc.constantFrom(' ', '  ', ' \\\n  ', '\t'),
        (words, gap) => {
          const line = words.map(([word, how]) => quotings[how]?.(word) ?? '').join(gap)
          const command = readCommand(`${line}\nnext`, 0)
          expect(command.words).toEqual(words.map(([word]) => word))
          expect(command).toMatchObject({ unknown: [], operator: null, open: false, end: line.length + 1 })
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('comes apart as sh takes it apart', () => {
    fc.assert(
      fc.property(fc.array(quoted, { minLength: 1, maxLength: 20 }), (words) => {
        const line = words.map(([word, how]) => quotings[how]?.(word) ?? '').join(' ')
        const { stdout } = spawnSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`])
        expect(readCommand(line, 0).words).toEqual(stdout.toString('utf8').split('\0').slice(0, -1))
      }),
      { numRuns: 12 },
    )
  })

  it('answers any text, and always gets on', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (any) => {
        expect(readCommand(any, 0).end).toBeGreaterThan(0)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads the quotes that browsers write for control characters', () => {
    const command = readCommand(String.raw`curl $'a\nb\'c\x41\u00e9\\\041' $"d"`, 0)
    expect(command.words).toEqual(['curl', "a\nb'cA\u00e9\\!", 'd'])
  })

  it('names what the shell would fill in, but not in single quotes', () => {
    const command = readCommand(
      'curl -H "Authorization: Bearer $TOKEN" $(cat url) `date` ${X:-1} \'$NO\' "\\$NO" 5$',
      0,
    )
    expect(command.unknown).toEqual(['$TOKEN', '$(cat url)', '`date`', '${X:-1}'])
  })

  it('ends where the command does', () => {
    expect(readCommand('curl a | jq .\nb:1', 0)).toMatchObject({ words: ['curl', 'a'], operator: '|', end: 14 })
    expect(readCommand('curl a > /dev/null 2>&1 -k', 0)).toMatchObject({ words: ['curl', 'a', '-k'], operator: null })
    expect(readCommand('curl a # a comment | &', 0)).toMatchObject({ words: ['curl', 'a'], operator: null })
    expect(readCommand("curl 'a", 0).open).toBe(true)
  })
})

/** As browsers write a word for cmd.exe: every character that means something to it has a caret. */
function forCmd(word: string): string {
  const argument = `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`
  return argument.replaceAll(/[^\w \t]/g, (char) => `^${char}`)
}

describe('a command for cmd.exe', () => {
  it('comes apart as it was put together', () => {
    const word = fc.string({ unit: fc.constantFrom(...Array.from('"\\^&|<>()!\' \tabc=:/é')), maxLength: 12 })
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), fc.constantFrom(' ', ' ^\n  ', ' ^\r\n  '), (words, gap) => {
        const line = ['curl', ...['https://a', ...words].map(forCmd)].join(gap)
        expect(readCommand(line, 0).words).toEqual(['curl', 'https://a', ...words])
      }),
      { numRuns: 1000 },
    )
  })

  it('has a line break where a caret stands before an empty line', () => {
    const text = 'curl ^"https://a^" --data ^"x^\n\ny^"\nnext'
    expect(readCommand(text, 0)).toMatchObject({
      words: ['curl', 'https://a', '--data', 'x\ny'],
      end: text.indexOf('next'),
    })
  })
})
