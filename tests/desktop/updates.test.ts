import { describe, expect, it } from 'vitest'
import { desktopDefaults } from '../../electron/contract/desktop.ts'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import type { Notice } from '../../electron/contract/snapshot.ts'
import type { Download } from '../../electron/desktop/download-text.ts'
import { checkEveryMs, createUpdates, firstCheckMs } from '../../electron/desktop/updates.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'

const page = 'https://example.org/releases/v0.2.0'
const newer: Download = { ok: true, text: JSON.stringify({ version: '0.2.0', url: page }) }

function create(updateFeed: string | null, answer: () => Promise<Download> = async () => newer) {
  const clock = createFakeClock()
  const settings: { current: Settings } = {
    current: { ...defaultSettings, desktop: { ...desktopDefaults, updateFeed } },
  }
  const asked: string[] = []
  const notices = new Map<string, Notice>()
  const updates = createUpdates({
    clock,
    settings,
    version: '0.1.0',
    download: (address) => {
      asked.push(address)
      return answer()
    },
    notices: {
      raise: (notice) => void notices.set(notice.id, notice),
      drop: (id) => void notices.delete(id),
    },
  })
  updates.follow()
  function follow(feed: string | null): void {
    settings.current = { ...settings.current, desktop: { ...desktopDefaults, updateFeed: feed } }
    updates.follow()
  }
  return { clock, updates, asked, notices, follow }
}

describe('releases', () => {
  it('are asked of nobody until somebody names a feed', async () => {
    const { clock, updates, asked } = create(null)
    await clock.advance(10 * checkEveryMs)
    await updates.check()
    expect([asked, clock.pending(), updates.state()]).toEqual([[], 0, { kind: 'unknown' }])
  })

  it('are looked for once a day, the first time when the session has settled', async () => {
    const { clock, asked, updates, notices } = create('https://example.org/feed')
    await clock.advance(firstCheckMs - 1)
    expect(asked).toEqual([])
    await clock.advance(1)
    expect(asked).toEqual(['https://example.org/feed'])
    expect(updates.state()).toEqual({ kind: 'newer', checkedAt: '2026-01-01T00:10:00.000Z', version: '0.2.0', page })
    expect([...notices.values()]).toMatchObject([{ code: 'update-available', params: { version: '0.2.0' } }])
    await clock.advance(3 * checkEveryMs)
    expect(asked).toHaveLength(4)
  })

  it('are no news when they are not newer', async () => {
    const { updates, notices } = create('https://example.org/feed', async () => ({
      ok: true,
      text: JSON.stringify({ version: '0.1.0', url: page }),
    }))
    await updates.check()
    expect([updates.state().kind, notices.size]).toEqual(['current', 0])
  })

  it.each<[string, Download, string]>([
    ['the server', { ok: false, reason: 'the server answered 500' }, 'the server answered 500'],
    ['what it says', { ok: true, text: 'hello' }, 'the feed is neither JSON nor Atom; name the address of a feed'],
  ])('stay unknown when %s fails, and that is all', async (_what, download, reason) => {
    const { updates, notices } = create('https://example.org/feed', async () => download)
    await updates.check()
    expect(updates.state()).toMatchObject({ kind: 'failed', reason })
    expect(notices.size).toBe(0)
  })

  it('of a feed that is followed no longer are no news', async () => {
    const answer = Promise.withResolvers<Download>()
    const { updates, notices, follow, clock } = create('https://example.org/feed', () => answer.promise)
    const checking = updates.check()
    follow(null)
    answer.resolve(newer)
    await checking
    expect([updates.state().kind, notices.size, clock.pending()]).toEqual(['unknown', 0, 0])
  })

  it('are asked for once by two who ask at the same time', async () => {
    const { updates, asked } = create('https://example.org/feed')
    await Promise.all([updates.check(), updates.check()])
    expect(asked).toHaveLength(1)
  })
})
