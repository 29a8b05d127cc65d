import net from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type ExchangeOptions, exchange } from '../../electron/probes/exchange.ts'
import { startLabServer } from '../lab/lab-server.ts'
import { bannerTcp, resetOnDataTcp } from '../lab/tcp-servers.ts'
import { bytes, createLab, systemClock } from './vectors/lab.ts'

const lab = createLab()
const sockets: net.Socket[] = []
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await lab.close()
})

async function connect(port: number): Promise<net.Socket> {
  const socket = net.connect({ host: '127.0.0.1', port })
  sockets.push(socket)
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  return socket.on('error', () => {})
}

function options(more: Partial<ExchangeOptions>): ExchangeOptions {
  const { signal } = new AbortController()
  return {
    send: null,
    expect: null,
    expectRegex: null,
    matcher: lab.env.matcher,
    readTimeoutMs: 2000,
    clock: systemClock,
    signal,
    ...more,
  }
}

describe('sending', () => {
  // More than the buffers of both ends hold together.
  const much = new Uint8Array(64 * 1024 * 1024)

  test('fails at the deadline when nobody reads', async () => {
    const deaf = await lab.use(startLabServer(net.createServer({ pauseOnConnect: true })))
    const startMs = systemClock.monotonicMs()
    const outcome = await exchange(await connect(deaf.port), options({ send: much, readTimeoutMs: 300 }))
    expect(outcome.finding).toMatchObject({
      reason: 'send-failed',
      words: 'connected, but did not take the text within 300 ms',
    })
    expect(systemClock.monotonicMs() - startMs).toBeGreaterThanOrEqual(298)
  })

  test('ends at once when stopped', async () => {
    const deaf = await lab.use(startLabServer(net.createServer({ pauseOnConnect: true })))
    const controller = new AbortController()
    const outcome = exchange(await connect(deaf.port), options({ send: much, signal: controller.signal }))
    controller.abort()
    expect((await outcome).finding?.reason).toBe('aborted')
  })

  test('fails when the connection is reset meanwhile', async () => {
    const server = await lab.use(resetOnDataTcp())
    const outcome = await exchange(await connect(server.port), options({ send: much }))
    expect(outcome.finding).toMatchObject({ reason: 'send-failed' })
  })
})

describe('reading', () => {
  test('sees a connection that had failed before it began', async () => {
    const server = await lab.use(resetOnDataTcp())
    const socket = await connect(server.port)
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.resume().write('anything')
    await closed
    const outcome = await exchange(socket, options({ expect: bytes('hello') }))
    expect(outcome.finding).toMatchObject({ reason: 'closed', detail: { code: 'ECONNRESET' } })
  })

  test('leaves no listener behind', async () => {
    const server = await lab.use(bannerTcp('hello'))
    const socket = await connect(server.port)
    const listeners = (): number[] => ['data', 'end', 'close', 'error'].map((event) => socket.listenerCount(event))
    const before = listeners()
    expect((await exchange(socket, options({ send: bytes('x'), expect: bytes('hello') }))).finding).toBeNull()
    expect(listeners()).toEqual(before)
  })
})
