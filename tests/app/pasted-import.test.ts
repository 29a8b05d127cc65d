import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Progress } from '../../electron/contract/import.ts'
import { temporaryDirectory } from '../storage/temporary-directory.ts'
import { startApp, type TestApp } from './harness.ts'

const line = (nth: number) => `10.0.${nth >> 8}.${nth & 255}:80 every 60s`
const addresses = async (app: TestApp) => (await app.ask('snapshot:get', {})).targets.map(({ address }) => address)

describe('a pasted text', () => {
  it('is looked at, imported in part, and taken back', async () => {
    const app = startApp({ started: false })
    await app.ask('targets:add', { line: 'a:1' })
    const text = 'a:1\nb:2 name Two\nb:2\nc:99999\nc:3\n'
    const plan = await app.ask('import:preview', { text })
    expect(plan.items.map(({ action, address, line: at, why }) => [at, action, address, why])).toEqual([
      [1, 'skip', 'tcp://a:1', 'it is in the list already'],
      [2, 'add', 'tcp://b:2', null],
      [3, 'skip', 'tcp://b:2', 'it stands here twice'],
      [5, 'add', 'tcp://c:3', null],
    ])
    expect(plan.errors).toMatchObject([{ line: 4, message: expect.stringContaining('99999') }])
    const ids = plan.items.filter(({ address }) => address === 'tcp://b:2').map(({ id }) => id)
    expect(await app.ask('import:apply', { text, ids })).toMatchObject({ added: 1, skipped: 3 })
    expect(await addresses(app)).toEqual(['tcp://a:1', 'tcp://b:2'])

    const last = await app.ask('import:last', {})
    expect(last).toMatchObject({ added: 1 })
    expect(await app.ask('import:undo', { id: last?.id ?? '' })).toEqual({ removed: 1, restored: 0, kept: 0 })
    expect(await addresses(app)).toEqual(['tcp://a:1'])
    expect(await app.ask('import:last', {})).toBeNull()
    expect(await app.portlight.handle('import:undo', { id: last?.id ?? '' })).toMatchObject({ code: 'not-found' })
  })

  it('of thousands of lines, half of them wrong, holds nothing else up', async () => {
    const app = startApp({ started: false })
    const text = Array.from({ length: 5000 }, (_, nth) => (nth % 2 === 0 ? line(nth) : `${line(nth)}parsecs`)).join(
      '\n',
    )
    let turns = 0
    let open = true
    const count = (): void => {
      turns += 1
      if (open) setImmediate(count)
    }
    count()
    const { items, errors } = await app.ask('import:preview', { text })
    open = false
    expect([items.length, errors.length]).toEqual([2500, 2500])
    // Whoever else waits gets a turn every few milliseconds of it.
    expect(turns).toBeGreaterThan(5)
    const told: Progress[] = []
    app.portlight.feed.subscribe(({ importing }) => {
      if (importing) told.push(importing)
    })
    expect(await app.ask('import:apply', { text })).toMatchObject({ added: 2500 })
    expect(app.portlight.monitor.targets()).toHaveLength(2500)
    expect((await app.ask('snapshot:get', {})).importing).toBeNull()
    for (const { done, total } of told) expect(done).toBeLessThanOrEqual(total)
  })

  it('is given up in the middle, without a trace', async () => {
    const directory = temporaryDirectory()
    const app = startApp({ started: false, directory })
    const text = Array.from({ length: 300 }, (_, nth) => `https://bob:pass-${nth}@${nth}.example/`).join('\n')
    const applying = app.portlight.handle('import:apply', { text })
    // Each password is a write of its own, so this comes to stand between two of them.
    await expect.poll(() => secretsIn(directory), { interval: 1 }).toBeGreaterThan(0)
    await app.ask('import:cancel', {})
    expect(await applying).toMatchObject({ ok: false, code: 'cancelled' })
    expect(app.portlight.monitor.targets()).toEqual([])
    expect(secretsIn(directory)).toBe(0)
    expect(await app.ask('import:apply', { text: 'a:1' })).toMatchObject({ added: 1 })
  })

  it('keeps a target that somebody changed when it is taken back, and forgets the secrets of the others', async () => {
    const directory = temporaryDirectory()
    const app = startApp({ started: false, directory })
    await app.ask('import:apply', { text: 'curl -u bob:pass https://a.example/\nb.example:2' })
    expect(secretsIn(directory)).toBe(1)
    const changed = app.portlight.monitor.targets().find(({ target }) => target === 'b.example:2')
    await app.ask('targets:amend', { changes: [{ id: changed?.id ?? '', intervalMs: 60_000 }] })
    const last = await app.ask('import:last', {})
    expect(await app.ask('import:undo', { id: last?.id ?? '' })).toEqual({ removed: 1, restored: 0, kept: 1 })
    expect(await addresses(app)).toEqual(['tcp://b.example:2'])
    expect(secretsIn(directory)).toBe(0)
  })
})

it('takes back what an import of edited files changed', async () => {
  const app = startApp({ started: false })
  const directory = temporaryDirectory()
  mkdirSync(join(directory, 'input.net_response'))
  const file = join(directory, 'input.net_response/net.toml')
  writeFileSync(file, '[[instances]]\ntargets = ["127.0.0.1:1"]\n')
  await app.ask('import:apply', { paths: [directory] })
  writeFileSync(file, 'interval = 60\n[[instances]]\ntargets = ["127.0.0.1:1", "127.0.0.1:2"]\n')
  await app.ask('import:apply', { paths: [directory] })
  const last = await app.ask('import:last', {})
  expect(await app.ask('import:undo', { id: last?.id ?? '' })).toEqual({ removed: 1, restored: 1, kept: 0 })
  expect(app.portlight.monitor.targets()).toMatchObject([{ target: '127.0.0.1:1', intervalMs: 15_000 }])
})

function secretsIn(directory: string): number {
  try {
    const parsed: { secrets?: object } = JSON.parse(readFileSync(join(directory, 'secrets.json'), 'utf8'))
    return Object.keys(parsed.secrets ?? {}).length
  } catch {
    return 0
  }
}
