import { execFile, execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod/mini'
import { silentTcp } from '../lab/tcp-servers.ts'
import { at } from '../probes/vectors/lab.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const run = promisify(execFile)
const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url))

const sightings = z.object({
  results: z.array(
    z.object({ phase: z.string(), id: z.string(), code: z.nullable(z.number()), reason: z.nullable(z.string()) }),
  ),
  notices: z.array(z.object({ codes: z.array(z.string()), resource: z.optional(z.string()) })),
  shown: z.array(z.string()),
})

/** How many targets a title tells to be down; NaN for other news. */
function toldDown(title: string): number {
  const [, several] = /^(\d+) targets down: /.exec(title) ?? []
  return several === undefined ? (title.endsWith(' is down: ReadFailed') ? 1 : Number.NaN) : Number(several)
}

// Only POSIX shells can lower the limit of a process.
test.runIf(process.platform !== 'win32')(
  'a machine short of descriptors blames itself once, judges no target by it, and recovers by itself',
  { timeout: 40_000 },
  async () => {
    const server = await silentTcp()
    onTestFinished(() => server.close())
    const command = 'ulimit -n 64 && exec "$0" "$@"'
    const { stdout } = await run('sh', [
      '-c',
      command,
      process.execPath,
      script('exhausted-child.ts'),
      at(server),
      temporaryDirectory(),
    ])
    const { results, notices, shown } = sightings.parse(JSON.parse(stdout))

    // What each target has when it is probed at all; anything else would be a verdict on this machine.
    const verdicts = { quick: '0 null', slow: '3 read-timeout' }
    const short = results.filter(({ phase, reason }) => phase === 'too few' && reason === 'local-resources')
    expect(short.length).toBeGreaterThan(20)
    for (const { id, code, reason } of results) {
      const expected = id.startsWith('quick') ? verdicts.quick : verdicts.slow
      expect([expected, 'null local-resources']).toContain(`${code} ${reason}`)
    }
    expect(notices).toEqual([{ codes: ['local-resources'], resource: 'files' }, { codes: [] }])

    const freed = results.filter(({ phase }) => phase === 'freed')
    expect(new Set(freed.map(({ id }) => id)).size).toBe(40)
    expect(freed.filter(({ code }) => code === null)).toEqual([])
    // The thirty that are down were told once; that there was no data for a while is no news of them.
    expect(
      shown.map(toldDown).reduce((sum, count) => sum + count, 0),
      shown.join('; '),
    ).toBe(30)
  },
)

/** Whether this machine lets anyone have a network of their own, with its own range of ports. */
function hasNetworkNamespaces(): boolean {
  try {
    execFileSync('unshare', ['-rn', 'ip', 'link', 'set', 'lo', 'up'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test.runIf(hasNetworkNamespaces())(
  'a machine without a free port blames itself, until there is one again',
  async () => {
    const command = 'ip link set lo up && echo "61000 61003" > /proc/sys/net/ipv4/ip_local_port_range && exec "$0" "$1"'
    const { stdout } = await run('unshare', ['-rn', 'sh', '-c', command, process.execPath, script('portless-child.ts')])
    expect(JSON.parse(stdout)).toEqual([
      { protocol: 'tcp', resultCode: 0, reason: null, detail: {} },
      {
        protocol: 'tcp',
        resultCode: null,
        reason: 'local-resources',
        detail: { resource: 'ports', code: 'EADDRNOTAVAIL' },
      },
      {
        protocol: 'http',
        resultCode: null,
        reason: 'local-resources',
        detail: { resource: 'ports', code: 'EADDRNOTAVAIL' },
      },
      { protocol: 'tcp', resultCode: 0, reason: null, detail: {} },
    ])
  },
)
