import { describe, expect, it } from 'vitest'
import { chooseNotifier } from '../../electron/alerts/choose-notifier.ts'
import type { Delivery, NotifierAdapter } from '../../electron/alerts/notifier.ts'
import type { NotifierReason, NotifierStatus } from '../../electron/contract/notifier-status.ts'
import { createFakeClock } from '../monitor/fake-clock.ts'
import { notification } from './notification.ts'

interface FakeAdapter extends NotifierAdapter {
  told: string[]
  delivery: Delivery
  reason: NotifierReason | null
  checks: number
  closed: boolean
}

function fakeAdapter(name: string, delivery: Delivery = 'shown', reason: NotifierReason | null = null): FakeAdapter {
  const fake: FakeAdapter = {
    name,
    told: [],
    delivery,
    reason,
    checks: 0,
    closed: false,
    async check() {
      fake.checks += 1
      return fake.reason
    },
    async notify({ id }) {
      fake.told.push(id)
      return fake.delivery
    },
    close() {
      fake.closed = true
    },
  }
  return fake
}

async function choose(...adapters: (FakeAdapter | null)[]) {
  const clock = createFakeClock()
  const notifier = await chooseNotifier({ adapters, none: 'not-supported', clock })
  const heard: NotifierStatus[] = []
  notifier.onStatus((status) => heard.push(status))
  return { clock, notifier, heard }
}

describe('the notifier that is chosen', () => {
  it('is the first that can deliver', async () => {
    const [first, second] = [fakeAdapter('notify-send'), fakeAdapter('Electron')]
    const { notifier } = await choose(null, first, second)
    expect([notifier.status, notifier.name]).toEqual([{ adapter: 'notify-send', reason: null }, 'notify-send'])
    expect([await notifier.notify(notification()), second.told]).toEqual(['shown', []])
  })

  it('is the next where the first cannot', async () => {
    const { notifier } = await choose(fakeAdapter('notify-send', 'unsupported', 'no-program'), fakeAdapter('Electron'))
    expect(notifier.status).toEqual({ adapter: 'Electron', reason: null })
  })

  it('gives way when it fails, carries the name again when it delivers, and says so', async () => {
    const [first, second] = [fakeAdapter('notify-send', 'failed'), fakeAdapter('Electron')]
    const { notifier, heard } = await choose(first, second)
    expect([await notifier.notify(notification()), notifier.name, second.told]).toEqual(['shown', 'Electron', ['1']])
    first.delivery = 'shown'
    await notifier.notify(notification())
    expect(notifier.name).toBe('notify-send')
    expect(heard.map(({ adapter }) => adapter)).toEqual(['Electron', 'notify-send'])
  })

  it('does not give way on silence, for what was handed over may be shown', async () => {
    const second = fakeAdapter('Electron')
    const { notifier } = await choose(fakeAdapter('notify-send', 'unanswered'), second)
    expect([await notifier.notify(notification()), notifier.name, second.told]).toEqual([
      'unanswered',
      'notify-send',
      [],
    ])
  })

  it('answers what the preferred one said when none delivers, and that it was refused', async () => {
    const first = fakeAdapter('notify-send', 'unsupported')
    const { notifier, heard, clock } = await choose(first, fakeAdapter('Electron', 'failed', 'not-supported'))
    first.reason = 'no-daemon'
    expect(await notifier.notify(notification())).toBe('unsupported')
    expect(heard).toEqual([{ adapter: null, reason: 'no-daemon' }])
    const refusing = await choose(fakeAdapter('Electron', 'failed'))
    expect(await refusing.notifier.notify(notification())).toBe('failed')
    expect(refusing.notifier.status).toEqual({ adapter: null, reason: 'refused' })
    // Looking again finds nothing new: only a notification that arrives does.
    await refusing.clock.advance(600_000)
    expect(refusing.notifier.status).toEqual({ adapter: null, reason: 'refused' })
    expect(clock.pending()).toBe(1)
  })

  it('is looked for again, ever more rarely, until the desktop is there', async () => {
    const adapter = fakeAdapter('notify-send', 'unsupported', 'no-daemon')
    const { notifier, heard, clock } = await choose(adapter)
    expect(notifier.status).toEqual({ adapter: null, reason: 'no-daemon' })
    const checksAfter: number[] = []
    for (const waitMs of [4999, 1, 10_000, 20_000, 40_000, 60_000, 60_000]) {
      await clock.advance(waitMs)
      checksAfter.push(adapter.checks)
    }
    expect(checksAfter).toEqual([1, 2, 3, 4, 5, 6, 7])
    adapter.reason = null
    await clock.advance(60_000)
    expect([heard, clock.pending()]).toEqual([[{ adapter: 'notify-send', reason: null }], 0])
  })

  it('says why there is none, and looks for none', async () => {
    const clock = createFakeClock()
    const notifier = await chooseNotifier({ adapters: [], none: 'turned-off', clock })
    expect(await notifier.notify(notification())).toBe('unsupported')
    expect([notifier.status, clock.pending()]).toEqual([{ adapter: null, reason: 'turned-off' }, 0])
  })

  it('looks no more once closed, and closes all', async () => {
    const adapter = fakeAdapter('notify-send', 'shown', 'no-session')
    const { notifier, clock } = await choose(adapter)
    notifier.close()
    expect([clock.pending(), adapter.closed]).toEqual([0, true])
  })
})
