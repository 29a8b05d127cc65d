// That the program puts its guards up: what each does is the other tests' matter.
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { buildIfStale } from '../../scripts/build-if-stale.ts'
import { launchDesktop } from '../desktop-host/launch.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

beforeAll(() => {
  if (!buildIfStale(join(import.meta.dirname, '../..'))) throw new Error('the clone does not build')
}, 120_000)

it('runs its page in the sandbox, without permissions, where it cannot leave or open another', {
  timeout: 60_000,
}, async () => {
  const host = launchDesktop({ configHome: temporaryDirectory() })
  onTestFinished(() => host.dispose())
  const page = await host.popover()
  expect(await host.guards()).toEqual(['sandbox', 'request', 'check', 'device', 'displayMedia'])
  const address = page.url()
  await page.evaluate(() => void setTimeout(() => Reflect.get(globalThis, 'location').assign('https://example.com/')))
  await page.waitForEvent('requestfailed', (request) => request.isNavigationRequest())
  const popup = page.waitForEvent('popup')
  await page.evaluate(() => void Reflect.get(globalThis, 'open').call(globalThis, 'about:blank'))
  const opened = await popup
  if (!opened.isClosed()) await opened.waitForEvent('close')
  expect(page.url()).toBe(address)
})

it('gets its page from its own scheme, under its own policy, which a script cannot get round', {
  timeout: 60_000,
}, async () => {
  const host = launchDesktop({ configHome: temporaryDirectory() })
  onTestFinished(() => host.dispose())
  const page = await host.popover()
  const tried = await page.evaluate(async () => {
    const document = Reflect.get(globalThis, 'document')
    const element = document.createElement('div')
    const inline = document.createElement('script')
    const attempts = {
      markup: () => Object.assign(element, { innerHTML: '<b>x</b>' }),
      script: () => Object.assign(inline, { text: 'globalThis.ran = true' }),
      policy: () => Reflect.get(globalThis, 'trustedTypes').createPolicy('any', {}),
      fetched: () => fetch('https://example.com/'),
    }
    const said: Record<string, string> = {}
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        await attempt()
        said[name] = 'nothing'
      } catch (error) {
        said[name] = error instanceof Error ? error.name : String(error)
      }
    }
    return { ...said, node: typeof Reflect.get(globalThis, 'process') + typeof Reflect.get(globalThis, 'require') }
  })
  expect(tried).toEqual({
    markup: 'TypeError',
    script: 'TypeError',
    policy: 'TypeError',
    fetched: 'TypeError',
    node: 'undefinedundefined',
  })
})
