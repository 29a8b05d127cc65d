import { afterEach, describe, expect, it } from 'vitest'
import { withoutEchoes } from '../../electron/probes/echoed-secrets.ts'
import { probe } from '../../electron/probes/probe.ts'
import { serveHttp } from '../lab/http-servers.ts'
import { httpSpec, httpUrl } from './vectors/http-spec.ts'
import { createLab } from './vectors/lab.ts'

const lab = createLab()
afterEach(() => lab.close())

const password = 'h/nter 2+'
const asked = httpSpec({
  target: 'http://a.example/',
  username: 'ann',
  password,
  headers: [
    { name: 'Authorization', value: 'Bearer t0ken=', secret: true },
    { name: 'Accept', value: 'text/html' },
  ],
})

describe('withoutEchoes', () => {
  it.each([
    [`saw ${password}.`, 'saw ….'],
    [`?p=${encodeURIComponent(password)}&x`, '?p=…&x'],
    [`?p=${encodeURIComponent(password).toLowerCase()}&x`, '?p=…&x'],
    ['?p=h%2Fnter+2%2B', '?p=…'],
    [`Basic ${Buffer.from(`ann:${password}`).toString('base64')}`, 'Basic …'],
    ['Bearer t0ken=', '…'],
    ['?t=t0ken%3D', '?t=…'],
    ['text/html of ann', 'text/html of ann'],
  ])('%s', (text, without) => expect(withoutEchoes(asked, text)).toBe(without))

  it('leaves a text alone where there is nothing to take out', () => {
    expect(withoutEchoes(httpSpec({ target: 'http://a.example/' }), 'text')).toBe('text')
    expect(withoutEchoes({ ...asked, headers: [], password: 'a' }, 'a text')).toBe('a text')
  })
})

it('is what a result holds of a redirect and of JSON that say back what they were told', async () => {
  const server = await lab.use(
    serveHttp(({ url, headers }, response) => {
      const told = Buffer.from(headers.authorization?.slice(6) ?? '', 'base64').toString('utf8')
      if (url === '/') response.writeHead(302, { location: `/in?told=${encodeURIComponent(told)}` })
      response.end(JSON.stringify({ told }))
    }),
  )
  const spec = httpSpec({
    target: httpUrl(server),
    username: 'ann',
    password,
    expectJson: { path: '$.told', equals: '"x"' },
  })
  const result = await probe(spec, lab.env)
  expect(result.reason).toBe('json-mismatch')
  expect(result.http?.redirects).toEqual([httpUrl(server, '/in?told=ann%3A…')])
  expect(result.message).toContain('$.told in its JSON is "ann:…"')
  expect(JSON.stringify(result)).not.toContain('nter')
})
