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

/** Opens the address in the default browser. It never rejects; `onError` hears when that failed. */
export async function openBrowser(address: string, onError: () => void): Promise<void> {
  try {
    const { default: open } = await import('open')
    const child = await open(address)
    child.once('error', onError)
  } catch {
    onError()
  }
}
