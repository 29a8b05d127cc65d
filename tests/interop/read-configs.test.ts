import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { confDirectory, machine, readBelow } from './conf.ts'

const instance = (...targets: string[]) => `[[instances]]\ntargets = ${JSON.stringify(targets)}\n`

const targets = async (files: Record<string, string>, ...paths: string[]) => {
  const read = await readBelow(await confDirectory(files), paths)
  expect(read.errors).toEqual([])
  return read.targets.map(({ config }) => config.target)
}

describe('a path', () => {
  const tree = {
    'input.http_response/b.toml': instance('http://b/'),
    'input.http_response/a.toml': `${instance('http://a/')}${instance('http://c/', 'http://0/')}`,
    'input.net_response/z.toml': instance('z:1'),
    'input.net_response/notes.txt': 'not TOML =',
    'input.ping/p.toml': instance('p:1'),
  }
  it('may be the directory that holds the input directories: net first, then by file name', async () =>
    expect(await targets(tree, '.')).toEqual(['z:1', 'http://a/', 'http://c/', 'http://0/', 'http://b/']))

  it('may be one input directory', async () => expect(await targets(tree, 'input.net_response')).toEqual(['z:1']))

  it('may be the directory above conf', async () =>
    expect(await targets({ 'conf/input.net_response/a.toml': instance('a:1') }, '.')).toEqual(['a:1']))

  it('may be given several times; a file is read once', async () => {
    const directory = await confDirectory(tree)
    const read = await readBelow(directory, ['input.http_response/b.toml', '.', 'input.http_response'])
    expect(read.targets.map(({ config }) => config.target)).toEqual([
      'http://b/',
      'z:1',
      'http://a/',
      'http://c/',
      'http://0/',
    ])
    expect(new Set(read.targets.map(({ config }) => config.id)).size).toBe(5)
    expect(read.warningLines).toContain('input.http_response/b.toml: this file is given twice; it is read once')
  })

  it('gives a target the same id however its file is named', async () => {
    const directory = await confDirectory(tree)
    const [direct] = (await readBelow(directory, ['input.net_response/z.toml'])).targets
    const [roundabout] = (await readBelow(directory, ['input.ping/../input.net_response'])).targets
    expect(roundabout?.config.id).toBe(direct?.config.id)
    expect(roundabout?.sourceFile).toBe(join(directory, 'input.net_response/z.toml'))
  })
})

describe('a single file', () => {
  it.each([
    ['URLs', instance('http://a/'), 'http'],
    ['addresses', instance('a:1'), 'tcp'],
    ['a key of net_response', '[[instances]]\ntargets = ["a:1"]\nprotocol = "udp"\nexpect = "x"\n', 'udp'],
  ])('is told by its %s', async (_, toml, protocol) => {
    const read = await readBelow(await confDirectory({ 'x.toml': toml }), ['x.toml'])
    expect(read.errors).toEqual([])
    expect(read.targets.map(({ config }) => config.protocol)).toEqual([protocol])
  })

  it('that could be either is an error that says what to do', async () => {
    const read = await readBelow(await confDirectory({ 'x.toml': `\n${instance('a:1', 'http://a/')}` }), ['x.toml'])
    expect(read.errors).toMatchObject([{ code: 'unknown-plugin', line: 2 }])
    expect(read.errorLines[0]).toMatch(/put it in a directory named input\.net_response or input\.http_response$/)
  })

  it('without targets is fine, with one warning', async () => {
    const read = await readBelow(await confDirectory({ 'x.toml': '[[instances]]\ntargets = []\n' }), ['x.toml'])
    expect(read.errors).toEqual([])
    expect(read.warningLines).toEqual([
      'x.toml: there are no targets in it; write them in targets = [...] below [[instances]]',
    ])
  })
})

describe('what cannot be read is a typed error', () => {
  it('no such path', async () => {
    const read = await readBelow(await confDirectory({}), ['nope.toml'])
    expect(read.errors).toMatchObject([{ code: 'not-found', line: null }])
    expect(read.errorLines).toEqual(['nope.toml: there is no such file or directory'])
  })

  it('a directory without a file to read', async () => {
    const directory = await confDirectory({ 'input.net_response/readme.md': '', 'x.toml': instance('a:1') })
    const read = await readBelow(directory)
    expect(read.errors).toMatchObject([{ code: 'no-files', line: null }])
  })

  it('a syntax error, with its line and without its text', async () => {
    const toml = 'interval = 15\n[[instances]]\ntargets = ["a:1"]\npassword = "hidden\n'
    const read = await readBelow(await confDirectory({ 'x.toml': toml }), ['x.toml'])
    expect(read.errors).toMatchObject([{ code: 'syntax', line: 4 }])
    expect(read.errorLines[0]).toMatch(/^x\.toml:4: this is not TOML: /)
    expect(read.errorLines[0]).not.toContain('hidden')
  })

  it('a key that stands twice', async () => {
    const toml = '[mappings]\n"a:1" = { x = "1" }\n"a:1" = { x = "2" }\n'
    const read = await readBelow(await confDirectory({ 'x.toml': toml }), ['x.toml'])
    expect(read.errorLines).toEqual(['x.toml:3: this is not TOML: this key or table stands twice; keep one of them'])
  })

  it('a file over 4 MiB, by name and size', async () => {
    const toml = `# ${'x'.repeat(5 * 1024 * 1024)}\n${instance('a:1')}`
    const read = await readBelow(await confDirectory({ 'x.toml': toml }), ['x.toml'])
    expect(read.errors).toMatchObject([{ code: 'too-large' }])
    expect(read.errorLines).toEqual(['x.toml: this file is 5.0 MiB; at most 4 MiB are read, so split it'])
  })

  it('a file that is not UTF-8', async () => {
    const read = await readBelow(await confDirectory({ 'x.toml': new Uint8Array([0x61, 0xff]) }), ['x.toml'])
    expect(read.errorLines).toEqual(['x.toml: cannot be read: this is not UTF-8 text; save it as UTF-8'])
  })

  it('a link that leads nowhere, while the files beside it are read', async () => {
    const directory = await confDirectory({ 'input.net_response/b.toml': instance('b:1') })
    await symlink('nowhere', join(directory, 'input.net_response/a.toml'))
    const read = await readBelow(directory)
    expect(read.errorLines).toEqual(['input.net_response/a.toml: cannot be read: no such file or directory'])
    expect(read.targets.map(({ config }) => config.target)).toEqual(['b:1'])
  })
})

describe('a file over 1 MiB', () => {
  it('is read, and its warnings name no line', async () => {
    const toml = `# ${'x'.repeat(1024 * 1024)}\n[[instances]]\ntargets = ["a:1"]\ntrace = 1\n`
    const read = await readBelow(await confDirectory({ 'x.toml': toml }), ['x.toml'])
    expect(read.targets).toHaveLength(1)
    expect(read.warningLines).toEqual(['x.toml: trace is not a key of net_response; remove it'])
  })
})

describe('the files of one directory', () => {
  it('share what stands above the instances of the first, as Categraf joins them', async () => {
    const read = await readBelow(
      await confDirectory({
        'input.net_response/0.toml': '# nothing\n',
        'input.net_response/a.toml': `interval = 60\nlabels = { env = "prod" }\n${instance('a:1')}`,
        'input.net_response/b.toml': instance('b:1'),
        'input.net_response/m.toml': '[mappings]\n"a:1" = { job = "a" }\n"b:1" = { job = "b" }\n',
      }),
    )
    expect({ warnings: read.warnings, errors: read.errors }).toEqual({ warnings: [], errors: [] })
    expect(read.targets.map(({ config }) => [config.target, config.intervalMs, config.labels])).toEqual([
      ['a:1', 60_000, { job: 'a', env: 'prod' }],
      ['b:1', 60_000, { job: 'b', env: 'prod' }],
    ])
  })

  it('are warned of where joining them would lose a key or stop the plugin', async () => {
    const read = await readBelow(
      await confDirectory({
        'input.net_response/a.toml': `interval = 60\n[mappings]\n"a:1" = { job = "first" }\n${instance('a:1')}`,
        'input.net_response/b.toml': `interval = 30\n[mappings]\n"a:1" = { job = "second" }\n${instance('a:1')}`,
      }),
    )
    expect(read.errors).toEqual([])
    expect(read.targets.map(({ config }) => [config.intervalMs, config.labels])).toEqual([
      [60_000, { job: 'first' }],
      [30_000, { job: 'second' }],
    ])
    expect(read.warningLines).toEqual([
      'input.net_response/b.toml:1: interval: Categraf joins the files of a directory and ignores this key in all but the first; here it holds for this file',
      'input.net_response/b.toml:2: mappings: Categraf joins this file to input.net_response/a.toml, where it stands too, and then net_response does not start; write [instances.mappings]',
    ])
  })

  it('are left out where they are YAML or JSON, with a warning', async () => {
    const read = await readBelow(
      await confDirectory({ 'input.net_response/a.toml': instance('a:1'), 'input.net_response/b.yaml': 'x: 1\n' }),
    )
    expect(read.warningLines).toEqual([
      'input.net_response/b.yaml: this file is left out: only TOML is read; write it as TOML',
    ])
  })
})

describe('config.toml', () => {
  const config =
    '[global]\ninterval = 30\nhostname = "agent-$hostname"\n[global.labels]\nregion = "eu"\nsite = "$hostname"\n'
  const files = {
    'config.toml': config,
    'input.net_response/a.toml': `${instance('a:1')}labels = { region = "us", site = "-" }\n`,
  }

  it.each(['.', 'input.net_response', 'input.net_response/a.toml'])(
    'holds for %s: interval, and labels where none has the name',
    async (path) => {
      const read = await readBelow(await confDirectory(files), [path])
      expect(read.targets.map(({ config }) => [config.intervalMs, config.labels])).toEqual([
        [30_000, { region: 'us', site: 'agent-web1' }],
      ])
    },
  )

  it('gives way to the plugin’s own interval', async () => {
    const directory = await confDirectory({ ...files, 'input.net_response/a.toml': `interval = 5\n${instance('a:1')}` })
    const read = await readBelow(directory, ['.'], machine)
    expect(read.targets[0]?.config.intervalMs).toBe(5000)
  })

  it('that is not TOML is an error', async () => {
    const directory = await confDirectory({ ...files, 'config.toml': '[global\n' })
    expect((await readBelow(directory)).errors).toMatchObject([{ code: 'syntax', line: 1 }])
  })
})
