import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runHistory } from '../../electron/commands/history.ts'
import { runReport } from '../../electron/commands/report.ts'
import { tcpTarget } from '../monitor/samples.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { testIo } from './io.ts'
import { incidentOf, keepResult, keepTargets, openKept } from './kept-history.ts'

const nowMs = Date.parse('2026-11-22T13:00:00.000Z')
const minuteMs = 60_000

const database = tcpTarget('5f3a', { name: 'Database', target: 'db:5432' })
const replica = tcpTarget('77c1', { name: 'Replica', target: 'db:5432' })
/** In the history only, as one from a file. */
const fromFile = tcpTarget('a9b0', { name: 'Cache', target: 'cache:6379' })

type Run = (argv: readonly string[], io: Parameters<typeof runHistory>[1]) => Promise<number>

async function run(command: Run, ...argv: string[]) {
  const io = testIo()
  const process = { home: '/nonexistent', platform: 'linux' as const, now: () => new Date(nowMs) }
  const status = await command(argv, { ...io, ...process, timeZone: 'Europe/Berlin' })
  return { status, out: io.out(), err: io.err() }
}

const history = (directory: string, ...argv: string[]) => run(runHistory, '--data-dir', directory, ...argv)
const report = (directory: string, ...argv: string[]) => run(runReport, '--data-dir', directory, ...argv)

/** Two minutes of the database, the middle of them down, a result of the cache, and none of the replica. */
async function keptDirectory(): Promise<string> {
  const directory = temporaryDirectory()
  keepTargets(directory, database, replica)
  const kept = await openKept(directory)
  for (let nth = 0; nth < 8; nth++) {
    keepResult(kept, database, nowMs - 2 * minuteMs + nth * 15_000, nth === 3 || nth === 4 ? 2 : 0)
  }
  kept.history.incident(incidentOf(database, nowMs - 75_000))
  keepResult(kept, fromFile, nowMs - minuteMs, null)
  await kept.close()
  return directory
}

describe('portlight history', () => {
  it('prints every result for a person, the oldest first', async () => {
    const { status, out, err } = await history(await keptDirectory(), 'Database')
    expect({ status, err }).toEqual({ status: 0, err: '' })
    const lines = out.split('\n')
    expect(lines[0]).toBe('Database  tcp://db:5432')
    expect(lines[1]).toBe('✓  2026-11-22 13:58:00  Success               1.9 ms')
    expect(lines[4]).toBe(
      '✗  2026-11-22 13:58:45  ConnectionFailed           -  tcp 5f3a:5432 did not connect within 5 s.',
    )
    expect(lines).toHaveLength(11)
    expect(lines[9]).toBe('8 results, 2 failed; uptime: 75.00 % of <1 % observed')
  })

  it('prints JSON and CSV for programs', async () => {
    const directory = await keptDirectory()
    const json = await history(directory, '5f3a', '--format', 'json')
    expect(json).toMatchObject({ status: 0, err: '' })
    const document = JSON.parse(json.out)
    expect(document.target).toBe('5f3a')
    expect(document.results).toHaveLength(8)
    expect(document.results[0]).toMatchObject({
      startedAt: '2026-11-22T12:58:00.000Z',
      resultCode: 0,
      responseTimeMs: 1.9,
    })
    expect(document.results[3]).toMatchObject({ resultCode: 2, result: 'ConnectionFailed', reason: 'refused' })

    const csv = await history(directory, '5f3a', '--format', 'csv')
    expect(csv.out.split('\r\n')).toHaveLength(10)
    expect(csv.out).toMatch(/^time,name,target,/)
  })

  it('looks no further back than it is told', async () => {
    const { out } = await history(await keptDirectory(), '5f3a', '--since', '50s', '--format', 'json')
    expect(JSON.parse(out).results).toHaveLength(3)
  })

  it.each(['Cache', 'cache:6379', 'tcp://cache:6379', 'a9b0'])(
    'finds a target that only the history knows by %s',
    async (name) => {
      const { status, out } = await history(await keptDirectory(), name, '--format', 'json')
      expect(status).toBe(0)
      expect(JSON.parse(out)).toMatchObject({ target: 'a9b0', results: [{ resultCode: null }] })
    },
  )

  it('lists the candidates where several are called so', async () => {
    expect(await history(await keptDirectory(), 'db:5432')).toEqual({
      status: 2,
      out: '',
      err:
        'portlight history: "db:5432" is 2 targets; name one by its id:\n' +
        '  5f3a  Database  tcp://db:5432\n  77c1  Replica  tcp://db:5432\n',
    })
  })

  it('prints an empty list of a target without results, and says so', async () => {
    const directory = await keptDirectory()
    const said = 'portlight history: there are no results of "Replica" in this time\n'
    expect(await history(directory, 'Replica', '--format', 'json')).toEqual({
      status: 0,
      out: '{"target": "77c1", "results": []}\n',
      err: said,
    })
    // Nothing was ever probed: there is not even a file.
    const begun = temporaryDirectory()
    keepTargets(begun, replica)
    expect(await history(begun, 'Replica')).toEqual({
      status: 0,
      out: 'Replica  tcp://db:5432\n0 results, 0 failed; uptime: not observed\n',
      err: said,
    })
  })

  it('reads what a program that runs has written', async () => {
    const directory = temporaryDirectory()
    keepTargets(directory, database)
    const kept = await openKept(directory)
    onTestFinished(() => kept.close())
    keepResult(kept, database, nowMs - minuteMs, 0)
    const results = async () => JSON.parse((await history(directory, '5f3a', '--format', 'json')).out).results.length
    await expect.poll(results, { timeout: 10_000 }).toBe(1)
    keepResult(kept, database, nowMs - minuteMs + 15_000, 2)
    await expect.poll(results, { timeout: 10_000 }).toBe(2)
  })

  it.each([
    [[], 'TARGET is missing; name one by its name, address or id'],
    [['My', 'database'], '"database" is one target too many; a name with spaces needs quotes'],
    [['db', '--format', 'xml'], '--format "xml" is not known; write text, json or csv'],
    [['db', '--since', 'yesterday'], '--since "yesterday" is not a duration; write 7d or 90min'],
    [['db', '--since', '0s'], '--since "0s" is not between 1s and 3650d'],
    [['db', '--since', '9999d'], '--since "9999d" is not between 1s and 3650d'],
    [['db', '--data-dir='], '--data-dir names no directory'],
  ])('refuses %j', async (argv, message) => {
    expect(await run(runHistory, ...argv)).toEqual({
      status: 2,
      out: '',
      err: `portlight history: ${message}\nTry: portlight history --help\n`,
    })
  })

  it('refuses a target that nobody knows, and a history that is none', async () => {
    const directory = await keptDirectory()
    expect(await history(directory, 'gone')).toMatchObject({
      status: 2,
      err: 'portlight history: there is no target "gone"\n',
    })
    const path = join(directory, 'history.sqlite')
    writeFileSync(path, 'not a database, and long enough to be taken for one by its size alone'.repeat(100))
    expect(await history(directory, 'Database')).toMatchObject({
      status: 2,
      out: '',
      err: `portlight history: ${path} is damaged; start Portlight once: it sets the file aside and begins another\n`,
    })
  })

  it('goes on without settings that cannot be read, and says so', async () => {
    const directory = await keptDirectory()
    writeFileSync(join(directory, 'config.json'), '{')
    const { status, out, err } = await history(directory, 'Database', '--format', 'json')
    expect(status).toBe(0)
    expect(JSON.parse(out).results).toHaveLength(8)
    expect(err).toMatch(/^portlight history: warning: .*config/)
  })

  it('prints its help', async () => {
    expect(await run(runHistory, '--help')).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^Usage: portlight history TARGET/),
    })
  })
})

describe('portlight report', () => {
  it('tells what happened to whom', async () => {
    expect(await report(await keptDirectory(), '--since', '2min')).toEqual({
      status: 0,
      err: '',
      out: `Incidents from 2026-11-22 13:58:00 to 2026-11-22 14:00:00 (Europe/Berlin)
1 incident, all over; 1 of 3 targets affected.

Database (db:5432)
Uptime 75.00 % of 100 % observed
- 2026-11-22 13:58:45 to 2026-11-22 13:59:15, 30 s: ConnectionFailed, 2 failed probes
  tcp db:5432 refused the connection.

Without incident:
- Replica (db:5432): not observed
- Cache (cache:6379): not observed
`,
    })
  })

  it('is about nothing where nothing was kept', async () => {
    const directory = temporaryDirectory()
    keepTargets(directory, database)
    const { status, out, err } = await report(directory)
    expect({ status, err }).toEqual({ status: 0, err: 'portlight report: there is no history yet\n' })
    expect(out).toContain('No incident; 1 target watched.')
  })

  it('reads a directory that it may not write', async () => {
    const directory = await keptDirectory()
    chmodSync(directory, 0o500)
    onTestFinished(() => chmodSync(directory, 0o700))
    expect(await report(directory, '--since', '2min')).toMatchObject({ status: 0, err: '' })
  })

  it.each([
    [['db'], '"db" is not an option; a report is about all targets'],
    [['--since', 'ever'], '--since "ever" is not a duration; write 7d or 90min'],
    [['--format', 'json'], "Unknown option '--format'"],
  ])('refuses %j', async (argv, message) => {
    expect(await run(runReport, ...argv)).toEqual({
      status: 2,
      out: '',
      err: `portlight report: ${message}\nTry: portlight report --help\n`,
    })
  })
})
