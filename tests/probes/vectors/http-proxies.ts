import { expect } from 'vitest'
import { forwardProxy } from '../../lab/http-proxy.ts'
import { echoHttp, statusHttp } from '../../lab/http-servers.ts'
import { closedTcpPort } from '../../lab/tcp-servers.ts'
import { httpSpec, httpUrl } from './http-spec.ts'
import { at } from './lab.ts'
import type { Row } from './row.ts'

const secret = 's3cr3t-pä:ss'

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
      return httpSpec({ target: httpUrl(echo, '/a?b'), proxy: { url: httpUrl(proxy), ...credentials } })
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
  {
    id: 'H20',
    title: 'proxy down',
    run: async (lab) => {
      const proxy = { url: httpUrl(await lab.use(closedTcpPort())), username: null, password: null }
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
      const proxy = { url: 'http://a..b:3128', username: null, password: null }
      return httpSpec({ target: httpUrl(await lab.use(statusHttp(200))), proxy })
    },
    expect: { code: 1, reason: 'proxy-failed' },
  },
]
