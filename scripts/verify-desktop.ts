// `npm run verify:desktop`: what no machine without a desktop can tell. Runs every spec on the real Electron, shows each
// state of the tray for two seconds and one notification, and prints a report to attach to an issue. It sends nothing.
import { execFileSync } from 'node:child_process'
import { release } from 'node:os'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.ts'
import { downloadElectron, installedElectron } from './electron-binary.ts'
import { electronObstacle } from './electron-obstacle.ts'
import { buildTour } from './verify/build-tour.ts'
import { isGood, writeReport } from './verify/report.ts'
import { runSpecs } from './verify/run-specs.ts'
import { runTour } from './verify/run-tour.ts'

const clone = join(import.meta.dirname, '..')
const tourFolder = join(clone, 'node_modules', '.portlight-tour')
const eachMs = 2000
const limits = { downloadMs: 300_000, specsMs: 1_200_000, tourMs: 120_000 }

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}

function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty'], { cwd: clone, encoding: 'utf8' }).trim()
  } catch {
    return 'not a clone'
  }
}

function facts(): [string, string][] {
  const { XDG_CURRENT_DESKTOP: desktop, XDG_SESSION_TYPE: session } = process.env
  return [
    ['date', new Date().toISOString().slice(0, 10)],
    ['commit', commit()],
    ['system', `${process.platform} ${release()} ${process.arch}`],
    ...(process.platform === 'linux'
      ? [['desktop', `${desktop ?? 'unknown'}, ${session ?? 'unknown'}`] as [string, string]]
      : []),
  ]
}

async function provide(): Promise<string | null> {
  const obstacle = electronObstacle({
    platform: process.platform,
    userId: process.geteuid?.() ?? null,
    env: process.env,
  })
  if (obstacle !== null) {
    say(`Nothing can be verified here: ${obstacle}.`)
    return null
  }
  if (installedElectron() === null) {
    say('Downloading Electron')
    await downloadElectron(limits.downloadMs, () => {})
  }
  const binary = installedElectron()
  if (binary === null)
    say('Electron could not be downloaded; name a mirror in ELECTRON_MIRROR, or run "npx install-electron".')
  return binary
}

async function verify(): Promise<number> {
  const binary = await provide()
  if (binary === null || !buildIfStale(clone)) return 2
  say('Running every spec on Electron; leave mouse and keyboard alone for a few minutes')
  const specs = await runSpecs(clone, { project: 'electron', limitMs: limits.specsMs })
  await buildTour(tourFolder)
  say(`Look at the tray: each state is shown for ${eachMs / 1000} s, then a notification comes`)
  const tour = await runTour({
    program: binary,
    args: [tourFolder, join(clone, 'assets'), String(eachMs)],
    env: process.env,
    limitMs: limits.tourMs,
    onLine: (line) => {
      if (line.step === 'tray') say(`  ${line.mark}`)
    },
  })
  const findings = { facts: facts(), specs, tour }
  process.stdout.write(writeReport(findings))
  return isGood(findings) ? 0 : 1
}

process.exitCode = await verify()
