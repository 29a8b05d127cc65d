import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { languages } from '../../electron/contract/language.ts'
import { chromiumOptions } from '../e2e/chromium.ts'
import { faultsOfAxe } from './fixtures/axe.ts'
import { faultsOfLayout } from './fixtures/layout.ts'
import { type PageHost, startPageHost } from './fixtures/page-host.ts'
import { nowMs } from './fixtures/result.ts'
import { snapshotOf } from './fixtures/snapshot.ts'
import { openView, views } from './fixtures/views.ts'

let host: PageHost
let page: Page

function withBrowser(...flags: string[]): void {
  let browser: Browser
  beforeAll(async () => {
    const { executablePath, args } = chromiumOptions()
    browser = await chromium.launch({ executablePath, args: [...args, ...flags] })
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    host = await startPageHost(snapshotOf([]))
    page = await browser.newPage({ viewport: { width: 400, height: 600 }, locale: 'en-GB', timezoneId: 'UTC' })
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.clock.setFixedTime(nowMs)
  })
  afterEach(async () => {
    await page.close()
    await host.close()
  })
}

describe('axe, and a window of 320 px', () => {
  withBrowser()

  it.each(languages.flatMap((language) => views.map((view) => ({ language, name: view.name, view }))))(
    '$name in $language',
    async ({ language, view }) => {
      await openView(page, host, view, { language })
      expect(await page.evaluate(() => document.documentElement.lang)).toMatch(new RegExp(`^${language}`))
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        expect(await faultsOfAxe(page)).toEqual([])
      }
      await page.setViewportSize({ width: 320, height: 600 })
      // The chart is drawn again at the new width.
      await expect.poll(() => faultsOfLayout(page)).toEqual([])
    },
  )
})

describe('text of twice the size', () => {
  withBrowser('--blink-settings=defaultFontSize=32')

  it.each(views)('$name loses nothing', async (view) => {
    await openView(page, host, view)
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe('32px')
    await expect.poll(() => faultsOfLayout(page)).toEqual([])
  })
})
