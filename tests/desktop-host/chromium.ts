// One Chromium for the whole process; each window of the program is a page in it.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import { chromiumOptions } from '../e2e/chromium.ts'

let launched: Promise<BrowserContext> | null = null
let profile = ''

async function launch(): Promise<BrowserContext> {
  profile = mkdtempSync(join(tmpdir(), 'portlight-chromium-'))
  const { executablePath, args } = chromiumOptions()
  return chromium.launchPersistentContext(profile, {
    executablePath,
    args: [...args, '--remote-debugging-port=0'],
    // The configuration directory is the program's under test; the browser's own files belong in its profile.
    env: { ...process.env, XDG_CONFIG_HOME: profile },
  })
}

/** A new page of the given size, in pixels. */
export async function openPage(size: { width: number; height: number }): Promise<Page> {
  launched ??= launch()
  const context = await launched
  const blank = context.pages().find((page) => page.url() === 'about:blank')
  const page = blank ?? (await context.newPage())
  await page.setViewportSize(size)
  return page
}

/** Where another program can drive the same browser through the Chrome DevTools Protocol. */
export async function debuggingAddress(): Promise<string> {
  launched ??= launch()
  await launched
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')
  return `http://127.0.0.1:${port}`
}

export async function closeBrowser(): Promise<void> {
  const context = await launched?.catch(() => null)
  launched = null
  await context?.close()
  if (profile !== '') rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
}
