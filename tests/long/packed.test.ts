// What ships is what was tested: the end-to-end specs on the packed archive.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildIfStale } from '../../scripts/build-if-stale.ts'
import { extractPacked, packInto } from '../packaging/packed.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const clone = join(import.meta.dirname, '../..')

it('passes the specs of the desktop app when it is taken out of its package', async () => {
  expect(buildIfStale(clone)).toBe(true)
  const folder = temporaryDirectory()
  packInto(folder)
  const extracted = join(folder, 'extracted')
  extractPacked(join(folder, 'linux-unpacked'), extracted)
  const playwright = join(clone, 'node_modules/playwright/cli.js')
  const specs = ['test', 'tests/e2e/target-life.spec.ts', '--project', 'desktop stand-in']
  const child = spawn(process.execPath, [playwright, ...specs, '--output', join(folder, 'results')], {
    cwd: clone,
    env: { ...process.env, DESKTOP_HOST_PROGRAM: join(extracted, 'dist/main.js') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  }
  const [code] = await once(child, 'close')
  expect(code, said).toBe(0)
  expect(said).toMatch(/[1-9]\d* passed/)
  expect(said).not.toMatch(/skipped|did not run/)
})
