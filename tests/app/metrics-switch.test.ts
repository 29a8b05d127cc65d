import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startMetricsServer } from '../../electron/headless/metrics.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { ask as askHttp } from '../headless/http-client.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { startApp, type TestApp } from './harness.ts'

function start(directory = temporaryDirectory()): TestApp {
  return startApp({
    directory,
    listenMetrics: (port, text) => startMetricsServer({ port, text, clock: systemClock, onError: () => {} }),
  })
}

/** A port of 127.0.0.1 that is taken until it is given up. */
async function takenPort(): Promise<{ port: number; giveUp: () => Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const giveUp = () => new Promise<void>((resolve) => server.close(() => resolve()))
  onTestFinished(giveUp)
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, giveUp }
}

async function freePort(): Promise<number> {
  const { port, giveUp } = await takenPort()
  await giveUp()
  return port
}

const scrape = (port: number) => askHttp(`http://127.0.0.1:${port}/metrics`)

describe('metrics on a port of the person’s choice', () => {
  it('are off until they are asked for, on at once, off at once, and remembered', async () => {
    const server = await silentTcp()
    onTestFinished(() => server.close())
    const directory = temporaryDirectory()
    const first = start(directory)
    expect(await first.ask('metrics:get', {})).toEqual({ enabled: false, port: 9464, address: null, fault: null })
    const { id } = await first.ask('targets:add', { line: `127.0.0.1:${server.port}` })
    await expect.poll(() => first.portlight.monitor.status(id)?.lastResult ?? null).not.toBeNull()
    const port = await freePort()
    const on = { enabled: true, port, address: `http://127.0.0.1:${port}/metrics`, fault: null }
    expect(await first.ask('metrics:set', { enabled: true, port })).toEqual(on)
    const { text } = await scrape(port)
    expect(text).toContain(`net_response_result_code{target="127.0.0.1:${server.port}",protocol="tcp"} 0`)
    expect(text).toContain('portlight_build_info{version="0.0.0-test"} 1')
    await first.stop()
    await expect(scrape(port)).rejects.toThrow('ECONNREFUSED')

    const second = start(directory)
    await expect.poll(() => second.ask('metrics:get', {})).toEqual(on)
    expect((await scrape(port)).status).toBe(200)
    const off = { enabled: false, port }
    expect(await second.ask('metrics:set', off)).toEqual({ ...off, address: null, fault: null })
    await expect(scrape(port)).rejects.toThrow('ECONNREFUSED')
  })

  it('move to another port, and stay where they are when that one is taken', async () => {
    const app = start()
    const [one, other, taken] = [await freePort(), await freePort(), await takenPort()]
    await app.ask('metrics:set', { enabled: true, port: one })
    await app.ask('metrics:set', { enabled: true, port: other })
    await expect(scrape(one)).rejects.toThrow('ECONNREFUSED')
    expect(await app.portlight.handle('metrics:set', { enabled: true, port: taken.port })).toEqual({
      ok: false,
      code: 'port-unavailable',
      message: `port ${taken.port} cannot be listened on: the port is taken by another program; choose another`,
    })
    expect(await app.ask('metrics:get', {})).toMatchObject({ enabled: true, port: other })
    expect((await scrape(other)).status).toBe(200)
  })

  it('that cannot be had at the start are a notice, until they can', async () => {
    const directory = temporaryDirectory()
    const port = await freePort()
    const first = start(directory)
    await first.ask('metrics:set', { enabled: true, port })
    await first.stop()
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const second = start(directory)
    const reason = `port ${port} cannot be listened on: the port is taken by another program; choose another`
    const notice = {
      id: 'metrics',
      severity: 'warning',
      code: 'metrics-unavailable',
      params: { port: `${port}`, reason },
    }
    await expect.poll(() => second.portlight.notices.list()).toContainEqual(notice)
    expect(await second.ask('metrics:get', {})).toEqual({ enabled: true, port, address: null, fault: reason })
    await new Promise<void>((resolve) => other.close(() => resolve()))
    expect(await second.ask('metrics:set', { enabled: true, port })).toMatchObject({ fault: null })
    expect(second.portlight.notices.list()).toEqual([])
    expect((await scrape(port)).status).toBe(200)
  })

  it('are not for a host to set that serves them anyway', async () => {
    const { portlight } = startApp({ started: false })
    expect(await portlight.handle('metrics:set', { enabled: true, port: 9464 })).toMatchObject({
      ok: false,
      code: 'unsupported',
    })
  })
})
