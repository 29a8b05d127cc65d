import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { confDirectory } from '../interop/conf.ts'
import type { LabServer } from '../lab/lab-server.ts'
import { closedTcpPort, silentTcp } from '../lab/tcp-servers.ts'
import { tcpTarget } from '../monitor/samples.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { keepResult, keepTargets, openKept } from './kept-history.ts'

const root = join(import.meta.dirname, '../..')
const node = join(root, 'node_modules/.bin/node')
const cli = join(root, 'electron/cli.ts')

/** Starts the command line as it is, unbuilt. */
function start(argv: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(node, [cli, ...argv], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  const status = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, status, out: () => text(child.stdout), err: () => text(child.stderr) }
}

async function run(argv: readonly string[], env?: Record<string, string>) {
  const started = start(argv, env)
  const [out, err, status] = await Promise.all([started.out(), started.err(), started.status])
  return { out, err, status }
}

async function use<S extends LabServer>(starting: Promise<S>): Promise<S> {
  const server = await starting
  onTestFinished(() => server.close())
  return server
}

describe('the command line', () => {
  it('exits 1 with the reason for a closed port', async () => {
    const { port } = await use(closedTcpPort())
    const { out, err, status } = await run(['check', `127.0.0.1:${port}`, '--format', 'json'])
    expect({ err, status }).toEqual({ err: '', status: 1 })
    expect(JSON.parse(out)).toMatchObject({ results: [{ result: 'ConnectionFailed', reason: 'refused' }] })
  })

  it('prints a JSON far over 64 KiB whole into a pipe', async () => {
    const { port } = await use(closedTcpPort())
    const targets = Array.from({ length: 200 }, () => `"127.0.0.1:${port}"`).join(', ')
    const label = 'x'.repeat(1500)
    const directory = await confDirectory({
      'n.toml': `[[instances]]\ntargets = [${targets}]\nlabels = { long = "${label}" }\n`,
    })
    const { out, status } = await run(['check', '--config', join(directory, 'n.toml'), '--format', 'json'])
    expect(status).toBe(1)
    expect(out.length).toBeGreaterThan(4 * 65_536)
    expect(JSON.parse(out).results).toHaveLength(200)
  })

  it('ends with 130 when interrupted, having said what it had not probed', async () => {
    const silent = await use(silentTcp())
    const directory = await confDirectory({
      'n.toml': `[[instances]]\ntargets = ["127.0.0.1:${silent.port}"]\nexpect = "never"\nread_timeout = "5m"\n`,
    })
    const first = await use(closedTcpPort())
    const { child, status, err } = start(['check', `127.0.0.1:${first.port}`, '--config', join(directory, 'n.toml')])
    let out = ''
    for await (const chunk of child.stdout.setEncoding('utf8')) {
      // The first line says that the probes are under way.
      if (out === '') child.kill('SIGINT')
      out += chunk
    }
    expect(out).toMatch(/refused the connection.*\n!.*was not probed/s)
    expect(await status).toBe(130)
    expect(await err()).toBe('')
  })

  it('reads a history, and ends quietly when nobody reads on', async () => {
    const directory = temporaryDirectory()
    const target = tcpTarget('db')
    keepTargets(directory, target)
    const kept = await openKept(directory)
    // More than a pipe holds.
    for (let nth = 0; nth < 3000; nth++) keepResult(kept, target, Date.now() - 60_000 + nth * 10, 0)
    await kept.close()
    const whole = await run(['history', 'db', '--data-dir', directory, '--format', 'json'])
    expect({ ...whole, out: JSON.parse(whole.out).results.length }).toEqual({ out: 3000, err: '', status: 0 })
    const { child, status, err } = start(['history', 'db', '--data-dir', directory])
    child.stdout.once('data', () => child.stdout.destroy())
    expect([await status, await err()]).toEqual([1, ''])
    expect(await run(['report', '--data-dir', directory])).toMatchObject({
      status: 0,
      out: expect.stringContaining('No incident; 1 target watched.'),
    })
  })

  it('prints help and version, and refuses what it does not know', async () => {
    expect(await run(['--help'])).toMatchObject({ status: 0, err: '', out: expect.stringMatching(/^Usage: portlight/) })
    expect(await run(['--version'])).toMatchObject({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
    expect(await run([])).toMatchObject({ status: 2, out: '', err: expect.stringMatching(/^Usage: portlight/) })
    expect(await run(['chekc'])).toMatchObject({ status: 2, err: expect.stringMatching(/no command "chekc"/) })
  })
})
