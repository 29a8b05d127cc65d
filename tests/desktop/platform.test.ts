import { describe, expect, it } from 'vitest'
import { readPlatform } from '../../electron/desktop/platform.ts'

const linux = { platform: 'linux', arch: 'x64', argv: ['portlight'], env: {} }

describe('readPlatform', () => {
  it('knows a Wayland session by either variable', () => {
    expect(readPlatform({ ...linux, env: { XDG_SESSION_TYPE: 'wayland' } }).wayland).toBe(true)
    expect(readPlatform({ ...linux, env: { WAYLAND_DISPLAY: 'wayland-0' } }).wayland).toBe(true)
    expect(readPlatform({ ...linux, env: { XDG_SESSION_TYPE: 'x11' } }).wayland).toBe(false)
  })

  it('believes the person who asked for X11 there', () => {
    const argv = ['portlight', '--ozone-platform=x11']
    expect(readPlatform({ ...linux, argv, env: { WAYLAND_DISPLAY: 'wayland-0' } }).wayland).toBe(false)
  })

  it('finds GNOME among several names, and only on Linux', () => {
    const env = { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }
    expect(readPlatform({ ...linux, env }).gnome).toBe(true)
    expect(readPlatform({ ...linux, platform: 'darwin', env }).gnome).toBe(false)
    expect(readPlatform({ ...linux, env: { XDG_CURRENT_DESKTOP: 'KDE' } }).gnome).toBe(false)
  })

  it('tells the processors of Apple apart', () => {
    expect(readPlatform({ ...linux, platform: 'darwin', arch: 'arm64' })).toEqual({
      os: 'darwin',
      arm64: true,
      wayland: false,
      gnome: false,
    })
  })
})
