import { chromium } from 'playwright'
import { expect, it, onTestFinished } from 'vitest'
import { chromiumOptions } from '../e2e/chromium.ts'
import { startPageHost } from './fixtures/page-host.ts'
import { openView, views } from './fixtures/views.ts'

it('is drawn in the language that was chosen, and in no other before it', async () => {
  const list = views.find(({ name }) => name === 'list')
  if (!list) throw new Error('there is no view of the list')
  const host = await startPageHost(list.snapshot)
  onTestFinished(() => host.close())
  const browser = await chromium.launch(chromiumOptions())
  onTestFinished(() => browser.close())
  // The system speaks another language than the person chose.
  const page = await browser.newPage({ locale: 'en-GB' })
  await page.addInitScript(() => {
    const heads = new Set<string>()
    Object.assign(window, { heads })
    new MutationObserver(() => {
      for (const head of document.querySelectorAll('h1')) heads.add(head.textContent)
    }).observe(document, { subtree: true, childList: true, characterData: true })
  })
  await openView(page, host, list, { language: 'zh-CN' })
  expect(await page.evaluate('[...window.heads]')).toEqual(['14 个目标中有 2 个故障'])
})
