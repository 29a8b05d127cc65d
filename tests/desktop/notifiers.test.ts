import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Delivery, Notifier } from '../../electron/alerts/notifier.ts'
import { chooseNotifier } from '../../electron/desktop/choose-notifier.ts'
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
  sound: false,
  actions: ['snooze-1h', 'open'],
  targetId: 'id of db',
  targetIds: ['id of db'],
})

function fakeNotifier(name: string, delivery: Delivery): Notifier & { told: string[] } {
  const told: string[] = []
  return {
    name,
    told,
    async notify({ id }) {
      told.push(id)
      return delivery
    },
  }
}

beforeEach(() => {
  notifications.length = 0
})

describe("Electron's notifications", () => {
  const clicked: (string | null)[] = []
  const clock = createFakeClock()
  const notifier = createElectronNotifier({ clock, iconFolder: '/icons', onClick: (id) => clicked.push(id) })

  it('are shown, and a click tells which target they are about', async () => {
    pretend()
    expect(await notifier.notify(notification)).toBe('shown')
    expect(notifications).toMatchObject([{ title: notification.title, body: notification.body }])
    notifications[0]?.click()
    expect(clicked).toEqual(['id of db'])
    expect(clock.pending()).toBe(0)
  })

  it('fail on macOS when the program is not signed', async () => {
    pretend({ platform: 'darwin', signed: false })
    expect(await notifier.notify(notification)).toBe('failed')
    expect(notifications).toEqual([])
  })
})

describe('chooseNotifier', () => {
  it('prefers node-notifier', async () => {
    const fallback = fakeNotifier('Electron', 'shown')
    const chosen = chooseNotifier(fakeNotifier('notify-send', 'shown'), fallback)
    expect([await chosen.notify(notification), chosen.name, fallback.told]).toEqual(['shown', 'notify-send', []])
  })

  it('falls back when it fails, and says so in its name', async () => {
    const fallback = fakeNotifier('Electron', 'shown')
    const chosen = chooseNotifier(fakeNotifier('notify-send', 'failed'), fallback)
    expect([await chosen.notify(notification), chosen.name, fallback.told]).toEqual(['shown', 'Electron', ['1']])
  })

  it('does not fall back on silence, for what was handed over may be shown', async () => {
    const fallback = fakeNotifier('Electron', 'shown')
    const chosen = chooseNotifier(fakeNotifier('notify-send', 'unanswered'), fallback)
    expect([await chosen.notify(notification), chosen.name, fallback.told]).toEqual(['unanswered', 'notify-send', []])
  })

  it('answers what the preferred one said when neither delivers', async () => {
    const chosen = chooseNotifier(fakeNotifier('notify-send', 'unsupported'), fakeNotifier('Electron', 'failed'))
    expect([await chosen.notify(notification), chosen.name]).toEqual(['unsupported', 'notify-send'])
  })

  it("is Electron's where node-notifier cannot deliver at all", () => {
    const fallback = fakeNotifier('Electron', 'shown')
    expect(chooseNotifier(null, fallback)).toBe(fallback)
  })
})
