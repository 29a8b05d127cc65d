import { execFile } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import * as z from 'zod/mini'
import { serveOrThrow } from '../commands/serve-process.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { askJson } from './http-client.ts'

/** What somebody who has no token tries on a port they found, and in the process table. Prints what they got. */
const script = `
const { readFileSync, readdirSync } = require('node:fs')
const [, port, pid, directory, account] = process.argv
if (account) {
  process.setgroups([])
  process.setgid(Number(account))
  process.setuid(Number(account))
}
const read = (path) => { try { return readFileSync(path, 'latin1') } catch (error) { return error.code } }
const list = (path) => { try { return readdirSync(path).join() } catch (error) { return error.code } }
async function ask(path, options = {}) {
  const answer = await fetch('http://127.0.0.1:' + port + path, options)
  return { status: answer.status, text: await answer.text() }
}
const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }
async function run() {
  const asked = {}
  for (const path of ['/', '/index.html', '/events', '/healthz', '/metrics']) asked[path] = await ask(path)
  for (const path of ['/api/snapshot:get', '/' + 'A'.repeat(43) + '/api/snapshot:get']) asked[path] = await ask(path, json)
  const command = read('/proc/' + pid + '/cmdline')
  const environment = read('/proc/' + pid + '/environ')
  process.stdout.write(JSON.stringify({ asked, command, environment, files: list(directory), config: read(directory + '/config.json') }))
}
run()
`

const gotSchema = z.object({
  asked: z.record(z.string(), z.object({ status: z.int(), text: z.string() })),
  command: z.string(),
  environment: z.string(),
  files: z.string(),
  config: z.string(),
})

// Root can become somebody else; others can only try without what they know. The script does it once it runs: the folder
// that Node is in may be closed to anybody else.
const root = process.getuid?.() === 0
const nobody = root ? ['65534'] : []

it('gives another account of this computer nothing but its health and its metrics', async () => {
  const directory = temporaryDirectory()
  const served = await serveOrThrow(directory)
  const { port, pathname } = new URL(served.address)
  await askJson(`${served.address}api/targets:add`, { line: 'udp://127.0.0.1:1', name: 'Ledger' })
  const data = join(directory, 'data')
  const argv = ['-e', script, port, String(served.child.pid), data, ...nobody]
  const { stdout } = await promisify(execFile)(process.execPath, argv, { env: {}, cwd: '/' })
  const got = z.parse(gotSchema, JSON.parse(stdout))
  const { '/healthz': health, '/metrics': metrics, ...others } = got.asked
  expect(health).toMatchObject({ status: 200 })
  expect(metrics).toMatchObject({ status: 200, text: expect.stringContaining('portlight_targets 1') })
  expect(Object.keys(others)).toHaveLength(5)
  for (const [path, answer] of Object.entries(others)) {
    expect(answer, path).toEqual({ status: 403, text: 'the token is missing or wrong\n' })
  }
  const token = pathname.slice(1, -1)
  expect(got.command).toContain('serve')
  expect(got.command).not.toContain(token)
  if (root) expect(got).toMatchObject({ environment: 'EACCES', files: 'EACCES', config: 'EACCES' })
  expect(statSync(data).mode & 0o777).toBe(0o700)
  for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
    expect(statSync(join(data, name)).mode & 0o077, name).toBe(0)
    if (statSync(join(data, name)).isFile()) expect(readFileSync(join(data, name), 'latin1'), name).not.toContain(token)
  }
})
