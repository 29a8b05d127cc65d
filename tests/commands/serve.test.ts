import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as z from 'zod/mini'
import { runHistory } from '../../electron/commands/history.ts'
import { canOpenBrowser } from '../../electron/commands/open-browser.ts'
import { readServeArguments } from '../../electron/commands/serve-arguments.ts'
import { deltaSchema, snapshotSchema } from '../../electron/contract/snapshot.ts'
import { createToken } from '../../electron/headless/access.ts'
import { ask, askJson, listen } from '../headless/http-client.ts'
import { basicAuthHttp } from '../lab/http-servers.ts'
import { startLabServer } from '../lab/lab-server.ts'
import { silentTcp } from '../lab/tcp-servers.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { testIo } from './io.ts'
import { serve, serveOrThrow } from './serve-process.ts'

async function snapshotOf(address: string) {
  const { text } = await askJson(`${address}api/snapshot:get`, {})
  return z.parse(z.object({ value: snapshotSchema }), JSON.parse(text)).value
}

async function noticeCodes(directory: string, args: string[]) {
  const served = await serveOrThrow(directory, args, { PATH: '/nonexistent' })
  return (await snapshotOf(served.address)).notices.map(({ code }) => code)
}

/** What it says on standard error when it does not start. */
async function refused(...given: Parameters<typeof serve>) {
  const exited = await serve(...given)
  if ('address' in exited) throw new Error('it started')
  expect(exited).toMatchObject({ status: 2, stdout: '' })
  expect(exited.stderr).not.toMatch(/\n\s+at /)
  return exited.stderr
}

describe('portlight serve', { timeout: 60_000 }, () => {
  it('prints its address alone, watches what is added, and has it again after a restart', async () => {
    const lab = await basicAuthHttp('ann', 'hunter2')
    onTestFinished(() => lab.close())
    const directory = temporaryDirectory()
    const first = await serveOrThrow(directory)
    expect(first.stdout()).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}\/\n$/)

    const events = await listen(`${first.address}events`)
    const line = `http://ann:hunter2@127.0.0.1:${lab.port}/`
    await askJson(`${first.address}api/targets:add`, { line, name: 'Shop' })
    await events.next('delta', (data) =>
      deltaSchema.parse(data).changed.some(({ name, state }) => name === 'Shop' && state === 'up'),
    )
    events.close()
    expect(await first.end()).toBe(0)
    expect(first.stdout()).toBe(`${first.address}\n`)
    for (const name of ['config.json', 'secrets.json', 'history.sqlite', 'portlight.lock', 'logs/portlight.log']) {
      const path = join(directory, 'data', name)
      expect(statSync(path).mode & 0o077, name).toBe(0)
      expect(readFileSync(path, 'utf8'), name).not.toContain('hunter2')
    }
    expect(existsSync(join(directory, '.local', 'state', 'portlight', 'secret.key'))).toBe(true)
    expect(readFileSync(join(directory, 'data', 'logs', 'portlight.log'), 'utf8')).not.toContain(
      new URL(first.address).pathname,
    )

    const second = await serveOrThrow(directory)
    expect(second.address).not.toBe(first.address)
    const again = await listen(`${second.address}events`)
    const { targets } = await snapshotOf(second.address)
    expect(targets).toMatchObject([{ name: 'Shop', address: `http://127.0.0.1:${lab.port}/` }])
    if (targets[0]?.state !== 'up') {
      await again.next('delta', (data) => deltaSchema.parse(data).changed.some(({ state }) => state === 'up'))
    }
    expect(await second.end('SIGINT')).toBe(0)
  })

  it('keeps a history that the command line reads while it runs, and after it was killed', async () => {
    const lab = await silentTcp()
    onTestFinished(() => lab.close())
    const directory = temporaryDirectory()
    const served = await serveOrThrow(directory)
    await askJson(`${served.address}api/targets:add`, { line: `127.0.0.1:${lab.port}`, name: 'Shop' })
    const results = async () => {
      const io = testIo()
      const process = { home: directory, platform: 'linux' as const, now: () => new Date(), timeZone: 'UTC' }
      const argv = ['Shop', '--data-dir', join(directory, 'data'), '--format', 'json']
      expect(await runHistory(argv, { ...io, ...process })).toBe(0)
      return z.parse(z.object({ results: z.array(z.object({ resultCode: z.int() })) }), JSON.parse(io.out())).results
    }
    await expect.poll(results, { timeout: 10_000 }).toEqual([{ resultCode: 0 }])
    await served.end('SIGKILL')
    expect(await results()).toEqual([{ resultCode: 0 }])

    const again = await serveOrThrow(directory)
    await expect.poll(async () => (await results()).length, { timeout: 10_000 }).toBe(2)
    expect(await again.end()).toBe(0)
    // Closed in order: everything is in the one file.
    expect(existsSync(join(directory, 'data', 'history.sqlite-wal'))).toBe(false)
    expect(await results()).toHaveLength(2)
  })

  it('ends within five seconds with probes in flight and pages open', async () => {
    const mute = await startLabServer(createServer())
    onTestFinished(() => mute.close())
    const served = await serveOrThrow(temporaryDirectory())
    const events = await listen(`${served.address}events`)
    await askJson(`${served.address}api/targets:add`, { line: `http://127.0.0.1:${mute.port}/` })
    await events.next('delta', (data) => deltaSchema.parse(data).changed.some(({ probing }) => probing))
    const startedMs = performance.now()
    expect(await served.end()).toBe(0)
    expect(performance.now() - startedMs).toBeLessThan(5000)
  })

  it('watches the targets of a Categraf file, and changes nothing in it', async () => {
    const lab = await silentTcp()
    onTestFinished(() => lab.close())
    const directory = temporaryDirectory()
    mkdirSync(join(directory, 'input.net_response'))
    const file = join(directory, 'input.net_response', 'net.toml')
    const text = `[[instances]]\ntargets = ["127.0.0.1:${lab.port}"]\nunheard_of = 1\n`
    writeFileSync(file, text)
    const served = await serveOrThrow(directory, ['--config', join(directory, 'input.net_response')])
    expect(served.stderr()).toMatch(/net\.toml:3: warning: .*unheard_of/)
    const { targets, notices } = await snapshotOf(served.address)
    expect(targets).toMatchObject([{ target: `127.0.0.1:${lab.port}`, sourceFile: file }])
    expect(notices).toContainEqual({
      id: 'config-0',
      severity: 'warning',
      code: 'config-warning',
      params: { file, line: '3', message: expect.stringContaining('unheard_of') },
    })
    expect(await served.end()).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(text)
    expect(existsSync(join(directory, 'data', 'config.json'))).toBe(false)
  })

  it('says that nothing here shows notifications, unless told to show none', async () => {
    const [told, silent] = [temporaryDirectory(), temporaryDirectory()]
    expect(await noticeCodes(told, [])).toEqual(['notifications-unavailable'])
    expect(await noticeCodes(silent, ['--no-notify'])).toEqual([])
  })

  it('has the token of a file, or of the environment', async () => {
    const directory = temporaryDirectory()
    const [inFile, inEnvironment] = [createToken(), createToken()]
    const file = join(directory, 'token')
    writeFileSync(file, `${inFile}\n`, { mode: 0o600 })
    const env = { PORTLIGHT_TOKEN: inEnvironment }
    const one = await serveOrThrow(directory, ['--token-file', file], env)
    expect(new URL(one.address).pathname).toBe(`/${inFile}/`)
    await one.end()
    const two = await serveOrThrow(directory, [], env)
    expect(new URL(two.address).pathname).toBe(`/${inEnvironment}/`)
  })

  it('listens where it is told and answers to the names it is given', async () => {
    const { address } = await serveOrThrow(temporaryDirectory(), ['--host', '::1', '--allow-host', 'portlight.example'])
    expect(address).toMatch(/^http:\/\/\[::1\]:\d+\//)
    const { origin } = new URL(address)
    expect(await ask(`${origin}/healthz`, { headers: { host: 'portlight.example' } })).toMatchObject({ status: 200 })
    expect(await ask(`${origin}/healthz`, { headers: { host: 'other.example' } })).toMatchObject({ status: 403 })
  })

  it('warns when others can connect', async () => {
    const served = await serveOrThrow(temporaryDirectory(), ['--host', '0.0.0.0'])
    expect(await ask(`${new URL(served.address).origin}/metrics`)).toMatchObject({ status: 403 })
    expect(served.stderr()).toContain('0.0.0.0 can be reached from other computers, without encryption')
  })
})

describe('portlight serve refuses to start', { timeout: 60_000 }, () => {
  it('as the second on one data directory, and the first goes on', async () => {
    const directory = temporaryDirectory()
    const first = await serveOrThrow(directory)
    expect(await refused(directory)).toBe(
      `portlight serve: another Portlight already uses ${directory}/data; use its window, stop it, or name another directory with --data-dir\n`,
    )
    expect(await ask(first.address)).not.toMatchObject({ status: 403 })
    // Killed, it leaves the directory free.
    await first.end('SIGKILL')
    await serveOrThrow(directory)
  })

  it('where the data directory cannot be written', async () => {
    const directory = temporaryDirectory()
    writeFileSync(join(directory, 'data'), 'a file')
    expect(await refused(directory)).toBe(
      `portlight serve: the data directory ${directory}/data cannot be written: a file of that name is there already; make it writable or name another with --data-dir\n`,
    )
  })

  it('on a port that is taken, and leaves the data directory free', async () => {
    const lab = await silentTcp()
    onTestFinished(() => lab.close())
    const directory = temporaryDirectory()
    expect(await refused(directory, ['--port', String(lab.port)])).toBe(
      `portlight serve: 127.0.0.1:${lab.port} cannot be listened on: the port is taken by another program; choose another with --host or --port\n`,
    )
    await serveOrThrow(directory)
  })

  it('with a configuration file that is wrong, naming the line, and touches nothing', async () => {
    const directory = temporaryDirectory()
    const file = join(directory, 'net.toml')
    writeFileSync(file, '[[instances]]\ntargets = ["db:5432"\n')
    expect(await refused(directory, ['--config', file])).toContain(`${file}:`)
    expect(await refused(directory, ['--config', join(directory, 'missing.toml')])).toContain('missing.toml: error: ')
    expect(existsSync(join(directory, 'data'))).toBe(false)
  })

  it('with a token that is none', async () => {
    const directory = temporaryDirectory()
    const file = join(directory, 'token')
    writeFileSync(file, 'short', { mode: 0o600 })
    expect(await refused(directory, ['--token-file', file])).toContain(`--token-file ${file} does not hold a token`)
    expect(await refused(directory, ['--token-file', `${file}s`])).toContain('there is no such file')
    expect(await refused(directory, [], { PORTLIGHT_TOKEN: 'hunter2' })).toMatch(
      /^portlight serve: PORTLIGHT_TOKEN is not/,
    )
    expect(existsSync(join(directory, 'data'))).toBe(false)
  })

  it.each([
    [0o644, '0644'],
    [0o604, '0604'],
    [0o620, '0620'],
  ])('with a token that others can use: mode %o', async (mode, octal) => {
    const directory = temporaryDirectory()
    const file = join(directory, 'token')
    writeFileSync(file, createToken())
    chmodSync(file, mode)
    expect(await refused(directory, ['--token-file', file])).toBe(
      `portlight serve: --token-file ${file} can be used by others (mode ${octal}); run chmod 600 ${file}\n`,
    )
    chmodSync(file, 0o440)
    await serveOrThrow(directory, ['--token-file', file])
  })
})

describe('readServeArguments', () => {
  it('has defaults', () => {
    expect(readServeArguments([])).toEqual({
      kind: 'serve',
      arguments: {
        configs: [],
        dataDirectory: null,
        host: '127.0.0.1',
        port: 0,
        allowHosts: [],
        tokenFile: null,
        keyFile: null,
        open: true,
        notify: true,
      },
    })
  })

  it('reads every option', () => {
    const argv =
      '--config a --config b --data-dir /d --host [::1] --port 8080 --allow-host x --allow-host y.z --token-file t --key-file k --no-open --no-notify'
    expect(readServeArguments(argv.split(' '))).toEqual({
      kind: 'serve',
      arguments: {
        configs: ['a', 'b'],
        dataDirectory: '/d',
        host: '::1',
        port: 8080,
        allowHosts: ['x', 'y.z'],
        tokenFile: 't',
        keyFile: 'k',
        open: false,
        notify: false,
      },
    })
  })

  it.each([
    [['--port', '65536'], '--port "65536" is not a number from 0 to 65535'],
    [['--port', 'http'], '--port "http" is not a number from 0 to 65535'],
    [['--host', 'http://x'], '--host "http://x" is not a name or an address; write 127.0.0.1 or ::1'],
    [['--allow-host', 'x:80'], '--allow-host "x:80" is not a host name; write it without scheme and port'],
    [['--data-dir', ''], '--data-dir names no directory'],
    [['--key-file', ''], '--key-file names no file'],
    [['db:5432'], '"db:5432" is not an option; add targets in the page or with --config'],
    [['--token', 'x'], "Unknown option '--token'"],
  ])('refuses %j', (argv, message) => expect(readServeArguments(argv)).toEqual({ kind: 'wrong', message }))

  it.each([['--help'], ['-h'], ['--version']])('knows %s', (option) =>
    expect(readServeArguments([option])).toEqual({ kind: option === '--version' ? 'version' : 'help' }),
  )
})

describe('canOpenBrowser', () => {
  const seat = { platform: 'linux', env: { DISPLAY: ':0' }, root: false, terminal: true } as const
  it.each([
    ['a terminal with a display', {}, true],
    ['Wayland', { env: { WAYLAND_DISPLAY: 'wayland-0' } }, true],
    ['no display', { env: {} }, false],
    ['macOS, which always has one', { platform: 'darwin', env: {} }, true],
    ['root', { root: true }, false],
    ['a service', { terminal: false }, false],
  ] as const)('%s', (_, change, expected) => expect(canOpenBrowser({ ...seat, ...change })).toBe(expected))
})
