import * as fc from 'fast-check'
import type { HttpTarget, TcpTarget, UdpTarget } from '../../electron/contract/target-config.ts'
import { parseTarget } from '../../electron/contract/target-grammar.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 20 })
const some = text.filter((value) => value !== '')
const line = some.filter((value) => !/[\r\n\0]/.test(value))
const host = fc.oneof(fc.constantFrom('localhost', 'db.internal', '10.0.0.1', '[::1]'), fc.domain())
const port = fc.integer({ min: 1, max: 65_535 })
const address = fc.tuple(host, port).map(([name, number]) => `${name}:${number}`)
const url = fc
  .tuple(fc.constantFrom('http', 'https'), host, fc.option(port), fc.webPath())
  .map(([scheme, name, number, path]) => `${scheme}://${name}${number === null ? '' : `:${number}`}${path}`)
  // What may be a password that nobody escaped is no address.
  .filter((written) => parseTarget(written).ok)
const labelName = fc
  .stringMatching(/^[a-z][a-z_.-]{0,8}$/)
  .filter((name) => !['protocol', 'method', 'remote_addr'].includes(name))
const labels = fc.dictionary(labelName, text, { maxKeys: 3 })
const timeoutMs = fc.integer({ min: 1, max: 600_000 })
const seconds = (most: number) => fc.integer({ min: 1, max: most }).map((count) => count * 1000)
const intervalMs = seconds(86_400)

const common = { id: fc.constant('id'), labels, intervalMs }

/** Targets with options that Categraf has too: what such a target is written as must read back as the same. */
export const categrafNet: fc.Arbitrary<TcpTarget | UdpTarget> = fc.record(
  {
    ...common,
    protocol: fc.constantFrom('tcp', 'udp'),
    target: address,
    timeoutMs,
    readTimeoutMs: timeoutMs,
    send: some,
    expect: some,
  },
  { requiredKeys: ['id', 'labels', 'intervalMs', 'protocol', 'target', 'timeoutMs', 'readTimeoutMs'] },
)

const headers = fc
  .uniqueArray(fc.stringMatching(/^X-[a-z]{1,6}$/), {
    minLength: 1,
    maxLength: 3,
    selector: (name) => name.toLowerCase(),
  })
  .chain((names) => fc.tuple(...names.map((name) => line.map((value) => ({ name, value })))))
  // Names that sound like a secret's are read back as one.
  .filter((list) => !list.some(({ name }) => /key|token|secret|passw|credential|session|signature|auth/i.test(name)))

const path = fc.stringMatching(/^\/[a-z]{1,8}\.pem$/).map((file) => ({ file }))
const version = fc.constantFrom('1.0' as const, '1.1' as const, '1.2' as const, '1.3' as const)
const tls = fc.record(
  {
    insecureSkipVerify: fc.constant(true),
    serverName: fc.domain(),
    ca: path,
    minVersion: version,
    maxVersion: version,
    cipherSuites: fc.array(fc.constant('TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'), { minLength: 1, maxLength: 1 }),
  },
  { requiredKeys: [] },
)
const pair = fc.record({ cert: path, key: path })

export const categrafHttp: fc.Arbitrary<HttpTarget> = fc.record(
  {
    ...common,
    protocol: fc.constant('http'),
    target: url,
    responseTimeoutMs: timeoutMs,
    method: fc.constantFrom('GET', 'POST', 'OPTIONS'),
    headers,
    body: some,
    followRedirects: fc.boolean(),
    expectStatus: fc
      .uniqueArray(fc.integer({ min: 100, max: 599 }), { minLength: 1, maxLength: 5 })
      .map((list) => list.sort((a, b) => a - b).join(',')),
    expectSubstring: some,
    expectRegex: fc.constantFrom('ok|fine', '(?i)up', 'a\\.b', '^\\d+$'),
    proxy: fc.constant('http://proxy.internal:3128'),
    tls: fc.tuple(tls, fc.option(pair)).map(([options, files]) => ({ ...options, ...files })),
    interface: fc.constantFrom('eth0', 'wg0'),
  },
  { requiredKeys: ['id', 'labels', 'intervalMs', 'protocol', 'target', 'responseTimeoutMs', 'followRedirects'] },
)
