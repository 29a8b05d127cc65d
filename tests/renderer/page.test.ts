import { isDeepStrictEqual } from 'node:util'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chromiumOptions } from '../e2e/chromium.ts'
import { type PageHost, startPageHost } from './fixtures/page-host.ts'
import { nowMs } from './fixtures/result.ts'
import { offline, offlineTargets, snapshotOf, targets } from './fixtures/snapshot.ts'

let browser: Browser
let host: PageHost
let page: Page
/** What the browser complained about, a breach of the page's policy among it. */
let complaints: string[]

beforeAll(async () => {
  browser = await chromium.launch(chromiumOptions())
})
afterAll(() => browser.close())

beforeEach(async () => {
  host = await startPageHost(snapshotOf(targets))
  page = await browser.newPage({ viewport: { width: 400, height: 600 }, locale: 'en-GB', timezoneId: 'UTC' })
  complaints = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.clock.setFixedTime(nowMs)
})
afterEach(async () => {
  await page.close()
  await host.close()
})

async function openList(): Promise<void> {
  await page.goto(host.url)
  await page.locator('[role="row"]:focus').waitFor()
}

const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) })

async function openDetail(name = 'Checkout API'): Promise<void> {
  await openList()
  await row(name).click()
  await page.getByText('Reading the history').waitFor({ state: 'detached' })
}

async function openSettings(tab: string): Promise<void> {
  await openList()
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: tab }).click()
}

/** What the page asked on a channel, newest last. */
function asked(channel: string): unknown[] {
  return host.requests.filter((request) => request.channel === channel).map(({ payload }) => payload)
}

const chart = () => page.getByRole('slider', { name: /^Latency/ })

describe('the list', () => {
  it('asks for the past of the rows in sight at once, and says it to a screen reader', async () => {
    await openList()
    await expect
      .poll(() => row('Orders database').getByRole('img').getAttribute('aria-label'))
      .toMatch(/^30 minutes: failures in 12 minutes, median \d+ ms$/)
    expect(asked('history:overview').length).toBeLessThanOrEqual(2)
    await expect.poll(() => row('Orders database').textContent()).toContain('98.85 %')
    expect(complaints).toEqual([])
  })

  it('moves nothing when the past arrives', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/api/history:overview', async (route) => {
      await released
      await route.continue()
    })
    await openList()
    const places = (): Promise<unknown> =>
      page.locator('.row :is(.mark, .name, .tgt, .spark, .lat), .group span').evaluateAll((elements) =>
        elements.map((element) => {
          const { x, y, height } = element.getBoundingClientRect()
          return [element.getAttribute('class'), x, y, height]
        }),
      )
    await expect.poll(() => row('Orders database').getByRole('img').count()).toBe(0)
    // The view slides in; where things are is known when they have come to rest.
    let before = await places()
    await expect
      .poll(async () => {
        const last = before
        before = await places()
        return isDeepStrictEqual(last, before)
      })
      .toBe(true)
    release()
    await row('Orders database').getByRole('img').waitFor()
    expect(await places()).toEqual(before)
  })

  it('snoozes the selected row by keys and gives it the focus back', async () => {
    await openList()
    await page.keyboard.press('s')
    await page.getByRole('menuitem', { name: 'For 15 min' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => asked('targets:snooze'))
      .toEqual([{ scope: { kind: 'target', id: 'orders' }, until: new Date(nowMs + 3_600_000).toISOString() }])
    await expect.poll(() => page.evaluate('document.activeElement?.dataset.key')).toBe('orders')
  })

  it('says that this computer cannot see, and what was known before', async () => {
    host.snapshot = snapshotOf(offlineTargets, { sight: offline })
    await openList()
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('No verdicts')
    await page.getByText('This computer is offline since 13:54 – no verdicts').waitFor()
    await page.getByText('Last known: 2 of 14 down').first().waitFor()
    await page.getByText('Was down').first().waitFor()
  })
})

describe('the chart', () => {
  it('is drawn under the strictest policy, walked through by keys and zoomed', async () => {
    await openDetail()
    expect(asked('history:series')).toHaveLength(1)
    const painted = await chart()
      .locator('canvas')
      .evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return 0
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
        return new Set(data).size
      })
    expect(painted).toBeGreaterThan(20)
    await chart().focus()
    await page.keyboard.press('Home')
    await expect.poll(() => chart().getAttribute('aria-valuetext')).toMatch(/^21 Nov 13:58, median \d+ ms/)
    await page.keyboard.press('End')
    await expect.poll(() => chart().getAttribute('aria-valuetext')).toMatch(/failed, Timeout$/)
    await page.keyboard.press('+')
    await page.getByRole('button', { name: 'Back to 24 h' }).waitFor()
    await expect.poll(() => spanOf(asked('history:series').at(-1))).toBe(spanOf(asked('history:series')[0]) / 2)
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Back to 24 h' }).waitFor({ state: 'detached' })
    await chart().waitFor()
    expect(complaints).toEqual([])
  })

  it('zooms into what is dragged over, and never asks for more points than pixels', async () => {
    await openDetail()
    const box = await chart().boundingBox()
    if (!box) throw new Error('the chart has no box')
    await page.mouse.move(box.x + 30, box.y + 40)
    await page.mouse.down()
    await page.mouse.move(box.x + 130, box.y + 40, { steps: 5 })
    await page.mouse.up()
    await page.getByRole('button', { name: 'Back to 24 h' }).waitFor()
    await expect.poll(() => spanOf(asked('history:series').at(-1)) / 3_600_000).toBeCloseTo((24 * 100) / 332, 0)
    for (const request of asked('history:series')) expect(request).toMatchObject({ points: expect.any(Number) })
    expect(Math.max(...asked('history:series').map(pointsOf))).toBeLessThanOrEqual(box.width)
  })

  it('has a table that says the same', async () => {
    await openDetail()
    await page.getByRole('button', { name: 'Show as table' }).click()
    const table = page.getByRole('table')
    await table.waitFor()
    expect(await table.getByRole('row').count()).toBe(49)
    await table.getByText('No data, asleep 6 h 35 min').first().waitFor()
  })

  it('follows a window that becomes wider, and leaves nothing behind', async () => {
    await openDetail()
    const canvas = chart().locator('canvas')
    const before = (await canvas.boundingBox())?.width ?? 0
    await page.setViewportSize({ width: 330, height: 600 })
    await expect.poll(async () => (await canvas.boundingBox())?.width).toBe(before - 70)
    await page.keyboard.press('Escape')
    await row('Checkout API').waitFor()
    expect(await page.locator('.uplot').count()).toBe(0)
  })

  it('takes the colours of the theme as it changes', async () => {
    await page.emulateMedia({ colorScheme: 'light' })
    await openDetail()
    const shot = async () => (await chart().screenshot()).toString('base64')
    const light = await shot()
    await page.emulateMedia({ colorScheme: 'dark' })
    await expect.poll(shot).not.toBe(light)
    const dark = await chart()
      .locator('canvas')
      .evaluate((canvas) => {
        if (!(canvas instanceof HTMLCanvasElement)) return []
        const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] }
        const colours = new Set<string>()
        for (let at = 0; at < data.length; at += 4) colours.add(`${data[at]},${data[at + 1]},${data[at + 2]}`)
        return [...colours]
      })
    // --accent-band of the dark theme.
    expect(dark).toContain('35,65,79')
  })
})

describe('settings', () => {
  it('says beside the field what is wrong, and keeps only what is right', async () => {
    await openSettings('Notifications')
    const field = page.getByRole('textbox', { name: 'Collect notices for' })
    await field.fill('5 parsecs')
    await page.keyboard.press('Enter')
    await page.getByText('“5 parsecs” is not a duration. Write 5s or 1500ms.').waitFor()
    await field.fill('2 min')
    await page.keyboard.press('Enter')
    await page.getByText('Write at most 1 min.').waitFor()
    expect(asked('alerts:set')).toEqual([])
    await field.fill('10s')
    await page.keyboard.press('Tab')
    await expect.poll(() => asked('alerts:set')).toEqual([{ gatherMs: 10_000 }])
    await expect.poll(() => field.inputValue()).toBe('10 s')
  })

  it('lets Escape bring back what was, and only then leave', async () => {
    await openSettings('Notifications')
    const field = page.getByRole('textbox', { name: 'Collect notices for' })
    await field.fill('nonsense')
    await page.keyboard.press('Escape')
    await expect.poll(() => field.inputValue()).toBe('5 s')
    await page.keyboard.press('Escape')
    await row('Orders database').waitFor()
  })

  it('takes a switch back that the host refuses, and says why', async () => {
    host.answers['alerts:set'] = { ok: false, code: 'not-saved', message: 'the disk is full' }
    await openSettings('Notifications')
    const recovers = page.getByRole('switch', { name: 'Recovers' })
    await page.getByText('Recovers', { exact: true }).click()
    await page.getByText('The disk is full.').waitFor()
    await expect.poll(() => recovers.isChecked()).toBe(true)
  })

  it('never shows the address of a webhook again', async () => {
    await openSettings('Notifications')
    await page.getByRole('button', { name: 'Change' }).click()
    const secret = 'https://hooks.example.com/services/T000/B000/tokentoken'
    await page.getByRole('textbox', { name: 'Address of the webhook' }).fill(secret)
    await page.keyboard.press('Enter')
    await expect.poll(() => asked('webhook:set')).toEqual([{ url: secret }])
    await page.getByRole('textbox', { name: 'Address of the webhook' }).waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain('tokentoken')
  })

  it('says why no notification could be shown', async () => {
    host.answers['notifications:test'] = { ok: true, value: { shown: false, adapter: null, reason: 'no-program' } }
    await openSettings('Notifications')
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('Not shown: install libnotify, which brings notify-send').waitFor()
  })

  it('adds a maintenance window every week', async () => {
    await openSettings('Notifications')
    await page.getByRole('button', { name: 'Add a window' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('Backup')
    await page.getByRole('radio', { name: 'Every week' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await expect
      .poll(() => asked('alerts:set'))
      .toMatchObject([
        {
          maintenance: [
            { name: 'Patch night' },
            { name: 'Backup', tags: null, when: { kind: 'weekly', days: [0], from: '23:00', durationMs: 7_200_000 } },
          ],
        },
      ])
  })
})

function numberIn(request: unknown, key: string): number {
  return typeof request === 'object' && request !== null ? Number(Reflect.get(request, key)) : Number.NaN
}

function spanOf(request: unknown): number {
  return numberIn(request, 'to') - numberIn(request, 'from')
}

function pointsOf(request: unknown): number {
  return numberIn(request, 'points')
}
