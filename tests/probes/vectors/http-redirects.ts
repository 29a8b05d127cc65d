import { expect } from 'vitest'
import { echoHttp, rawHttp, redirectHttp, serveHttp } from '../../lab/http-servers.ts'
import { closedTcpPort } from '../../lab/tcp-servers.ts'
import { httpSpec, httpUrl, importedSpec } from './http-spec.ts'
import type { Row } from './row.ts'

export const redirectRows: readonly Row[] = [
  {
    id: 'H7',
    title: '302 not followed',
    run: async (lab) => importedSpec({ target: httpUrl(await lab.use(redirectHttp('http://a..b/'))) }),
    expect: { code: 0, check: (result) => expect(result.http).toMatchObject({ statusCode: 302, redirects: [] }) },
  },
  {
    id: 'H7',
    title: '302 followed, the Location relative',
    run: async (lab) => {
      const server = serveHttp((request, response) => {
        if (request.url === '/old/page') response.writeHead(302, { Location: '../new?x=1#part' }).end('moved')
        else response.end(`this is ${request.url}`)
      })
      return httpSpec({ target: httpUrl(await lab.use(server), '/old/page'), expectSubstring: 'this is /new?x=1' })
    },
    expect: {
      code: 0,
      check: (result) => {
        expect(result.http).toMatchObject({
          statusCode: 200,
          redirects: [result.target.replace('old/page', 'new?x=1')],
        })
        expect(result.message).toContain('after 1 redirect.')
      },
    },
  },
  {
    id: 'H7',
    title: 'ten redirects are followed',
    run: async (lab) => {
      const server = serveHttp((request, response) => {
        const left = Number(request.url?.slice(1))
        if (left === 0) response.end('arrived')
        else response.writeHead(301, { Location: `/${left - 1}` }).end()
      })
      return httpSpec({ target: httpUrl(await lab.use(server), '/10'), expectSubstring: 'arrived' })
    },
    expect: { code: 0, check: (result) => expect(result.http?.redirects).toHaveLength(10) },
  },
  {
    id: 'H7',
    title: 'a loop',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(redirectHttp('/again'))) }),
    expect: {
      code: 1,
      reason: 'redirect-limit',
      underMs: 2000,
      check: (result) => {
        expect(result.http?.statusCode).toBe(302)
        expect(result.http?.redirects).toHaveLength(10)
      },
    },
  },
  ...['ftp://127.0.0.1/x', 'mailto:me@example.org', 'http://127.0.0.1:99999/', ''].map(
    (location): Row => ({
      id: 'H7',
      title: `an unusable Location ${JSON.stringify(location)}`,
      run: async (lab) => httpSpec({ target: httpUrl(await lab.use(redirectHttp(location))) }),
      expect: { code: 1, reason: 'redirect-invalid', check: (result) => expect(result.http?.statusCode).toBe(302) },
    }),
  ),
  {
    id: 'H7',
    title: 'an unusable Location that is out to change how it is shown',
    secrets: ['SECRET', '\u001b', '\\u001b', '\u202e'],
    run: async (lab) => {
      const location = 'ftp://u:SEC/RET-SECRET@host/\u001b[2J\u202egpj.exe'
      return httpSpec({ target: httpUrl(await lab.use(rawHttp(`HTTP/1.1 302 Go\r\nLocation: ${location}\r\n\r\n`))) })
    },
    expect: {
      code: 1,
      reason: 'redirect-invalid',
      check: (result) => expect(result.message).toContain('"ftp:…@host/ [2J gpj.exe"'),
    },
  },
  {
    id: 'H7',
    title: 'a redirect to a host that refuses',
    run: async (lab) => {
      const gone = httpUrl(await lab.use(closedTcpPort()))
      return httpSpec({ target: httpUrl(await lab.use(redirectHttp(gone))) })
    },
    expect: {
      code: 1,
      reason: 'refused',
      check: (result) => {
        expect(result.http).toBeNull()
        expect(result.message).toMatch(
          /^GET http:\/\/127\.0\.0\.1:\d+\/, redirected to http:\/\/127\.0\.0\.1:\d+\/, refused/,
        )
      },
    },
  },
  ...[301, 302, 303].map(
    (status): Row => ({
      id: 'H7',
      title: `${status} turns POST into GET without body`,
      run: async (lab) => {
        const echo = await lab.use(echoHttp())
        const first = await lab.use(redirectHttp(httpUrl(echo), status))
        return httpSpec({
          target: httpUrl(first),
          method: 'POST',
          body: 'x=1',
          expectRegex: '"method":"GET".*"body":""',
        })
      },
      expect: { code: 0 },
    }),
  ),
  ...[307, 308].map(
    (status): Row => ({
      id: 'H7',
      title: `${status} keeps method and body`,
      run: async (lab) => {
        const echo = await lab.use(echoHttp())
        const first = await lab.use(redirectHttp(httpUrl(echo), status))
        return httpSpec({ target: httpUrl(first), method: 'POST', body: 'x=1', expectRegex: '"POST".*"body":"x=1"' })
      },
      expect: { code: 0 },
    }),
  ),
]
