import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { chooseNotifier } from '../../electron/alerts/choose-notifier.ts'
import { createDelivery } from '../../electron/alerts/delivery.ts'
import { createNodeNotifier } from '../../electron/alerts/node-notifier.ts'
import type { CheckedNotifier, Delivery, Notification } from '../../electron/alerts/notifier.ts'
import { severities } from '../../electron/alerts/notifier.ts'
import { systemClock } from '../../electron/monitor/system-clock.ts'
import { notification } from '../alerts/notification.ts'
import { type DesktopSession, type Shown, startDesktopSession } from './desktop-session.ts'

const clicks: unknown[] = []

async function notifier(): Promise<CheckedNotifier> {
  const adapter = createNodeNotifier({
    clock: systemClock,
    iconFolder: join(import.meta.dirname, '../../assets/notify'),
    appId: 'org.example.portlight',
    listeners: {
      onClick: (id) => clicks.push(['open', id]),
      onAction: (ids, action) => clicks.push([action, ids]),
    },
  })
  const chosen = await chooseNotifier({ adapters: [adapter], none: 'not-supported', clock: systemClock })
  onTestFinished(() => chosen.close())
  return chosen
}

function titled(all: Shown[], title: string): Shown | undefined {
  return all.find((each) => each.title === title)
}

describe('a real notification daemon', () => {
  let session: DesktopSession

  beforeAll(async () => {
    session = await startDesktopSession()
  }, 40_000)
  afterAll(() => session?.stop(), 20_000)
  beforeEach(async () => {
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.busAddress)
    onTestFinished(() => void vi.unstubAllEnvs())
    clicks.length = 0
    await session.shown()
  })

  it('is found, and nothing is shown for that', async () => {
    const chosen = await notifier()
    expect([chosen.name, await chosen.check()]).toEqual(['notify-send', { adapter: 'notify-send', reason: null }])
    expect(await session.shown()).toEqual([])
  })

  it('shows what others wrote as they wrote it, and as nothing else', async () => {
    const body = '-a <b>"quoted"</b> $(id) `id` C:\\new & ?a=1&amp=2 &lt; \u001b[31m\nend'
    const shown = await (await notifier()).notify(notification({ title: '--version \\n $HOME', body, urgency: 'low' }))
    expect(shown).toBe('shown')
    expect(titled(await session.shown(), '\u200b--version \\n $HOME')).toEqual({
      title: '\u200b--version \\n $HOME',
      body: '\u200b-a <b>"quoted"</b> $(id) `id` C:\\new & ?a=1&amp=2 &lt;  [31m end',
      urgency: 'low',
      appName: 'Portlight',
      icon: 'info.png',
    })
  })

  it('shows each kind of news with its icon and urgency', async () => {
    const chosen = await notifier()
    for (const severity of severities)
      await chosen.notify(notification({ title: `s ${severity}`, severity, sound: true }))
    for (const urgency of ['low', 'normal', 'critical'] as const) {
      await chosen.notify(notification({ title: `u ${urgency}`, urgency }))
    }
    const shown = await session.shown()
    for (const severity of severities) expect(titled(shown, `s ${severity}`)?.icon).toBe(`${severity}.png`)
    for (const urgency of ['low', 'normal', 'critical']) expect(titled(shown, `u ${urgency}`)?.urgency).toBe(urgency)
  })

  it('passes on a click on a notification, and on each of its buttons', async () => {
    const chosen = await notifier()
    const about = { targetId: 'db', targetIds: ['db'], actions: ['snooze-1h', 'open'], urgency: 'critical' } as const
    await chosen.notify(notification({ ...about, title: 'to click' }))
    await session.click()
    await vi.waitFor(() => expect(clicks).toHaveLength(1), 30_000)
    await chosen.notify(notification({ ...about, title: 'to snooze', targetIds: ['db', 'nas'] }))
    await session.press('Snooze 1 h', 'to snooze')
    await vi.waitFor(() => expect(clicks).toHaveLength(2), 30_000)
    await chosen.notify(notification({ ...about, title: 'to open', targetId: null }))
    await session.press('Open', 'to open')
    await vi.waitFor(() => expect(clicks).toHaveLength(3), 30_000)
    expect(clicks).toEqual([
      ['open', 'db'],
      ['snooze-1h', ['db', 'nas']],
      ['open', null],
    ])
  })
})

describe('a desktop that comes up after the program', () => {
  it('is waited for, and shows what there was to tell', async () => {
    const session = await startDesktopSession({ daemon: false })
    onTestFinished(() => session.stop())
    vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', session.busAddress)
    onTestFinished(() => void vi.unstubAllEnvs())
    const outcomes: [string, Delivery][] = []
    const chosen = await notifier()
    expect(chosen.status).toEqual({ adapter: null, reason: 'no-daemon' })
    const delivery = createDelivery({
      notifier: chosen,
      clock: systemClock,
      onOutcome: ({ title }: Notification, outcome) => outcomes.push([title, outcome]),
    })
    for (const title of ['first', 'second']) delivery.send(notification({ id: title, title }))
    await session.startDaemon()
    await vi.waitFor(() => expect(outcomes).toHaveLength(2), 15_000)
    expect(outcomes.map(([, outcome]) => outcome)).toEqual(['shown', 'shown'])
    expect((await session.shown()).map(({ title }) => title).toSorted()).toEqual(['first', 'second'])
    await delivery.close(1000)
  }, 60_000)
})
