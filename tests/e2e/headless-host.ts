import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium, type Page } from '@playwright/test'
import { chromiumOptions } from './chromium.ts'
import type { Host } from './host.ts'

const commandLine = join(import.meta.dirname, '../../dist/cli.js')

async function serve(dataDirectory: string): Promise<{ child: ChildProcess; address: string }> {
  const child = spawn(
    process.execPath,
    [commandLine, 'serve', '--data-dir', dataDirectory, '--no-open', '--no-notify'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines = createInterface({ input: child.stdout })
  const first = await Promise.race([once(lines, 'line'), once(child, 'exit')])
  const address = String(first[0])
  if (!address.startsWith('http://')) throw new Error(`serve printed no address but: ${address}`)
  return { child, address }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const [code] = await ended
  if (code !== 0) throw new Error(`serve ended with ${String(code)} on SIGTERM`)
}

/** The headless host as its own process, and a browser on its address. */
export async function startHeadless(dataDirectory: string): Promise<Host> {
  const browser = await chromium.launch(chromiumOptions())
  const context = await browser.newContext({ viewport: { width: 400, height: 600 } })
  let page: Page = await context.newPage()
  let running = await serve(dataDirectory)
  await page.goto(running.address)
  return {
    get page() {
      return page
    },
    async restart() {
      await stop(running.child)
      running = await serve(dataDirectory)
      await page.close()
      page = await context.newPage()
      await page.goto(running.address)
    },
    tray: async () => null,
    async close() {
      await browser.close()
      await stop(running.child)
    },
  }
}
