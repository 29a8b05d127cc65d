import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { HttpSpec } from '../../electron/probes/spec.ts'
import { certificates, httpSpec, trustingLab } from '../probes/vectors/http-spec.ts'
import { at } from '../probes/vectors/lab.ts'
import { judged } from './judge.ts'
import { hasBody, mutated, mutations, responses, written } from './responses.ts'
import { fuzz, timeLimitMs } from './run.ts'
import { cut, cuts, endings, type Script, scripts } from './scripts.ts'
import { type PatientServer, playTcp } from './servers.ts'

/** Certificates and a context that trusts them are made once, before the first deadline runs. */
const { good } = await certificates()
const shown = { cert: good.certPem, key: good.keyPem }
const trusting = { ...(await trustingLab()), serverName: 'localhost' }

const asked = fc.record({
  responseTimeoutMs: fc.integer({ min: 20, max: 200 }),
  method: fc.constantFrom('GET', 'GET', 'GET', 'HEAD', 'POST', 'OPTIONS', 'CONNECT'),
  body: fc.constantFrom(null, null, 'question'),
  followRedirects: fc.boolean(),
  expectStatus: fc.constantFrom(null, '200-399', '2xx'),
  expectSubstring: fc.constantFrom(null, null, '', 'a', '\0\0'),
  expectRegex: fc.constantFrom(null, null, '^a*$', '(?i)[^a]{3}', '('),
  forbidSubstring: fc.constantFrom(null, null, 'Said', '\0'),
  forbidRegex: fc.constantFrom(null, null, '[b-z]{9}', '(a|aa)+$'),
  expectJson: fc.constantFrom(null, null, { path: '$' }, { path: '$..a[?@ > 1]', equals: 1 }, { path: '$[' }),
  expectHeaders: fc.constantFrom(
    [],
    [],
    [{ name: 'Content-Length', regex: '^[0-9]+$' }],
    [{ name: 'X-a', matches: 'b' }],
  ),
})

/** Of probes that are to end well: long before their case is given up, so that one that hangs says where. */
const responseTimeoutMs = 5000

/** Serves the scripts, over TLS if wanted, and probes the server. */
async function probed(
  scripts: readonly Script[],
  { secure, ...spec }: { secure: boolean } & Partial<HttpSpec>,
  then: (spec: HttpSpec) => Promise<unknown>,
): Promise<void> {
  const server: PatientServer = await playTcp(scripts, secure ? shown : null)
  try {
    const target = `${secure ? 'https' : 'http'}://${at(server)}/`
    await then(httpSpec({ target, tls: trusting, ...spec }))
    await server.left()
  } finally {
    await server.close()
  }
}

test(
  'http: whatever bytes a server sends, a probe has one result in time and lets go',
  {
    timeout: timeLimitMs(0.1),
  },
  () =>
    fuzz('http noise', 0.1, fc.record({ scripts: fc.array(scripts, { minLength: 1, maxLength: 2 }), asked }), (each) =>
      probed(each.scripts, { secure: false, ...each.asked }, judged),
    ),
)

const mutants = fc
  .record({
    response: responses,
    mutations: fc.array(mutations, { minLength: 1, maxLength: 4 }),
    cuts: cuts(20),
    ending: endings,
  })
  .map(({ response, mutations, cuts, ending }): Script => {
    const bytes = mutations.reduce(mutated, written(response))
    return { listensFirst: true, pieces: cut(bytes, cuts), ending }
  })

test('http: however an answer is damaged, a probe has one result in time and lets go', {
  timeout: timeLimitMs(0.15),
}, () => {
  const cases = fc.record({ script: mutants, asked, secure: fc.nat(5).map((roll) => roll === 0) })
  return fuzz('damaged answers', 0.15, cases, ({ script, asked, secure }) =>
    probed([script], { secure, ...asked }, judged),
  )
})

const location = fc.oneof(
  fc.constantFrom(
    '',
    '/',
    '?',
    '#',
    '//',
    '///',
    '/a b',
    '..',
    'http:',
    'https://',
    'http://[',
    'http://[::1',
    'ftp://x/',
  ),
  fc.constantFrom(
    'http://fuzz.test:0/',
    'http://fuzz.test:99999/',
    'http://a..b/',
    'javascript:0',
    'file:///etc/passwd',
  ),
  fc.constantFrom(
    'http://user:secret@fuzz.test:1/',
    'HTTPS://FUZZ.TEST:1/',
    'http://%00/',
    '/\u00e9\u00ff',
    '/%',
    '\t/x',
  ),
  fc.webPath(),
  fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[\r\n]/g, '')),
)
const redirects = fc
  .record({ status: fc.constantFrom(301, 302, 303, 307, 308, 300), location, cuts: cuts(5), ending: endings })
  .map(({ status, location, cuts, ending }): Script => {
    const text = `HTTP/1.1 ${status} Elsewhere\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`
    return { listensFirst: true, pieces: cut(Uint8Array.from(Buffer.from(text, 'latin1')), cuts), ending }
  })

test('http: wherever redirects lead, a probe has one result in time and lets go', {
  timeout: timeLimitMs(0.08),
}, () => {
  const cases = fc.record({
    hops: fc.array(redirects, { minLength: 1, maxLength: 12 }),
    last: fc.option(mutants),
    asked,
  })
  return fuzz('redirects', 0.08, cases, ({ hops, last, asked }) =>
    probed(
      [...hops, ...(last === null ? [] : [last])],
      { secure: false, ...asked, followRedirects: true },
      async (spec) => {
        const result = await judged(spec)
        expect(JSON.stringify(result)).not.toContain('secret')
        expect(result.http?.redirects.length ?? 0).toBeLessThanOrEqual(10)
      },
    ),
  )
})

test('http: a whole answer is a success however it is framed, encoded and cut', { timeout: timeLimitMs(0.1) }, () => {
  const cases = fc.record({ response: responses, cuts: cuts(10), secure: fc.nat(7).map((roll) => roll === 0) })
  return fuzz('whole answers', 0.1, cases, ({ response, cuts, secure }) => {
    const script: Script = { listensFirst: true, pieces: cut(written(response), cuts), ending: 'fin' }
    return probed([script], { secure, expectStatus: null, responseTimeoutMs }, async (spec) => {
      const result = await judged(spec)
      expect(result.resultCode, result.message).toBe(0)
      const bytes = hasBody(response) ? response.body.byteLength : 0
      expect(result.http).toMatchObject({ statusCode: response.status, bytes })
    })
  })
})

test('http: an answer cut short anywhere is no success', { timeout: timeLimitMs(0.07) }, () => {
  const cases = fc.record({
    // Without a body the end of the headers is the end, and one framed by the connection's end has no other.
    response: responses.filter((response) => hasBody(response) && response.framing !== 'close'),
    missing: fc.integer({ min: 1, max: 400 }),
    cuts: cuts(10),
    ending: fc.constantFrom('fin' as const, 'rst' as const),
  })
  return fuzz('answers cut short', 0.07, cases, ({ response, missing, cuts, ending }) => {
    const whole = written(response)
    const bytes = whole.subarray(0, Math.max(0, whole.byteLength - missing))
    const script: Script = { listensFirst: true, pieces: cut(bytes, cuts), ending }
    return probed([script], { secure: false, expectStatus: null, responseTimeoutMs }, async (spec) => {
      const result = await judged(spec)
      expect(result.resultCode, result.message).toBe(1)
    })
  })
})
