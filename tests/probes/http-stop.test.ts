import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ProbeResult } from '../../electron/contract/result.ts'
import { createLookup } from '../../electron/probes/lookup.ts'
import { probe } from '../../electron/probes/probe.ts'
import type { HttpSpec, ProbeEnv } from '../../electron/probes/spec.ts'
import { fullBacklogTcp } from '../lab/full-backlog.ts'
import { forwardProxy } from '../lab/http-proxy.ts'
import { compressedHttp, redirectHttp, serveHttp, statusHttp } from '../lab/http-servers.ts'
import { serveHttps } from '../lab/https-servers.ts'
import { listenTcp } from '../lab/tcp-servers.ts'
import { certificates, httpSpec, httpsUrl, httpUrl, trustingLab } from './vectors/http-spec.ts'
import { createLab, type Lab, systemClock } from './vectors/lab.ts'

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
  return process.getActiveResourcesInfo().filter((kind) => /^TCP(Socket|Connect)Wrap$/.test(kind))
}

/** Probes a target that stops the probe by itself, and sees that it ends at once and lets go of everything. */
async function stopped(spec: HttpSpec, env: ProbeEnv = lab.env): Promise<ProbeResult> {
  let stoppedMs = Number.NaN
  controller.signal.addEventListener('abort', () => {
    stoppedMs = systemClock.monotonicMs()
  })
  const before = openSockets().length
  const result = await probe(spec, env)
  expect(systemClock.monotonicMs() - stoppedMs).toBeLessThan(100)
  expect(result).toMatchObject({ resultCode: null, result: null, reason: 'aborted', responseTimeMs: null })
  expect(result.message).toMatch(/ was not probed: the probe was stopped\.$/)
  await vi.waitFor(() => expect(openSockets()).toHaveLength(before), 20_000)
  return result
}

const stop = (): void => controller.abort()

describe('a probe that is stopped ends at once with no verdict', () => {
  test('before it began', async () => {
    stop()
    const server = await lab.use(statusHttp(200))
    expect(await probe(httpSpec({ target: httpUrl(server) }), lab.env)).toMatchObject({ reason: 'aborted' })
  })

  test('during the lookup', async () => {
    const lookup = createLookup({
      clock: systemClock,
      getaddrinfo: () => {
        setImmediate(stop)
        return new Promise(() => {})
      },
    })
    await stopped(httpSpec({ target: 'https://web.test/' }), { ...lab.env, lookup })
  })

  test('while it connects', async () => {
    const target = httpUrl(await lab.use(fullBacklogTcp()))
    setTimeout(stop, 50)
    expect((await stopped(httpSpec({ target }))).timings.connect).toBeNull()
  })

  test('during the handshake', async () => {
    const server = await lab.use(listenTcp((socket) => socket.once('data', stop)))
    expect((await stopped(httpSpec({ target: httpsUrl(server) }))).timings.tls).toBeNull()
  })

  test('while a proxy opens a tunnel', async () => {
    const server = await lab.use(listenTcp((socket) => socket.once('data', stop)))
    const proxy = { url: httpUrl(server), username: null, password: null, bypass: [] }
    await stopped(httpSpec({ target: 'https://localhost/', proxy }))
  })

  test('while it waits for the headers', async () => {
    const server = await lab.use(serveHttp(stop))
    expect((await stopped(httpSpec({ target: httpUrl(server) }))).timings.firstByte).toBeNull()
  })

  test('while it waits for the headers of a second hop', async () => {
    const second = await lab.use(serveHttp(stop))
    await stopped(httpSpec({ target: httpUrl(await lab.use(redirectHttp(httpUrl(second)))) }))
  })

  test('while it reads the body', async () => {
    const server = await lab.use(
      serveHttp((_request, response) => {
        response.writeHead(200, { 'Content-Length': '10' }).write('half')
        setTimeout(stop, 50)
      }),
    )
    const result = await stopped(httpSpec({ target: httpUrl(server) }))
    expect(result.http).toMatchObject({ statusCode: 200, bytes: 4 })
  })

  test('while it searches the body', async () => {
    const server = await lab.use(
      serveHttp((_request, response) => {
        response.end(Buffer.alloc(9_000_000, 'lorem ipsum '), () => setTimeout(stop, 100))
      }),
    )
    await stopped(httpSpec({ target: httpUrl(server), expectRegex: '(?i)(LOREM IPSU+M ?)+X' }))
  })
})

// One turn of the event loop after another, so that no instant between two steps is left out.
test.each<[string, () => Promise<HttpSpec>]>([
  [
    'http with a redirect and a compressed body',
    async () => {
      const page = await lab.use(compressedHttp('gzip', 'text'))
      return httpSpec({ target: httpUrl(await lab.use(redirectHttp(httpUrl(page)))), expectSubstring: 'text' })
    },
  ],
  [
    'https through a proxy',
    async () => {
      const target = httpsUrl(await lab.use(serveHttps((await certificates()).good)))
      const proxy = { url: httpUrl(await lab.use(forwardProxy())), username: null, password: null, bypass: [] }
      return httpSpec({ target, proxy, tls: await trustingLab() })
    },
  ],
])('%s: whenever a probe is stopped, it has one result and lets go of everything', async (_, makeSpec) => {
  const spec = await makeSpec()
  // What is done once per process is done now.
  expect((await probe(spec, lab.env)).reason).toBeNull()
  let aborted = 0
  for (let turns = 0; turns < 60; turns++) {
    const controller = new AbortController()
    const ending = probe(spec, { ...lab.env, signal: controller.signal })
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
    controller.abort()
    const { reason } = await ending
    expect(['aborted', null]).toContain(reason)
    if (reason === 'aborted') aborted += 1
  }
  expect(aborted).toBeGreaterThan(3)
  await vi.waitFor(() => expect(openSockets()).toEqual([]), 20_000)
})
