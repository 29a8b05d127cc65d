import { expect } from 'vitest'
import { parseTarget } from '../../../electron/contract/target-grammar.ts'
import { basicAuthHttp, echoHttp, redirectHttp, serveHttp } from '../../lab/http-servers.ts'
import { seenRow } from './http-seen.ts'
import { httpSpec, httpUrl, importedSpec } from './http-spec.ts'
import { at } from './lab.ts'
import type { Row } from './row.ts'

const secret = 's3cr3t-pä:ss'

export const credentialRows: readonly Row[] = [
  {
    id: 'H19',
    title: 'Basic auth',
    secrets: [secret, Buffer.from(`ops:${secret}`).toString('base64')],
    run: async (lab) =>
      httpSpec({ target: httpUrl(await lab.use(basicAuthHttp('ops', secret))), username: 'ops', password: secret }),
    expect: { code: 0 },
  },
  {
    id: 'H19',
    title: 'userinfo in the URL',
    secrets: ['s%20cret', 's cret', 'ops@'],
    run: async (lab) => {
      const server = await lab.use(basicAuthHttp('ops', 's cret'))
      const parsed = parseTarget(`http://ops:s%20cret@${at(server)}/`)
      if (!parsed.ok) throw new Error(parsed.message)
      const { target, username, password } = parsed.value
      return httpSpec({ target, username, password })
    },
    expect: { code: 0 },
  },
  {
    id: 'H19',
    title: 'wrong password, 401 unexpected',
    secrets: [secret],
    run: async (lab) =>
      httpSpec({ target: httpUrl(await lab.use(basicAuthHttp('ops', 'other'))), username: 'ops', password: secret }),
    expect: { code: 6, reason: 'status-mismatch', check: (result) => expect(result.http?.statusCode).toBe(401) },
  },
  {
    id: 'H19',
    title: 'no password, nothing expected',
    run: async (lab) => importedSpec({ target: httpUrl(await lab.use(basicAuthHttp('ops', 'other'))) }),
    expect: { code: 0, check: (result) => expect(result.http?.statusCode).toBe(401) },
  },
  seenRow(
    'H19',
    'an explicit Authorization header wins',
    { username: 'ops', password: secret, headers: [{ name: 'authorization', value: 'Bearer token' }] },
    ({ headers }) => expect(headers.authorization).toBe('Bearer token'),
  ),
  (() => {
    let elsewhere: Awaited<ReturnType<typeof echoHttp>>
    return {
      id: 'H19',
      title: 'another origin gets neither credentials nor headers',
      secrets: [secret, 'key-42'],
      run: async (lab) => {
        elsewhere = await lab.use(echoHttp())
        const first = await lab.use(redirectHttp(httpUrl(elsewhere)))
        const headers = [
          { name: 'X-Api-Key', value: 'key-42' },
          { name: 'Host', value: 'virtual.example' },
        ]
        return httpSpec({ target: httpUrl(first), username: 'ops', password: secret, headers })
      },
      expect: {
        code: 0,
        check: () => {
          const [seen] = elsewhere.seen
          expect(seen?.headers.host).toBe(at(elsewhere))
          expect(seen?.headers).not.toHaveProperty('authorization')
          expect(seen?.headers).not.toHaveProperty('x-api-key')
        },
      },
    } satisfies Row
  })(),
  {
    id: 'H19',
    title: 'the same origin keeps credentials and headers',
    secrets: [secret],
    run: async (lab) => {
      const server = serveHttp((request, response) => {
        if (request.url === '/') response.writeHead(302, { Location: '/in' }).end()
        else response.end([request.headers.authorization, request.headers['x-a'], request.headers.host].join(' '))
      })
      const headers = [
        { name: 'X-A', value: 'kept' },
        { name: 'Host', value: 'virtual.example' },
      ]
      const target = httpUrl(await lab.use(server))
      const expectRegex = '^Basic .+ kept virtual\\.example$'
      return httpSpec({ target, username: 'ops', password: secret, headers, expectRegex })
    },
    expect: { code: 0 },
  },
  {
    id: 'H19',
    title: 'credentials are not restored on the way back',
    secrets: [secret],
    run: async (lab) => {
      const home = await lab.use(
        serveHttp((request, response) => {
          if (request.url === '/') response.writeHead(302, { Location: httpUrl(away) }).end()
          else response.end(`authorization: ${request.headers.authorization ?? 'none'}`)
        }),
      )
      const away = await lab.use(redirectHttp(httpUrl(home, '/back')))
      return httpSpec({
        target: httpUrl(home),
        username: 'ops',
        password: secret,
        expectSubstring: 'authorization: none',
      })
    },
    expect: { code: 0 },
  },
  {
    id: 'H19',
    title: 'userinfo in a Location is not shown',
    secrets: ['hunter2'],
    run: async (lab) => {
      const echo = await lab.use(echoHttp())
      return httpSpec({ target: httpUrl(await lab.use(redirectHttp(`http://me:hunter2@${at(echo)}/`))) })
    },
    expect: { code: 0, check: (result) => expect(result.http?.redirects).toHaveLength(1) },
  },
  {
    id: 'H19',
    title: 'userinfo in an unusable Location is not shown',
    secrets: ['hunter2'],
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(redirectHttp('ftp://me:hunter2@host/'))) }),
    expect: { code: 1, reason: 'redirect-invalid' },
  },
]
