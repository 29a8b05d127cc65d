// The end-to-end tests use a real browser and a real notification daemon. This provides them where it can, and
// elsewhere says what to install.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from '../tests/e2e/chromium.ts'

interface Tool {
  what: string
  debianPackage: string
  present(): boolean
}

function onPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, command), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

const command = (name: string, debianPackage: string): Tool => ({
  what: name,
  debianPackage,
  present: () => onPath(name),
})

const tools: Tool[] = [
  { what: 'Chromium', debianPackage: 'chromium', present: () => findChromium() !== null },
  // Notifications are read back from a daemon on a private bus; only Linux has them in this form.
  ...(process.platform === 'linux'
    ? [
        command('Xvfb', 'xvfb'),
        command('dbus-daemon', 'dbus-daemon'),
        command('dbus-send', 'dbus-bin'),
        // dunstctl asks for the history through it.
        command('busctl', 'systemd'),
        command('dunst', 'dunst'),
        command('notify-send', 'libnotify-bin'),
      ]
    : []),
]

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

function install(packages: string[]): boolean {
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) => spawnSync('apt-get', args, { stdio: 'inherit', env: environment }).status === 0
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', ...packages)
}

const missing = tools.filter((tool) => !tool.present())
if (missing.length > 0) {
  const packages = missing.map((tool) => tool.debianPackage)
  if (isDebian() && process.getuid?.() === 0) {
    console.error(`Installing what the tests need: ${packages.join(' ')}`)
    install(packages)
  }
  const still = tools.filter((tool) => !tool.present())
  if (still.length > 0) {
    console.error(`The tests need ${still.map((tool) => tool.what).join(', ')}.`)
    console.error(`On Debian or Ubuntu: sudo apt-get install ${still.map((tool) => tool.debianPackage).join(' ')}`)
    console.error('Elsewhere: install Chromium or Chrome, and set PORTLIGHT_CHROMIUM to its path if it is not found.')
    process.exit(1)
  }
}
