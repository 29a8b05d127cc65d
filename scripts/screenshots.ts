// Draws the pictures of the popover that the documentation shows, from a made-up list with a made-up past, in both themes
// and two sizes: node scripts/screenshots.ts [DIRECTORY [NAME…]]
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright'
import type { Snapshot } from '../electron/contract/snapshot.ts'
import { type PageHost, startPageHost } from '../tests/renderer/fixtures/page-host.ts'
import { nowMs } from '../tests/renderer/fixtures/result.ts'
import { offline, offlineTargets, snapshotOf, targets } from '../tests/renderer/fixtures/snapshot.ts'

interface Shot {
  name: string
  snapshot: Snapshot
  /** What the person does before the picture is taken. */
  act?: (page: Page) => Promise<void>
}

const popover = { width: 400, height: 600 }
const [directory = resolve(import.meta.dirname, '../docs/images'), ...only] = process.argv.slice(2)
const images = resolve(directory)
const full = snapshotOf(targets)

async function openCheckout(page: Page): Promise<void> {
  await page.getByRole('row', { name: /^Checkout API/ }).click()
  await page.locator('.legend .fail').first().waitFor()
  await page.getByRole('heading', { name: /^Why was I not told/ }).waitFor()
}

async function openSettings(page: Page, tab: string): Promise<void> {
  await page.getByRole('button', { name: 'Settings' }).click()
  await page.getByRole('tab', { name: tab }).click()
  await page.locator('.set').first().waitFor()
}

const shots: Shot[] = [
  { name: 'list', snapshot: full },
  { name: 'offline', snapshot: snapshotOf(offlineTargets, { sight: offline }) },
  { name: 'empty', snapshot: snapshotOf([]) },
  {
    name: 'add',
    snapshot: full,
    act: async (page) => {
      await page.keyboard.press('n')
      await page.getByRole('textbox', { name: 'Address' }).fill('https://api.example.com:8443/health')
    },
  },
  { name: 'detail', snapshot: full, act: openCheckout },
  {
    name: 'detail-past',
    snapshot: full,
    act: async (page) => {
      await openCheckout(page)
      await page.getByRole('heading', { name: /^Incidents/ }).evaluate((heading) => heading.scrollIntoView())
    },
  },
  { name: 'settings', snapshot: full, act: (page) => openSettings(page, 'Notifications') },
  {
    name: 'settings-quiet',
    snapshot: full,
    act: async (page) => {
      await openSettings(page, 'Notifications')
      await page.getByRole('heading', { name: 'Quiet hours' }).evaluate((heading) => heading.scrollIntoView())
    },
  },
  { name: 'settings-history', snapshot: full, act: (page) => openSettings(page, 'History') },
]

async function take(
  browser: Browser,
  host: PageHost,
  shot: Shot,
  theme: 'light' | 'dark',
  scale: 1 | 2,
): Promise<void> {
  const context = await browser.newContext({
    viewport: popover,
    deviceScaleFactor: scale,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  })
  try {
    const page = await context.newPage()
    const faults: string[] = []
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    await page.clock.setFixedTime(nowMs)
    host.snapshot = shot.snapshot
    await page.goto(host.url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await shot.act?.(page)
    if (!shot.act && shot.snapshot.targets.length > 0) await page.locator('[role="row"]:focus').waitFor()
    await page.screenshot({ path: resolve(images, `${shot.name}-${theme}${scale === 2 ? '@2x' : ''}.png`) })
    if (faults.length > 0) throw new Error(`${shot.name}: ${faults.join('; ')}`)
  } finally {
    await context.close()
  }
}

if (!existsSync(resolve(import.meta.dirname, '../dist/renderer/index.html'))) {
  console.error('There is no built page to take pictures of; run "npm run build" first.')
  process.exit(1)
}
await mkdir(images, { recursive: true })
const systemChromium = '/usr/bin/chromium'
const browser = await chromium.launch({
  args: ['--no-sandbox'],
  ...(existsSync(systemChromium) ? { executablePath: systemChromium } : {}),
})
const wanted = shots.filter(({ name }) => only.length === 0 || only.includes(name))
const host = await startPageHost(full)
try {
  for (const shot of wanted) {
    for (const theme of ['light', 'dark'] as const) {
      for (const scale of [1, 2] as const) await take(browser, host, shot, theme, scale)
    }
  }
  console.log(`${wanted.length * 4} pictures in ${images}`)
} finally {
  await browser.close()
  await host.close()
}
