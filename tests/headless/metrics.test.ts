import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { type MetricsServer, startMetricsServer } from '../../electron/headless/metrics.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { ask } from './http-client.ts'

const errors: unknown[] = []

async function start(text: () => Promise<string> = async () => 'up 1\n', port = 0): Promise<MetricsServer> {
  const listening = await startMetricsServer({
    port,
    text,
    clock: systemClock,
    onError: (error) => errors.push(error),
  })
  if (!listening.ok) throw new Error(listening.message)
  onTestFinished(() => listening.server.stop())
  return listening.server
}

const nothing = async (): Promise<string> => ''

it('answers a scrape on both loopback addresses', async () => {
  const { port } = await start()
  for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
    const { status, headers, text } = await ask(`http://${host}:${port}/metrics`)
    expect({ status, text, type: headers['content-type'] }).toEqual({
      status: 200,
      text: 'up 1\n',
      type: 'text/plain; version=0.0.4; charset=utf-8',
    })
  }
  expect((await ask(`http://127.0.0.1:${port}/metrics?x=1`)).status).toBe(200)
})

it.each([
  ['GET', '/'],
  ['GET', '/metrics/'],
  ['GET', '/metricsx'],
  ['GET', '//metrics'],
  ['HEAD', '/metrics'],
  ['POST', '/metrics'],
  ['OPTIONS', '/metrics'],
])('has nothing else: %s %s', async (method, path) => {
  const { port } = await start()
  const { status, headers } = await ask(`http://127.0.0.1:${port}${path}`, { method })
  expect({ status, connection: headers.connection }).toEqual({ status: 404, connection: 'close' })
})

it.each([
  ['a name that was made to lead here', { host: 'evil.example' }],
  ['an address of another computer', { host: '192.0.2.1:9464' }],
  ['a web page', { origin: 'https://evil.example' }],
])('tells nothing to %s', async (_who, headers) => {
  const { port } = await start()
  const { status, text } = await ask(`http://127.0.0.1:${port}/metrics`, { headers })
  expect(status).toBe(403)
  expect(text).not.toContain('up 1')
})

it('is not to be had from other addresses of this computer', async () => {
  const { port } = await start()
  await expect(ask(`http://127.0.0.2:${port}/metrics`)).rejects.toThrow('ECONNREFUSED')
})

it.each(['127.0.0.1', '::1'])('says in words that the port is taken on %s, and keeps none', async (address) => {
  // Free on both addresses: one that is free on ::1 may be somebody's on 127.0.0.1.
  const held = await start()
  const { port } = held
  await held.stop()
  const other = createServer()
  await new Promise<void>((resolve) => other.listen({ host: address, port, ipv6Only: true }, resolve))
  onTestFinished(() => void other.close())
  expect(await startMetricsServer({ port, text: nothing, clock: systemClock, onError: () => {} })).toEqual({
    ok: false,
    message: `port ${port} cannot be listened on: the port is taken by another program; choose another`,
  })
  await new Promise<void>((resolve) => other.close(() => resolve()))
  await (await start(nothing, port)).stop()
})

it('asks once for scrapes that come together, and says nothing of a fault inside', async () => {
  let asked = 0
  const slow = await start(async () => {
    asked += 1
    return 'up 1\n'
  })
  const url = `http://127.0.0.1:${slow.port}/metrics`
  await Promise.all([ask(url), ask(url), ask(url)])
  expect(asked).toBe(1)
  const broken = await start(async () => {
    throw new Error('s3cret path')
  })
  const { status, text } = await ask(`http://127.0.0.1:${broken.port}/metrics`)
  expect(status).toBe(500)
  expect(text).not.toContain('s3cret')
  expect(String(errors.at(-1))).toContain('s3cret path')
})
