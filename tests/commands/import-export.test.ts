import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { runExport } from '../../electron/commands/export.ts'
import { runImport } from '../../electron/commands/import.ts'
import { lockDataDirectory } from '../../electron/storage/lock.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'

const net = 'input.net_response/net.toml'
const http = 'input.http_response/web.toml'
const netText = '[[instances]]\ntargets = ["a.internal:22", "b.internal:5432"]\ntimeout = "2s"\n'
const httpText = `interval = 30
[[instances]]
targets = ["https://c.internal/health"]
username = "ada"
password = "s3cret-word"
headers = ["Authorization", "Bearer s3cret-token"]
expect_response_status_code = 200
`

let home: string
let conf: string
let data: string

beforeEach(() => {
  home = temporaryDirectory()
  conf = join(home, 'conf')
  data = join(home, 'data')
})

function write(file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(conf, file)), { recursive: true })
  writeFileSync(join(conf, file), text)
}

async function run(command: typeof runImport, ...argv: string[]) {
  const said = { out: '', err: '' }
  const stream = (name: 'out' | 'err') => ({
    write(text: string, done: () => void) {
      said[name] += text
      done()
    },
  })
  const system = { platform: process.platform, env: {}, home }
  const status = await command(argv, { ...system, stdout: stream('out'), stderr: stream('err'), now: () => new Date() })
  return { status, ...said }
}

const doImport = (...argv: string[]) => run(runImport, ...argv, '--data-dir', data)
const doExport = (...argv: string[]) => run(runExport, ...argv)
/** Without what stands for a secret, which differs from store to store. */
const bare = (targets: object[]) => JSON.parse(JSON.stringify(targets).replaceAll(/"secret":"[^"]*"/g, '"secret":"-"'))
const settings = () => JSON.parse(readFileSync(join(data, 'config.json'), 'utf8'))

describe('portlight import', () => {
  it('adds the targets of a directory, with their secrets kept apart', async () => {
    write(net, netText)
    write(http, httpText)
    expect(await doImport(conf)).toMatchObject({
      status: 0,
      out: expect.stringContaining('3 added, 0 changed, 0 the same'),
    })
    expect(settings().targets).toMatchObject([
      { target: 'a.internal:22', timeoutMs: 2000, origin: { file: join(conf, net), key: 'tcp://a.internal:22 1' } },
      { target: 'b.internal:5432' },
      {
        target: 'https://c.internal/health',
        intervalMs: 30_000,
        username: 'ada',
        password: { secret: expect.any(String) },
      },
    ])
    const kept = ['config.json', 'secrets.json'].map((name) => readFileSync(join(data, name), 'utf8')).join('')
    expect(kept).not.toContain('s3cret')
  })

  it('changes nothing the second time, and the file is not written', async () => {
    write(net, netText)
    write(http, httpText)
    await doImport(conf)
    const before = readFileSync(join(data, 'config.json'))
    const again = await doImport(conf)
    expect(again.out).toContain('0 added, 0 changed, 3 the same, 0 left out')
    expect(readFileSync(join(data, 'config.json'))).toEqual(before)
  })

  it('changes what an edited file changes, says what, and keeps the identity', async () => {
    write(http, httpText)
    await doImport(conf)
    const [before] = settings().targets
    write(http, httpText.replace('30', '60').replace('s3cret-token', 'other-token'))
    const again = await doImport(conf)
    expect(again.out).toContain(
      `change  https://c.internal/health  ${join(conf, http)}:3: interval 30 s → 1 min, headers`,
    )
    const [after] = settings().targets
    expect(after.id).toBe(before.id)
    expect(after.intervalMs).toBe(60_000)
    expect(after.password).toEqual(before.password)
    expect(after.headers[0].value).not.toEqual(before.headers[0].value)
    const secrets = JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')).secrets
    expect(Object.keys(secrets)).not.toContain(before.headers[0].value.secret)
  })

  it('knows a target again after its directory was moved', async () => {
    write(net, netText)
    await doImport(conf)
    conf = join(home, 'elsewhere')
    write(net, netText)
    expect((await doImport(conf)).out).toContain('0 added, 2 changed')
  })

  it('only looks with --dry-run', async () => {
    write(net, netText)
    const { status, out } = await doImport(conf, '--dry-run')
    expect(status).toBe(0)
    expect(out).toBe(
      `add     tcp://a.internal:22  ${join(conf, net)}:2\nadd     tcp://b.internal:5432  ${join(conf, net)}:2\n` +
        '2 would be added, 0 would be changed, 0 the same, 0 left out\n',
    )
    expect(existsSync(data)).toBe(false)
  })

  it('leaves a target alone that a person has already', async () => {
    write(net, '[[instances]]\ntargets = ["a.internal:22"]\n')
    mkdirSync(data)
    const own = {
      id: 'own',
      protocol: 'tcp',
      target: 'a.internal:22',
      name: 'Jump host',
      intervalMs: 15_000,
      timeoutMs: 1,
      readTimeoutMs: 1,
    }
    const file = { schemaVersion: 1, preferences: { theme: 'dark', notifications: true }, targets: [own], paused: {} }
    writeFileSync(join(data, 'config.json'), JSON.stringify(file))
    expect((await doImport(conf)).out).toContain('it is in the list already, as "Jump host"')
    expect(settings()).toEqual(file)
  })

  it('names every quirk with its file and line', async () => {
    write(http, httpText.replace('username', 'insecure_skip_verify = true\nusername'))
    const { err } = await doImport(conf)
    expect(err).toContain(`${join(conf, http)}:4: warning: insecure_skip_verify has no effect without use_tls`)
  })

  it('refuses while Portlight is running on the data directory', async () => {
    write(net, netText)
    mkdirSync(data)
    const locked = lockDataDirectory(data)
    try {
      const { status, err } = await doImport(conf)
      expect(status).toBe(2)
      expect(err).toBe(
        `portlight import: Portlight is running on ${data}; import in its window (Settings, Import), or stop it first\n`,
      )
    } finally {
      if (locked.ok) locked.lock.release()
    }
  })

  it.each([
    [
      'a header with a line break',
      '[[instances]]\ntargets = ["http://a/"]\nheaders = ["X-A", "1\\r\\nX-B: 2"]\n',
      'web.toml:3: error: the value of header X-A has a line break',
    ],
    [
      'an odd list of headers',
      '[[instances]]\ntargets = ["http://a/"]\nheaders = ["X-A"]\n',
      'web.toml:3: error: headers has an odd number',
    ],
    ['bytes that are not UTF-8', Buffer.from([0xff, 0x3d]), 'web.toml: error: cannot be read: this is not UTF-8 text'],
    [
      'tables nested without end',
      `x = ${'{a='.repeat(100_000)}`,
      'web.toml:1: error: its tables are nested more than 16 deep',
    ],
  ])('imports nothing from files with %s', async (_, text, message) => {
    write(net, netText)
    write(http, text)
    const { status, err } = await doImport(conf)
    expect(status).toBe(2)
    expect(err).toContain(message)
    expect(existsSync(join(data, 'config.json'))).toBe(false)
  })

  it('warns of a certificate that is a directory, with its line', async () => {
    write(http, `[[instances]]\ntargets = ["https://a/"]\nuse_tls = true\ntls_ca = "${home}"\n`)
    const { status, err } = await doImport(conf)
    expect(status).toBe(0)
    expect(err).toContain(
      `web.toml:4: warning: tls_ca: ${home} is neither a file nor a link to one; name a PEM file; until`,
    )
  })
})

describe('portlight export', () => {
  it('and import again give the same targets, on this machine and on another', async () => {
    write(net, netText)
    write(http, httpText)
    await doImport(conf)
    const file = join(home, 'portlight-targets.json')
    const exported = await doExport('--format', 'json', '--data-dir', data)
    expect(exported.out).not.toContain('s3cret')
    expect(exported.err).toContain('https://c.internal/health: its password is a secret and is not written')
    writeFileSync(file, exported.out)
    expect((await doImport(file)).out).toContain('0 added, 0 changed, 3 the same')

    const before = settings().targets
    data = join(home, 'other')
    expect((await doImport(file)).out).toContain('3 added')
    expect(bare(settings().targets)).toEqual(bare(before))
  })

  it('writes Categraf’s two files for a fleet, and over its own files only', async () => {
    write(net, netText)
    write(http, httpText)
    const output = join(home, 'fleet')
    const argv = ['--format', 'categraf', '--config', conf, '--output', output]
    const first = await doExport(...argv)
    expect(first).toMatchObject({
      status: 0,
      out: `${join(output, 'input.net_response/net_response.toml')}\n${join(output, 'input.http_response/http_response.toml')}\n`,
    })
    expect((await doExport(...argv)).status).toBe(0)
    writeFileSync(join(output, 'input.net_response/net_response.toml'), '# by hand\n')
    expect(await doExport(...argv)).toMatchObject({
      status: 2,
      err: expect.stringContaining('was not written by portlight export'),
    })
    expect(readFileSync(join(output, 'input.net_response/net_response.toml'), 'utf8')).toBe('# by hand\n')
  })

  it('prints one file, and asks for a directory for several', async () => {
    write(net, netText)
    expect((await doExport('--format', 'categraf', '--config', conf)).out).toContain('[[instances]]')
    expect(await doExport('--format', 'blackbox', '--config', conf)).toMatchObject({
      status: 2,
      err: 'portlight export: blackbox takes 3 files; name a directory for them with --output DIR\n',
    })
  })

  it('refuses what it does not know, and nothing to write', async () => {
    expect((await doExport()).err).toContain('--format is missing; write categraf, blackbox or json')
    expect((await doExport('--format', 'xml')).err).toContain('--format "xml" is not known')
    expect(await doExport('--format', 'json', '--data-dir', data)).toMatchObject({
      status: 2,
      err: expect.stringContaining('there are no targets'),
    })
  })
})
