// The tests use a real browser, a real notification daemon, and the monitors Portlight is compared with. This provides
// them where it can, and elsewhere says what to install.
import { accessSync, constants, existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from '../tests/e2e/chromium.ts'
import { findTool, type ProofTool, proofTools } from '../tests/proof/tools.ts'
import { installDebian } from './install-debian.ts'

interface Tool {
  what: string
  debianPackage: string
  /** What the package would run in the background. */
  service?: string
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

const compared = (name: ProofTool, service?: string): Tool => ({
  what: name,
  debianPackage: proofTools[name],
  ...(service === undefined ? {} : { service }),
  present: () => findTool(name) !== null,
})

const font = (debianPackage: string, file: string): Tool => ({
  what: `the font of ${debianPackage}`,
  debianPackage,
  present: () => existsSync(`/usr/share/fonts/${file}`),
})

const tools: Tool[] = [
  // Pictures are only compared where they would be drawn with the same fonts; nobody is asked to install these by hand.
  ...(isDebian() && process.getuid?.() === 0
    ? [
        font('fonts-inter', 'opentype/inter/Inter-Regular.otf'),
        font('fonts-wqy-microhei', 'truetype/wqy/wqy-microhei.ttc'),
      ]
    : []),
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
        // What a desktop and a software centre accept of a package.
        command('desktop-file-validate', 'desktop-file-utils'),
        command('appstreamcli', 'appstream'),
        command('systemd-analyze', 'systemd'),
      ]
    : []),
  compared('prometheus', 'prometheus.service'),
  compared('promtool'),
  compared('prometheus-blackbox-exporter', 'prometheus-blackbox-exporter.service'),
  compared('check_tcp'),
  compared('check_udp'),
  compared('check_http'),
]

function isDebian(): boolean {
  try {
    return /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

const packagesOf = (some: readonly Tool[]): string[] => [...new Set(some.map((tool) => tool.debianPackage))]

const missing = tools.filter((tool) => !tool.present())
if (missing.length > 0) {
  const packages = packagesOf(missing)
  if (isDebian() && process.getuid?.() === 0) {
    console.error(`Installing what the tests need: ${packages.join(' ')}`)
    installDebian(
      packages,
      missing.flatMap(({ service }) => service ?? []),
    )
  }
  const still = tools.filter((tool) => !tool.present())
  if (still.length > 0) {
    console.error(`The tests need ${still.map((tool) => tool.what).join(', ')}.`)
    console.error(`On Debian or Ubuntu: sudo apt-get install --no-install-recommends ${packagesOf(still).join(' ')}`)
    console.error(
      'Elsewhere: put them on the PATH; for Chromium install Chromium or Chrome, and set PORTLIGHT_CHROMIUM to its path if it is not found.',
    )
    process.exit(1)
  }
}
