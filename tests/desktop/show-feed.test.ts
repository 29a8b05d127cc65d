import { expect, it } from 'vitest'
import type { NotifierStatus } from '../../electron/contract/notifier-status.ts'
import type { MenuEntry } from '../../electron/desktop/menu.ts'
import { showFeed } from '../../electron/desktop/show-feed.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { recordingNotifier, startApp } from '../app/harness.ts'

const warning = { kind: 'item', label: 'Notifications cannot be shown…', action: { type: 'open-settings' } }

it('the tray menu speaks the language chosen, from the moment it is', async () => {
  const app = startApp()
  const menus: (readonly MenuEntry[])[] = []
  const stop = showFeed(app.portlight.feed, {
    tray: { update: (_summary, _sight, entries) => menus.push(entries) },
    popover: { sendDelta: () => {} },
    clock: systemClock,
    locale: 'en-GB',
    language: 'zh-CN',
  })
  expect(menus.at(-1)?.[1]).toMatchObject({ label: '打开 Portlight' })
  const told = app.delta(({ preferences }) => preferences.language === 'en')
  await app.ask('preferences:set', { language: 'en' })
  await told
  expect(menus.at(-1)?.[1]).toMatchObject({ label: 'Open Portlight' })
  stop()
})

it('the tray menu says that notifications cannot be shown, for as long as that is so', async () => {
  const listeners = new Set<(status: NotifierStatus) => void>()
  const notifier = {
    ...recordingNotifier(),
    onStatus(listener: (status: NotifierStatus) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
  const app = startApp({ notifier })
  const menus: (readonly MenuEntry[])[] = []
  const stop = showFeed(app.portlight.feed, {
    tray: { update: (_summary, _sight, entries) => menus.push(entries) },
    popover: { sendDelta: () => {} },
    clock: systemClock,
    locale: 'en-GB',
  })
  expect(menus.at(-1)).not.toContainEqual(warning)
  const told = app.delta(({ notices }) => notices.length === 1)
  for (const listener of listeners) listener({ adapter: null, reason: 'no-daemon' })
  await told
  expect(menus.at(-1)?.[1]).toEqual(warning)
  expect(menus.at(-1)?.[0]).toMatchObject({ kind: 'text' })
  const taken = app.delta(({ notices }) => notices.length === 0)
  for (const listener of listeners) listener({ adapter: 'notify-send', reason: null })
  await taken
  expect(menus.at(-1)).not.toContainEqual(warning)
  stop()
})
