import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Browser, chromium, type Page } from 'playwright'
import type { Delta, Snapshot, TargetView } from '../../electron/contract/snapshot.ts'
import { chromiumOptions } from '../e2e/chromium.ts'
import { type PageHost, startPageHost } from '../renderer/fixtures/page-host.ts'
import { resultOf, targetOf } from '../renderer/fixtures/result.ts'
import { snapshotOf } from '../renderer/fixtures/snapshot.ts'
import { type Fleet, withFleet } from './fleet.ts'
import { type Measured, middle, type RunRow } from './row.ts'
import { longestTaskMs } from './trace.ts'

const popover = { width: 400, height: 600 }

function views(count: number): TargetView[] {
  const now = Date.now()
  return Array.from({ length: count }, (_, nth) =>
    targetOf({
      id: `target-${nth}`,
      name: `Target ${nth}`,
      target: `host-${nth}.example.com:443`,
      protocol: 'tcp',
      tags: [`group-${nth % 8}`],
      lastResult: { startedAt: new Date(now - 4000).toISOString() },
    }),
  )
}

async function withPage<T>(
  snapshot: Snapshot,
  measure: (page: Page, host: PageHost, browser: Browser) => Promise<T>,
): Promise<T> {
  const [browser, host] = await Promise.all([chromium.launch(chromiumOptions()), startPageHost(snapshot)])
  try {
    const context = await browser.newContext({ viewport: popover, locale: 'en-GB', timezoneId: 'UTC' })
    return await measure(await context.newPage(), host, browser)
  } finally {
    await browser.close()
    await host.close()
  }
}

// Functions that run in the page. What they find is read back from its `bench`.
declare global {
  interface Window {
    bench: { paintedMs: number | null; changedMs: number | null }
  }
}

/** Notes when the frame that shows the first rows has been drawn, since the page began to load. */
function notePaint(): void {
  window.bench = { paintedMs: null, changedMs: null }
  const look = new MutationObserver(() => {
    if (document.querySelector('[role="row"]') === null) return
    look.disconnect()
    requestAnimationFrame(() => {
      const drawn = new MessageChannel()
      drawn.port1.addEventListener('message', () => {
        window.bench.paintedMs = performance.now()
      })
      drawn.port1.start()
      drawn.port2.postMessage(null)
    })
  })
  look.observe(document, { childList: true, subtree: true })
}

async function paintedMs(page: Page, url: string): Promise<number> {
  await page.goto(url)
  await page.waitForFunction(() => window.bench.paintedMs !== null)
  return page.evaluate(() => window.bench.paintedMs ?? Number.NaN)
}

/** The real host, with nothing to do just then. */
async function openings(count: number): Promise<number> {
  const fleet: Fleet = { count, intervalMs: 3_600_000, kinds: ['tcp'], warmUpMs: 3000 + 10 * count, lastsMs: 0 }
  return withFleet(fleet, async ({ address }) => {
    const browser = await chromium.launch(chromiumOptions())
    try {
      const page = await browser.newPage({ viewport: popover })
      await page.addInitScript(notePaint)
      const times: number[] = []
      // The first openings fill the caches of the browser.
      for (let nth = 0; nth < 14; nth++) times.push(await paintedMs(page, address))
      return middle(times.slice(3))
    } finally {
      await browser.close()
    }
  })
}

export const popoverOpen: RunRow = {
  name: 'popover-open',
  async run() {
    const figures: Measured[] = []
    for (const count of [10, 200, 1000]) {
      const value = await openings(count)
      const reference = `from opening the page until its rows are drawn, ${count} targets`
      figures.push({ name: `popover-open-${count}`, unit: 'ms', goal: { value: 150 }, value, reference })
    }
    return figures
  },
}

/** How many targets each delta of the feed tells of, where each of them has a result every second. */
const deltasPerSecond = 60

function deltaOf(snapshot: Snapshot, version: number, changed: TargetView[]): Delta {
  const { host: _host, targets: _targets, ...shared } = snapshot
  return { ...shared, from: version - 1, version, changed, removed: [] }
}

/** The target as it is after another result. */
function probed(target: TargetView, nth: number): TargetView {
  const startedAt = new Date().toISOString()
  return { ...target, lastResult: resultOf(target, { startedAt, responseTimeMs: 10 + (nth % 90) }) }
}

/** Tells the page of a result of every target, each second, for so many seconds. */
async function updateAll(host: PageHost, from: number, seconds: number): Promise<number> {
  const { targets } = host.snapshot
  const part = Math.ceil(targets.length / deltasPerSecond)
  const beganMs = performance.now()
  const count = seconds * deltasPerSecond
  for (let nth = 0; nth < count; nth++) {
    const at = (nth % deltasPerSecond) * part
    const changed = targets.slice(at, at + part).map((target) => probed(target, nth))
    host.send('delta', deltaOf(host.snapshot, from + nth + 1, changed))
    await new Promise((next) =>
      setTimeout(next, Math.max(0, beganMs + ((nth + 1) * 1000) / deltasPerSecond - performance.now())),
    )
  }
  return from + count
}

async function heapMb(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page)
  for (let nth = 0; nth < 2; nth++) await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  return usedSize / 1e6
}

/** Rounds in which every target has a result: an hour of one a second. */
const hourRounds = 3600
/** Results that come together while time is compressed: a delta of all of them at once. */
const roundsPerWait = 10

/** An hour of results as fast as the page takes them. */
async function compressedHour(page: Page, host: PageHost, from: number, rounds: number): Promise<number> {
  const { targets } = host.snapshot
  for (let round = 0; round < rounds; round += roundsPerWait) {
    for (let nth = 0; nth < roundsPerWait; nth++) {
      const changed = targets.map((target) => probed(target, round + nth))
      host.send('delta', deltaOf(host.snapshot, from + round + nth + 1, changed))
    }
    const last = `${10 + ((round + roundsPerWait - 1) % 90)}`
    await page.waitForFunction(
      (shown) => document.querySelector('[role="row"] .lat')?.textContent?.startsWith(shown),
      last,
    )
  }
  return from + rounds
}

export const popoverHour: RunRow = {
  name: 'popover-hour',
  run() {
    const snapshot = { ...snapshotOf(views(1000)), version: 1 }
    return withPage(snapshot, async (page, host, browser) => {
      await page.addInitScript(notePaint)
      await paintedMs(page, host.url)
      let version = await updateAll(host, 1, 5)
      await browser.startTracing(page, { categories: ['toplevel', '__metadata'] })
      version = await updateAll(host, version, 10)
      const longest = longestTaskMs(await browser.stopTracing())
      version = await compressedHour(page, host, version, 100)
      const before = await heapMb(page)
      await compressedHour(page, host, version, hourRounds)
      const value = (await heapMb(page)) - before
      const reference = '1,000 targets with a result every second'
      return [
        { name: 'popover-longest-task', unit: 'ms', goal: { value: 50 }, value: longest, reference },
        {
          name: 'popover-heap-growth',
          unit: 'MB',
          goal: { value: 2 },
          value,
          reference: `${reference}, an hour of it compressed; after ${Math.round(before)} MB`,
        },
      ]
    })
  },
}

export { popoverResult } from './popover-result.ts'

/** Every script of the page, as it travels compressed. */
export const bundle: RunRow = {
  name: 'bundle',
  async run() {
    const assets = resolve(import.meta.dirname, '../../dist/renderer/assets')
    const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'))
    const bytes = scripts.reduce(
      (sum, name) => sum + gzipSync(readFileSync(join(assets, name)), { level: 9 }).length,
      0,
    )
    const reference = 'JavaScript of the page, gzip'
    return [{ name: 'bundle', unit: 'kB', goal: { value: 250 }, value: bytes / 1000, reference }]
  },
}
