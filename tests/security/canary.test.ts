import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { runCheck } from '../../electron/commands/check.ts'
import { runExport } from '../../electron/commands/export.ts'
import { runHistory } from '../../electron/commands/history.ts'
import { runImport } from '../../electron/commands/import.ts'
import { runReport } from '../../electron/commands/report.ts'
import { requestChannels } from '../../electron/contract/channels.ts'
import { contract } from '../../electron/contract/schemas.ts'
import { answerPage } from '../../electron/desktop/ipc.ts'
import { createToken } from '../../electron/headless/access.ts'
import { createKeyFileCipher } from '../../electron/headless/key-file.ts'
import { startHttpServer } from '../../electron/headless/server.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { writeCrashReport } from '../../electron/storage/crash-report.ts'
import { createEncryptedSecrets } from '../../electron/storage/encrypted-secrets.ts'
import { startAppWithHistory, type TestApp } from '../app/harness.ts'
import { testIo } from '../commands/io.ts'
import { pageFrame } from '../desktop/stand-in.ts'
import { invoke } from '../desktop-host/ipc.ts'
import { ask, askJson } from '../headless/http-client.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { filesBelow, leaks } from './canaries.ts'
import { arrived, confFolder, plant, secret, secrets } from './plant.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

/** Asks all that can be asked without saying more than whom it is about. */
async function askEverything(app: TestApp): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  const ids = app.portlight.monitor.targets().map(({ id }) => id)
  const from = Date.now() - 3_600_000
  const range = { from, to: Date.now() + 1000 }
  const about = (id: string | null) => [{}, { id }, { id, limit: 100 }, { id, ...range, limit: 100 }, range]
  const formats = (id: string | null) => ['csv', 'json'].map((format) => ({ id, ...range, format }))
  const files = ['categraf', 'blackbox', 'json', 'config'].map((format) => ({ format }))
  const more = (id: string | null) => [...files, { id, ...range, points: 100 }, { id, at: Date.now() }, ...formats(id)]
  const changing =
    /^(targets:(?!get)|webhook:set|import:(?!last)|data:(?!summary)|followed:|notices:|window:|update:)|:set$/
  for (const channel of requestChannels) {
    if (changing.test(channel)) continue
    const tried = [{ ids }, ...[...ids, null].flatMap((id) => [...about(id), ...more(id)])]
    const good = tried.filter((request) => contract[channel].request.safeParse(request).success)
    expect(good, `nothing here can ask ${channel}`).not.toHaveLength(0)
    const requests = new Set(good.map((request) => JSON.stringify(request)))
    for (const request of requests) {
      const answer = await invoke(pageFrame, `portlight:${channel}`, [JSON.parse(request)])
      answers.set(`${channel} ${request}`, JSON.stringify(answer))
    }
  }
  return answers
}

/** Runs the command line on a data directory that nobody uses now. */
async function runCommands(directory: string, addresses: readonly string[]): Promise<Map<string, string>> {
  const told = new Map<string, string>()
  const output = join(directory, '..', 'exported')
  const conf = confFolder(directory)
  const system = { home: '/nonexistent', platform: 'linux', now: () => new Date(), timeZone: 'UTC' } as const
  const run = async (command: typeof runHistory, ...argv: string[]) => {
    const io = testIo()
    const status = await command(argv, { ...io, ...system })
    expect(status, io.err()).toBe(0)
    told.set(argv.join(' '), io.out() + io.err())
  }
  const data = ['--data-dir', directory]
  for (const format of ['categraf', 'blackbox', 'json']) {
    await run(runExport, ...data, '--config', conf, '--format', format, '--output', join(output, format))
  }
  for (const address of addresses) {
    for (const format of ['text', 'json', 'csv']) await run(runHistory, ...data, '--format', format, address)
  }
  await run(runReport, ...data)
  await run(runImport, ...data, '--dry-run', '--format', 'json', conf)
  for (const format of ['text', 'json', 'prometheus']) {
    const io = testIo({ env: { CANARY: secret('environment') } })
    expect(await runCheck(['--config', conf, '--format', format], io)).toBe(1)
    told.set(`check --format ${format}`, io.out() + io.err())
  }
  for (const [path, bytes] of filesBelow(output, /^$/)) told.set(`exported ${path}`, bytes.toString('latin1'))
  return told
}

/** The report of a mistake whose error carries a secret, as those of Node's URL parser do. */
function crash(folder: string): void {
  const at = new Date()
  try {
    expect(new URL(`http://ann:${secret('password in a line')}@[`)).toBeUndefined()
  } catch (error) {
    expect(JSON.stringify(error)).toContain(secret('password in a line'))
    expect(writeCrashReport(folder, { error, version: '0.0.0-test', at })).not.toBeNull()
  }
}

it('tells no secret in a day of use', { timeout: 120_000 }, async () => {
  const directory = join(temporaryDirectory(), 'data')
  mkdirSync(directory)
  const cipher = createKeyFileCipher(
    { path: join(directory, '..', 'secret.key'), provided: false, within: false },
    process.platform,
  )
  const env = { CANARY: secret('environment') }
  const app = await startAppWithHistory({
    directory,
    started: false,
    secrets: createEncryptedSecrets(join(directory, 'secrets.json'), cipher, () => new Date(), env),
    reading: { machine: { hostname: 'test-host', ip: '', env }, home: directory },
  })
  answerPage(app.portlight.handle, { monotonicMs: performance.now.bind(performance) }, () => {})
  const told = new Map<string, string | Buffer>()
  const deltas: string[] = []
  app.portlight.feed.subscribe((delta) => deltas.push(JSON.stringify(delta)))
  app.portlight.start()
  await app.ask('alerts:set', { confirmFailures: 1, gatherMs: 0, settleMs: 0 })
  for (const [index, answer] of (await plant(app)).entries()) told.set(`answer ${index} to a mistake`, answer)
  const targets = app.portlight.monitor.targets()
  expect(targets.map(({ target }) => target)).toHaveLength(11)
  await vi.waitFor(
    () => {
      for (const { id, target } of targets) {
        // The last one's key cannot be read, which is this machine's fault.
        const state = target.endsWith('/e') ? 'no-data' : 'down'
        expect(app.portlight.monitor.status(id)?.state, target).toBe(state)
      }
      for (const [name, value] of secrets) {
        // A key proves itself without being sent.
        const sent = name === 'private key' ? 'a client certificate' : value
        if (name !== 'mistyped')
          expect(
            arrived.some((text) => text.includes(sent)),
            name,
          ).toBe(true)
      }
    },
    { timeout: 40_000, interval: 100 },
  )

  const listening = await startHttpServer({
    portlight: app.portlight,
    pageDirectory: directory,
    host: '127.0.0.1',
    port: 0,
    token: createToken(),
    ownNames: [],
    allowHosts: [],
    version: '0.0.0-test',
    clock: systemClock,
    onError: (error) => told.set('an error of the server', String(error)),
  })
  if (!listening.ok) throw new Error(listening.message)
  onTestFinished(() => listening.server.stop())
  const { address } = listening.server
  const mistakes = ['{"line":', JSON.stringify({ url: secret('mistyped') }), 'x'.repeat(2_000_000)]
  for (const body of mistakes)
    told.set(`HTTP ${body.length}`, JSON.stringify(await askJson(`${address}api/webhook:set`, body)))
  told.set('metrics', (await ask(`${new URL(address).origin}/metrics`)).text)
  told.set('snapshot over HTTP', (await askJson(`${address}api/snapshot:get`, {})).text)
  for (const [name, answer] of await askEverything(app)) told.set(name, answer)
  told.set('notifications', JSON.stringify(app.notifier.shown))
  expect(app.notifier.shown.length).toBeGreaterThan(0)
  crash(join(directory, 'logs'))
  await app.stop()
  told.set('deltas', deltas.join('\n'))
  for (const [name, text] of await runCommands(
    directory,
    targets.map(({ target }) => target),
  ))
    told.set(name, text)
  const files = filesBelow(directory, /^$/)
  for (const name of ['config.json', 'secrets.json', 'history.sqlite', 'logs/portlight.log'])
    expect([...files.keys()]).toContain(name)
  for (const [path, bytes] of files) told.set(path, bytes)

  expect(leaks(secrets, told)).toEqual([])
})

it('finds a secret in whatever form it is told', () => {
  const value = secret('webhook')
  const bytes = Buffer.from(value)
  const written = [
    `x${value}y`,
    encodeURIComponent(value),
    bytes.toString('hex'),
    Buffer.from(value, 'utf16le'),
    ...[0, 1, 2].flatMap((before) => {
      const longer = Buffer.concat([Buffer.from('ab'.slice(0, before)), bytes, Buffer.from('z')])
      return [longer.toString('base64'), longer.toString('base64url')]
    }),
  ]
  for (const text of written)
    expect(leaks(new Map([['it', value]]), new Map([['a file', text]])), String(text)).not.toEqual([])
  expect(leaks(new Map([['it', value]]), new Map([['a file', value.slice(1)]]))).toEqual([])
})
