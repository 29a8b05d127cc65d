import { describe, expect, it } from 'vitest'
import { createAlertOptions } from '../../electron/app/alert-options.ts'
import { endSnoozesOnRecovery } from '../../electron/app/snooze-end.ts'
import type { Snooze } from '../../electron/contract/alert-settings.ts'
import { defaultSettings, type Settings } from '../../electron/contract/settings.ts'
import { createHarness } from '../monitor/harness.ts'
import { tcpTarget } from '../monitor/samples.ts'

const target = (id: string): Snooze['scope'] => ({ kind: 'target', id })
const tag = (name: string): Snooze['scope'] => ({ kind: 'tag', tag: name })

/** `db` and `web`, both of the tag `shop`, both down. */
async function bothDown(change: (settings: Settings) => { ok: true } | { ok: false; message: string }) {
  let settings = defaultSettings
  const harness = createHarness()
  const { monitor, clock, last } = harness
  const store = {
    get current() {
      return settings
    },
    complete: true,
    onSetAside: () => {},
    change(edit: (settings: Settings) => Settings) {
      const next = edit(settings)
      const saved = change(next)
      if (saved.ok) settings = next
      return saved
    },
  }
  const options = createAlertOptions(store, () => clock.wallMs())
  const ends: (string | null)[] = []
  endSnoozesOnRecovery(monitor, options, (fault) => ends.push(fault))
  for (const id of ['db', 'web']) monitor.add(tcpTarget(id, { tags: ['shop'] }), null)
  monitor.start()
  await clock.advance(1000)
  for (const id of ['db', 'web']) last(id).answer(2)
  await clock.advance(1000)
  return {
    options,
    ends,
    snoozed: () => options.current.snoozes.map(({ scope }) => scope),
    recover: async (id: string) => {
      await clock.advance(15_000)
      last(id).answer(0)
      await clock.advance(1)
    },
  }
}

describe('a snooze until recovery', () => {
  it('ends with the recovery of its target, and no other does', async () => {
    const { options, ends, snoozed, recover } = await bothDown(() => ({ ok: true }))
    options.snooze([target('db'), target('web')], null)
    await recover('db')
    expect(snoozed()).toEqual([target('web')])
    expect(ends).toEqual([null])
  })

  it('of a tag ends when none of its targets is down any more', async () => {
    const { options, snoozed, recover } = await bothDown(() => ({ ok: true }))
    options.snooze([tag('shop')], null)
    await recover('db')
    expect(snoozed()).toEqual([tag('shop')])
    await recover('web')
    expect(snoozed()).toEqual([])
  })

  it('says when its end could not be saved', async () => {
    let full = false
    const { options, ends, recover } = await bothDown(() =>
      full ? { ok: false, message: 'the disk is full' } : { ok: true },
    )
    options.snooze([target('db')], null)
    full = true
    await recover('db')
    expect(ends).toEqual(['the disk is full'])
  })

  it('is none with an end of its own', async () => {
    const { options, ends, snoozed, recover } = await bothDown(() => ({ ok: true }))
    options.snooze([target('db')], '2100-01-01T00:00:00Z')
    await recover('db')
    expect(snoozed()).toEqual([target('db')])
    expect(ends).toEqual([])
  })
})
