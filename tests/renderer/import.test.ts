import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../e2e/chromium.ts'
import { type PageHost, startPageHost } from './fixtures/page-host.ts'
import { nowMs } from './fixtures/result.ts'
import { desktopAnswers, onDesktop, planOf } from './fixtures/settings.ts'
import { snapshotOf, targets } from './fixtures/snapshot.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
let host: PageHost
let page: Page
let complaints: string[]

beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions())
})
afterAll(() => browser.close())
beforeEach(async () => {
  host = await startPageHost(onDesktop(snapshotOf(targets)))
  Object.assign(host.answers, desktopAnswers)
  page = await browser.newPage({ viewport: { width: 400, height: 600 }, locale: 'en-GB', timezoneId: 'UTC' })
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.clock.setFixedTime(nowMs)
  await page.goto(host.url)
  await page.locator('[role="row"]:focus').waitFor()
})
afterEach(async () => {
  await page.close()
  await host.close()
  expect(complaints).toEqual([])
})

function asked(channel: string): unknown[] {
  return host.requests.filter((request) => request.channel === channel).map(({ payload }) => payload)
}

async function faultsOfAxe(): Promise<unknown> {
  return page.evaluate(`${axe}; axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 120)).join(' | ')))`)
}

async function paste(text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text', pasted)
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })
    document.activeElement?.dispatchEvent(event)
  }, text)
}

const field = () => page.getByRole('textbox', { name: 'What to import' })

const done = { added: 2, changed: 0, same: 0, skipped: 1, settings: 0, problems: [] }

async function openSettings(tab: string): Promise<void> {
  await page.keyboard.press(',')
  await page.getByRole('tab', { name: tab }).click()
}

describe('many lines pasted into the field for one', () => {
  beforeEach(async () => {
    await page.keyboard.press('n')
    await page.getByRole('textbox', { name: 'Address' }).waitFor()
  })

  it('are looked at where many are imported; one is not', async () => {
    await paste('db.internal:5432')
    expect(await page.getByRole('textbox', { name: 'Address' }).count()).toBe(1)
    host.answers['import:preview'] = { ok: true, value: planOf(8) }
    await paste('a:1\nb:2')
    await page.getByRole('option').first().waitFor()
    expect(asked('import:preview')).toEqual([{ text: 'a:1\nb:2' }])
    await page.getByRole('heading', { name: '4 lines could not be read' }).waitFor()
    expect(await page.getByText('Line 2', { exact: true }).count()).toBe(1)
    expect(await faultsOfAxe()).toEqual([])
  })

  it('are chosen by keyboard, imported, and taken back', async () => {
    host.answers['import:preview'] = { ok: true, value: planOf(8) }
    await paste('a:1\nb:2')
    const list = page.getByRole('listbox')
    await list.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    // The second is in the list already: it cannot be chosen.
    await page.keyboard.press('Space')
    expect(await page.getByRole('option', { selected: true }).count()).toBe(2)
    host.answers['import:apply'] = { ok: true, value: done }
    await page.getByRole('button', { name: 'Import 2 targets' }).click()
    await page.getByText('2 added, 0 changed, 0 the same, 1 left out').waitFor()
    expect(asked('import:apply')).toEqual([{ text: 'a:1\nb:2', ids: ['pasted5', 'pasted7'], settings: [] }])
    host.answers['import:undo'] = { ok: true, value: { removed: 2, restored: 0, kept: 0 } }
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Taken back: 2 removed, 0 as before').waitFor()
    expect(asked('import:undo')).toEqual([{ id: 'last' }])
  })

  it('may be 5,000: only the rows in sight are built, and the last can be reached', async () => {
    host.answers['import:preview'] = { ok: true, value: planOf(5000) }
    await paste(Array.from({ length: 5000 }, (_, nth) => `10.0.0.1:${nth}`).join('\n'))
    await page.getByRole('button', { name: 'Import 2,499 targets' }).waitFor()
    expect(await page.getByRole('option').count()).toBeLessThan(30)
    expect(await page.locator('.remarks li').count()).toBeLessThan(110)
    await page.getByRole('listbox').focus()
    await page.keyboard.press('End')
    await page.getByRole('option', { name: /^10\.0\.19\.135:80/ }).waitFor()
    expect(await page.getByRole('listbox').getAttribute('aria-activedescendant')).toMatch(/-2499$/)
    await page.keyboard.press('Space')
    await page.getByRole('button', { name: 'Import 2,498 targets' }).waitFor()
  })
})

describe('the import', () => {
  beforeEach(async () => {
    await openSettings('Files')
    await page.getByRole('button', { name: 'Import' }).click()
  })

  it('looks at a path only when asked to, and says what is wrong with it', async () => {
    await field().fill('/etc/categraf/conf')
    host.answers['import:preview'] = { ok: false, code: 'unreadable', message: 'it is not there; write another' }
    await page.keyboard.press('Enter')
    await page.getByText('It is not there. Write another.').waitFor()
    expect(asked('import:preview')).toEqual([{ paths: ['/etc/categraf/conf'] }])
    await page.getByRole('button', { name: 'Look' }).waitFor()
  })

  it('takes a file of the browser, with the settings in it', async () => {
    const plan = { ...planOf(2), settings: ['network', 'alerts'] }
    host.answers['import:preview'] = { ok: true, value: plan }
    await page.locator('input[type=file]').setInputFiles({
      name: 'portlight.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format":"portlight-targets"}'),
    })
    await page.getByRole('checkbox', { name: 'Notifications, without the webhook' }).click({ force: true })
    host.answers['import:apply'] = { ok: true, value: done }
    await page.getByRole('button', { name: 'Import 1 target' }).click()
    await page.getByRole('button', { name: 'Show the list' }).waitFor()
    expect(asked('import:apply')).toEqual([
      { text: '{"format":"portlight-targets"}', ids: ['pasted1'], settings: ['network'] },
    ])
  })

  it('shows how far it is, and can be given up', async () => {
    host.answers['import:preview'] = { ok: true, value: planOf(4) }
    await field().fill('a:1\nb:2')
    await page.getByRole('option').first().waitFor()
    const { promise: given, resolve: answer } = Promise.withResolvers<void>()
    await page.route('**/api/import:apply', async (route) => {
      await given
      await route.fulfill({ json: { ok: false, code: 'cancelled', message: 'it was given up' } })
    })
    await page.getByRole('button', { name: 'Import 1 target' }).click()
    const { targets: _all, host: _host, ...shared } = host.snapshot
    const { version } = host.snapshot
    const importing = { done: 30, total: 120 }
    host.send('delta', { ...shared, from: version, version: version + 1, changed: [], removed: [], importing })
    await expect.poll(() => page.getByRole('progressbar', { name: 'Importing' }).getAttribute('value')).toBe('30')
    expect(await faultsOfAxe()).toEqual([])
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => asked('import:cancel')).toEqual([{}])
    answer()
    await page.getByRole('button', { name: 'Import 1 target' }).waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
  })
})

describe('the settings', () => {
  it('of the session are those of the desktop app alone', async () => {
    await openSettings('General')
    await page.getByRole('switch', { name: /^Launch at login/ }).waitFor()
    expect(await faultsOfAxe()).toEqual([])
    await page.getByRole('radio', { name: '4 ×' }).click()
    await page.getByRole('switch', { name: /^Launch at login/ }).click({ force: true })
    await expect.poll(() => asked('desktop:set')).toEqual([{ batteryFactor: 4 }, { launchAtLogin: false }])
    host.snapshot = snapshotOf(targets)
    await page.reload()
    await page.locator('[role="row"]:focus').waitFor()
    await openSettings('General')
    await page.getByRole('button', { name: 'Delete all data…' }).waitFor()
    expect(await page.getByRole('switch').count()).toBe(0)
  })

  it('take a shortcut as it is pressed, and say why it cannot be had', async () => {
    await openSettings('General')
    const shortcut = page.getByRole('button', { name: /^Shortcut/ })
    await shortcut.click()
    await page.keyboard.press('Shift+k')
    await page.getByText('Hold Ctrl, Alt or ⌘ with one more key').waitFor()
    host.answers['desktop:set'] = { ok: false, code: 'shortcut-unavailable', message: 'another program has it' }
    await page.keyboard.press('Control+Shift+k')
    await page.getByText('Another program has it.').waitFor()
    expect(asked('desktop:set')).toEqual([{ shortcut: 'Control+Shift+K' }])
    await shortcut.click()
    await page.keyboard.press('Escape')
    expect(await page.getByRole('tab', { name: 'General' }).count()).toBe(1)
  })

  it('delete all data only after saying what goes, and bring it back', async () => {
    await openSettings('General')
    await page.getByRole('button', { name: 'Delete all data…' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'All data' })
    await dialog.getByText('14 targets of your own').waitFor()
    expect(await dialog.textContent()).toContain('3 passwords and other secrets')
    expect(await faultsOfAxe()).toEqual([])
    // What is safe has the focus.
    expect(await page.locator(':focus').textContent()).toBe('Cancel')
    host.answers['config:export'] = {
      ok: true,
      value: { files: [{ path: 'portlight.json', text: '{}' }], warnings: [] },
    }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Export first' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('portlight.json')
    await dialog.getByRole('button', { name: 'Delete' }).click()
    await page.getByText('All data is deleted').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Everything is back').waitFor()
    expect(asked('data:restore')).toEqual([{}])
  })

  it('of the network never show the password, and name a wrong entry', async () => {
    await openSettings('Network')
    const password = page.getByRole('textbox', { name: 'Password' })
    await password.waitFor()
    expect(await password.getAttribute('type')).toBe('password')
    expect(await password.inputValue()).toBe('')
    expect(await faultsOfAxe()).toEqual([])
    await password.fill('pr0xy')
    await page.keyboard.press('Enter')
    await expect.poll(() => asked('network:set')).toEqual([{ proxyPassword: 'pr0xy' }])
    await page.getByRole('textbox', { name: 'Not for' }).fill('10.0.0.0/99')
    await page.keyboard.press('Enter')
    await page.getByText(/10\.0\.0\.0\/99.{1,2}is not a network/).waitFor()
  })

  it('give what a report needs', async () => {
    await openSettings('About')
    await page.getByText('/home/ops/.config/portlight/logs').waitFor()
    host.answers['diagnostics:get'] = { ok: true, value: { text: 'Portlight 0.1.0\n' } }
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save' }).click(),
    ])
    expect(readFileSync(await download.path(), 'utf8')).toBe('Portlight 0.1.0\n')
    expect(await faultsOfAxe()).toEqual([])
  })
})
