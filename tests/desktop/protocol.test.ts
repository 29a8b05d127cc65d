import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { registerPageScheme, servePage } from '../../electron/desktop/protocol.ts'
import { protocol, respond } from '../desktop-host/protocol.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

beforeEach(() => {
  const folder = temporaryDirectory()
  const pageFolder = join(folder, 'renderer')
  mkdirSync(join(pageFolder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), '{}')
  writeFileSync(join(pageFolder, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__" />')
  writeFileSync(join(pageFolder, 'assets', 'main.js'), 'export {}')
  registerPageScheme()
  pretend()
  servePage(pageFolder)
  onTestFinished(() => protocol.unhandle('app'))
})

async function get(url: string): Promise<Response> {
  const response = await respond(url)
  if (!response) throw new Error(`${url} is not served at all`)
  return response
}

describe('the page protocol', () => {
  it('serves the page under a policy that lets it talk over the bridge alone', async () => {
    const response = await get('app://bundle/index.html')
    const policy = response.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("connect-src 'none'")
    expect(policy).not.toContain('unsafe')
    const [, nonce = ''] = /'nonce-([^']+)'/.exec(policy) ?? []
    expect(Buffer.from(nonce, 'base64').byteLength).toBe(16)
    expect(await response.text()).toContain(`nonce="${nonce}"`)
  })

  it('makes a new nonce for every answer', async () => {
    const policies = await Promise.all(
      [1, 2, 3].map(async () => (await get('app://bundle/')).headers.get('Content-Security-Policy')),
    )
    expect(new Set(policies).size).toBe(3)
  })

  it('serves scripts with their type, to be taken as nothing else', async () => {
    const { status, headers } = await get('app://bundle/assets/main.js')
    expect([status, headers.get('Content-Type')]).toEqual([200, 'text/javascript; charset=utf-8'])
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
  })

  it.each([
    'app://bundle/missing.js',
    'app://bundle/..%2fsecret.json',
    'app://bundle/assets/..%2f..%2fsecret.json',
    'app://bundle/assets/%2e%2e/%2e%2e/secret.json',
    'app://bundle/..%5csecret.json',
    'app://bundle/%00',
    'app://bundle/assets',
    'app://elsewhere/index.html',
  ])('has nothing at %s', async (url) => {
    expect((await get(url)).status).toBe(404)
  })
})
