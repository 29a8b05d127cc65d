import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Delta, TargetView } from '../../electron/contract/snapshot.ts'
import { summarise } from '../../electron/contract/states.ts'
import { chromiumOptions } from '../e2e/chromium.ts'
import { type PageHost, startPageHost } from './fixtures/page-host.ts'
import { nowMs, targetOf } from './fixtures/result.ts'
import { snapshotOf, targets } from './fixtures/snapshot.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

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
  const kept = { theme: 'system', notifications: true }
  host.answers['preferences:set'] = { ok: true, value: kept }
  host.answers['targets:restore'] = { ok: true, value: { restored: ['orders'] } }
  page = await browser.newPage({ viewport: { width: 400, height: 600 }, locale: 'en-GB', timezoneId: 'UTC' })
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.clock.setFixedTime(nowMs)
})
afterEach(async () => {
  await page.close()
  await host.close()
  expect(complaints).toEqual([])
})

async function openList(views: readonly TargetView[] = targets): Promise<void> {
  host.snapshot = snapshotOf(views)
  await page.goto(host.url)
  await page.locator('[role="row"]:focus').waitFor()
}

async function press(...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** The row that has the focus, by its key. */
const focused = () => page.evaluate<unknown>('document.activeElement?.dataset.key ?? document.activeElement?.tagName')
const expectFocus = (key: string) => expect.poll(focused).toBe(key)
const shownKeys = () => page.locator('[data-key]').evaluateAll((rows) => rows.map((row) => row.dataset.key))

/** What the page asked on a channel, newest last. */
function asked(channel: string): unknown[] {
  return host.requests.filter((request) => request.channel === channel).map(({ payload }) => payload)
}

/** Tells the page that these targets changed, and that those are gone. */
function tell(changed: TargetView[], removed: string[] = []): void {
  const { host: _host, targets: before, version, ...shared } = host.snapshot
  const changes = new Map(changed.map((target) => [target.id, target]))
  const views = before.filter(({ id }) => !removed.includes(id)).map((target) => changes.get(target.id) ?? target)
  const summary = summarise(views.map(({ state }) => state))
  const delta: Delta = { ...shared, summary, from: version, version: version + 1, changed, removed }
  host.snapshot = { ...host.snapshot, targets: views, version: version + 1, summary }
  host.send('delta', delta)
}

async function faultsOfAxe(): Promise<string[]> {
  const found: unknown = await page.evaluate(`${axe}; axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html.slice(0, 160)).join(' | ')))`)
  return Array.isArray(found) ? found.map(String) : ['axe gave no answer']
}

const thousand = Array.from({ length: 1000 }, (_, nth) =>
  targetOf({
    id: `t${nth}`,
    name: `Target ${nth}`,
    target: `host-${nth}:80`,
    protocol: 'tcp',
    tags: [`rack ${nth % 9}`],
  }),
)

describe('keys', () => {
  it('go from row to row, close and open groups, and back to the row from its details', async () => {
    await openList()
    await expectFocus('orders')
    await press('ArrowDown', 'ArrowDown')
    await expectFocus('search')
    await press('ArrowLeft')
    await expectFocus('group attention')
    await press('ArrowLeft')
    await expect.poll(shownKeys).not.toContain('orders')
    const head = page.locator('[data-key="group attention"]')
    expect(await head.getAttribute('aria-expanded')).toBe('false')
    expect(await head.getAttribute('aria-label')).toBe('Needs attention, 4 targets, worst: Down')
    expect(asked('preferences:set')).toMatchObject([{ list: { collapsed: ['attention'] } }])
    await press('ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter')
    await page.getByRole('heading', { name: 'Checkout API' }).waitFor()
    await press('Escape')
    await expectFocus('checkout')
    await press('End')
    await expectFocus('syslog')
    await press('Home')
    await expectFocus('group attention')
  })

  it('act on the selected target, and show what they are', async () => {
    await openList()
    await press('r')
    await expect.poll(() => asked('targets:probe')).toEqual([{ ids: ['orders'] }])
    await press('p')
    await expect.poll(() => asked('targets:pause')).toEqual([{ ids: ['orders'], until: null }])
    await press('t')
    await expect.poll(() => asked('preferences:set')).toMatchObject([{ list: { pinned: ['orders'] } }])
    await press('?')
    await page.getByRole('heading', { name: 'Keys and marks' }).waitFor()
    expect(await page.locator('.keys dt').allInnerTexts()).toContain('R')
    expect(await page.locator('.marks dt').count()).toBe(9)
    expect(await faultsOfAxe()).toEqual([])
    await press('Escape')
    await expectFocus('orders')
  })

  it('step back one at a time: from the search, then from what was looked for', async () => {
    await openList()
    await press('/')
    await page.keyboard.type('connectionf')
    await expect.poll(shownKeys).toEqual(['group attention', 'orders', 'mail'])
    await press('ArrowDown')
    await expectFocus('orders')
    await press('Enter')
    await page.getByRole('heading', { name: 'Orders database' }).waitFor()
    await press('Escape')
    await expectFocus('orders')
    // What was looked for outlives a visit to the details.
    expect(await page.getByRole('searchbox').inputValue()).toBe('connectionf')
    await press('Escape')
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('')
    await expectFocus('orders')
    // A page in a browser has no window of its own to hide.
    await press('Escape')
    expect(asked('window:hide')).toEqual([])
    host.snapshot = { ...host.snapshot, host: { ...host.snapshot.host, kind: 'desktop' } }
    await page.reload()
    await expectFocus('orders')
    await press('Escape')
    await expect.poll(() => asked('window:hide')).toEqual([{}])
  })
})

describe('what is shown', () => {
  it('is filtered and ordered by the menu, says so, and is empty in words', async () => {
    await openList(targets.filter(({ id }) => id !== 'staging'))
    await page.getByRole('button', { name: 'By tag' }).click()
    await page.getByRole('menuitemradio', { name: 'Certificates ending 2' }).click()
    await expect.poll(shownKeys).toEqual(['group attention', 'checkout', 'group tag:production', 'pay'])
    await page.getByText('Certificates ending: 2 of 13').waitFor()
    expect(await faultsOfAxe()).toEqual([])
    await page.getByRole('button', { name: 'By tag' }).click()
    await page.getByRole('menuitemradio', { name: 'Paused 0' }).click()
    await page.getByText('Nothing is paused').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByRole('button', { name: 'By tag' }).click()
    await page.getByRole('menuitemradio', { name: 'One list' }).click()
    await page.getByRole('button', { name: 'One list' }).click()
    await page.getByRole('menuitemradio', { name: 'Latency, slowest first' }).click()
    await expect.poll(async () => (await shownKeys()).slice(5, 9)).toEqual(['group rest', 'mirror', 'shop', 'pay'])
    expect(asked('preferences:set').at(-1)).toEqual({
      list: { groupBy: 'none', sortBy: 'latency', collapsed: [], pinned: [] },
    })
  })

  it('is as it was left before: groups, order, what is closed and what is pinned', async () => {
    const list = { groupBy: 'tag', sortBy: 'name', collapsed: ['tag:production'], pinned: ['syslog'] } as const
    host.snapshot = snapshotOf(targets, {
      preferences: {
        theme: 'system',
        notifications: true,
        list: { ...list, collapsed: [...list.collapsed], pinned: [...list.pinned] },
      },
    })
    await page.goto(host.url)
    await expectFocus('orders')
    expect((await shownKeys()).slice(5, 9)).toEqual(['group pinned', 'syslog', 'group tag:production', 'group rest'])
  })

  it('takes back at once what the host refuses to keep', async () => {
    host.answers['preferences:set'] = { ok: false, code: 'not-saved', message: 'the disk is full' }
    await openList()
    await press('ArrowUp', 'ArrowLeft')
    await page.getByText('The disk is full.').waitFor()
    await expect.poll(shownKeys).toContain('orders')
  })

  it('draws a dozen of a thousand rows, finds each by key, and keeps the focus in view', async () => {
    await openList(thousand)
    const grid = page.getByRole('treegrid')
    expect(await grid.getAttribute('aria-rowcount')).toBe('1009')
    expect(await page.locator('[data-key]').count()).toBeLessThan(40)
    await press('End')
    await expectFocus('t998')
    expect(await page.locator('[data-key="t998"]').getAttribute('aria-rowindex')).toBe('1009')
    await press('PageUp', 'ArrowDown')
    const box = await page.locator('[role="row"]:focus').boundingBox()
    const list = await grid.boundingBox()
    expect(box && list && box.y >= list.y && box.y + box.height <= list.y + list.height).toBe(true)
    // Scrolled away from, the row that has the focus keeps it.
    const key = await focused()
    await grid.evaluate((element) => element.scrollTo({ top: 0 }))
    await page.locator('[data-key="group tag:rack 0"]').waitFor()
    expect(await focused()).toBe(key)
    expect(await page.locator('[data-key]').count()).toBeLessThan(40)
  })
})

describe('several at once', () => {
  it('are selected by keys, tagged, and all of it taken back', async () => {
    await openList()
    await press('x', 'Shift+ArrowDown', 'Shift+ArrowDown')
    await page.getByText('3 selected').waitFor()
    expect(await page.locator('[aria-selected="true"]').count()).toBe(3)
    await page.getByRole('button', { name: 'Tags' }).click()
    expect(await faultsOfAxe()).toEqual([])
    await page.keyboard.type('web')
    await press('Enter')
    const tagged = [
      { id: 'orders', tags: ['production', 'web'] },
      { id: 'checkout', tags: ['production', 'shop', 'web'] },
      { id: 'search', tags: ['production', 'web'] },
    ]
    await expect.poll(() => asked('targets:amend')).toEqual([{ changes: tagged }])
    await page.getByText('Tagged 3 targets web').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect
      .poll(() => asked('targets:amend').at(-1))
      .toEqual({
        changes: [
          { id: 'orders', intervalMs: 15_000, tags: ['production'] },
          { id: 'checkout', intervalMs: 15_000, tags: ['production', 'shop'] },
          { id: 'search', intervalMs: 15_000, tags: ['production'] },
        ],
      })
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByText('Probed 4 s ago').waitFor()
  })

  it('are paused together and resumed as they were, each with its own end', async () => {
    const until = new Date(nowMs + 3_600_000).toISOString()
    await openList(
      targets.map((target) => (target.id === 'pay' ? { ...target, state: 'paused', paused: { until } } : target)),
    )
    await page.locator('[data-key="pay"]').click({ modifiers: ['Control'] })
    await page.locator('[data-key="shop"]').click()
    await page.getByRole('button', { name: 'Pause' }).click()
    await expect.poll(() => asked('targets:pause')).toEqual([{ ids: ['shop', 'pay'], until: null }])
    await page.getByText('Paused 2 targets').waitFor()
    await press('z')
    await expect.poll(() => asked('targets:resume')).toEqual([{ ids: ['shop'] }])
    await expect.poll(() => asked('targets:pause').at(-1)).toEqual({ ids: ['pay'], until })
  })

  it('are probed as often as was chosen, but for those from files', async () => {
    await openList()
    await press('x', 'Control+a')
    await page.getByText('14 selected').waitFor()
    await page.getByRole('button', { name: 'Interval' }).click()
    await page.getByRole('menuitem', { name: '1 min' }).click()
    await page.getByText('13 targets probed every 1 min 1 target comes from files: change them there.').waitFor()
    expect(asked('targets:amend')).toMatchObject([{ changes: { length: 13 } }])
    await press('Escape')
    await page.getByText('Probed 4 s ago').waitFor()
  })
})

describe('removing', () => {
  it('moves the focus to what stands there then, and Z brings both back', async () => {
    await openList()
    await press('ArrowDown', 'Delete')
    await expect.poll(() => asked('targets:remove')).toEqual([{ ids: ['checkout'] }])
    tell([], ['checkout'])
    await expectFocus('search')
    await press('Delete')
    tell([], ['search'])
    await expectFocus('mail')
    await page.getByText('Removed Search').waitFor()
    // One message does not take the place of another that can still be taken back.
    await page.getByText('Removed Checkout API').waitFor()
    host.answers['targets:restore'] = { ok: true, value: { restored: ['search'] } }
    await press('z')
    await expect.poll(() => asked('targets:restore')).toEqual([{ ids: ['search'] }])
    const back = targets.filter(({ id }) => id === 'search')
    tell(back)
    await expectFocus('search')
    await press('z')
    await expect.poll(() => asked('targets:restore').at(-1)).toEqual({ ids: ['checkout'] })
  })

  it('is asked for once, however slow the answer', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/api/targets:remove', async (route) => {
      await released
      await route.continue()
    })
    await openList()
    const requested = page.waitForRequest('**/api/targets:remove')
    await press('Delete')
    await requested
    await press('Delete', 'Delete')
    release()
    await page.getByText('Removed Orders database').waitFor()
    expect(asked('targets:remove')).toHaveLength(1)
  })
})

describe('the host', () => {
  it('is lost and found: a banner, then everything anew, and the focus where it was', async () => {
    await openList()
    await press('ArrowDown')
    host.snapshot = snapshotOf(targets.filter(({ id }) => id !== 'mail'))
    host.drop()
    await page.getByText('No connection to Portlight').waitFor()
    await page.getByText('No connection to Portlight').waitFor({ state: 'detached', timeout: 20_000 })
    await expect.poll(shownKeys).not.toContain('mail')
    await expectFocus('checkout')
  })

  it('is slow to answer: a banner says so until it has', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/api/targets:probe', async (route) => {
      await released
      await route.continue()
    })
    await openList()
    await press('r')
    await page.getByText('Portlight is slow to answer').waitFor()
    await expectFocus('orders')
    release()
    await page.getByText('Portlight is slow to answer').waitFor({ state: 'detached' })
  })

  it('is awaited behind the shape of the list, and what it awaits is said', async () => {
    const { promise: released, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/assets/*.js', async (route) => {
      await released
      await route.continue()
    })
    await page.goto(host.url, { waitUntil: 'commit' })
    const ghost = page.locator('.ghost-rows')
    await ghost.waitFor()
    const before = await ghost.boundingBox()
    expect(before?.height).toBeGreaterThan(300)
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    await page.route('**/api/snapshot:get', async (route) => {
      await answered
      await route.continue()
    })
    release()
    await page.getByText('Connecting to Portlight').waitFor()
    expect(await ghost.boundingBox()).toEqual(before)
    answer()
    await expectFocus('orders')
    expect(await ghost.count()).toBe(0)
  })

  it('has a row that changed glow once, at once', async () => {
    await openList()
    const shop = targets.find(({ id }) => id === 'shop')
    if (!shop) throw new Error('the fixture has no shop')
    expect(await page.locator('.wash').count()).toBe(0)
    tell([{ ...shop, state: 'down', since: new Date(nowMs).toISOString() }])
    await page.locator('[data-key="shop"] .wash.to-down').waitFor({ state: 'attached' })
    expect(await page.locator('.wash').count()).toBe(1)
  })
})
