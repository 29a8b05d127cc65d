/** What decides, before anything is downloaded or started, whether Electron can run here. */
export interface StartFacts {
  platform: string
  /** Effective user id; null on Windows. */
  userId: number | null
  env: Readonly<Record<string, string | undefined>>
}

const isSet = (value: string | undefined) => value !== undefined && value !== ''

/** Why Electron cannot run here and what to do about it, as one line; null when nothing speaks against it. */
export function electronObstacle({ platform, userId, env }: StartFacts): string | null {
  if (platform !== 'linux') return null
  if (userId === 0) {
    return 'Electron does not run as root, so there is no tray icon; start Portlight as an ordinary user to get it'
  }
  if (!isSet(env.DISPLAY) && !isSet(env.WAYLAND_DISPLAY)) {
    return 'there is no display (DISPLAY and WAYLAND_DISPLAY are unset), so there is no tray icon; start Portlight in a desktop session to get it'
  }
  return null
}

// What Chromium and the dynamic loader write before they give up, and what helps.
const refusals: readonly [RegExp, string][] = [
  [
    /SUID sandbox helper|No usable sandbox|Failed to move to new namespace|sandbox_host_linux/i,
    'the system forbids Electron its sandbox; run "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0", or make node_modules/electron/dist/chrome-sandbox belong to root with mode 4755',
  ],
  [/Running as root without --no-sandbox/i, 'Electron does not run as root; start Portlight as an ordinary user'],
  [
    /error while loading shared libraries: ([^:\s]+)/i,
    'a library Electron needs is missing; the line above names it, install its package',
  ],
  [/Missing X server|cannot open display|Failed to connect to Wayland display/i, 'Electron cannot open the display'],
]

/** Why Electron ended at once, read from what it wrote to stderr, as one line; null when it does not say. */
export function refusalIn(stderr: string): string | null {
  return refusals.find(([pattern]) => pattern.test(stderr))?.[1] ?? null
}
