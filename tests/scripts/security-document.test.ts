import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const clone = join(import.meta.dirname, '../..')
const rows = [...readFileSync(join(clone, 'SECURITY.md'), 'utf8').matchAll(/^\| (\d+) \|.*\| (`tests\/.+) \|$/gm)]

it('answers all twenty items of the checklist', () => {
  expect(rows.map(([, item]) => Number(item))).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
})

const named = rows.flatMap(([, item, cell = '']) =>
  cell.split('; ').map((test) => {
    const [, file = '', name = ''] = /^`([^`]+)`: (.+)$/.exec(test) ?? []
    return [item, file, name] as const
  }),
)

it.each(named)('item %s names a test that is there: %s', (_item, file, name) => {
  const text = readFileSync(join(clone, file), 'utf8')
  // A row of a table of tests gives only the end of its name.
  const parts = name.startsWith('refuses ') ? ["'refuses %s'", `'${name.slice('refuses '.length)}'`] : [`'${name}'`]
  for (const part of parts) expect(text).toContain(part)
})
