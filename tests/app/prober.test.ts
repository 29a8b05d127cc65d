import tls from 'node:tls'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createProber } from '../../electron/app/prober.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { at, tcpSpec } from '../probes/vectors/lab.ts'

it('loads the trust anchors once, before the first probe begins, so that they are nobody’s latency', async () => {
  const load = vi.spyOn(tls, 'getCACertificates')
  onTestFinished(() => load.mockRestore())
  const server = await silentTcp()
  onTestFinished(() => server.close())
  const probe = createProber('test', systemClock)
  expect(load).not.toHaveBeenCalled()
  const { signal } = new AbortController()
  const probing = probe(tcpSpec({ target: at(server) }), signal)
  expect(load).toHaveBeenCalledTimes(3)
  await probing
  await probe(tcpSpec({ target: at(server) }), signal)
  expect(load).toHaveBeenCalledTimes(3)
})
