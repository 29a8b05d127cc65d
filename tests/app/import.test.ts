import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../electron/contract/settings.ts'
import type { TargetConfig } from '../../electron/contract/target-config.ts'
import { writeTargetsJson } from '../../electron/interop/targets-json.ts'
import { probeResult, tcpTarget } from '../monitor/samples.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { startApp } from './harness.ts'

const net = 'input.net_response/net.toml'

function confWith(file: string, text: string): string {
  const directory = temporaryDirectory()
  mkdirSync(dirname(join(directory, file)), { recursive: true })
  writeFileSync(join(directory, file), text)
  return directory
}

const three = '[[instances]]\ntargets = ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:2"]\n'

it('previews without changing anything, and imports only what was chosen', async () => {
  const app = startApp()
  const paths = [confWith(net, three)]
  const { items, errors } = await app.ask('import:preview', { paths })
  expect(errors).toEqual([])
  expect(items.map(({ address, action, line }) => ({ address, action, line }))).toEqual([
    { address: 'tcp://127.0.0.1:1', action: 'add', line: 2 },
    { address: 'tcp://127.0.0.1:2', action: 'add', line: 2 },
    { address: 'tcp://127.0.0.1:2', action: 'add', line: 2 },
  ])
  expect((await app.ask('snapshot:get', {})).targets).toEqual([])

  const ids = items.slice(1).map(({ id }) => id)
  expect(await app.ask('import:apply', { paths, ids })).toEqual({
    added: 2,
    changed: 0,
    same: 0,
    skipped: 1,
    settings: 0,
    problems: [],
  })
  const { targets } = await app.ask('snapshot:get', {})
  expect(targets).toMatchObject([
    { target: '127.0.0.1:2', sourceFile: null },
    { target: '127.0.0.1:2', sourceFile: null },
  ])
  expect((await app.ask('import:preview', { paths })).items.map(({ action }) => action)).toEqual([
    'add',
    'same',
    'same',
  ])
})

it('adds nothing twice when asked twice at once', async () => {
  const app = startApp()
  const paths = [confWith(net, three)]
  const both = await Promise.all([app.ask('import:apply', { paths }), app.ask('import:apply', { paths })])
  expect(both.map(({ added }) => added)).toEqual([3, 0])
})

it('probes an edited target by its new options, under its old id', async () => {
  const app = startApp()
  const directory = confWith(net, three)
  await app.ask('import:apply', { paths: [directory] })
  const before = app.portlight.monitor.targets()
  writeFileSync(join(directory, net), three.replace('[[', 'interval = 60\n[['))
  expect(await app.ask('import:apply', { paths: [directory] })).toMatchObject({ added: 0, changed: 3 })
  const after = app.portlight.monitor.targets()
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  expect(after.map(({ intervalMs }) => intervalMs)).toEqual([60_000, 60_000, 60_000])
})

it('imports what can be read beside a file that cannot', async () => {
  const app = startApp()
  const directory = confWith(net, three)
  writeFileSync(join(directory, 'input.net_response/broken.toml'), '[[instances]\n')
  const { errors } = await app.ask('import:preview', { paths: [directory] })
  expect(errors).toMatchObject([{ file: join(directory, 'input.net_response/broken.toml'), line: 1 }])
  expect(await app.ask('import:apply', { paths: [directory] })).toMatchObject({ added: 3 })
})

it('takes back a removed target that the file names twice', async () => {
  const app = startApp()
  await app.ask('import:apply', { paths: [confWith(net, three)] })
  const id = app.portlight.monitor.targets()[2]?.id ?? ''
  await app.ask('targets:remove', { ids: [id] })
  await app.ask('targets:restore', { ids: [id] })
  expect(app.portlight.monitor.targets()).toHaveLength(3)
})

it('reads ~/ from the home directory, and refuses a path that starts nowhere', async () => {
  const home = confWith(`conf/${net}`, three)
  const app = startApp({ reading: { machine: { hostname: 'h', ip: '', env: {} }, home } })
  expect((await app.ask('import:preview', { paths: ['~/conf'] })).items).toHaveLength(3)
  expect(await app.portlight.handle('import:preview', { paths: ['conf'] })).toEqual({
    ok: false,
    code: 'unreadable',
    message: '"conf" does not say where it starts; write the whole path, or ~/ for your home folder',
  })
})

it('imports nothing when a secret cannot be kept', async () => {
  const refusing = {
    get: async () => ({ ok: false as const, message: 'gone' }),
    put: async () => ({ ok: false as const, message: 'the disk is full' }),
    delete: async () => {},
    keepOnly: async () => {},
  }
  const app = startApp({ secrets: refusing })
  const text = '[[instances]]\ntargets = ["http://127.0.0.1:1/"]\nusername = "u"\npassword = "p"\n'
  const answer = await app.portlight.handle('import:apply', { paths: [confWith('input.http_response/web.toml', text)] })
  expect(answer).toMatchObject({ ok: false, code: 'secret-unavailable' })
  expect(app.portlight.monitor.targets()).toEqual([])
})

const target = (id: string, name: string, dependsOn: string[]) => tcpTarget(id, { name, dependsOn })

/** The path of a file that these targets were exported to. */
const fileWith = (...targets: TargetConfig[]) => [
  join(confWith('targets.json', writeTargetsJson(targets)), 'targets.json'),
]

describe('targets that depend on one another', () => {
  const [router, nas] = ['0b0e6b52-5d0c-4c6e-9f0b-3a5d1f0c2a11', '7f1e2d3c-4b5a-4968-8776-655443322110'] as const
  it('are imported with what they depend on, known here or not', async () => {
    const app = startApp({ started: false })
    const paths = fileWith(target(router, 'Router', ['unknown']), target(nas, 'NAS', [router]))
    expect(await app.ask('import:apply', { paths })).toMatchObject({ added: 2 })
    expect(app.portlight.monitor.target(nas)?.dependsOn).toEqual([router])
  })

  it('are not imported in a ring', async () => {
    const app = startApp({ started: false })
    const paths = fileWith(target(router, 'Router', [nas]), target(nas, 'NAS', [router]))
    expect(await app.portlight.handle('import:apply', { paths })).toEqual({
      ok: false,
      code: 'invalid-target',
      message:
        'nothing was imported: "Router" depends on "NAS" depends on "Router"; remove one of these from dependsOn',
    })
    expect(app.portlight.monitor.targets()).toEqual([])
  })

  it('are watched where a person wrote a ring, which is named', async () => {
    const directory = temporaryDirectory()
    const targets = [target('a', 'Router', ['b']), target('b', 'NAS', ['a'])]
    const file = join(directory, 'config.json')
    writeFileSync(file, JSON.stringify({ ...defaultSettings, targets }))
    const app = startApp({ directory, probe: async ({ id }) => probeResult(id, 0) })
    const { notices, targets: shown } = await app.ask('snapshot:get', {})
    expect(shown).toHaveLength(2)
    const message = '"Router" depends on "NAS" depends on "Router"; remove one of these from dependsOn'
    expect(notices).toEqual([
      { id: 'dependencies', severity: 'warning', code: 'config-warning', params: { file, message } },
    ])
  })
})
