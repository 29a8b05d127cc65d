import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const clone = join(import.meta.dirname, '../..')
const rows = [...readFileSync(join(clone, 'SECURITY.md'), 'utf8').matchAll(/^\| (\d+) \|.*\| `([^`]+)`: (.+) \|$/gm)]

it('answers all twenty items of the checklist', () => {
  expect(rows.map(([, item]) => Number(item))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
})

it.each(rows.map(([, item, file = '', name = '']) => [item, file, name] as const))(
  'item %s names a test that is there: %s',
  (_item, file, name) => {
    const text = readFileSync(join(clone, file), 'utf8')
    // A row of a table of tests gives only the end of its name.
    const parts = name.startsWith('refuses ') ? ["'refuses %s'", `'${name.slice('refuses '.length)}'`] : [`'${name}'`]
    for (const part of parts) expect(text).toContain(part)
  },
)
