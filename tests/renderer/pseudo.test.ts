import { type Browser, chromium, type Page } from 'playwright'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../e2e/chromium.ts'
import { faultsOfLayout } from './fixtures/layout.ts'
import { type PageHost, startPageHost } from './fixtures/page-host.ts'
import { nowMs } from './fixtures/result.ts'
import { wordsOnPage } from './fixtures/spoken.ts'
import { openView, views } from './fixtures/views.ts'

let browser: Browser
let host: PageHost
let page: Page
let catalogue: string

beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions())
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, lib: { entry: `${import.meta.dirname}/fixtures/pseudo.ts`, formats: ['es'] } },
  })
  const [bundle] = Array.isArray(built) ? built : []
  const [chunk] = bundle?.output ?? []
  catalogue = chunk?.code ?? ''
})
afterAll(() => browser.close())

beforeEach(async () => {
  host = await startPageHost(views[0]?.snapshot ?? expect.unreachable())
  // It takes the place of the Chinese catalogue, so that the page under test is the one that is shipped.
  host.scripts['zh-'] = catalogue
  page = await browser.newPage({ viewport: { width: 400, height: 600 }, locale: 'en-GB', timezoneId: 'UTC' })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.clock.setFixedTime(nowMs)
})
afterEach(async () => {
  await page.close()
  await host.close()
})

describe('in a language longer than English', () => {
  it.each(views)('$name says nothing but what its catalogue says, and all of it can be read', async (view) => {
    await openView(page, host, view, { language: 'zh-CN' })
    const known = new Set(host.sent.join().match(/[a-zA-Z]+/g))
    expect((await wordsOnPage(page)).filter((word) => !known.has(word))).toEqual([])
    await expect.poll(() => faultsOfLayout(page)).toEqual([])
  })
})
