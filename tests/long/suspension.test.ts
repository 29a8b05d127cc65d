import { createServer as createHttpServer } from 'node:http'
import { createServer } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { serveOrThrow } from '../commands/serve-process.ts'
import { askJson } from '../headless/http-client.ts'
import { startLabServer } from '../lab/lab-server.ts'
import { startDesktopSession } from '../notifications/desktop-session.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { asker, tcpTarget, writeSettings } from './watched.ts'

const stoppedMs = 60_000

it('a minute in which the program stood still is a gap in the record, and no reason to tell anything', async () => {
  const session = await startDesktopSession()
  onTestFinished(() => session.stop())
  const quick = await startLabServer(createServer((socket) => socket.end()))
  // Slow enough that a probe of it is under way at most instants.
  const slow = await startLabServer(createHttpServer((_request, response) => setTimeout(() => response.end('ok'), 800)))
  const directory = temporaryDirectory()
  writeSettings(directory, [
    tcpTarget('quick', `127.0.0.1:${quick.port}`),
    {
      id: 'slow',
      name: 'slow',
      protocol: 'http',
      target: `http://127.0.0.1:${slow.port}/`,
      intervalMs: 1000,
      responseTimeoutMs: 5000,
      followRedirects: true,
    },
  ])
  const served = await serveOrThrow(directory, ['--no-open'], { DBUS_SESSION_BUS_ADDRESS: session.busAddress })
  const host = asker(async (channel, body) => (await askJson(`${served.address}api/${channel}`, JSON.parse(body))).text)
  await host.until(({ targets }) => targets.length === 2 && targets.every(({ state }) => state === 'up'))
  // Beyond the settling after the start.
  await after(10_000)

  const fromMs = Date.now()
  served.child.kill('SIGSTOP')
  await after(stoppedMs)
  served.child.kill('SIGCONT')
  const toMs = Date.now()
  await host.until(({ targets }) =>
    targets.every(({ state, lastResult }) => state === 'up' && Date.parse(lastResult?.startedAt ?? '') > toMs + 12_000),
  )

  expect(await session.shown()).toEqual([])
  for (const id of ['quick', 'slow']) {
    const range = { id, from: fromMs - 5000, to: toMs + 10_000 }
    const { gaps, points } = await host.ask('history:series', { ...range, points: 100 })
    const asleep = gaps.filter(({ cause }) => cause === 'asleep')
    expect(asleep, JSON.stringify(gaps)).toHaveLength(1)
    const [gap] = asleep
    // A result holds until the next is due, and the next comes within a second or two of waking.
    expect(gap?.from).toBeLessThan(fromMs + 8000)
    expect(gap?.to).toBeGreaterThan(toMs - 1000)
    expect(gap?.to).toBeLessThan(toMs + 5000)
    expect(points.reduce((sum, { failures }) => sum + failures, 0)).toBe(0)
    expect(await host.ask('history:incidents', { id, from: 0, to: toMs + 60_000, limit: 10 })).toEqual([])
  }
  expect(await served.end()).toBe(0)
})
