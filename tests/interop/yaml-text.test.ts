import { expect, it } from 'vitest'
import { yamlText } from '../../electron/interop/yaml-text.ts'

it.each([
  ['plain', 'plain'],
  ['true', '"true"'],
  ['No', '"No"'],
  ['y', '"y"'],
  ['12', '"12"'],
  ['1e3', '"1e3"'],
  ['', '""'],
  ['a: b', '"a: b"'],
  ['- a', '"- a"'],
  ['#a', '"#a"'],
  ['a\nb', String.raw`"a\nb"`],
  ['a\u0085b\u2028c\ufeffd\u007fe', String.raw`"a\u0085b\u2028c\ufeffd\u007fe"`],
  ['üñ', '"üñ"'],
])('writes the text %j as %s', (text, written) => expect(yamlText({ key: text })).toBe(`key: ${written}\n`))

it('nests lists and tables by two spaces, with the numbers of a list on one line', () => {
  const value = { a: [{ b: 1, c: [{ d: true }] }, 'x', []], e: {}, f: [1, 2], g: undefined, 'h i': { j: 'k' } }
  expect(yamlText(value)).toBe(
    'a:\n  - b: 1\n    c:\n      - d: true\n  - x\n  - []\ne: {}\nf: [1, 2]\n"h i":\n  j: k\n',
  )
})
