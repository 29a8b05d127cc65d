import { expect } from 'vitest'
import { forwardProxy } from '../../lab/http-proxy.ts'
import { echoHttp, redirectHttp, statusHttp } from '../../lab/http-servers.ts'
import { closedTcpPort } from '../../lab/tcp-servers.ts'
import { httpSpec, httpUrl } from './http-spec.ts'
import { at } from './lab.ts'
import type { Row } from './row.ts'

const secret = 's3cr3t-pä:ss'

/** A redirect between two names, with one of them on the bypass list: which of both the proxy sees. */
function bypassRow(title: string, bypass: string, seen: (from: string, to: string) => string[]): Row {
  let proxy: Awaited<ReturnType<typeof forwardProxy>>
  let from = ''
  let to = ''
  return {
    id: 'H20',
    title,
    run: async (lab) => {
      const home = [{ address: '127.0.0.1', family: 4 as const }]
      for (const name of ['localhost', 'a.localhost']) lab.name(name, home)
      const landing = await lab.use(statusHttp(200))
      to = `http://a.localhost:${landing.port}/`
      const redirect = await lab.use(redirectHttp(to))
      from = `http://localhost:${redirect.port}/`
      proxy = await lab.use(forwardProxy())
      const credentials = { username: null, password: null }
      return httpSpec({ target: from, proxy: { url: httpUrl(proxy), ...credentials, bypass: [bypass] } })
    },
    expect: {
      code: 0,
      check: (result) => {
        expect(proxy.seen).toEqual(seen(from, to))
        expect(result.http?.redirects).toEqual([to])
      },
    },
  }
}

/** A proxy in front of a server that echoes, for http. */
function proxyRow(
  title: string,
  authorization: string | null,
  username: string | null,
  expectation: Row['expect'],
): Row {
  let proxy: Awaited<ReturnType<typeof forwardProxy>>
  let echo: Awaited<ReturnType<typeof echoHttp>>
  return {
    id: 'H20',
    title,
    secrets: [secret],
    run: async (lab) => {
      echo = await lab.use(echoHttp())
      proxy = await lab.use(forwardProxy(authorization))
      const credentials = { username, password: username === null ? null : secret }
      return httpSpec({ target: httpUrl(echo, '/a?b'), proxy: { url: httpUrl(proxy), ...credentials, bypass: [] } })
    },
    expect: {
      ...expectation,
      check: async (result) => {
        expect(proxy.seen).toEqual([`GET ${result.target}`])
        expect(result.remoteAddress).toBe(at(proxy))
        for (const { headers } of echo.seen) expect(headers).not.toHaveProperty('proxy-authorization')
        await expectation.check?.(result)
      },
    },
  }
}

export const proxyRows: readonly Row[] = [
  proxyRow('HTTP proxy', null, null, { code: 0 }),
  proxyRow('HTTP proxy with a password', `Basic ${Buffer.from(`ops:${secret}`).toString('base64')}`, 'ops', {
    code: 0,
  }),
  proxyRow('HTTP proxy that wants a password', 'Basic wanted', null, {
    code: 1,
    reason: 'proxy-failed',
    check: (result) => expect(result.message).toContain('407'),
  }),
  bypassRow('a redirect to a host that is reached without the proxy', '.localhost', (from) => [`GET ${from}`]),
  bypassRow('a redirect among hosts that are reached without the proxy', 'localhost', () => []),
  {
    id: 'H20',
    title: 'proxy down, and not asked',
    run: async (lab) => {
      const proxy = { url: httpUrl(await lab.use(closedTcpPort())), username: null, password: null }
      const target = httpUrl(await lab.use(statusHttp(200)))
      return httpSpec({ target, proxy: { ...proxy, bypass: ['10.0.0.0/8', '127.0.0.0/8'] } })
    },
    expect: { code: 0 },
  },
  {
    id: 'H20',
    title: 'proxy down',
    run: async (lab) => {
      const proxy = { url: httpUrl(await lab.use(closedTcpPort())), username: null, password: null, bypass: [] }
      return httpSpec({ target: httpUrl(await lab.use(statusHttp(200))), proxy })
    },
    expect: {
      code: 1,
      reason: 'proxy-failed',
      underMs: 500,
      check: (result) => expect(result.detail.proxy).toBeTruthy(),
    },
  },
  {
    id: 'H20',
    title: 'proxy whose name is unknown',
    run: async (lab) => {
      const proxy = { url: 'http://a..b:3128', username: null, password: null, bypass: [] }
      return httpSpec({ target: httpUrl(await lab.use(statusHttp(200))), proxy })
    },
    expect: { code: 1, reason: 'proxy-failed' },
  },
]
