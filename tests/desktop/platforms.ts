import type { Platform } from '../../electron/desktop/platform.ts'

export const linux: Platform = { os: 'linux', arm64: false, wayland: false, gnome: false }
export const macOs: Platform = { os: 'darwin', arm64: true, wayland: false, gnome: false }
export const windows: Platform = { os: 'win32', arm64: false, wayland: false, gnome: false }
