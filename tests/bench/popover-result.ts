import { createServer } from 'node:http'
import { setTimeout as after } from 'node:timers/promises'
import { chromium } from 'playwright'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { chromiumOptions } from '../e2e/chromium.ts'
import { startLabServer } from '../lab/lab-server.ts'
import { middle, type RunRow } from './row.ts'
import { serveTargets } from './served.ts'

const changes = 15

/**
 * From the instant the target answers to the row that shows it, in a real page of the real program. The two ends are of
 * two processes, and so by the clock on the wall. The way of the answer to the program is in it.
 */
export const popoverResult: RunRow = {
  name: 'popover-result',
  async run() {
    // Later every time, so that every result shows in its row.
    let delayMs = 0
    let answeredMs = 0
    const server = await startLabServer(
      createServer((_request, response) => {
        delayMs = (delayMs + 40) % 400
        setTimeout(() => {
          response.writeHead(200, { connection: 'close' }).end('ok')
          answeredMs = performance.timeOrigin + performance.now()
        }, delayMs)
      }),
    )
    const target: TargetConfig = {
      id: 'watched',
      name: 'Watched',
      protocol: 'http',
      target: `http://127.0.0.1:${server.port}/`,
      intervalMs: 1000,
      responseTimeoutMs: 1000,
      followRedirects: true,
      expectStatus: '200',
    }
    const served = await serveTargets([target])
    const browser = await chromium.launch(chromiumOptions())
    try {
      const page = await browser.newPage({ viewport: { width: 400, height: 600 } })
      await page.goto(served.address)
      await page.getByRole('row', { name: /^Watched/ }).waitFor()
      await page.evaluate(() => {
        window.bench = { paintedMs: null, changedMs: null }
        let shown = ''
        new MutationObserver(() => {
          const now = document.querySelector('[role="row"] .lat')?.textContent ?? ''
          if (now === shown || !/^\d/.test(now)) return
          shown = now
          window.bench.changedMs = performance.timeOrigin + performance.now()
        }).observe(document.body, { childList: true, subtree: true, characterData: true })
      })
      await after(8000)
      const delays: number[] = []
      for (let nth = 0; nth < changes; nth++) {
        await page.evaluate(() => {
          window.bench.changedMs = null
        })
        await page.waitForFunction(() => window.bench.changedMs !== null)
        delays.push((await page.evaluate(() => window.bench.changedMs ?? Number.NaN)) - answeredMs)
      }
      const reference = 'from the answer of a target to its row, one target, page open'
      return [{ name: 'popover-result', unit: 'ms', goal: { value: 50 }, value: middle(delays), reference }]
    } finally {
      await browser.close()
      await served.stop()
      await server.close()
    }
  },
}
