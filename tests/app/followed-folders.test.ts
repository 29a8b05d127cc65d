import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import type { Delta } from '../../electron/contract/snapshot.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { startApp, type TestApp } from './harness.ts'

const net = 'input.net_response/net.toml'

function write(folder: string, file: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

const instance = (...targets: string[]): string => `[[instances]]\ntargets = ${JSON.stringify(targets)}\n`

async function follow(files: Record<string, string | Uint8Array>): Promise<TestApp & { folder: string }> {
  const folder = temporaryDirectory()
  for (const [file, text] of Object.entries(files)) write(folder, file, text)
  const app = startApp()
  await app.ask('followed:add', { path: folder })
  return { ...app, folder }
}

const targetsOf = async (app: TestApp) =>
  (await app.ask('snapshot:get', {})).targets.map(({ target, sourceFile }) => ({ target, sourceFile }))
const noticesOf = async (app: TestApp) =>
  (await app.ask('snapshot:get', {})).notices.map(({ code, params }) => ({ code, ...params }))
const names = (delta: Delta) => delta.changed.map(({ target }) => target)

it('shows the targets of a folder read-only, with their file', async () => {
  const app = await follow({ [net]: instance('127.0.0.1:1') })
  const { targets, followed } = await app.ask('snapshot:get', {})
  expect(targets).toMatchObject([{ target: '127.0.0.1:1', sourceFile: join(app.folder, net) }])
  expect(followed).toEqual([{ path: app.folder, targets: 1 }])
  const answer = await app.portlight.handle('targets:remove', { ids: [targets[0]?.id] })
  expect(answer).toMatchObject({ ok: false, code: 'read-only' })
})

it('finds the directories of several sites below one folder', async () => {
  const app = await follow({
    [`site-a/${net}`]: instance('127.0.0.1:1'),
    [`deep/site-b/conf/${net}`]: instance('127.0.0.1:2'),
    [`.git/${net}`]: instance('127.0.0.1:3'),
  })
  expect((await targetsOf(app)).map(({ target }) => target).sort()).toEqual(['127.0.0.1:1', '127.0.0.1:2'])
})

it('keeps up with a save within 2 s, and leaves alone what did not change', async () => {
  const app = await follow({ [net]: instance('127.0.0.1:1') })
  const before = app.portlight.monitor.targets()[0]
  const arrived = app.delta((delta) => names(delta).includes('127.0.0.1:2'))
  const started = performance.now()
  write(app.folder, net, instance('127.0.0.1:1', '127.0.0.1:2'))
  await arrived
  expect(performance.now() - started).toBeLessThan(2000)
  expect(app.portlight.monitor.targets()[0]).toBe(before)
})

it('sees a file that an editor saves by renaming, more than once', async () => {
  const app = await follow({ [net]: instance('127.0.0.1:1') })
  for (const port of [2, 3]) {
    const arrived = app.delta((delta) => names(delta).includes(`127.0.0.1:${port}`))
    write(app.folder, `${net}.tmp`, instance(`127.0.0.1:${port}`))
    renameSync(join(app.folder, `${net}.tmp`), join(app.folder, net))
    await arrived
  }
  expect(await targetsOf(app)).toMatchObject([{ target: '127.0.0.1:3' }])
})

it('keeps the last good version of a file that is half written, says so, and takes that back', async () => {
  const app = await follow({ [net]: instance('127.0.0.1:1'), 'input.net_response/other.toml': instance('127.0.0.1:9') })
  const told = app.delta(({ notices }) => notices.some(({ code }) => code === 'config-error'))
  write(app.folder, net, '[[instances]]\ntargets = ["127.0.')
  const { notices } = await told
  expect(notices.find(({ code }) => code === 'config-error')?.params).toMatchObject({
    file: join(app.folder, net),
    message: expect.stringContaining('this is not TOML'),
  })
  expect((await targetsOf(app)).map(({ target }) => target)).toEqual(['127.0.0.1:1', '127.0.0.1:9'])

  const mended = app.delta((delta) => delta.notices.every(({ code }) => code !== 'config-error'))
  write(app.folder, net, instance('127.0.0.1:2'))
  await mended
  expect((await targetsOf(app)).map(({ target }) => target).sort()).toEqual(['127.0.0.1:2', '127.0.0.1:9'])
})

it('lets targets go with their file, and with the folder itself', async () => {
  const app = await follow({ [net]: instance('127.0.0.1:1'), 'input.net_response/other.toml': instance('127.0.0.1:9') })
  const one = app.delta(({ removed }) => removed.length === 1)
  rmSync(join(app.folder, net))
  await one
  const rest = app.delta(({ removed }) => removed.length === 1)
  rmSync(app.folder, { recursive: true })
  await rest
  expect(await targetsOf(app)).toEqual([])
})

const http = 'input.http_response/web.toml'
const withSecret = (port: number): string =>
  `[[instances]]\ntargets = ["http://127.0.0.1:1/"]\nusername = "u"\npassword = "p"\n${instance(`http://127.0.0.1:${port}/`)}`

it('takes a reference to a secret for the same when its value is', async () => {
  const app = await follow({ [http]: withSecret(2) })
  const before = app.portlight.monitor.targets()[0]
  const arrived = app.delta((delta) => names(delta).includes('http://127.0.0.1:3/'))
  write(app.folder, http, withSecret(3))
  await arrived
  expect(app.portlight.monitor.targets()[0]).toBe(before)
})

it('is followed again after a restart, and not any more once removed', async () => {
  const first = await follow({ [net]: instance('127.0.0.1:1') })
  await first.stop()
  const app = startApp({ directory: first.directory, started: false })
  const arrived = app.delta((delta) => names(delta).includes('127.0.0.1:1'))
  app.portlight.start()
  await arrived
  await app.ask('followed:remove', { path: first.folder })
  expect(await app.ask('snapshot:get', {})).toMatchObject({ targets: [], followed: [] })
  expect(app.portlight.monitor.targets()).toEqual([])
})

it('enters a directory once, however its links lead, and says which link to remove', async () => {
  const folder = temporaryDirectory()
  write(folder, net, instance('127.0.0.1:1'))
  symlinkSync('..', join(folder, 'input.net_response', 'up'))
  symlinkSync('round', join(folder, 'round'))
  const app = startApp()
  await app.ask('followed:add', { path: folder })
  expect(await targetsOf(app)).toHaveLength(1)
  expect(await noticesOf(app)).toEqual([
    expect.objectContaining({
      file: join(folder, 'input.net_response', 'up'),
      message: expect.stringContaining('read already'),
    }),
    expect.objectContaining({
      file: join(folder, 'round'),
      message: expect.stringContaining('too many symbolic links'),
    }),
  ])
})

it.each([
  ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0xfe]), 'this is not UTF-8 text'],
  ['more than 4 MiB', Buffer.alloc(10 * 1024 * 1024, 0x20), 'this file is 10.0 MiB; at most 4 MiB are read'],
  ['tables nested without end', `[${'a.'.repeat(400_000)}a]`, 'nested more than 16 deep'],
  ['arrays nested without end', `a = ${'['.repeat(400_000)}`, 'nested more than 16 deep'],
  [
    'more than 10,000 targets',
    instance(...Array.from({ length: 10_001 }, (_, nth) => `127.0.0.1:${nth + 1}`)),
    'at most 10000 are read',
  ],
])('refuses %s by name, in bounded time', async (_, content, message) => {
  const started = performance.now()
  const app = await follow({ [net]: content })
  expect(performance.now() - started).toBeLessThan(5000)
  expect(await targetsOf(app)).toEqual([])
  expect(await noticesOf(app)).toContainEqual(
    expect.objectContaining({ code: 'config-error', message: expect.stringContaining(message) }),
  )
})

it('refuses what is not a folder, and a folder twice', async () => {
  const app = await follow({ [net]: instance('127.0.0.1:1') })
  const refused = async (path: string) => {
    const answer = await app.portlight.handle('followed:add', { path })
    return answer.ok ? null : answer.message
  }
  expect(await refused(app.folder)).toBe(`${app.folder} is followed already`)
  expect(await refused(join(app.folder, net))).toContain('is a file; follow the folder it is in')
  expect(await refused(join(app.folder, 'nowhere'))).toContain('there is no such file or directory')
  expect(await refused('relative')).toContain('write the whole path')
})

it('is one row where two folders hold the same file', async () => {
  const app = await follow({ [`site/${net}`]: instance('127.0.0.1:1') })
  await app.ask('followed:add', { path: join(app.folder, 'site') })
  expect(await targetsOf(app)).toHaveLength(1)
  await app.ask('followed:remove', { path: app.folder })
  expect(await targetsOf(app)).toHaveLength(1)
})
