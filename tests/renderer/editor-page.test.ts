import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { chromiumOptions } from '../e2e/chromium.ts'
import { type PageHost, startPageHost } from './fixtures/page-host.ts'
import { nowMs, targetOf } from './fixtures/result.ts'
import { snapshotOf, targets } from './fixtures/snapshot.ts'
import { tested } from './fixtures/tested.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const checkout: TargetConfig = {
  id: 'checkout',
  protocol: 'http',
  target: 'https://checkout.example.com/health',
  name: 'Checkout API',
  intervalMs: 15_000,
  responseTimeoutMs: 5000,
  followRedirects: true,
  headers: [{ name: 'X-Key', value: { secret: 'kept' } }],
  username: 'ann',
  password: { secret: 'kept too' },
}
let browser: Browser
let context: BrowserContext
let host: PageHost
let page: Page
let complaints: string[]

beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions())
})
afterAll(() => browser.close())

beforeEach(async () => {
  host = await startPageHost(snapshotOf(targets))
  host.answers['targets:get'] = { ok: true, value: { target: checkout } }
  host.answers['targets:test'] = tested
  context = await browser.newContext({
    viewport: { width: 400, height: 600 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  })
  page = await context.newPage()
  complaints = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.clock.setFixedTime(nowMs)
})
afterEach(async () => {
  await context.close()
  await host.close()
  expect(complaints).toEqual([])
})

const field = (label: string) => page.getByRole('textbox', { name: label, exact: true })
const asked = (channel: string): unknown[] =>
  host.requests.filter((request) => request.channel === channel).map(({ payload }) => payload)

async function openList(): Promise<void> {
  await page.goto(host.url)
  await page.locator('[role="row"]:focus').waitFor()
}

async function openEditor(): Promise<void> {
  await openList()
  await page.locator('[data-key="checkout"]').focus()
  await page.keyboard.press('e')
  await page.getByRole('heading', { name: 'Edit Checkout API' }).waitFor()
}

async function openAll(): Promise<void> {
  for (const name of await page.locator('details:not([open]) > summary').allTextContents()) {
    await page.locator('summary', { hasText: name }).click()
  }
}

async function faultsOfAxe(): Promise<string[]> {
  const found: unknown = await page.evaluate(`${axe}; axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`)
  return Array.isArray(found) ? found.map(String) : ['axe gave no answer']
}

/** What lies outside the window, or is wider than what it stands in. */
function overflows(): Promise<string[]> {
  return page
    .locator('.view *')
    .evaluateAll((elements) =>
      elements
        .filter((element) => element.getBoundingClientRect().right > window.innerWidth + 1)
        .map((element) => `${element.tagName} ${element.className}`),
    )
}

describe('adding from one line', () => {
  it('tries what is written once the writing pauses, and ends the test when it goes on', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/api/targets:test', async (route) => {
      await released
      await route.continue()
    })
    await openList()
    await page.keyboard.press('n')
    await page.keyboard.type('db:5432 ', { delay: 5 })
    await page.getByText('Probing', { exact: true }).waitFor()
    await page.keyboard.type('every 30s')
    await expect.poll(() => asked('targets:test-stop').length).toBe(1)
    release()
    await page.getByRole('heading', { name: 'It answers: 200 in 160 ms' }).waitFor()
    expect(asked('targets:test').at(-1)).toMatchObject({ of: { line: 'db:5432 every 30s' } })
    await page.keyboard.press('Escape')
  })

  it.each(['light', 'dark'] as const)('has nothing axe would find, %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme })
    await openList()
    await page.keyboard.press('n')
    await field('Address').fill('https://checkout.example.com/health every 30s body ok')
    await page.getByRole('heading', { name: 'It answers: 200 in 160 ms' }).waitFor()
    expect(await faultsOfAxe()).toEqual([])
    await page.getByRole('button', { name: 'All fields' }).click()
    await openAll()
    await field('Every').fill('5 parsecs')
    await page.keyboard.press('Tab')
    await page.getByText('“5 parsecs” is not a duration').waitFor()
    expect(await faultsOfAxe()).toEqual([])
    await expect.poll(overflows).toEqual([])
  })
})

describe('the editor', () => {
  it('shows secrets as kept, and sends only what was written', async () => {
    await openEditor()
    await openAll()
    expect(await field('Password').inputValue()).toBe('')
    expect(await field('Value of header 1').inputValue()).toBe('')
    await field('Value of header 1').fill('new value')
    await page.getByRole('button', { name: 'Forget: Password' }).click()
    await page.getByRole('button', { name: 'Test now' }).click()
    await page.getByRole('heading', { name: 'It answers: 200 in 160 ms' }).waitFor()
    expect(asked('targets:test').at(-1)).toMatchObject({
      of: {
        source: 'checkout',
        secrets: { 'typed header 0': 'new value' },
        target: { username: 'ann', headers: [{ name: 'X-Key', value: { secret: 'typed header 0' } }] },
      },
    })
    expect(JSON.stringify(asked('targets:test').at(-1))).not.toContain('kept too')
    await page.keyboard.press('Escape')
  })

  it('fits a narrow window', async () => {
    await page.setViewportSize({ width: 320, height: 600 })
    await openEditor()
    await openAll()
    await expect.poll(overflows).toEqual([])
  })

  it('says of a target from a file where it is changed', async () => {
    const file = { ...targets[1], id: 'checkout', sourceFile: '/etc/portlight/http.toml' }
    host.snapshot = snapshotOf([targetOf({ ...file, name: 'Checkout API', target: 'x:1', protocol: 'tcp' })])
    await openEditor()
    await page.getByText('comes from /etc/portlight/http.toml. Change it there').waitFor()
    await page.getByRole('button', { name: 'Duplicate' }).click()
    await expect.poll(() => field('Name').inputValue()).toBe('Checkout API (copy)')
  })
})

/** What an item of the menu puts on the clipboard. */
async function copied(item: string): Promise<string> {
  await page.locator('[data-key="checkout"]').click({ button: 'right' })
  await page.getByRole('menuitem', { name: item }).click()
  await page.locator('[data-key="checkout"]:focus').waitFor()
  await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).not.toBe('')
  const text = await page.evaluate('navigator.clipboard.readText()')
  await page.evaluate(`navigator.clipboard.writeText('')`)
  return String(text)
}

describe('the menu of a row', () => {
  it('copies the address, the line, the result and a command', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await openList()
    expect(await copied('Copy address')).toBe('https://checkout.example.com/health')
    expect(await copied('Copy as one line')).toBe(
      'https://checkout.example.com/health timeout 5s status any name Checkout API',
    )
    expect(await copied('Copy the result')).toContain('Timeout – connected, but no answer within 5 s.')
    expect(await copied('Copy as curl')).toBe(
      "curl -gi --max-time 5 -L --max-redirs 10 --compressed -H 'X-Key: SECRET' -u ann:SECRET https://checkout.example.com/health",
    )
    expect(await faultsOfAxe()).toEqual([])
  })
})

describe('names that are hard to show', () => {
  const hard = ['x'.repeat(2000), 'שרת ההזמנות (db)', '‮gnp.exe', '👩‍👩‍👧‍👦 family 🏴‍☠️', 'a\u0301'.repeat(900)]
  it.each(hard)('%s', async (name) => {
    const view = targetOf({ id: 'checkout', name, target: 'db:5432', protocol: 'tcp' })
    host.snapshot = snapshotOf([view])
    host.answers['targets:get'] = {
      ok: true,
      value: {
        target: {
          id: 'checkout',
          protocol: 'tcp',
          target: 'db:5432',
          name,
          intervalMs: 15_000,
          timeoutMs: 1000,
          readTimeoutMs: 1000,
        },
      },
    }
    await openList()
    await expect.poll(overflows).toEqual([])
    await page.keyboard.press('e')
    await field('Name').waitFor()
    expect(await field('Name').inputValue()).toBe(name)
    const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
    expect(title.length).toBeLessThan(80)
    // What is written from right to left must not carry what stands beside it along.
    if (/[\u0590-\u08ff\u202a-\u202e]/.test(name)) expect(title).toMatch(/^Edit \u2068.*\u2069$/u)
    await expect.poll(overflows).toEqual([])
  })
})
