import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { exportBlackbox } from '../../electron/interop/export-blackbox.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { runProgram } from './daemon.ts'
import { tool } from './tools.ts'
import { http, tcp } from './vector.ts'

it('exports scrape configurations and rules that promtool accepts', async () => {
  const directory = temporaryDirectory()
  const labels = { team: 'core', 'owner-name': 'a "b" \\ c: # d' }
  const { files } = exportBlackbox([
    tcp('db.example:5432', { labels }),
    tcp('[::1]:22', { expect: 'SSH-2.0' }),
    http('https://site.example/?a=1&b=%20', { labels, expectRegex: '(?i)^ok\\b', expectStatus: '200-299' }),
  ])
  for (const { path, text } of files) writeFileSync(join(directory, path), text)
  const check = (what: string, name: string) => runProgram(tool('promtool'), ['check', what, join(directory, name)])
  const config = await check('config', 'prometheus-scrape.yml')
  expect(config.status, config.output).toBe(0)
  const rules = await check('rules', 'portlight-rules.yml')
  expect(rules.status, rules.output).toBe(0)
  expect(rules.output).toContain('SUCCESS: 3 rules found')
})
