import { existsSync } from 'node:fs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** Path of the installed browser the tests drive, or null. `PORTLIGHT_CHROMIUM` names one elsewhere. */
export function findChromium(): string | null {
  const named = process.env.PORTLIGHT_CHROMIUM
  if (named !== undefined && named !== '') return named
  return usualPlaces.find((path) => existsSync(path)) ?? null
}

/**
 * How every test starts it. A root user has no sandbox; the rest keeps the browser from looking for its vendor's
 * servers.
 */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const executablePath = findChromium()
  if (executablePath === null) throw new Error('No Chromium was found; set PORTLIGHT_CHROMIUM to its path.')
  return {
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  }
}
