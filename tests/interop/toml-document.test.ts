import { describe, expect, it } from 'vitest'
import { parseDocument } from '../../electron/interop/toml-document.ts'

const deep = 'its tables are nested more than 16 deep, which no configuration is; write them flatter'

describe('a TOML text made to exhaust its reader', () => {
  it.each([
    ['arrays in arrays', `\na = ${'['.repeat(1_000_000)}`, 2],
    ['tables in tables', `a = ${'{a = '.repeat(300_000)}`, 1],
    ['one dotted header', `\n\n[${'a.'.repeat(1_000_000)}a]\n`, 3],
    ['one dotted key', `${'"a" . '.repeat(500_000)}a = 1`, 1],
    ['a dotted key in an inline table', `x = {${'a.'.repeat(500_000)}a = 1}`, 1],
    ['headers and keys, each short enough', `[${'a.'.repeat(14)}a]\n${'b.'.repeat(14)}b = 1`, null],
  ])('is refused in time: %s', (_, text, line) => {
    const started = performance.now()
    expect(parseDocument('bomb.toml', text)).toEqual({
      ok: false,
      error: { code: 'syntax', file: 'bomb.toml', line, message: deep },
    })
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('is not one that only looks so', () => {
    const text = `[[instances]]\ntargets = ["http://a.internal/${'a.'.repeat(50)}"]\nbody = '''\n${'a.'.repeat(50)}a\n'''\n`
    expect(parseDocument('fine.toml', text).ok).toBe(true)
  })
})
