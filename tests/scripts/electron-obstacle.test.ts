import { describe, expect, it } from 'vitest'
import { electronObstacle, refusalIn } from '../../scripts/electron-obstacle.ts'

describe('electronObstacle', () => {
  it.each([
    ['root on Linux, display or not', { platform: 'linux', userId: 0, env: { DISPLAY: ':0' } }, /as root/],
    ['no display', { platform: 'linux', userId: 1000, env: {} }, /no display/],
    ['an empty display', { platform: 'linux', userId: 1000, env: { DISPLAY: '', WAYLAND_DISPLAY: '' } }, /no display/],
  ])('%s', (_name, facts, reason) => {
    expect(electronObstacle(facts)).toMatch(reason)
  })

  it.each([
    ['X11', { platform: 'linux', userId: 1000, env: { DISPLAY: ':0' } }],
    ['Wayland', { platform: 'linux', userId: 1000, env: { WAYLAND_DISPLAY: 'wayland-0' } }],
    ['macOS', { platform: 'darwin', userId: 501, env: {} }],
    ['root on macOS', { platform: 'darwin', userId: 0, env: {} }],
    ['Windows', { platform: 'win32', userId: null, env: {} }],
  ])('none on %s', (_name, facts) => {
    expect(electronObstacle(facts)).toBe(null)
  })
})

describe('refusalIn', () => {
  it.each([
    [
      '[1:FATAL:sandbox/linux/suid/client/setuid_sandbox_host.cc:163] The SUID sandbox helper binary was found, but is not configured correctly.',
      /sandbox/,
    ],
    ['[1:FATAL:zygote_host_impl_linux.cc(127)] No usable sandbox! Update your kernel', /apparmor_restrict/],
    ['electron: error while loading shared libraries: libnss3.so: cannot open shared object file', /library/],
    ['[1:ERROR:ozone_platform_x11.cc(240)] Missing X server or $DISPLAY', /display/],
  ])('%s', (stderr, reason) => {
    expect(refusalIn(stderr)).toMatch(reason)
  })

  it('finds none in what a running Electron writes', () => {
    expect(refusalIn('[1:ERROR:bus.cc(408)] Failed to connect to the bus')).toBe(null)
  })
})
