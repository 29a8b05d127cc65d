import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createMemorySecrets } from '../../electron/storage/memory-secrets.ts'
import { closedTcpPort } from '../lab/tcp-servers.ts'
import { probeResult } from '../monitor/samples.ts'
import { startApp } from './harness.ts'

it('says once that this machine is out of resources, until every target has a verdict again', async () => {
  let exhausted = true
  const app = startApp({
    probe: async (spec) =>
      exhausted
        ? probeResult(spec.id, null, { reason: 'local-resources', detail: { resource: 'files' } })
        : probeResult(spec.id, 0),
  })
  const raised = app.delta(({ notices }) => notices.length > 0)
  const { id } = await app.ask('targets:add', { line: '127.0.0.1:1' })
  const { id: other } = await app.ask('targets:add', { line: '127.0.0.1:2' })
  expect((await raised).notices).toEqual([
    { id: 'resources', severity: 'error', code: 'local-resources', params: { resource: 'files' } },
  ])
  // Dismissed, it stays away while its cause lasts.
  await app.ask('notices:dismiss', { id: 'resources' })
  const again = app.delta(({ changed }) => changed.some(({ lastResult }) => lastResult !== null))
  await app.ask('targets:probe', { ids: [id] })
  expect((await again).notices).toEqual([])

  // One of them got a socket: there may be too few all the same.
  exhausted = false
  const first = app.delta(({ changed }) => changed.some(({ state }) => state === 'up'))
  await app.ask('targets:probe', { ids: [id] })
  await first
  exhausted = true
  const quiet = app.delta(({ changed }) => changed.some(({ state }) => state === 'no-data'))
  await app.ask('targets:probe', { ids: [id] })
  expect((await quiet).notices).toEqual([])

  exhausted = false
  const verdicts = app.delta(({ summary }) => summary.counts.up === 2)
  await app.ask('targets:probe', { ids: [id, other] })
  await verdicts
  exhausted = true
  const back = app.delta(({ notices }) => notices.length > 0)
  await app.ask('targets:probe', { ids: [id] })
  expect((await back).notices).toHaveLength(1)
})

it('does not say so for a target that is paused or gone', async () => {
  const app = startApp({
    probe: async (spec) => probeResult(spec.id, null, { reason: 'local-resources', detail: { resource: 'ports' } }),
  })
  const none = (): Promise<unknown> => app.delta(({ notices }) => notices.length === 0)
  const some = (): Promise<unknown> => app.delta(({ notices }) => notices.length === 1)
  const raised = some()
  const { id } = await app.ask('targets:add', { line: '127.0.0.1:1' })
  await raised
  const paused = none()
  await app.ask('targets:pause', { ids: [id], until: null })
  await paused
  const again = some()
  await app.ask('targets:resume', { ids: [id] })
  await again
  const gone = none()
  await app.ask('targets:remove', { ids: [id] })
  await gone
})

it('says that the settings file was changed meanwhile, and where that version is', async () => {
  const app = startApp()
  await app.ask('targets:add', { line: 'udp://127.0.0.1:1' })
  const path = join(app.directory, 'config.json')
  writeFileSync(path, '{"schemaVersion":1}')
  const told = app.delta(({ notices }) => notices.length > 0)
  await app.ask('targets:add', { line: 'udp://127.0.0.1:2' })
  const [notice] = (await told).notices
  expect(notice).toMatchObject({ code: 'settings-edited', params: { original: path } })
  expect(readFileSync(notice?.params.path ?? '', 'utf8')).toBe('{"schemaVersion":1}')
})

it('does not judge a target whose password is gone, and says so until the target is removed', async () => {
  const closed = await closedTcpPort()
  onTestFinished(() => closed.close())
  const app = startApp({
    secrets: {
      ...createMemorySecrets(),
      get: async () => ({ ok: false, message: 'it is not stored; enter it again' }),
    },
  })
  const told = app.delta(({ changed }) => changed.some(({ lastResult }) => lastResult !== null))
  const { id } = await app.ask('targets:add', { line: `http://ann:hunter2@127.0.0.1:${closed.port}/`, name: 'Shop' })
  const delta = await told
  expect(delta.changed).toMatchObject([
    {
      state: 'no-data',
      lastResult: {
        resultCode: null,
        reason: 'local-resources',
        message: `http://127.0.0.1:${closed.port}/ was not probed: its password cannot be used: it is not stored; enter it again.`,
      },
    },
  ])
  expect(delta.notices).toEqual([
    {
      id: 'secrets',
      severity: 'warning',
      code: 'secret-unavailable',
      params: { name: 'Shop', reason: 'Its password cannot be used: it is not stored; enter it again.' },
    },
  ])
  const gone = app.delta(({ removed }) => removed.includes(id))
  await app.ask('targets:remove', { ids: [id] })
  expect((await gone).notices).toEqual([])
  expect(app.notifier.shown).toEqual([])
})

it('shows what opening the stores brought up, until it is dismissed', async () => {
  const notice = { id: 'settings', severity: 'warning', code: 'settings-set-aside', params: { path: '/x' } } as const
  const app = startApp({ notices: [notice] })
  expect((await app.ask('snapshot:get', {})).notices).toEqual([notice])
  const gone = app.delta(({ notices }) => notices.length === 0)
  await app.ask('notices:dismiss', { id: 'settings' })
  await gone
  await app.ask('notices:dismiss', { id: 'settings' })
})
