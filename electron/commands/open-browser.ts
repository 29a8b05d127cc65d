import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../monitor/ports.ts'

/** What decides whether a browser can be opened for the person who started the program. */
export interface Seat {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  root: boolean
  /** Standard output is a terminal, so somebody is looking. */
  terminal: boolean
}

/** Whether to open a browser: not for a service, not without a display, and never as root, whose browser it would be. */
export function canOpenBrowser({ platform, env, root, terminal }: Seat): boolean {
  if (!terminal || root) return false
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

export interface BrowserDeps {
  /** The person's home directory. */
  home: string
  clock: Clock
  /** Fires when the program is to end. */
  signal: AbortSignal
  /** Opens a file with what the system opens such files with. */
  open: (path: string) => Promise<Opening>
}

/** A process that was started to open something. */
export interface Opening {
  once(event: 'error', listener: () => void): unknown
}

/** Longer than a browser takes to start on a slow disk. */
const readWithinMs = 60_000

/**
 * Opens the address in the default browser, through a page of its own that leads there: what stands on a command line is
 * for every user of the machine to read, and the address holds the token. The page is for its owner alone and goes after
 * a minute or when the program ends. It never rejects; `onError` hears when nothing could be opened.
 */
export async function openBrowser(address: string, deps: BrowserDeps, onError: () => void): Promise<void> {
  const { home, clock, signal, open } = deps
  if (signal.aborted) return
  try {
    // In plain sight in the home directory: a browser installed as a snap, Ubuntu's default, can read neither /tmp nor
    // anything below a name with a dot, as the data directory is.
    const directory = mkdtempSync(join(home, 'portlight-'))
    // At once, not in time: there may be none left when the program ends.
    const remove = () => {
      signal.removeEventListener('abort', remove)
      try {
        rmSync(directory, { recursive: true, force: true })
      } catch {
        // There is nobody to tell, and it stays for its owner alone.
      }
    }
    signal.addEventListener('abort', remove, { once: true })
    clock.after(readWithinMs, remove)
    const path = join(directory, 'open.html')
    writeFileSync(path, leadingTo(address), { mode: 0o600, flag: 'wx' })
    const child = await open(path)
    child.once('error', onError)
  } catch {
    onError()
  }
}

/** Opens a file with what the system opens such files with. */
export async function openWithSystem(path: string): Promise<Opening> {
  const { default: open } = await import('open')
  return open(path)
}

/** The address holds nothing that HTML would read otherwise: a host, a port and base64url. */
function leadingTo(address: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url=${address}">
<title>Portlight</title>
<a href="${address}">Portlight</a>
`
}
