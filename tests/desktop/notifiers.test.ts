import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createElectronNotifier } from '../../electron/desktop/electron-notifier.ts'
import { notification as sample } from '../alerts/notification.ts'
import { notifications } from '../desktop-host/notification.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { pretend } from './stand-in.ts'

vi.mock('electron', () => import('../desktop-host/electron.ts'))

const notification = sample({
  title: 'db is down: Timeout',
  body: 'tcp db:5432 did not connect within 5 s.',
  urgency: 'critical',
  severity: 'down',
  actions: ['snooze-1h', 'open'],
  targetId: 'id of db',
  targetIds: ['id of db'],
})

beforeEach(() => {
  notifications.length = 0
})

function created() {
  const clicks: unknown[] = []
  const clock = createFakeClock()
  const notifier = createElectronNotifier({
    clock,
    iconFolder: '/icons',
    listeners: {
      onClick: (id) => clicks.push(['open', id]),
      onAction: (ids, action) => clicks.push([action, ids]),
    },
  })
  return { clicks, clock, notifier }
}

describe("Electron's notifications", () => {
  it('are shown with an icon by severity, and a click tells which target they are about', async () => {
    pretend({ platform: 'linux' })
    const { notifier, clicks, clock } = created()
    expect([await notifier.check(), await notifier.notify(notification)]).toEqual([null, 'shown'])
    const { title, body } = notification
    expect(notifications).toMatchObject([{ title, body, icon: '/icons/down.png', silent: true, buttons: [] }])
    notifications[0]?.click()
    expect(clicks).toEqual([['open', 'id of db']])
    expect(clock.pending()).toBe(0)
  })

  it('may be heard where that is wanted', async () => {
    pretend()
    await created().notifier.notify({ ...notification, sound: true })
    expect(notifications).toMatchObject([{ silent: false }])
  })

  it('have no control characters of others', async () => {
    pretend()
    await created().notifier.notify({ ...notification, title: 'db\u001b[31m\nis down' })
    expect(notifications).toMatchObject([{ title: 'db [31m is down' }])
  })

  it.each(['darwin', 'win32'] as const)(
    'have buttons on %s, also when they are no longer on the screen',
    async (platform) => {
      pretend({ platform })
      const { notifier, clicks } = created()
      await notifier.notify(notification)
      expect(notifications[0]?.buttons).toEqual(['Snooze 1 h', 'Open'])
      notifications[0]?.timeOut()
      for (const button of ['Snooze 1 h', 'Open', 'another']) notifications[0]?.press(button)
      expect(clicks).toEqual([
        ['snooze-1h', ['id of db']],
        ['open', 'id of db'],
      ])
      notifier.close()
      notifications[0]?.click()
      notifications[0]?.press('Open')
      expect(clicks).toHaveLength(2)
    },
  )

  it('offer to open only where there is something to open', async () => {
    pretend({ platform: 'win32' })
    const clicks: unknown[] = []
    const onAction = (ids: readonly string[], action: string) => clicks.push([action, ids])
    const clock = createFakeClock()
    const notifier = createElectronNotifier({ clock, iconFolder: '/icons', listeners: { onClick: null, onAction } })
    await notifier.notify({ ...notification, actions: ['open', 'snooze-1h'] })
    expect(notifications[0]?.buttons).toEqual(['Snooze 1 h'])
    notifications[0]?.click()
    notifications[0]?.press('Snooze 1 h')
    expect(clicks).toEqual([['snooze-1h', ['id of db']]])
  })

  it('fail on macOS when the program is not signed', async () => {
    pretend({ platform: 'darwin', signed: false })
    expect(await created().notifier.notify(notification)).toBe('failed')
    expect(notifications).toEqual([])
  })
})
