import { expect } from 'vitest'
import { rawHttp, statusHttp } from '../../lab/http-servers.ts'
import { seenRow } from './http-seen.ts'
import { hello, httpSpec, httpUrl } from './http-spec.ts'
import type { Row } from './row.ts'

const text = 'the quick brown fox'

export const headRows: readonly Row[] = [
  {
    id: 'H18',
    title: 'HEAD',
    run: async (lab) => httpSpec({ target: httpUrl(await lab.use(statusHttp(200, text))), method: 'HEAD' }),
    expect: {
      code: 0,
      check: (result) => {
        expect(result.http).toMatchObject({ statusCode: 200, bytes: 0 })
        expect(result.message).toMatch(/^HEAD /)
      },
    },
  },
  {
    id: 'H18',
    title: 'HEAD answered with a body, and called gzip',
    run: async (lab) => {
      const answer = hello.replace('Content-Length', 'Content-Encoding: gzip\r\nContent-Length')
      return httpSpec({ target: httpUrl(await lab.use(rawHttp(answer))), method: 'HEAD' })
    },
    expect: { code: 0, check: (result) => expect(result.http?.bytes).toBe(0) },
  },
  {
    id: 'H18',
    title: '304 called gzip, and left open',
    run: async (lab) => {
      const answer = 'HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\n'
      return httpSpec({ target: httpUrl(await lab.use(rawHttp(answer, 'stay'))) })
    },
    expect: { code: 0, underMs: 500 },
  },
]

export const headerRows: readonly Row[] = [
  seenRow(
    'H21',
    'the Host header overrides, and the server saw it',
    { headers: [{ name: 'Host', value: 'virtual.example' }] },
    ({ headers }) => expect(headers.host).toBe('virtual.example'),
  ),
  seenRow('H21', 'what is sent by default', {}, ({ method, url, headers, body }) => {
    expect({ method, url, body }).toEqual({ method: 'GET', url: '/path?query', body: '' })
    expect(headers).toEqual({
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      'user-agent': 'Portlight/test',
      accept: '*/*',
      'accept-encoding': 'gzip, deflate, br',
      connection: 'close',
    })
  }),
  seenRow(
    'H21',
    'headers replace defaults, and travel as UTF-8',
    {
      method: 'POST',
      body: 'naïve',
      headers: [
        { name: 'user-agent', value: 'mine' },
        { name: 'Content-Length', value: '9999' },
        { name: 'X-Name', value: 'naïve' },
      ],
    },
    ({ headers, body }) => {
      expect(headers['user-agent']).toBe('mine')
      expect(headers['content-length']).toBe('6')
      expect(Buffer.from(String(headers['x-name']), 'latin1').toString('utf8')).toBe('naïve')
      expect(Buffer.from(body, 'latin1').toString('utf8')).toBe('naïve')
    },
  ),
  seenRow('H21', 'a method nobody knows has a length, and no chunks', { method: 'PROPFIND' }, ({ headers }) => {
    expect(headers['content-length']).toBe('0')
    expect(headers).not.toHaveProperty('transfer-encoding')
  }),
  {
    id: 'H21',
    title: 'a header that cannot be sent',
    secrets: ['bell'],
    run: async (lab) =>
      httpSpec({
        target: httpUrl(await lab.use(statusHttp(200))),
        headers: [{ name: 'X-Bell', value: 'bell \u0007 rings' }],
      }),
    expect: { code: 4, reason: 'address-invalid' },
  },
  ...[100, 102, 103].map(
    (status): Row => ({
      id: 'H22',
      title: `${status}, then 200`,
      run: async (lab) => {
        const answer = `HTTP/1.1 ${status} First\r\nX-A: 1\r\n\r\n${hello}`
        return httpSpec({ target: httpUrl(await lab.use(rawHttp(answer))), expectSubstring: 'hello' })
      },
      expect: { code: 0, check: (result) => expect(result.http?.statusCode).toBe(200) },
    }),
  ),
  {
    id: 'H22',
    title: '101 is an answer',
    run: async (lab) => {
      const answer = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nframes'
      const headers = [
        { name: 'Connection', value: 'Upgrade' },
        { name: 'Upgrade', value: 'websocket' },
      ]
      return httpSpec({ target: httpUrl(await lab.use(rawHttp(answer, 'stay'))), headers, expectStatus: '101' })
    },
    expect: { code: 0, underMs: 500, check: (result) => expect(result.http?.statusCode).toBe(101) },
  },
]
