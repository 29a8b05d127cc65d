/** What the desktop code must know of the system it runs on. Read once, at the entry, and handed down. */
export interface Platform {
  /** Other Unixes count as linux: the same toolkits, the same panels. */
  os: 'linux' | 'darwin' | 'win32'
  arm64: boolean
  /** Electron draws through Wayland, where a window can neither know nor choose its place. */
  wayland: boolean
  /** GNOME's top bar is dark in both themes. */
  gnome: boolean
}

interface ProcessFacts {
  platform: string
  arch: string
  argv: readonly string[]
  env: Readonly<Record<string, string | undefined>>
}

/** Reads the platform from a process. Electron follows XDG_SESSION_TYPE unless told `--ozone-platform=x11`. */
export function readPlatform({ platform, arch, argv, env }: ProcessFacts): Platform {
  const os = platform === 'darwin' || platform === 'win32' ? platform : 'linux'
  const desktops = (env.XDG_CURRENT_DESKTOP ?? '').toUpperCase().split(':')
  const waylandSession = env.XDG_SESSION_TYPE === 'wayland' || (env.WAYLAND_DISPLAY ?? '') !== ''
  return {
    os,
    arm64: arch === 'arm64',
    wayland: os === 'linux' && waylandSession && !argv.includes('--ozone-platform=x11'),
    gnome: os === 'linux' && desktops.includes('GNOME'),
  }
}
