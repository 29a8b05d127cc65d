import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { compressedHttp, rawHttp, serveHttp, stallingBodyHttp, statusHttp } from '../../lab/http-servers.ts'
import { resettingHttps } from '../../lab/https-servers.ts'
import { certificates, hello, httpSpec, httpsUrl, httpUrl, trustingLab } from './http-spec.ts'
import type { Row } from './row.ts'

const text = 'the quick brown fox'

export const bodyRows: readonly Row[] = [
  {
    id: 'H5',
    title: 'short of Content-Length',
    run: async (lab) =>
      httpSpec({ target: httpUrl(await lab.use(rawHttp('HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\nhalf'))) }),
    expect: {
      code: 1,
      reason: 'body-truncated',
      check: (result) => {
        expect(result.http).toMatchObject({ statusCode: 200, bytes: 4 })
        expect(result.detail.length).toBe(2000)
        expect(result.message).toBe(
          `GET ${result.target} answered 200, but its body was cut short after 4 bytes of 2,000.`,
        )
      },
    },
  },
  ...['5\r\nhello\r\nzz\r\n', '5\r\nhello\r\n20\r\ncut', '5\r\nhello\r\n'].map(
    (chunks): Row => ({
      id: 'H5',
      title: `broken chunks ${JSON.stringify(chunks)}`,
      run: async (lab) => {
        const answer = `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${chunks}`
        return httpSpec({ target: httpUrl(await lab.use(rawHttp(answer))), expectSubstring: 'hello' })
      },
      expect: { code: 1, reason: 'body-truncated' },
    }),
  ),
  {
    id: 'H5',
    title: 'a reset in the body',
    run: async (lab) => {
      const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf'
      return httpSpec({ target: httpUrl(await lab.use(rawHttp(answer, 'reset'))) })
    },
    expect: { code: 1, reason: 'reset', check: (result) => expect(result.http?.bytes).toBe(4) },
  },
  ...([null, 'hello', 'and more'] as const).map(
    (expectSubstring): Row => ({
      id: 'H5',
      title: `a reset where the body would end with the connection, with ${expectSubstring} expected`,
      run: async (lab) => {
        const server = rawHttp('HTTP/1.1 200 OK\r\n\r\nhello', 'reset')
        return httpSpec({ target: httpUrl(await lab.use(server)), expectSubstring })
      },
      expect: { code: 1, reason: 'reset', check: (result) => expect(result.http?.bytes).toBe(5) },
    }),
  ),
  {
    id: 'H5',
    title: 'a reset where the body would end with the connection, over TLS',
    run: async (lab) => {
      const { good } = await certificates()
      const server = await lab.use(resettingHttps(good, 'HTTP/1.1 200 OK\r\n\r\nhello'))
      return httpSpec({ target: httpsUrl(server), tls: await trustingLab() })
    },
    expect: { code: 1, reason: 'reset', check: (result) => expect(result.http?.bytes).toBe(5) },
  },
  ...[
    ['GET', hello],
    ['GET', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n'],
    ['GET', 'HTTP/1.1 204 No Content\r\n\r\n'],
    ['GET', 'HTTP/1.1 304 Not Modified\r\n\r\n'],
    ['HEAD', 'HTTP/1.1 200 OK\r\n\r\n'],
  ].map(
    ([method, answer = '']): Row => ({
      id: 'H5',
      title: `a reset after a whole answer to ${method}: ${JSON.stringify(answer.slice(9, 40))}`,
      run: async (lab) => httpSpec({ target: httpUrl(await lab.use(rawHttp(answer, 'reset'))), method }),
      expect: { code: 0 },
    }),
  ),
  ...(['gzip', 'deflate', 'br'] as const).map(
    (coding): Row => ({
      id: 'H5',
      title: `cut ${coding}`,
      run: async (lab) => {
        const server = compressedHttp(coding, 'some text that goes on and on', (whole) => whole.subarray(0, -6))
        return httpSpec({ target: httpUrl(await lab.use(server)) })
      },
      expect: { code: 1, reason: 'body-truncated' },
    }),
  ),
  ...(['gzip', 'deflate', 'br'] as const).map(
    (coding): Row => ({
      id: 'H5',
      title: `damaged ${coding}`,
      run: async (lab) => {
        const server = compressedHttp(coding, 'some text', () => Buffer.from('this was never compressed'))
        return httpSpec({ target: httpUrl(await lab.use(server)) })
      },
      expect: { code: 1, reason: 'protocol-error' },
    }),
  ),
  {
    id: 'H5',
    title: 'a wrong status outranks a cut body',
    run: async (lab) =>
      httpSpec({ target: httpUrl(await lab.use(rawHttp('HTTP/1.1 503 No\r\nContent-Length: 20\r\n\r\nhalf'))) }),
    expect: { code: 6, reason: 'status-mismatch' },
  },
  {
    id: 'H5',
    title: 'bytes past Content-Length are no failure',
    run: async (lab) =>
      httpSpec({ target: httpUrl(await lab.use(rawHttp(`${hello}and more`))), expectSubstring: 'lo' }),
    expect: { code: 0, check: (result) => expect(result.http?.bytes).toBe(5) },
  },
  ...[
    ['twice the same', 'Content-Length: 5\r\nContent-Length: 5\r\n'],
    [
      'thrice, in any case and spacing',
      'content-length:5\r\nServer: x\r\nCONTENT-LENGTH:  5 \r\nContent-Length:\t5\r\n',
    ],
    ['as a list of the same', 'Content-Length: 5, 5,5\r\n'],
    ['as a list without spaces', 'Content-Length:5,5\r\n'],
    ['behind an interim answer that has one too', null],
  ].map(
    ([title, lines]): Row => ({
      id: 'H5',
      title: `a length given ${title}`,
      run: async (lab) => {
        const head = lines ?? 'Content-Length: 5\r\nContent-Length: 5\r\n'
        const interim = lines === null ? 'HTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n' : ''
        const server = await lab.use(rawHttp(`${interim}HTTP/1.1 200 OK\r\n${head}\r\nhello and more`))
        const expectHeaders = [{ name: 'content-length', regex: '^5$' }]
        return httpSpec({ target: httpUrl(server), expectRegex: '^hello$', expectHeaders })
      },
      expect: { code: 0, check: (result) => expect(result.http?.bytes).toBe(5) },
    }),
  ),
  ...['Content-Length: 5\r\nContent-Length: 6\r\n', 'Content-Length: 5, 6\r\n', 'Content-Length: 5,\r\n'].map(
    (lines): Row => ({
      id: 'H5',
      title: `lengths that differ are refused: ${JSON.stringify(lines)}`,
      run: async (lab) =>
        httpSpec({ target: httpUrl(await lab.use(rawHttp(`HTTP/1.1 200 OK\r\n${lines}\r\nhello!`))) }),
      expect: { code: 1, reason: 'protocol-error' },
    }),
  ),
  {
    id: 'H5',
    title: 'what only looks like a length in a body stays as it is',
    run: async (lab) => {
      const body = 'Content-Length: 5\r\nContent-Length: 5\r\n\r\n'
      const answer = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`
      return httpSpec({ target: httpUrl(await lab.use(rawHttp(answer))), expectSubstring: body })
    },
    expect: { code: 0 },
  },
  {
    id: 'H5',
    title: 'a header of spaces holds nobody up',
    run: async (lab) => {
      const line = `Content-Length:${' '.repeat(900_000)}`
      return httpSpec({
        target: httpUrl(await lab.use(rawHttp(`HTTP/1.1 200 OK\r\n${line}`, 'stay'))),
        responseTimeoutMs: 500,
      })
    },
    expect: { code: 2, reason: 'header-timeout', underMs: 800 },
  },
  {
    id: 'H5',
    title: 'a body that ends with the connection is whole',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(rawHttp('HTTP/1.0 200 OK\r\n\r\nhello'))) }),
    expect: { code: 0, check: (result) => expect(result.http).toMatchObject({ httpVersion: '1.0', bytes: 5 }) },
  },
]

export const expectationRows: readonly Row[] = [
  {
    id: 'H8',
    title: 'substring hit and regex miss',
    run: async (lab) =>
      httpSpec({
        target: httpUrl(await lab.use(statusHttp(200, text))),
        expectSubstring: 'quick',
        expectRegex: 'qu.+z',
      }),
    expect: {
      code: 5,
      reason: 'body-mismatch',
      check: (result) => {
        expect(result.message).toBe(
          `GET ${result.target} answered 200, but without a match for "qu.+z" in its body of 19 bytes.`,
        )
        expect(result.http?.bytes).toBe(19)
      },
    },
  },
  {
    id: 'H8',
    title: 'substring miss and regex hit',
    run: async (lab) =>
      httpSpec({
        target: httpUrl(await lab.use(statusHttp(200, text))),
        expectSubstring: 'Quick',
        expectRegex: 'qu.+x',
      }),
    expect: { code: 5, reason: 'body-mismatch' },
  },
  {
    id: 'H8',
    title: 'both hit, in RE2 syntax',
    run: async (lab) =>
      httpSpec({
        target: httpUrl(await lab.use(statusHttp(200, `${text}\nnaïve`))),
        expectSubstring: 'naïve',
        expectRegex: '(?is)\\AThe.*\\pL{3}ve\\z',
      }),
    expect: { code: 0 },
  },
  {
    id: 'H8',
    title: 'a pattern that is none',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(200, text))), expectRegex: '(?=quick)' }),
    expect: { code: 5, reason: 'body-mismatch', check: (result) => expect(result.message).toContain('RE2') },
  },
  {
    id: 'H8',
    title: 'a regex over a body of 2 MB',
    run: async (lab) => {
      const body = `${'lorem ipsum '.repeat(200_000)}end`
      return httpSpec({ target: httpUrl(await lab.use(statusHttp(200, body))), expectRegex: '(?i)IPSUM\\s+END$' })
    },
    expect: { code: 0, check: (result) => expect(result.http?.bytes).toBe(2_400_003) },
  },
  {
    id: 'H8',
    title: 'no body at all',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(204))), expectSubstring: 'x' }),
    expect: { code: 5, reason: 'body-mismatch' },
  },
  {
    id: 'H9',
    title: 'wrong status and wrong body',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(404, text))), expectSubstring: 'x!' }),
    expect: { code: 6, reason: 'status-mismatch' },
  },
  {
    id: 'H9',
    title: 'a wrong status does not wait for the body',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(stallingBodyHttp(500))), expectSubstring: 'x' }),
    expect: { code: 6, reason: 'status-mismatch', underMs: 500 },
  },
  {
    id: 'H9',
    title: 'a status from a list',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(404))), expectStatus: '2xx|404' }),
    expect: { code: 0 },
  },
  ...(['gzip', 'x-gzip', 'deflate', 'br'] as const).map(
    (coding): Row => ({
      id: 'H10',
      title: `${coding} body containing the text`,
      run: async (lab) =>
        httpSpec({ target: httpUrl(await lab.use(compressedHttp(coding, text))), expectSubstring: 'brown' }),
      expect: { code: 0, check: (result) => expect(result.http?.bytes).toBe(text.length) },
    }),
  ),
  {
    id: 'H10',
    title: 'deflate without its wrapper',
    run: async (lab) => {
      const server = compressedHttp('deflate', text, (whole) => whole.subarray(2, -4))
      return httpSpec({ target: httpUrl(await lab.use(server)), expectSubstring: 'brown' })
    },
    expect: { code: 0 },
  },
  {
    id: 'H10',
    title: 'an empty gzip body',
    run: async (lab) => {
      const server = compressedHttp('gzip', '', () => Buffer.alloc(0))
      return httpSpec({ target: httpUrl(await lab.use(server)) })
    },
    expect: { code: 0, check: (result) => expect(result.http?.bytes).toBe(0) },
  },
  {
    id: 'H10',
    title: 'gzip in two layers',
    run: async (lab) => {
      const twice = brotliCompressSync(gzipSync(text))
      const server = serveHttp((_request, response) =>
        response.writeHead(200, { 'Content-Encoding': 'gzip, br' }).end(twice),
      )
      return httpSpec({ target: httpUrl(await lab.use(server)), expectSubstring: 'brown' })
    },
    expect: { code: 0 },
  },
]
