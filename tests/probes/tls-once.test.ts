import tls from 'node:tls'
import { afterAll, expect, test, vi } from 'vitest'
import { createMatcher } from '../../electron/probes/matcher.ts'
import { probe } from '../../electron/probes/probe.ts'
import { createTrustStore } from '../../electron/probes/trust.ts'
import { serveHttps } from '../lab/https-servers.ts'
import { certificates, httpSpec, httpsUrl } from './vectors/http-spec.ts'
import { at, createLab, tcpSpec, tlsSpec } from './vectors/lab.ts'

const lab = createLab()
afterAll(() => lab.close())

test('anchors are loaded once, and one context serves all probes with the same options', async () => {
  const { good, root } = await certificates()
  const server = await lab.use(serveHttps(good))
  const load = vi.spyOn(tls, 'getCACertificates')
  const create = vi.spyOn(tls, 'createSecureContext')
  try {
    const env = { ...lab.env, trust: createTrustStore(), matcher: createMatcher() }
    const asked = (options: Parameters<typeof tlsSpec>[0]) => [
      probe(tcpSpec({ target: at(server), tls: tlsSpec(options) }), env),
      probe(httpSpec({ target: httpsUrl(server), tls: tlsSpec(options) }), env),
    ]
    const own = { ca: root.certPem }
    const results = await Promise.all([
      ...Array.from({ length: 10 }, () => asked({ insecureSkipVerify: true })).flat(),
      ...Array.from({ length: 10 }, () => asked(own)).flat(),
      // Neither changes what a context holds.
      ...asked({ ...own, serverName: 'localhost' }),
      ...asked({ ...own, minVersion: '1.3' }),
    ])
    expect(results.map(({ message, resultCode }) => (resultCode === 0 ? 0 : message))).toEqual(results.map(() => 0))
    // The bundled, the extra and the system's store, once each.
    expect(load.mock.calls.flat().toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      'bundled',
      'extra',
      'system',
    ])
    const byClients = create.mock.calls.filter(([options]) => options?.key === undefined)
    expect(byClients).toHaveLength(3)
  } finally {
    load.mockRestore()
    create.mockRestore()
  }
})
