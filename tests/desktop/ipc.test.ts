import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { requestChannels } from '../../electron/contract/channels.ts'
import { answerPage } from '../../electron/desktop/ipc.ts'
import { invoke, type SenderFrame } from '../desktop-host/ipc.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { pageFrame } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

const asked: [string, unknown][] = []
const clock = createFakeClock()
let snapshots = 0

beforeAll(() => {
  answerPage(
    async (channel, payload) => {
      asked.push([channel, payload])
      return { ok: true, value: {} }
    },
    clock,
    () => {
      snapshots += 1
    },
  )
})

beforeEach(async () => {
  asked.length = 0
  await clock.advance(10_000)
})

const ask = (frame: SenderFrame | null, payload: unknown = {}) => invoke(frame, 'portlight:targets:add', [payload])

describe('answerPage', () => {
  it('answers the page on every channel of the contract', async () => {
    for (const channel of requestChannels) {
      expect(await invoke(pageFrame, `portlight:${channel}`, [{ a: 1 }])).toEqual({ ok: true, value: {} })
    }
    expect(asked).toEqual(requestChannels.map((channel) => [channel, { a: 1 }]))
    expect(snapshots).toBe(1)
  })

  it.each<[string, SenderFrame | null]>([
    ['a frame inside the page', { ...pageFrame, parent: pageFrame }],
    ['a page from elsewhere', { origin: 'https://example.org', url: 'https://example.org/', parent: null }],
    ['another host of the scheme', { origin: 'app://other', url: 'app://other/index.html', parent: null }],
    ['a blank page', { origin: 'null', url: 'about:blank', parent: null }],
    ['a frame that is gone', null],
  ])('refuses %s', async (_name, frame) => {
    expect(await ask(frame)).toMatchObject({ ok: false, code: 'invalid-request' })
    expect(asked).toEqual([])
  })

  it('refuses what is too large or is not plain JSON', async () => {
    const circle: { self?: unknown } = {}
    circle.self = circle
    for (const payload of [{ line: 'x'.repeat(8_000_001) }, circle, { bytes: new Uint8Array(1) }]) {
      expect(await ask(pageFrame, payload)).toMatchObject({ ok: false, code: 'invalid-request' })
    }
    expect(asked).toEqual([])
  })

  it('holds up a page that asks without end, and hears it again a moment later', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => ask(pageFrame)))
    expect(asked).toHaveLength(200)
    expect(answers.at(-1)).toMatchObject({ ok: false, code: 'invalid-request' })
    await clock.advance(1000)
    expect(await ask(pageFrame)).toEqual({ ok: true, value: {} })
    expect(asked).toHaveLength(201)
  })

  it('has one handler a channel', () => {
    expect(() =>
      answerPage(
        async () => ({ ok: true, value: {} }),
        clock,
        () => {},
      ),
    ).toThrow('second handler')
  })
})
