import { setTimeout as after } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { createLookup } from '../../electron/probes/lookup.ts'
import { probe } from '../../electron/probes/probe.ts'
import type { ProbeSpec } from '../../electron/probes/spec.ts'
import { fullBacklogTcp } from '../lab/full-backlog.ts'
import { echoTcp, silentTcp } from '../lab/tcp-servers.ts'
import { echoUdp, silentUdp } from '../lab/udp-servers.ts'
import { at, bytes, createLab, type Lab, systemClock, tcpSpec, tlsSpec, udpSpec } from './vectors/lab.ts'

let controller = new AbortController()
let lab: Lab = createLab(controller.signal)
beforeEach(() => {
  controller = new AbortController()
  lab = createLab(controller.signal)
})
afterEach(async () => {
  await lab.close()
  await vi.waitFor(() => expect(openSockets()).toEqual([]), 20_000)
})

function openSockets(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => /^(TCPSocket|TCPConnect|UDP)Wrap$/.test(kind))
}

/** Begins a probe, stops it once `reached`, and sees that it ends at once and lets go of everything. */
async function stopWhile(spec: ProbeSpec, reached: () => Promise<unknown>): Promise<ProbeResult> {
  const before = openSockets().length
  const ending = probe(spec, lab.env)
  await reached()
  const stoppedMs = systemClock.monotonicMs()
  controller.abort()
  const result = await ending
  expect(systemClock.monotonicMs() - stoppedMs).toBeLessThan(100)
  expect(result).toMatchObject({ resultCode: null, result: null, reason: 'aborted', responseTimeMs: null })
  expect(result.message).toMatch(/ was not probed: the probe was stopped\.$/)
  await vi.waitFor(() => expect(openSockets()).toHaveLength(before), 20_000)
  return result
}

describe('a probe that is stopped ends at once with no verdict', () => {
  test('before it began', async () => {
    const server = await lab.use(silentTcp())
    await stopWhile(tcpSpec({ target: at(server) }), async () => {})
  })

  test('during the lookup', async () => {
    const lookup = createLookup({ clock: systemClock, getaddrinfo: () => new Promise(() => {}) })
    const ending = probe(tcpSpec({ target: 'db.test:5432' }), { ...lab.env, lookup })
    controller.abort()
    expect(await ending).toMatchObject({ resultCode: null, reason: 'aborted' })
  })

  test('while it connects', async () => {
    const full = await lab.use(fullBacklogTcp())
    await stopWhile(tcpSpec({ target: at(full) }), () => after(50))
  })

  test('during the handshake', async () => {
    const server = await lab.use(silentTcp())
    const result = await stopWhile(tcpSpec({ target: at(server), tls: tlsSpec() }), () => after(50))
    expect(result.timings.connect).toBeGreaterThan(0)
  })

  test('while it waits for an answer', async () => {
    const server = await lab.use(echoTcp())
    const spec = tcpSpec({ target: at(server), send: bytes('PING'), expect: bytes('PONG') })
    const result = await stopWhile(spec, () => after(50))
    expect(result.timings.firstByte).toBeGreaterThan(0)
  })

  test('while it waits for a datagram', async () => {
    const server = await lab.use(silentUdp())
    await stopWhile(udpSpec({ target: at(server) }), () => vi.waitFor(() => expect(server.received()).toBe(1), 20_000))
  })
})

// One turn of the event loop after another, so that no instant between two steps is left out.
test.each([
  ['tcp', async () => tcpSpec({ target: at(await lab.use(echoTcp())), send: bytes('PING'), expect: bytes('PING') })],
  ['udp', async () => udpSpec({ target: at(await lab.use(echoUdp())), expect: bytes('X') })],
])('%s: whenever a probe is stopped, it has one result and lets go of everything', async (_, makeSpec) => {
  const spec = await makeSpec()
  let aborted = 0
  for (let turns = 0; turns < 30; turns++) {
    const controller = new AbortController()
    const ending = probe(spec, { ...lab.env, signal: controller.signal })
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    const { reason } = await ending
    expect(['aborted', null]).toContain(reason)
    if (reason === 'aborted') aborted += 1
  }
  expect(aborted).toBeGreaterThan(0)
})
