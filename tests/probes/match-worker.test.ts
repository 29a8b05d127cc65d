import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { confDirectory } from '../interop/conf.ts'
import { statusHttp } from '../lab/http-servers.ts'

const root = join(import.meta.dirname, '../..')
const node = join(root, 'node_modules/.bin/node')

// Only a thread judges 2 MB: were its file not found, this would be a fault of this machine.
test.each(['electron/cli.ts', 'dist/cli.js'])('%s finds the file of the worker thread', async (cli) => {
  expect(existsSync(join(root, cli)), 'npm run build comes first').toBe(true)
  const server = await statusHttp(200, `${'x'.repeat(2_000_000)} the END`)
  onTestFinished(() => server.close())
  const url = `http://${server.address}:${server.port}/`
  const directory = await confDirectory({
    'h.toml': `[[instances]]\ntargets = ["${url}"]\nexpect_response_regular_expression = "(?i)the end$"\nresponse_timeout = "20s"\n`,
  })
  const argv = [join(root, cli), 'check', '--config', join(directory, 'h.toml'), '--format', 'json']
  const { stdout } = await promisify(execFile)(node, argv)
  expect(JSON.parse(stdout)).toMatchObject({ results: [{ result: 'Success', reason: null }] })
})
