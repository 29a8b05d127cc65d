import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { startDesktopSession } from '../notifications/desktop-session.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { asker, tcpTarget, writeSettings } from './watched.ts'

/** Containers and hardened systems may let nobody make a network of their own, and there is no other way to lose one. */
const mayMakeNetworks = spawnSync('unshare', ['--net', 'true']).status === 0

const cli = join(import.meta.dirname, '../../electron/cli.ts')
const lostMs = 75_000

/** A network of its own, held by a process that does nothing else. */
async function network(): Promise<string> {
  const holder = spawn('unshare', ['--net', 'sleep', '600'], { stdio: 'ignore' })
  onTestFinished(() => void holder.kill('SIGKILL'))
  await once(holder, 'spawn')
  const mine = readlinkSync('/proc/self/ns/net')
  while (readlinkSync(`/proc/${holder.pid}/ns/net`) === mine) await after(10)
  return String(holder.pid)
}

const within = (pid: string, ...command: string[]) => ['--target', pid, '--net', ...command]

function ip(pid: string, ...args: string[]): void {
  execFileSync('nsenter', within(pid, 'ip', ...args), { stdio: 'pipe' })
}

function start(pid: string, args: string[], env: Record<string, string> = {}): ChildProcess {
  const child = spawn('nsenter', within(pid, process.execPath, ...args), {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env.PATH, ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error('the output is not piped')
  const [text] = await once(child.stdout.setEncoding('utf8'), 'data')
  return String(text).trim()
}

const server = `
  const { createServer } = require('node:net')
  const server = createServer((socket) => socket.end())
  server.listen(0, '0.0.0.0', () => console.log(server.address().port))`

// Asks within the network of the host, which no other process reaches.
const question = `
  fetch(process.argv[1], { method: 'POST', headers: { 'content-type': 'application/json' }, body: process.argv[2] })
    .then((response) => response.text())
    .then((text) => process.stdout.write(text))`

it.skipIf(!mayMakeNetworks)(
  'a network that is lost for a while is told once, blames no target, and leaves a gap',
  async () => {
    const session = await startDesktopSession()
    onTestFinished(() => session.stop())
    const [here, there] = [await network(), await network()]
    ip(here, 'link', 'set', 'lo', 'up')
    ip(there, 'link', 'set', 'lo', 'up')
    ip(here, 'link', 'add', 'cable', 'type', 'veth', 'peer', 'name', 'cable', 'netns', there)
    ip(there, 'addr', 'add', '10.77.0.1/24', 'dev', 'cable')
    ip(there, 'addr', 'add', '10.99.0.1/32', 'dev', 'lo')
    ip(there, 'link', 'set', 'cable', 'up')
    function plug(): void {
      ip(here, 'addr', 'replace', '10.77.0.2/24', 'dev', 'cable')
      ip(here, 'link', 'set', 'cable', 'up')
      ip(here, 'route', 'replace', 'default', 'via', '10.77.0.1')
    }
    plug()
    const port = await firstLine(start(there, ['-e', server]))
    const ownPort = await firstLine(start(here, ['-e', server]))

    const directory = temporaryDirectory()
    writeSettings(directory, [
      tcpTarget('near', `10.77.0.1:${port}`),
      tcpTarget('far', `10.99.0.1:${port}`),
      tcpTarget('own', `127.0.0.1:${ownPort}`),
    ])
    const args = [cli, 'serve', '--data-dir', join(directory, 'data'), '--no-open']
    const served = start(here, args, { HOME: directory, DBUS_SESSION_BUS_ADDRESS: session.busAddress })
    const address = await firstLine(served)
    const host = asker(async (channel, body) =>
      execFileSync('nsenter', within(here, process.execPath, '-e', question, `${address}api/${channel}`, body), {
        encoding: 'utf8',
      }),
    )
    await host.until(({ targets }) => targets.length === 3 && targets.every(({ state }) => state === 'up'))
    await after(10_000)

    const fromMs = Date.now()
    ip(here, 'link', 'set', 'cable', 'down')
    await after(lostMs)
    const lost = await host.until(({ sight }) => sight.kind === 'blind')
    const states = Object.fromEntries(lost.targets.map(({ id, state }) => [id, state]))
    // What is on this computer is seen all the same.
    expect(states).toEqual({ near: 'no-data', far: 'no-data', own: 'up' })
    const toMs = Date.now()
    plug()
    await host.until(({ targets }) =>
      targets.every(
        ({ state, lastResult }) => state === 'up' && Date.parse(lastResult?.startedAt ?? '') > toMs + 15_000,
      ),
    )

    const shown = await session.shown()
    expect(shown.map(({ urgency }) => urgency)).toEqual(['low'])
    expect(shown[0]?.title).toMatch(/offline/i)
    for (const id of ['near', 'far', 'own']) {
      expect(await host.ask('history:incidents', { id, from: 0, to: toMs + 60_000, limit: 10 })).toEqual([])
      const { gaps } = await host.ask('history:series', { id, from: fromMs - 5000, to: toMs + 10_000, points: 100 })
      const offlineMs = gaps
        .filter(({ cause }) => cause === 'offline')
        .reduce((sum, { from, to }) => sum + Math.min(to, toMs) - Math.max(from, fromMs), 0)
      if (id === 'own') expect(gaps).toEqual([])
      else expect(offlineMs).toBeGreaterThan(lostMs - 10_000)
    }
    const ended = once(served, 'exit')
    served.kill('SIGTERM')
    await ended
  },
)
