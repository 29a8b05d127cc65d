import { describe, expect, it } from 'vitest'
import { createDelivery } from '../../electron/alerts/delivery.ts'
import type { Delivery, Notification } from '../../electron/alerts/notifier.ts'
import type { NotifierStatus } from '../../electron/contract/notifier-status.ts'
import { createFakeClock, settled } from '../monitor/fake-clock.ts'
import { notification } from './notification.ts'

function note(id: string, title = id): Notification {
  return notification({ id, title })
}

function notes(count: number): Notification[] {
  return Array.from({ length: count }, (_, n) => note(`n${n}`))
}

const ready: NotifierStatus = { adapter: 'fake', reason: null }
const noDaemon: NotifierStatus = { adapter: null, reason: 'no-daemon' }

/** A notifier that answers when told. */
function createFakeNotifier() {
  const shown: { notification: Notification; answer: (delivery: Delivery) => void; fail: (error: Error) => void }[] = []
  const listeners = new Set<(status: NotifierStatus) => void>()
  const notifier = {
    status: ready,
    onStatus(listener: (status: NotifierStatus) => void) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    notify: (notification: Notification) =>
      new Promise<Delivery>((answer, fail) => {
        shown.push({ notification, answer, fail })
      }),
  }
  function become(status: NotifierStatus): void {
    notifier.status = status
    for (const listener of listeners) listener(status)
  }
  return { notifier, shown, become, titles: () => shown.map(({ notification }) => notification.title) }
}

function createHarness() {
  const fake = createFakeNotifier()
  const clock = createFakeClock()
  const outcomes: [string, Delivery][] = []
  const delivery = createDelivery({
    notifier: fake.notifier,
    clock,
    onOutcome: ({ id }, outcome) => outcomes.push([id, outcome]),
  })
  return { ...fake, clock, delivery, outcomes }
}

describe('delivery', () => {
  it('hands over two at a time, in order, and reports what became of each', async () => {
    const { delivery, shown, titles, outcomes } = createHarness()
    for (const each of notes(4)) delivery.send(each)
    await settled()
    expect(titles()).toEqual(['n0', 'n1'])
    shown[1]?.answer('unanswered')
    await settled()
    expect(titles()).toEqual(['n0', 'n1', 'n2'])
    shown[0]?.answer('shown')
    shown[2]?.fail(new Error('against its contract'))
    await settled()
    shown[3]?.answer('failed')
    await settled()
    expect(outcomes).toEqual([
      ['n1', 'unanswered'],
      ['n0', 'shown'],
      ['n2', 'failed'],
      ['n3', 'failed'],
    ])
  })

  it('never calls the notifier before the caller has gone on', async () => {
    const { delivery, shown } = createHarness()
    delivery.send(note('a'))
    expect(shown).toEqual([])
    await settled()
    expect(shown).toHaveLength(1)
  })

  it('gives a hanging notifier 15 s, then goes on, and ignores its late answer', async () => {
    const { delivery, shown, titles, outcomes, clock } = createHarness()
    for (const each of notes(3)) delivery.send(each)
    await clock.advance(14_999)
    expect([titles().length, outcomes]).toEqual([2, []])
    await clock.advance(1)
    expect(titles()).toEqual(['n0', 'n1', 'n2'])
    expect(outcomes).toEqual([
      ['n0', 'failed'],
      ['n1', 'failed'],
    ])
    shown[0]?.answer('shown')
    await settled()
    expect(outcomes).toHaveLength(2)
  })

  it('survives a notifier that throws instead of answering', async () => {
    const outcomes: Delivery[] = []
    const delivery = createDelivery({
      notifier: {
        status: ready,
        onStatus: () => () => {},
        notify: () => {
          throw new Error('against its contract')
        },
      },
      clock: createFakeClock(),
      onOutcome: (_, outcome) => outcomes.push(outcome),
    })
    for (const each of notes(3)) delivery.send(each)
    await settled()
    await settled()
    expect(outcomes).toEqual(['failed', 'failed', 'failed'])
  })

  it('lets 20 wait, counts the rest, and says how many they were when none waits any more', async () => {
    const { delivery, shown, titles } = createHarness()
    for (const each of notes(30)) delivery.send(each)
    for (let n = 0; n < 21; n++) {
      await settled()
      expect(titles()).toHaveLength(n + 2)
      shown[n]?.answer('shown')
    }
    await settled()
    // While the last is still on its way: something may be always.
    expect(titles()).toEqual([...notes(22).map(({ title }) => title), '8 more notifications'])
    shown[21]?.answer('shown')
    shown[22]?.answer('shown')
    await settled()
    delivery.send(note('later'))
    await settled()
    expect(titles().slice(22)).toEqual(['8 more notifications', 'later'])
  })

  it('cleans the text', async () => {
    const { delivery, titles } = createHarness()
    delivery.send(note('a', '--version\n'))
    await settled()
    expect(titles()).toEqual(['\u200b--version'])
  })
})

/** Hands over what there is, and has the desktop answer that nothing shows it. */
async function refused(harness: ReturnType<typeof createHarness>, from: number): Promise<void> {
  await settled()
  for (const { answer } of harness.shown.slice(from)) answer('unsupported')
  await settled()
}

describe('before the desktop can show anything', () => {
  it('holds what there is, and shows it in order once the desktop can', async () => {
    const harness = createHarness()
    harness.become(noDaemon)
    for (const each of notes(3)) harness.delivery.send(each)
    await refused(harness, 0)
    harness.delivery.send(note('later'))
    await harness.clock.advance(60_000)
    expect([harness.titles(), harness.outcomes]).toEqual([['n0', 'n1'], []])
    harness.become(ready)
    for (let n = 2; n < 6; n++) {
      await settled()
      harness.shown[n]?.answer('shown')
    }
    await settled()
    expect(harness.titles().slice(2)).toEqual(['n0', 'n1', 'n2', 'later'])
    expect(harness.outcomes.map(([, outcome]) => outcome)).toEqual(['shown', 'shown', 'shown', 'shown'])
    expect(harness.clock.pending()).toBe(0)
  })

  it('gives each up after two minutes, having tried once more', async () => {
    const harness = createHarness()
    harness.become(noDaemon)
    harness.delivery.send(note('first'))
    await refused(harness, 0)
    await harness.clock.advance(50_000)
    harness.delivery.send(note('second'))
    await harness.clock.advance(69_999)
    expect(harness.titles()).toEqual(['first'])
    await harness.clock.advance(1)
    await refused(harness, 1)
    expect(harness.titles()).toEqual(['first', 'first', 'second'])
    expect(harness.outcomes).toEqual([['first', 'unsupported']])
    await harness.clock.advance(50_000)
    await refused(harness, 3)
    expect(harness.outcomes).toEqual([
      ['first', 'unsupported'],
      ['second', 'unsupported'],
    ])
    expect(harness.clock.pending()).toBe(0)
  })

  it('hands over again, once, what was refused as the desktop came up', async () => {
    const { delivery, shown, titles, outcomes } = createHarness()
    for (const each of notes(3)) delivery.send(each)
    await settled()
    // The notifier refused it before it looked, and then found that it can.
    shown[0]?.answer('unsupported')
    await settled()
    expect(titles()).toEqual(['n0', 'n1', 'n0'])
    shown[2]?.answer('shown')
    shown[1]?.answer('unsupported')
    await settled()
    expect(titles()).toEqual(['n0', 'n1', 'n0', 'n2', 'n1'])
    shown[4]?.answer('unsupported')
    await settled()
    expect(outcomes).toEqual([
      ['n0', 'shown'],
      ['n1', 'unsupported'],
    ])
  })

  it('holds nothing where no desktop is to be expected', async () => {
    const harness = createHarness()
    harness.become({ adapter: null, reason: 'no-program' })
    harness.delivery.send(note('a'))
    await refused(harness, 0)
    expect(harness.outcomes).toEqual([['a', 'unsupported']])
  })

  it('holds up no end', async () => {
    const harness = createHarness()
    harness.become(noDaemon)
    for (const each of notes(2)) harness.delivery.send(each)
    await refused(harness, 0)
    const closing = harness.delivery.close(3000)
    await refused(harness, 2)
    await closing
    expect(harness.outcomes).toEqual([
      ['n0', 'unsupported'],
      ['n1', 'unsupported'],
    ])
    expect(harness.clock.pending()).toBe(0)
  })
})

describe('closing', () => {
  it('waits for all that is waiting, and takes nothing more', async () => {
    const { delivery, shown, titles, clock } = createHarness()
    for (const each of notes(3)) delivery.send(each)
    let closed = false
    const closing = (async () => {
      await delivery.close(5000)
      closed = true
    })()
    delivery.send(note('too late'))
    for (let n = 0; n < 3; n++) {
      await settled()
      expect(closed).toBe(false)
      shown[n]?.answer('shown')
    }
    await closing
    expect(titles()).toEqual(['n0', 'n1', 'n2'])
    expect(clock.pending()).toBe(0)
  })

  it('waits no longer than its deadline, and leaves no timer', async () => {
    const { delivery, titles, outcomes, clock } = createHarness()
    for (const each of notes(3)) delivery.send(each)
    let closed = 0
    const closing = [1, 2].map(async () => {
      await delivery.close(3000)
      closed += 1
    })
    await clock.advance(2999)
    expect(closed).toBe(0)
    await clock.advance(1)
    await Promise.all(closing)
    expect(titles()).toEqual(['n0', 'n1'])
    expect(outcomes).toEqual([
      ['n0', 'failed'],
      ['n1', 'failed'],
    ])
    expect(clock.pending()).toBe(0)
  })

  it('is done at once when nothing waits', async () => {
    const { delivery, clock } = createHarness()
    await delivery.close(3000)
    expect(clock.pending()).toBe(0)
  })
})
