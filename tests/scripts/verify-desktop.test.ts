import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildTour } from '../../scripts/verify/build-tour.ts'
import { type Findings, isGood, writeReport } from '../../scripts/verify/report.ts'
import { readSpecReport, runSpecs } from '../../scripts/verify/run-specs.ts'
import { runTour } from '../../scripts/verify/run-tour.ts'
import { readTourLine } from '../../scripts/verify/tour-lines.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const clone = join(import.meta.dirname, '../..')

/** Runs the tour as it is bundled for Electron, on the stand-in. */
async function tourOnStandIn(world: object = {}, limitMs = 100_000) {
  // Inside the clone, for what stays outside the bundle.
  const folder = join(clone, 'node_modules', `.portlight-tour-${process.pid}`)
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await buildTour(folder)
  return runTour({
    program: process.execPath,
    args: [join(clone, 'tests', 'desktop-host', 'host.ts'), join(clone, 'assets'), '1'],
    env: {
      ...process.env,
      HOME: temporaryDirectory(),
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere/bus',
      DESKTOP_HOST_PROGRAM: join(folder, 'tour.js'),
      DESKTOP_HOST_WORLD: JSON.stringify(world),
    },
    limitMs,
    onLine: () => {},
  })
}

const good: Findings = {
  facts: [['system', 'linux | 6.1']],
  specs: { specs: [{ name: 'a.spec.ts: works', passed: true, durationMs: 10, error: null }], fault: null },
  tour: {
    lines: [
      { step: 'tray', mark: 'up', image: 'up-on-light.png', bounds: null },
      { step: 'notification', adapter: 'Electron', delivery: 'shown' },
      { step: 'done' },
    ],
    fault: null,
  },
}

describe('the tour of the tray', { timeout: 120_000 }, () => {
  it('shows every mark there is, then one notification, and says what it sees', async () => {
    const { lines, fault } = await tourOnStandIn()
    expect(fault).toBeNull()
    expect(lines.flatMap((line) => (line.step === 'tray' ? [line.mark] : []))).toEqual([
      'up',
      'degraded',
      ...Array.from({ length: 9 }, (_, count) => `down-${count + 1}`),
      'down-9plus',
      'paused',
      'unknown',
    ])
    expect(lines[0]).toMatchObject({ step: 'facts', trayHost: 'there', displays: [{ scale: 2 }] })
    expect(lines.at(-2)).toEqual({ step: 'notification', adapter: 'Electron', delivery: 'shown' })
    expect(lines.at(-1)).toEqual({ step: 'done' })
  })

  it('is ended when it takes too long, and says so', async () => {
    const tour = await runTour({
      program: process.execPath,
      args: ['-e', 'console.log("{}"); console.error("stuck"); setInterval(() => {}, 1000)'],
      env: process.env,
      limitMs: 2000,
      onLine: () => {},
    })
    expect(tour).toEqual({ lines: [], fault: 'it did not end within 2 s. stuck' })
  })

  it('is not done when its program cannot be started', async () => {
    const tour = await runTour({ program: '/nowhere/electron', args: [], env: {}, limitMs: 5000, onLine: () => {} })
    expect(tour.fault).toContain('ENOENT')
  })

  it('understands nothing but its own lines', () => {
    expect(readTourLine('libva info: hello')).toBeNull()
    expect(readTourLine('{"step": "tray"}')).toBeNull()
    expect(readTourLine('{"step": "done"}')).toEqual({ step: 'done' })
  })
})

describe('the specs', { timeout: 120_000 }, () => {
  it('are read from what Playwright writes', async () => {
    const listed = await runSpecs(clone, { project: 'headless', limitMs: 100_000, only: ['--list'] })
    expect(listed.fault).toBeNull()
    const names = listed.specs.map(({ name }) => name)
    expect(names).toContain('categraf-files.spec.ts: targets of a Categraf folder are imported, once')
    // Only listed, none of them has passed.
    expect(listed.specs.some(({ passed }) => passed)).toBe(false)
  })

  it('are named with the first line of what went wrong', () => {
    const results = [{ status: 'failed', duration: 12.4, error: { message: '\u001B[31mError: no\u001B[39m\n  at x' } }]
    const spec = { title: 'works', file: 'a.spec.ts', ok: false, tests: [{ results }] }
    const report = { suites: [{ specs: [], suites: [{ specs: [spec] }] }], errors: [] }
    expect(readSpecReport(JSON.stringify(report)).specs).toEqual([
      { name: 'a.spec.ts: works', passed: false, durationMs: 12, error: 'Error: no' },
    ])
  })

  it.each([
    ['', 'Playwright wrote no report'],
    ['{}', 'Playwright wrote a report of another form'],
    [
      '{"suites": [], "errors": [{"message": "Project(s) \\"electron\\" not found\\nmore"}]}',
      'Project(s) "electron" not found',
    ],
    ['{"suites": [], "errors": []}', 'no spec was run'],
  ])('that were not run have a reason: %s', (text, fault) => {
    expect(readSpecReport(text)).toEqual({ specs: [], fault })
  })
})

describe('the report', () => {
  it('leaves to eyes what only eyes can tell', () => {
    const text = writeReport(good)
    expect(text).toContain('# Portlight on this desktop: all good, as far as a program can tell')
    expect(text).toContain('| system | linux \\| 6.1 |')
    expect(text).toContain('- [x] a.spec.ts: works (10 ms)')
    expect(text).toContain('- [ ] up (up-on-light.png), somewhere')
    expect(text).toContain('- [x] a notification through Electron: shown')
  })

  it.each<[string, Partial<Findings>]>([
    ['a spec failed', { specs: { specs: [{ name: 'a', passed: false, durationMs: 1, error: 'no' }], fault: null } }],
    ['no spec could be run', { specs: { specs: [], fault: 'no spec was run' } }],
    ['the tour ended early', { tour: { ...good.tour, fault: 'it ended with 1.' } }],
    [
      'the notification did not come',
      { tour: { fault: null, lines: [{ step: 'notification', adapter: null, delivery: 'failed' }] } },
    ],
  ])('says that something is wrong when %s', (_what, part) => {
    expect(isGood({ ...good, ...part })).toBe(false)
    expect(writeReport({ ...good, ...part })).toContain('something is wrong')
  })
})
