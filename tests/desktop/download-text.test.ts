import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { downloadText, feedAddressFault } from '../../electron/desktop/download-text.ts'
import { createAuthority, type Issued, issue } from '../lab/certificates.ts'

let ca = ''
let certificate: Issued

beforeAll(async () => {
  const issuer = await createAuthority({ commonName: 'Feeds', issuer: null })
  ca = issuer.certPem
  certificate = await issue({ commonName: 'feed', issuer, ip: ['127.0.0.1'] })
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer({ key: certificate.keyPem, cert: certificate.certPem }, answer)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return `https://127.0.0.1:${address.port}/`
}

const get = (address: string, signal = new AbortController().signal, trusted = [ca]) =>
  downloadText(address, { signal, userAgent: 'Portlight/0.0.0', ca: trusted })

describe('a feed', () => {
  it('is asked for once, and told who asks', async () => {
    const asked: unknown[] = []
    const address = await serve((request, response) => {
      asked.push([request.method, request.url, request.headers['user-agent'], request.headers.cookie])
      response.end('{"version": "1.0.0"}')
    })
    expect(await get(`${address}feed?x=1`)).toEqual({ ok: true, text: '{"version": "1.0.0"}' })
    expect(asked).toEqual([['GET', '/feed?x=1', 'Portlight/0.0.0', undefined]])
  })

  it('may have moved, but not to where anybody on the way can answer', async () => {
    const address = await serve((request, response) => {
      const to = new Map([
        ['/a', '/b'],
        ['/plain', 'http://127.0.0.1:1/'],
        ['/round', '/round'],
      ]).get(request.url ?? '')
      if (to === undefined) response.end('here')
      else response.writeHead(302, { location: to }).end()
    })
    expect(await get(`${address}a`)).toEqual({ ok: true, text: 'here' })
    expect(await get(`${address}plain`)).toMatchObject({ ok: false, reason: expect.stringContaining('https://') })
    expect(await get(`${address}round`)).toEqual({ ok: false, reason: 'the server redirects again and again' })
  })

  it('is not read beyond two megabytes', async () => {
    const address = await serve((_request, response) => {
      const write = () => {
        while (response.write(Buffer.alloc(65_536, 0x20)));
      }
      response.on('drain', write)
      write()
    })
    expect(await get(address)).toEqual({ ok: false, reason: 'the feed is larger than 2 MB' })
  })

  it('is waited for no longer than that', async () => {
    const controller = new AbortController()
    const address = await serve(() => controller.abort())
    expect(await get(address, controller.signal)).toEqual({ ok: false, reason: 'the server did not answer in time' })
  })

  it('comes from nobody whose certificate is not trusted', async () => {
    const address = await serve((_request, response) => response.end('{}'))
    expect(await get(address, undefined, [])).toMatchObject({ ok: false })
  })

  it('is missing', async () => {
    const address = await serve((_request, response) => response.writeHead(404).end('nothing'))
    expect(await get(address)).toEqual({ ok: false, reason: 'the server answered 404' })
  })

  it.each(['', 'example.org', 'http://example.org/', 'ftp://example.org/', 'https://me:secret@example.org/'])(
    'has no address such as "%s"',
    (address) => {
      expect(feedAddressFault(address)).not.toBeNull()
    },
  )
})
