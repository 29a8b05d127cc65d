import net from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { alternateFamilies, connectedToItself, type DialOptions, dial } from '../../electron/probes/dial.ts'
import type { ResolvedAddress } from '../../electron/probes/spec.ts'
import { fullBacklogTcp } from '../lab/full-backlog.ts'
import { closedTcpPort, listenTcp, silentTcp } from '../lab/tcp-servers.ts'
import { createLab, type Lab, systemClock } from './vectors/lab.ts'

let lab: Lab = createLab()
afterEach(async () => {
  await lab.close()
  lab = createLab()
  await vi.waitFor(() => expect(openSockets()).toBe(0), 20_000)
})

const v4 = (address: string): ResolvedAddress => ({ address, family: 4 })
const v6 = (address: string): ResolvedAddress => ({ address, family: 6 })

function options(addresses: ResolvedAddress[], port: number, more: Partial<DialOptions> = {}): DialOptions {
  return {
    addresses,
    port,
    localAddresses: null,
    deadlineMs: systemClock.monotonicMs() + 2000,
    clock: systemClock,
    signal: new AbortController().signal,
    ...more,
  }
}

/** Sockets of this process that are open or being opened; servers that listen are not among them. */
function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => /^TCP(Socket|Connect)Wrap$/.test(kind)).length
}

describe('the race', () => {
  test('starts with the first address and gives each 250 ms before the next', async () => {
    const silent = await lab.use(fullBacklogTcp({ address: '127.0.0.2' }))
    const server = await lab.use(silentTcp({ port: silent.port }))
    const startMs = systemClock.monotonicMs()
    const outcome = await dial(options([v4('127.0.0.2'), v4('127.0.0.1')], server.port))
    const tookMs = systemClock.monotonicMs() - startMs
    if (!outcome.ok) throw new Error(outcome.reason)
    outcome.socket.destroy()
    expect(outcome.remoteAddress).toBe(`127.0.0.1:${server.port}`)
    expect(tookMs).toBeGreaterThanOrEqual(248)
    expect(tookMs).toBeLessThan(450)
    expect(outcome.connectMs).toBeGreaterThanOrEqual(248)
  })

  test('goes on to the next address at once when one fails', async () => {
    const server = await lab.use(silentTcp({ address: '127.0.0.9' }))
    const closed = ['127.0.0.2', '127.0.0.3', '127.0.0.4', '127.0.0.5'].map(v4)
    const outcome = await dial(options([...closed, v4('127.0.0.9')], server.port))
    if (!outcome.ok) throw new Error(outcome.reason)
    outcome.socket.destroy()
    expect(outcome.connectMs).toBeLessThan(200)
  })

  test('keeps a slow first address running while others are refused', async () => {
    const slow = await lab.use(fullBacklogTcp())
    const outcome = dial(options([v4('127.0.0.1'), v4('127.0.0.2'), v4('127.0.0.3')], slow.port))
    const opening = setTimeout(() => slow.accept(), 500)
    const ended = await outcome
    clearTimeout(opening)
    if (!ended.ok) throw new Error(ended.reason)
    ended.socket.destroy()
    expect(ended.remoteAddress).toBe(`127.0.0.1:${slow.port}`)
    expect(ended.connectMs).toBeGreaterThan(900)
  })

  test('leaves only the winner behind', async () => {
    const silent = await lab.use(fullBacklogTcp({ address: '127.0.0.2' }))
    const server = await lab.use(silentTcp({ port: silent.port }))
    const before = openSockets()
    const outcome = await dial(options([v4('127.0.0.2'), v4('127.0.0.1')], server.port))
    if (!outcome.ok) throw new Error(outcome.reason)
    await new Promise<void>((resolve) => outcome.socket.once('close', () => resolve()).destroy())
    await vi.waitFor(() => expect(openSockets()).toBe(before), 20_000)
  })

  test('hands over a socket whose errors do not end the process when nobody listens yet', async () => {
    const server = await lab.use(silentTcp())
    const outcome = await dial(options([v4('127.0.0.1')], server.port))
    if (!outcome.ok) throw new Error(outcome.reason)
    const closed = new Promise((resolve) => outcome.socket.once('close', resolve))
    outcome.socket.destroy(new Error('the cable was pulled'))
    expect(await closed).toBe(true)
  })

  test('alternates families, in the order of the resolver, its first choice first', () => {
    const found = [v6('::1'), v6('::2'), v6('::3'), v4('127.0.0.1'), v4('127.0.0.2')]
    expect(alternateFamilies(found).map(({ address }) => address)).toEqual([
      '::1',
      '127.0.0.1',
      '::2',
      '127.0.0.2',
      '::3',
    ])
    expect(alternateFamilies([v4('127.0.0.1'), v4('127.0.0.2'), v6('::1')]).map(({ address }) => address)).toEqual([
      '127.0.0.1',
      '::1',
      '127.0.0.2',
    ])
    expect(alternateFamilies([])).toEqual([])
  })
})

describe('a failure', () => {
  test('is that of the last address, once all have failed', async () => {
    const closed = await lab.use(closedTcpPort())
    const outcome = await dial(options([v4('127.0.0.2'), v4(closed.address)], closed.port))
    expect(outcome).toEqual({
      ok: false,
      reason: 'refused',
      code: 'ECONNREFUSED',
      remoteAddress: `127.0.0.1:${closed.port}`,
    })
  })

  test('comes at the deadline, and leaves nothing behind', async () => {
    const silent = await lab.use(fullBacklogTcp())
    const before = openSockets()
    const startMs = systemClock.monotonicMs()
    const outcome = await dial(options([v4('127.0.0.1'), v4('127.0.0.2')], silent.port, { deadlineMs: startMs + 300 }))
    const tookMs = systemClock.monotonicMs() - startMs
    // The one refused is not the verdict: the other might still have connected.
    expect(outcome).toEqual({
      ok: false,
      reason: 'connect-timeout',
      code: '',
      remoteAddress: `127.0.0.1:${silent.port}`,
    })
    expect(tookMs).toBeGreaterThanOrEqual(298)
    expect(tookMs).toBeLessThan(500)
    await vi.waitFor(() => expect(openSockets()).toBe(before), 20_000)
  })

  test('comes at once when stopped, and leaves nothing behind', async () => {
    const silent = await lab.use(fullBacklogTcp())
    const before = openSockets()
    const controller = new AbortController()
    const startMs = systemClock.monotonicMs()
    const outcome = dial(options([v4('127.0.0.1')], silent.port, { signal: controller.signal }))
    controller.abort()
    expect(await outcome).toMatchObject({ ok: false, reason: 'aborted' })
    expect(systemClock.monotonicMs() - startMs).toBeLessThan(100)
    await vi.waitFor(() => expect(openSockets()).toBe(before), 20_000)
  })

  test('comes without a connection attempt when already stopped', async () => {
    const accepted = vi.fn()
    const server = await lab.use(listenTcp(accepted))
    const outcome = await dial(options([v4('127.0.0.1')], server.port, { signal: AbortSignal.abort() }))
    expect(outcome).toEqual({ ok: false, reason: 'aborted', code: '', remoteAddress: null })
    // Whatever reached the server before this connection would have been counted by now.
    const later = await dial(options([v4('127.0.0.1')], server.port))
    if (!later.ok) throw new Error(later.reason)
    await vi.waitFor(() => expect(accepted).toHaveBeenCalledTimes(1), 20_000)
    later.socket.destroy()
  })

  test('is an invalid address where the port is none', async () => {
    const outcome = await dial(options([v4('127.0.0.1')], 99_999))
    expect(outcome).toMatchObject({ ok: false, reason: 'address-invalid', code: 'ERR_SOCKET_BAD_PORT' })
  })

  test('is a missing address where the source has none of the family, and nothing is tried', async () => {
    const server = await lab.use(silentTcp())
    const localAddresses = { ipv4: null, ipv6: '::1' }
    const outcome = await dial(options([v4('127.0.0.1')], server.port, { localAddresses }))
    expect(outcome).toEqual({ ok: false, reason: 'no-address', code: '', remoteAddress: null })
  })

  test('is a missing address where the source is not of this machine', async () => {
    const server = await lab.use(silentTcp())
    const localAddresses = { ipv4: '192.0.2.99', ipv6: null }
    const outcome = await dial(options([v4('127.0.0.1')], server.port, { localAddresses }))
    expect(outcome).toMatchObject({ ok: false, reason: 'no-address', code: 'EADDRNOTAVAIL' })
  })
})

test('connects from the source chosen', async () => {
  const seen: (string | undefined)[] = []
  const server = await lab.use(
    listenTcp((socket) => {
      seen.push(socket.remoteAddress)
      socket.end()
    }),
  )
  const localAddresses = { ipv4: '127.0.0.7', ipv6: null }
  const outcome = await dial(options([v4('127.0.0.1')], server.port, { localAddresses }))
  if (!outcome.ok) throw new Error(outcome.reason)
  await new Promise<void>((resolve) => outcome.socket.resume().once('end', resolve))
  outcome.socket.destroy()
  expect(seen).toEqual(['127.0.0.7'])
})

test('a connection of a port to itself is recognised', async () => {
  // The port of a server just closed, so that it is free to be both ends.
  const server = await silentTcp()
  await server.close()
  const socket = net.connect({
    host: server.address,
    port: server.port,
    localAddress: server.address,
    localPort: server.port,
  })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
  expect(connectedToItself(socket)).toBe(true)
  socket.destroy()

  const other = await lab.use(silentTcp())
  const ordinary = await dial(options([v4('127.0.0.1')], other.port))
  if (!ordinary.ok) throw new Error(ordinary.reason)
  expect(connectedToItself(ordinary.socket)).toBe(false)
  ordinary.socket.destroy()
})
